"""``may``: what an agency may receive of whom, by the agreements that are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphmodel.cli.commands.answers import class_option
from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.completion import agency_ids
from graphmodel.cli.shared.explain import explain_option, explained
from graphmodel.cli.shared.nothing import permission_reasons, tell_nothing
from graphmodel.cli.shared.output import format_option, show
from graphmodel.cli.shared.permission import tell_permission
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.records.plain import rows_of
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, counted, joined, number, say

if TYPE_CHECKING:
    import pandas as pd


@command(
    "may",
)
@click.argument("agency", shell_complete=agency_ids)
@click.argument("other", required=False, shell_complete=agency_ids)
@class_option
@option(
    "--purpose",
    "purposes",
    type=click.Choice(v.ASKED_PURPOSES),
    multiple=True,
    help="Count what serves only this purpose, too; repeatable.",
)
@explain_option
@format_option
@pass_settings
def may(
    settings: Settings,
    agency: str,
    other: str | None,
    data_class: str | None,
    purposes: tuple[str, ...],
    explain: bool,
    form: str,
) -> None:
    """What an agency may receive of whom: a row for each agency that discloses and each data class.

    Agreed: an agreement says so. Allowed: no law stands in the way, which is not that the owner will share. Not within
    reach: no link that is recorded leads there. None recorded does not mean not allowed.

    \b
    Examples:
      graphmodel may peel-regional-police toronto-police-service
      graphmodel may peel-regional-police --class mugshots
    """
    from graphmodel.api import given, seeing
    from graphmodel.records.called import agency_called

    catalogue = settings.catalogue()
    agency = agency_called(catalogue, agency)
    other = None if other is None else agency_called(catalogue, other)
    made = seeing.permissions(catalogue, agency, other, data_class, purposes=purposes)
    found = made.rows
    columns, rows = explained(catalogue, list(found.columns), rows_of(found), explain, settings)
    show(columns, rows, form, spare=("systems",))
    if found.empty:
        tell_nothing(settings, permission_reasons(given.asked_of(catalogue).network, agency, other, data_class))
    else:
        settings.tell(say("{agency}: {states}", agency=agency, states=_counted(found)))
    if made.partly:
        settings.tell(
            counted(
                made.partly,
                "In {count} row there are other systems of the class, of which less is recorded: they are not listed.",
                "In {count} rows there are other systems of the class, of which less is recorded: they are not listed.",
            )
        )
    tell_permission(settings, catalogue)


def _counted(found: pd.DataFrame) -> Message:
    """Return how many rows are in each state, in the order of the states."""
    counts = found["state"].value_counts()
    parts = (
        Message("{state}: {count}", state=word.named, count=number(int(counts[word.id])))
        for word in v.STATES
        if word.id in counts
    )
    return joined("; ", parts)
