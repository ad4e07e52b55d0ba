"""What stands below a plan: what is proven of it, and which other choices of links yield just as much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.cli.shared.ties import choices, counted, link, links_like_first
from graphmodel.words.messages import Message, number, say

if TYPE_CHECKING:
    from graphmodel.answers.plan import Plan


def proven(made: Plan, wanted: int | None) -> str:
    """Return how a plan was found and what is known of all others; ``wanted`` is the number of links asked for."""
    said = _method(made)
    if wanted is None or len(made.steps) >= wanted:
        return say("method: {said}", said=said)
    return say(
        "method: {said}; {made} of {wanted} links: nothing more is gained, or the budget ends",
        said=said,
        made=len(made.steps),
        wanted=wanted,
    )


def _method(made: Plan) -> Message:
    if made.method == "proven best":
        return Message("proven best: no other choice yields more")
    if made.method == "fewest links":
        return Message("fewest links; the ones that yield most by themselves first")
    if made.method == "greedy":
        return Message("greedy: each step is the best next link, together they may not be the best choice")
    if made.bound is None:
        return Message(
            "greedy, then exchanged: no other link in the place of one of these was found to yield more; how far this is "
            "from the best choice is not known"
        )
    return Message(
        "greedy, then exchanged: within {gap} % of any plan; no choice of so many links yields more than {bound}",
        gap=made.gap,
        bound=number(made.bound),
    )


def choices_like(made: Plan) -> str:
    """Return what is said of the other choices that yield just as much as a plan; empty where none is known."""
    if made.method == "greedy" or len(made.steps) == 1:
        return links_like_first([pair for (pair,) in made.ties])
    count = len(made.ties)
    if not count:
        return ""
    named = choices([[pair for pair in choice if pair not in made.common] for choice in made.ties])
    if made.all_ties and count == 1:
        said = say("1 other choice yields just as much: {named}", named=named)
    elif made.all_ties:
        said = say("{count} other choices yield just as much: {named}", count=count, named=named)
    elif count == 1:
        said = say("At least 1 other choice yields just as much: {named}", named=named)
    else:
        said = say("At least {count} other choices yield just as much: {named}", count=count, named=named)
    if not made.common:
        return said
    return say("{said}. All have: {common}", said=said, common=", ".join(map(link, made.common)))


def counted_choices(made: Plan) -> dict[str, object]:
    """Return the same for programs: how many, whether these are all, the first ten, and what all have in common."""
    return {**counted(made.ties), "all": made.all_ties, "common": list(made.common)}
