"""``--audience``: whom a file is for."""

from __future__ import annotations

import click

from graphmodel.cli.shared.bilingual import Decorator, option
from graphmodel.words import vocabulary as v

INTERNAL = "internal"

audience_option: Decorator = option(
    "--audience",
    type=click.Choice(v.SENSITIVITIES.ids),
    default=INTERNAL,
    show_default=True,
    help="Whom it is for: public leaves out what is marked internal, and single points of failure.",
)
