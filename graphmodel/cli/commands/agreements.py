"""``agreements``: what may be shared, counted; what to look at in agreements; and both verdicts on what law forbids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click

from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.completion import ids_of
from graphmodel.cli.shared.output import format_option, is_read, show
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.cli.shared.verdicts import tell_verdicts
from graphmodel.records.plain import rows_of
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import number, say

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.answers.sharing import SharingGroup
    from graphmodel.records.catalogue import Catalogue

_BY = ("class", "province", "agency", "agreement")
_SHOWN = 6
_SPARE = ("forbidden", "confidence", "status", "effect")


@command(
    "agreements",
)
@option(
    "--by",
    type=click.Choice(_BY),
    default="class",
    show_default=True,
    help="What to count by; a province and an agency count as recipients.",
)
@option(
    "--indicators",
    is_flag=True,
    help="Tell instead what to look at: missing clauses, ended agreements, links and agreements that do not go together.",
)
@option(
    "--verdicts",
    is_flag=True,
    help="Tell instead of each impediment of law whether it is real or perceived, as stated and as computed.",
)
@option(
    "--purpose",
    "purposes",
    multiple=True,
    type=click.Choice(v.ASKED_PURPOSES),
    help="Count rows of this purpose too; may be repeated.",
)
@option(
    "--without",
    multiple=True,
    metavar="AGREEMENT",
    shell_complete=ids_of("Agreement"),
    help="Leave an agreement out, to see what rests on it; may be repeated.",
)
@option(
    "--documented",
    is_flag=True,
    help="Leave out agreements and parties that are only inferred.",
)
@format_option
@pass_settings
@click.pass_context
def agreements(
    context: click.Context,
    settings: Settings,
    by: str,
    indicators: bool,
    verdicts: bool,
    purposes: tuple[str, ...],
    without: tuple[str, ...],
    documented: bool,
    form: str,
) -> None:
    """What may be shared: pairs of agencies in each state of permission, by class of records.

    A pair is a recipient, a discloser of another organisation and a class of records.

    \b
    Example:
      graphmodel agreements --by province
      graphmodel agreements --indicators
    """
    given = {
        "--by": context.get_parameter_source("by") == click.core.ParameterSource.COMMANDLINE,
        "--purpose": bool(purposes),
        "--without": bool(without),
        "--documented": documented,
    }
    if indicators and verdicts:
        raise click.UsageError(say("--indicators and --verdicts are two tables: ask for one of them"))
    allowed = {"--purpose"} if indicators else set[str]() if verdicts else set(given)
    for name, said in given.items():
        if said and name not in allowed:
            other = "--indicators" if indicators else "--verdicts"
            raise click.UsageError(say("{name} does not go with {other}", name=name, other=other))
    catalogue = settings.catalogue()
    if indicators:
        _show_indicators(settings, catalogue, purposes, form)
    elif verdicts:
        _show_verdicts(settings, catalogue, form)
    else:
        more = {"purposes": purposes, "without": without, "documented": documented}
        _show_pairs(settings, catalogue, cast("SharingGroup", by), form, **more)
    _tell_recorded(settings, catalogue)


def _show_pairs(settings: Settings, catalogue: Catalogue, by: SharingGroup, form: str, **more: Any) -> None:
    from graphmodel.api import sharing

    with settings.waiting(say("Counting pairs")):
        table = sharing.agreements(catalogue, by, language=settings.lang, **more)
    _show(table, form, hide=("group",) if by in ("class", "province") else ())
    if by == "agreement":
        words = say(
            "recipients and disclosers: agencies; pairs: of one of each, of two organisations; links: in service that run "
            "under it, or would if it were in force.",
        )
    else:
        words = say(
            "Counted are pairs of a recipient and a discloser of two organisations, by class. Agreed: an agreement says "
            "so; allowed: the law does not stand in the way, which is not that the owner will share. Pairs of which "
            "nothing is seen and nothing permitted are not counted.",
        )
    settings.tell(words)


def _show_indicators(settings: Settings, catalogue: Catalogue, purposes: tuple[str, ...], form: str) -> None:
    from graphmodel.api import sharing

    table = sharing.agreement_indicators(catalogue, purposes=cast("Any", purposes), language=settings.lang)
    if is_read(form):
        table["ids"] = table["ids"].map(_shortened)
    _show(table, form, hide=("indicator",))
    settings.tell(
        say(
            "Without a clause: none is recorded, which is not that there is none. A link runs under an agreement that "
            "covers its sender and a class that passes, for somebody who supplies the one end and reads the other.",
        )
    )


def _show_verdicts(settings: Settings, catalogue: Catalogue, form: str) -> None:
    from graphmodel.api import sharing

    table = sharing.verdicts(catalogue)
    _show(table, form, hide=("differ",), spare=("sources", "note", "permitting", "forbidding"))
    tell_verdicts(settings, table)


def _show(table: pd.DataFrame, form: str, *, hide: tuple[str, ...] = (), spare: tuple[str, ...] = _SPARE) -> None:
    show(list(table.columns), rows_of(table), form, hide=hide, spare=spare)


def _shortened(ids: list[str]) -> list[str]:
    """Return so many ids as people read in a cell; CSV and JSON carry all."""
    more = len(ids) - _SHOWN
    return ids if more <= 0 else [*ids[:_SHOWN], say("{count} more: --format csv", count=number(more))]


def _tell_recorded(settings: Settings, catalogue: Catalogue) -> None:
    from graphmodel.answers.permission_note import permission_note

    settings.limits(catalogue.about)
    settings.tell(permission_note(catalogue).text(settings.lang))
