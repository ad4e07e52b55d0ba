"""``study``, ``reach`` and ``sees``: what follows from the catalogue, computed exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.completion import agency_ids
from graphmodel.cli.shared.explain import explain_option, explained
from graphmodel.cli.shared.output import format_option, show
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.errors import UnknownName
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, say
from graphmodel.words.suggest import did_you_mean, nearest

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.answers.study import Basis, Grouping
    from graphmodel.engine.network import Network
    from graphmodel.records.catalogue import Catalogue

_CLASS = option(
    "--class",
    "data_class",
    metavar="CLASS",
    help="Only this data class.",
)


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
    from graphmodel.answers import study as indicators

    catalogue = settings.catalogue()
    made = indicators.study(
        catalogue, cast("Grouping", by), cast("Basis", basis), documented=documented, language=settings.lang
    )
    show(list(made.columns), rows_of(made), form, hide=("group", *(() if by == "type" else ("published_2014",))))
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
@_CLASS
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
    from graphmodel.answers.reach import Reach
    from graphmodel.engine.network import Network

    network = Network(settings.catalogue())
    seen = Reach(network).seen_by(position(network, agency))
    seen = of_class(seen, data_class)
    columns, rows = explained(network.catalogue, list(seen.columns), rows_of(seen), explain, settings, agency)
    show(columns, rows, form)
    origins = seen["system"].nunique()
    settings.limits(network.catalogue.about)
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
@_CLASS
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
    from graphmodel.answers.reach import Reach
    from graphmodel.engine.network import Network

    network = Network(settings.catalogue())
    found = Reach(network).sees(position(network, agency), None if other is None else position(network, other))
    found = of_class(found, data_class)
    columns, rows = explained(network.catalogue, list(found.columns), rows_of(found), explain, settings, agency)
    show(columns, rows, form)
    settings.limits(network.catalogue.about)
    suppliers = found["agency"].nunique()
    settings.tell(
        say(
            "{agency} can see records of {suppliers} agencies of other organisations: technically within reach.",
            agency=agency,
            suppliers=suppliers,
        )
    )


def position(network: Network, agency: str) -> int:
    """Return where an agency stands in the catalogue; UnknownName with the nearest ids."""
    from graphmodel.engine.network import places

    at = int(places(network.agencies, [agency])[0])
    if at < 0:
        known = list(network.agencies)
        hint: str = did_you_mean(agency, known)
        if agency in network.systems:
            hint = Message(": that is a system; name an agency")
        raise UnknownName(
            Message("there is no agency {agency!r}{hint}", agency=agency, hint=hint), nearest(agency, known)
        )
    return at


def of_class(rows: pd.DataFrame, data_class: str | None) -> pd.DataFrame:
    """Return the rows of one data class, or all; UnknownName where there is no such class."""
    if data_class is None:
        return rows
    words = v.CARRIED_CLASSES.ids
    if data_class not in words:
        raise UnknownName(
            Message(
                "there is no data class {data_class!r}{near}; one of {words}",
                data_class=data_class,
                near=did_you_mean(data_class, words),
                words=", ".join(words),
            ),
            nearest(data_class, words),
        )
    return rows[rows["class"] == data_class]


def rows_of(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return the rows of a frame as tuples, missing values as None."""
    plain = frame.astype("object")
    return [tuple(row) for row in plain.where(frame.notna(), None).itertuples(index=False, name=None)]
