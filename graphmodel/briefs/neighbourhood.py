"""Our systems and those that are linked with them, as a picture or a table shows them: whom records come from and go to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphmodel.briefs.facts import Facts, Partner
from graphmodel.briefs.names import Naming
from graphmodel.words.messages import counted, listed, say

PARTNERS, OURS = 20, 14
"""So many are shown; the rest is counted."""


@dataclass(frozen=True)
class Neighbour:
    """A system of somebody else: what it and its operator are called, our systems at the other end, and which way."""

    name: str
    operator: str
    ours: tuple[str, ...]
    comes: bool
    goes: bool


@dataclass(frozen=True)
class Neighbourhood:
    """What is shown: partners on the left and right, our systems between them by id, and what is only counted.

    ``ours`` says what each system of ours is called; those in ``alone`` have no link. ``inside`` are the links among
    them: from, to, and whether records run both ways. ``left_out`` says in words what there was no room for.
    """

    agency: str
    left: tuple[Neighbour, ...]
    right: tuple[Neighbour, ...]
    ours: dict[str, str]
    alone: tuple[str, ...]
    inside: tuple[tuple[str, str, bool], ...]
    left_out: str
    described: str


def neighbourhood(facts: Facts, names: Naming) -> Neighbourhood:
    """Return the neighbourhood of an agency: first those of its systems that have most partners."""
    shown = facts.partners[:PARTNERS]
    degree = dict.fromkeys((*facts.operated, *facts.shared), 0)
    for partner in shown:
        for id in partner.ours:
            degree[id] += 1
    ours = sorted(degree, key=lambda own: (-degree[own], own in facts.alone, names.short(own)))
    kept = set(ours[:OURS])
    shown = tuple(partner for partner in shown if kept & set(partner.ours))
    near = [_near(partner, kept, names) for partner in shown]
    left = [one for one in near if one.comes and not one.goes]
    right = [one for one in near if one.goes and not one.comes]
    for one in near:
        if one.comes and one.goes:
            (left if len(left) < len(right) else right).append(one)
    hidden = len(facts.partners) - len(shown), len(ours) - len(kept)
    told = (
        counted(hidden[0], "{count} more system of others", "{count} more systems of others"),
        counted(hidden[1], "{count} more of our own systems", "{count} more of our own systems"),
    )
    said = [text for count, text in zip(hidden, told, strict=True) if count]
    return Neighbourhood(
        names.short(facts.agency),
        tuple(left),
        tuple(right),
        {id: names.short(id) for id in ours[:OURS]},
        tuple(id for id in facts.alone if id in kept),
        tuple(link for link in facts.inside if {*link[:2]} <= kept),
        say("Not drawn, for want of room: {more}.", more=listed(said)) if said else "",
        say("Our systems in the middle; arrows say which way records run. The sentences of this page say the same."),
    )


def _near(partner: Partner, kept: Iterable[str], names: Naming) -> Neighbour:
    ours = tuple(id for id in partner.ours if id in kept)
    operator = names.short(names.operator(partner.system))
    return Neighbour(names.short(partner.system), operator, ours, partner.comes, partner.goes)
