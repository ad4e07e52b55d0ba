"""``whatif``: what a link, an outage or a scenario would change; each command answers and changes no store."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from graphmodel.cli.commands.scenario import stacked, tell_idle
from graphmodel.cli.shared.bilingual import command, group, option
from graphmodel.cli.shared.completion import scenario_names, system_ids
from graphmodel.cli.shared.differences import show_difference
from graphmodel.cli.shared.inferred import RankingOptions, documented_of, doubts_of_first, say_interval
from graphmodel.cli.shared.nothing import tell_nothing
from graphmodel.cli.shared.output import format_option, show, show_json, write_line
from graphmodel.cli.shared.permission import tell_states
from graphmodel.cli.shared.pricing import as_people_read, costs_option, of_query
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.cli.shared.ties import partners_like_first
from graphmodel.cli.shared.verdicts import tell_verdicts
from graphmodel.cli.shared.weighing import documented_option, needs_option, respect_option, weight_option
from graphmodel.records.plain import rows_of
from graphmodel.words.messages import Message, named, say

if TYPE_CHECKING:
    from graphmodel.answers.beneficiaries import Weight
    from graphmodel.records.catalogue import Catalogue

_SHOWN = 20
_SPARE = ("own", "held_back_by", "systems", "forbidden", "not_recorded", "allowed")
limit_option = option(
    "--limit",
    type=click.IntRange(min=0),
    help="Show so many rows; 0 for all. A table shows 20 partners or 40 rows unless told.",
)
_WEIGHTS = {
    "triples": named("weight", "sightlines"),
    "agencies": named("weight", "agencies"),
    "officers": named("weight", "officers"),
    "population": named("weight", "population"),
}


@group(
    "whatif",
)
def whatif() -> None:
    """What a link, an outage or a scenario would change.

    \b
    Example:
      graphmodel whatif connect drps-rms
    """


@command(
    "connect",
)
@click.argument("system", shell_complete=system_ids)
@click.argument("partner", required=False, shell_complete=system_ids)
@weight_option
@needs_option
@respect_option
@documented_option
@option(
    "--confidence",
    is_flag=True,
    help="Say how often another partner would be first if single inferred links were wrong, and whom to ask.",
)
@costs_option
@option(
    "--limit",
    type=click.IntRange(min=0),
    help="Show so many rows; 0 for all. A table shows 20 unless told.",
)
@format_option
@pass_settings
def connect(
    settings: Settings,
    system: str,
    partner: str | None,
    weight: str,
    needs: tuple[str, ...],
    respect: tuple[str, ...],
    documented: bool,
    confidence: bool,
    costs: str | None,
    limit: int | None,
    form: str,
) -> None:
    """The proposed link of two systems, or all partners of one system, best first.

    The link adds the flows that are missing, by query. Gained: an agency would see a system's records of a class;
    technically within reach, whatever permission says.

    \b
    Examples:
      graphmodel whatif connect drps-rms
      graphmodel whatif connect drps-rms rcmp-pip
    """
    whole = settings.catalogue()
    catalogue = documented_of(whole, system, partner) if documented else whole
    if partner is not None:
        if respect or confidence or needs or weight != "triples":
            raise click.UsageError(
                say(
                    "--weight, --needs, --respect and --confidence are for a ranking: leave them out, or PARTNER",
                )
            )
        from graphmodel.api.linking import connect as linked

        made = linked(catalogue, system, partner)
        say_interval(settings, made.counts["triples"], lambda: linked(whole, system, partner).counts, documented)
        each = of_query(costs)
        show_difference(settings, made, form, limit, more={} if each is None else {"cost": each})
        return
    if documented and confidence:
        raise click.UsageError(
            say(
                "--documented leaves no inferred link to doubt",
            )
        )
    _rank(settings, catalogue, whole, system, weight, needs, respect, confidence, costs, limit, form)


def _rank(
    settings: Settings,
    catalogue: Catalogue,
    whole: Catalogue,
    system: str,
    weight: str,
    needs: tuple[str, ...],
    respect: tuple[str, ...],
    confidence: bool,
    costs: str | None,
    limit: int | None,
    form: str,
) -> None:
    from graphmodel.answers.ranking import rank_partners, ranked
    from graphmodel.api.given import asked_of
    from graphmodel.api.linking import worth_of

    world = asked_of(catalogue).world
    shown = (_SHOWN if form == "table" else 0) if limit is None else limit
    asked: RankingOptions = {"weight": cast("Weight", weight), "worth": worth_of(needs), "respect": respect}
    found = ranked(world, system, **asked)
    table = found.table(shown or None, settings.lang)
    table["ties"] = found.ties[: len(table)]
    if catalogue is not whole:
        every = rank_partners(whole, system).set_index("partner")["triples"]
        at = list(table.columns).index("triples") + 1
        table.insert(at, "triples_all", table["partner"].map(every).to_numpy())
    if (each := of_query(costs)) is not None:
        gained = table["triples"].where(table["triples"] > 0)
        table = table.assign(cost=each, cost_per_gain=each / gained)
    columns, rows = list(table.columns), rows_of(as_people_read(table, form))
    sure = doubts_of_first(settings, world, system, asked) if confidence else None
    if form == "json" and sure:
        partners = [dict(zip(columns, row, strict=True)) for row in rows]
        show_json({"partners": partners, "confidence": sure})
    else:
        show(columns, rows, form, hide=("operator", "name", "type", "others", "ties"), spare=_SPARE)
        if sure and form != "csv" and sure["facts"]:
            write_line(say("Ask these agencies first:"))
            show(list(sure["facts"][0]), [tuple(fact.values()) for fact in sure["facts"]], form)
    if not len(found.partners):
        left_out = [Message("what holds links back leaves no partner: ask without --respect")] if respect else []
        none_left = Message(
            "no other live system is recorded, or each is linked with {system} both ways", system=system
        )
        tell_nothing(settings, [*left_out, none_left])
    by = say("unmet needs") if needs else _WEIGHTS[weight].text()
    settings.limits(whole.about)
    settings.tell(
        say(
            "{table} of {partners} partners, by {by} gained; own: by agencies that read {system}. "
            "Technically within reach, whatever permission says.",
            table=len(table),
            partners=len(found.partners),
            by=by,
            system=system,
        )
    )
    if said := partners_like_first(found.like_first):
        settings.tell(said)
    tell_states(settings, whole, counts=True)


@command(
    "outage",
)
@click.argument("system", shell_complete=system_ids)
@limit_option
@format_option
@pass_settings
def outage(settings: Settings, system: str, limit: int | None, form: str) -> None:
    """What is lost if a system fails: who loses, what is left isolated, and the cheapest repair.

    \b
    Example:
      graphmodel whatif outage rcmp-cpic
    """
    from graphmodel.api.linking import outage as without

    made = without(settings.catalogue(), system)
    with settings.waiting(say("Looking for repairs")):
        more = {
            "agencies": [dict(zip(made.agencies.columns, row, strict=True)) for row in rows_of(made.agencies)],
            "isolated": made.newly_isolated,
            "repairs": [dict(zip(made.repairs.columns, row, strict=True)) for row in rows_of(made.repairs)],
            "best_repair": made.best_repair,
        }
    show_difference(settings, made, form, limit, more=more)


@command(
    "run",
)
@click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True, shell_complete=scenario_names)
@documented_option
@costs_option
@limit_option
@format_option
@pass_settings
def run(
    settings: Settings,
    scenarios: tuple[str, ...],
    documented: bool,
    costs: str | None,
    limit: int | None,
    form: str,
) -> None:
    """What a scenario changes; several stand on one another in order.

    \b
    Example:
      graphmodel whatif run pip-2-0
    """
    from graphmodel.answers.difference.worlds import Difference

    whole, change = settings.catalogue(), stacked(scenarios, costs)
    catalogue = whole.documented() if documented else whole
    made = Difference(catalogue, change.apply(catalogue))
    say_interval(settings, made.counts["triples"], lambda: Difference(whole, change.apply(whole)).counts, documented)
    tell_idle(settings, change, catalogue)
    cost = change.total_cost(catalogue)
    show_difference(settings, made, form, limit, more={} if cost is None else {"cost": cost})


@command(
    "compare",
)
@click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True, shell_complete=scenario_names)
@costs_option
@format_option
@pass_settings
def compare(settings: Settings, scenarios: tuple[str, ...], costs: str | None, form: str) -> None:
    """Scenarios side by side, each by itself: gain, losses, cost, cost of each sightline gained, and what holds them back.

    \b
    Example:
      graphmodel whatif compare pip-2-0 cad-rms
    """
    from graphmodel.api import worlds

    catalogue = settings.catalogue()
    read = [stacked((source,), costs) for source in scenarios]
    table = worlds.compare(catalogue, read)
    show(list(table.columns), rows_of(as_people_read(table, form)), form)
    for scenario in read:
        tell_idle(settings, scenario, catalogue)
    settings.limits(catalogue.about)


@command(
    "barriers",
)
@format_option
@pass_settings
def barriers(settings: Settings, form: str) -> None:
    """The causes by what they hold back: what agencies would see if the plausible links held back were built.

    \b
    Example:
      graphmodel whatif barriers
    """
    from graphmodel.answers.causes import VERDICT_COLUMNS
    from graphmodel.api import linking, sharing

    catalogue = settings.catalogue()
    with settings.waiting(say("Building what each cause holds back")):
        table = linking.barriers(catalogue, language=settings.lang)
    show(list(table.columns), rows_of(table), form, hide=("cause", *VERDICT_COLUMNS))
    if not table["pairs"].any():
        tell_nothing(settings, [Message("the catalogue says of no plausible link what holds it back")])
    ids = ", ".join(table["cause"])
    settings.limits(catalogue.about)
    settings.tell(
        say(
            "sightlines: all plausible links that the cause holds back, built together; alone: those that "
            "nothing else holds back. --respect takes {ids}.",
            ids=ids,
        )
    )
    tell_verdicts(settings, sharing.verdicts(catalogue))


for item in (connect, outage, run, compare, barriers):
    whatif.add_command(item)
