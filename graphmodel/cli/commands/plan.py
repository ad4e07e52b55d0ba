"""``plan``: the next links, by what they let agencies see, or the fewest for a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click

from graphmodel.cli.commands.scenario import stacked, tell_idle, world_option
from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.nothing import tell_nothing
from graphmodel.cli.shared.output import format_option, show, show_json
from graphmodel.cli.shared.permission import tell_states
from graphmodel.cli.shared.pricing import Amount, as_people_read, costs_option, of_query
from graphmodel.cli.shared.proofs import choices_like, counted_choices, proven
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.cli.shared.weighing import needs_option, respect_option, weight_option
from graphmodel.records.plain import rows_of
from graphmodel.words.amounts import money, per_sightline
from graphmodel.words.messages import Message, say

if TYPE_CHECKING:
    from graphmodel.answers.beneficiaries import Weight

_SPARE = ("forbidden", "not_recorded", "allowed")


@command(
    "plan",
)
@option("--links", type=int, metavar="K", help="How many links.")
@option(
    "--target",
    metavar="PERCENT",
    help="The fewest links after which so many of the live study-type systems are interconnected.",
)
@weight_option
@option(
    "--from",
    "from_",
    metavar="SELECTOR",
    help='Where one end is: an id, type=rms, "type=rms,cad province=ON" ...',
)
@option("--to", metavar="SELECTOR", help="Where the other end is, as relays=true.")
@option(
    "--budget",
    type=Amount(),
    metavar="N",
    help="What all links may cost together.",
)
@option(
    "--cost",
    type=Amount(),
    metavar="N",
    help="What one link costs; else what the file of --costs says of a query, else what the scenario names, else 1.",
)
@costs_option
@needs_option
@option(
    "--agreed",
    is_flag=True,
    help="Count only sightlines that an agreement covers: links that need no new agreement.",
)
@option(
    "--allowed",
    is_flag=True,
    help="Count only sightlines that an agreement covers or that no law stands in the way of: links that need no new law.",
)
@respect_option
@world_option
@format_option
@pass_settings
def plan(
    settings: Settings,
    links: int | None,
    target: str | None,
    weight: str,
    from_: str | None,
    to: str | None,
    budget: float | None,
    cost: float | None,
    costs: str | None,
    needs: tuple[str, ...],
    agreed: bool,
    allowed: bool,
    respect: tuple[str, ...],
    scenarios: tuple[str, ...],
    form: str,
) -> None:
    """The next links: K that let agencies see most, or the fewest for a share of interconnected systems.

    The links are looked at together. The answer says whether that is the best plan, or how far from it at most.

    \b
    Examples:
      graphmodel plan --links 3 --from type=rms
      graphmodel plan --links 3 --agreed
      graphmodel plan --target 65
    """
    if (links is None) == (target is None):
        raise click.UsageError(say("say either --links K or --target PERCENT"))
    if target is not None and (needs or weight != "triples"):
        raise click.UsageError(say("--needs and --weight are for --links"))
    if (agreed or allowed) and (target is not None or needs or weight != "triples"):
        raise click.UsageError(say("--agreed and --allowed count sightlines: leave out --target, --needs and --weight"))
    from graphmodel.api import linking
    from graphmodel.documents.costs import cost_of
    from graphmodel.scenario.links import QUERY

    catalogue = settings.catalogue()
    cost = of_query(costs) if cost is None else cost
    if scenarios:
        change = stacked(scenarios)
        tell_idle(settings, change, catalogue)
        catalogue = change.apply(catalogue)
        cost = cost_of(change.costs, QUERY) if cost is None else cost
        cost = change.cost if cost is None else cost
    limits: dict[str, Any] = {
        "respect": respect,
        "ends": from_,
        "others": to,
        "budget": budget,
        "cost": 1.0 if cost is None else cost,
        "language": settings.lang,
    }
    with settings.waiting(say("Comparing links")):
        if links is not None:
            counted: dict[str, Any] = {"needs": needs, "agreed": agreed, "allowed": allowed}
            made = linking.plan(catalogue, links, weight=cast("Weight", weight), **counted, **limits)
        else:
            made = linking.plan_target(catalogue, _percent(str(target)), **limits)
    columns, rows = list(made.steps.columns), rows_of(as_people_read(made.steps, form))
    if form == "json":
        steps = [dict(zip(columns, row, strict=True)) for row in rows]
        known = (
            {"bound": made.bound, "gap_percent": made.gap, "ties": counted_choices(made)} if links is not None else {}
        )
        show_json({"method": made.method, "steps": steps, **known})
    else:
        show(columns, rows, form, hide=() if budget is not None or cost is not None else ("cost",), spare=_SPARE)
    if not rows:
        only = {"--agreed": agreed and not allowed, "--allowed": allowed}
        tell_nothing(settings, _none_planned(from_, to, budget, respect, target, [name for name in only if only[name]]))
    settings.limits(catalogue.about)
    gained = 0 if made.steps.empty else int(made.steps["total"].iloc[-1])
    if cost is not None and gained:
        paid = float(made.steps["cost"].iloc[-1])
        settings.tell(say("{cost} in all, {each}", cost=money(paid), each=per_sightline(paid / gained)))
    for said in (proven(made, links), choices_like(made), _only(agreed, allowed)):
        if said:
            settings.tell(said)
    tell_states(settings, catalogue, counts=True)


def _only(agreed: bool, allowed: bool) -> str:
    """Return what counts where only some sightlines do; empty where all count."""
    if allowed:
        return say("Only what is agreed or allowed and not within reach today counts: these links need no new law.")
    if agreed:
        return say("Only what is agreed and not within reach today counts: these links need no new agreement.")
    return ""


def _none_planned(
    from_: str | None,
    to: str | None,
    budget: float | None,
    respect: tuple[str, ...],
    target: str | None,
    only: list[str],
) -> list[Message]:
    """Return why a plan may have no step, by what was asked."""
    found = [Message("the share is reached already")] if target is not None else []
    given = {"--from": from_, "--to": to, "--budget": budget, "--respect": ", ".join(respect) or None}
    found += [
        Message("{option} {value} leaves no link to build", option=option, value=value)
        for option, value in given.items()
        if value is not None
    ]
    found += [
        Message("{option}: no agreement that is recorded covers what a link would add", option=name) for name in only
    ]
    return [*found, Message("no link that is plausible adds anything to what agencies see")]


def _percent(text: str) -> float:
    """Return the share that a text such as ``60%`` or ``60`` names."""
    try:
        return float(text.strip().removesuffix("%").replace(",", "."))
    except ValueError:
        raise click.BadParameter(
            say("{text!r} is no share: write 60 or 60%", text=text),
            param_hint="--target",
        ) from None
