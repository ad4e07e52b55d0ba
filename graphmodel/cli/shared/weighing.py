"""What ``whatif`` and ``plan`` choose links by: options that both have."""

from __future__ import annotations

import click

from graphmodel.cli.shared.bilingual import Decorator, option
from graphmodel.cli.shared.completion import causes, needs_names

weight_option: Decorator = option(
    "--weight",
    type=click.Choice(["triples", "agencies", "officers", "population"]),
    default="triples",
    show_default=True,
    help="What a link is worth: new sightlines, or the agencies that gain, their officers or the people they serve.",
)
respect_option: Decorator = option(
    "--respect",
    multiple=True,
    metavar="CAUSE",
    shell_complete=causes,
    help="Leave out pairs that this cause holds back; repeatable.",
)
needs_option: Decorator = option(
    "--needs",
    multiple=True,
    metavar="FILE|NAME",
    shell_complete=needs_names,
    help="Choose by how many unmet pairs of these needs a link meets, before anything else; repeatable.",
)
documented_option: Decorator = option(
    "--documented",
    is_flag=True,
    help="Answer from documented records alone, and say how far it is from the answer of all.",
)
