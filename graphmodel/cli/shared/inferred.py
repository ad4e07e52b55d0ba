"""How far an answer rests on what is only inferred: ``--documented``, and the doubt in a first place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from graphmodel.cli.shared.settings import Settings
from graphmodel.errors import GraphmodelError
from graphmodel.records.plain import rows_of
from graphmodel.words.messages import Message, say

if TYPE_CHECKING:
    from graphmodel.answers.beneficiaries import Weight
    from graphmodel.answers.ranking import Worth
    from graphmodel.records.catalogue import Catalogue


class RankingOptions(TypedDict):
    """What partners are ranked by."""

    weight: Weight
    worth: Worth | None
    respect: tuple[str, ...]


def documented_of(whole: Catalogue, *systems: str | None) -> Catalogue:
    """Return what is documented of a catalogue; GraphmodelError where one of these systems is only inferred."""
    catalogue = whole.documented()
    known, there = set(whole.systems["id"]), set(catalogue.systems["id"])
    for id in systems:
        if id in known - there:
            raise GraphmodelError(Message("{id} itself is only inferred: leave --documented out", id=id))
    return catalogue


def doubts_of_first(settings: Settings, world: Any, system: str, asked: RankingOptions) -> dict[str, Any]:
    """Return how far the first place of the ranking that was asked for can be trusted, and say it."""
    from graphmodel.answers.whatif import confidence

    with settings.waiting(say("Leaving out one inferred link after the other")):
        found = confidence(world, system, **asked)
    settings.tell(
        say(
            "first place ({first}, {triples} sightlines): another partner is first in {changes} of {inferred} "
            "cases where one inferred link is left out",
            first=found.first or Message("nobody"),
            triples=found.triples,
            changes=found.changes,
            inferred=found.inferred,
        )
    )
    facts = [dict(zip(found.facts.columns, row, strict=True)) for row in rows_of(found.facts)]
    return {"first": found.first, "triples": found.triples, "inferred": found.inferred, "facts": facts}


def say_interval(settings: Settings, documented_only: int, every: Any, documented: bool) -> None:
    """Say the interval from documented records alone to all, where that was asked for."""
    if not documented:
        return
    try:
        most = every()["triples"]
    except GraphmodelError as error:  # the inferred records have that link already
        settings.tell(say("with all records: {error}", error=error))
        return
    settings.tell(
        say(
            "{documented_only} sightlines on documented records alone, {most} on all",
            documented_only=documented_only,
            most=most,
        )
    )
