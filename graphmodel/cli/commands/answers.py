"""``study``, ``reach``, ``sees`` and ``seen``: what follows from the catalogue, computed exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, cast

import click

from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.completion import agency_ids, data_classes
from graphmodel.cli.shared.explain import explain_option, explained
from graphmodel.cli.shared.nothing import sight_reasons, tell_nothing
from graphmodel.cli.shared.output import format_option, show
from graphmodel.cli.shared.permission import tell_states
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.records.plain import rows_of
from graphmodel.words.messages import counted, say

if TYPE_CHECKING:
    from graphmodel.answers.study import Basis, Grouping
    from graphmodel.records.catalogue import Catalogue

class_option = option(
    "--class",
    "data_class",
    metavar="CLASS",
    shell_complete=data_classes,
    help="Only this data class.",
)
_SPARE = ("internal_only", "internal", "percent_documented", "published_2014")


@command(
    "study",
)
@option(
    "--by",
    type=click.Choice(["type", "province", "level", "organisation"]),
    default="type",
    show_default=True,
    help="What to count by.",
)
@option(
    "--basis",
    type=click.Choice(["systems", "entries"]),
    default="systems",
    show_default=True,
    help="Count each system once, or once for each organisation that works in it, as the study did.",
)
@option(
    "--documented",
    is_flag=True,
    help="Leave out every record that is only inferred.",
)
@format_option
@pass_settings
def study(settings: Settings, by: str, basis: str, documented: bool, form: str) -> None:
    """The 2014 study's table for this catalogue: how many systems are interconnected.

    Connected does not mean visible: see reach and sees.

    \b
    Example:
      graphmodel study --by province
    """
    from graphmodel.api import catalogues

    catalogue = settings.catalogue()
    made = catalogues.study(
        catalogue, cast("Grouping", by), cast("Basis", basis), documented=documented, language=settings.lang
    )
    hide = ("group", *(() if by == "type" else ("published_2014",)))
    show(list(made.columns), rows_of(made), form, hide=hide, spare=_SPARE)
    settings.limits(catalogue.about)
    settings.tell(
        say(
            "Interconnected means at least one live link is recorded. % documented counts documented "
            "records alone; n is the column systems; agencies: those at work in such a system, which they "
            "operate (hosts apart) or work in; inventory/agencies-with-type counts those in any role beside "
            "them.",
        )
    )
    tell_unsourced(settings, catalogue)


def tell_unsourced(settings: Settings, catalogue: Catalogue) -> None:
    """Say, where nothing names a source, what "documented" then means."""
    from graphmodel.answers.provenance import cites_nothing

    if cites_nothing(catalogue):
        settings.tell(
            say(
                "No system, use or link here names a source: % documented leaves out only what is marked as inferred.",
            )
        )


@command(
    "reach",
)
@click.argument("agency", shell_complete=agency_ids)
@class_option
@explain_option
@format_option
@pass_settings
def reach(settings: Settings, agency: str, data_class: str | None, explain: bool, form: str) -> None:
    """What an agency can see: a row for each system of origin and data class.

    To see means technically within reach; permission is another matter.

    \b
    Example:
      graphmodel reach peel-regional-police --class warrants
    """
    from graphmodel.api import given, seeing
    from graphmodel.records.called import agency_called

    catalogue = settings.catalogue()
    agency = agency_called(catalogue, agency)
    seen = seeing.reach(catalogue, agency, data_class)
    columns, rows = explained(catalogue, list(seen.columns), rows_of(seen), explain, settings, agency)
    show(columns, rows, form)
    if seen.empty:
        tell_nothing(settings, sight_reasons(given.asked_of(catalogue).network, agency, None, data_class))
    origins = seen["system"].nunique()
    settings.limits(catalogue.about)
    settings.tell(
        say(
            "{agency} can see {seen} (system, class) pairs of {origins} systems: technically within reach, "
            "whatever permission says. pointer: an index or a hit, not the content.",
            agency=agency,
            seen=len(seen),
            origins=origins,
        )
    )


@command(
    "sees",
)
@click.argument("agency", shell_complete=agency_ids)
@click.argument("other", required=False, shell_complete=agency_ids)
@class_option
@explain_option
@format_option
@pass_settings
def sees(settings: Settings, agency: str, other: str | None, data_class: str | None, explain: bool, form: str) -> None:
    """Whose records an agency can see: a row for each supplier and data class.

    Agencies of its own organisation are left out.

    \b
    Example:
      graphmodel sees peel-regional-police toronto-police-service
    """
    found = _others(settings, "sees", agency, other, data_class, explain, form)
    settings.tell(
        counted(
            found.others,
            "{agency} can see records of {count} agency of another organisation: technically within reach.",
            "{agency} can see records of {count} agencies of other organisations: technically within reach.",
            agency=found.agency,
        )
    )
    tell_states(settings, found.catalogue)


@command(
    "seen",
)
@click.argument("agency", shell_complete=agency_ids)
@click.argument("other", required=False, shell_complete=agency_ids)
@class_option
@explain_option
@format_option
@pass_settings
def seen(settings: Settings, agency: str, other: str | None, data_class: str | None, explain: bool, form: str) -> None:
    """Who can see an agency's records: a row for each agency that can and each data class.

    The reverse of sees. Agencies of its own organisation are left out.

    \b
    Example:
      graphmodel seen toronto-police-service --class warrants
    """
    found = _others(settings, "seen", agency, other, data_class, explain, form)
    settings.tell(
        counted(
            found.others,
            "{count} agency of another organisation can see records of {agency}: technically within reach.",
            "{count} agencies of other organisations can see records of {agency}: technically within reach.",
            agency=found.agency,
        )
    )
    tell_states(settings, found.catalogue)


class _Found(NamedTuple):
    """The agency asked about, by its id, how many others were found, and in which catalogue."""

    agency: str
    others: int
    catalogue: Catalogue


def _others(
    settings: Settings,
    question: Literal["sees", "seen"],
    agency: str,
    other: str | None,
    data_class: str | None,
    explain: bool,
    form: str,
) -> _Found:
    """Answer whose records an agency sees, or who sees its own."""
    from graphmodel.api import given, seeing
    from graphmodel.records.called import agency_called

    catalogue = settings.catalogue()
    agency = agency_called(catalogue, agency)
    other = None if other is None else agency_called(catalogue, other)
    ask = seeing.sees if question == "sees" else seeing.seen
    found = ask(catalogue, agency, other, data_class)
    columns, rows = explained(catalogue, list(found.columns), rows_of(found), explain, settings, agency)
    show(columns, rows, form)
    if found.empty:
        reader, supplier = (agency, other) if question == "sees" else (other, agency)
        tell_nothing(settings, sight_reasons(given.asked_of(catalogue).network, reader, supplier, data_class))
    settings.limits(catalogue.about)
    return _Found(agency, found["agency"].nunique(), catalogue)
