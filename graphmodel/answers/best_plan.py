"""The plan that lets agencies see most: chosen among all links at once, and what is proven of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphmodel.answers.candidates import Limits, candidates
from graphmodel.answers.ranking import World
from graphmodel.engine.choosing import Choice, Choosing
from graphmodel.engine.joint import Counted, Joint
from graphmodel.engine.proving import Proof, Proving

PROVEN = 3
"""A plan of up to so many links is proven where that can finish; a longer one is bounded."""
Pair = tuple[int, int]
"""A link by the positions of the systems that it joins."""


@dataclass(frozen=True)
class Chosen:
    """The links that were chosen, in order, and what is known of all other choices.

    ``bound`` is what no choice of so many links passes, None where that is not known. ``ties`` are other choices that
    yield as much: all there are where ``all_ties``.
    """

    method: str
    links: list[Pair]
    ties: list[frozenset[Pair]] = field(default_factory=list[frozenset[Pair]])
    bound: int | None = None
    all_ties: bool = True


def best_plan(world: World, limits: Limits, links: int, counted: Counted | None = None) -> Chosen | None:
    """Return the links that add most sightlines together, as good as can be found; None where the network is too large.

    Where ``counted`` is given, only the sightlines that it names count.
    """
    one, other = candidates(world, limits)
    joint = Joint(world.gains, one, other, counted)
    if not joint.fits:
        return None
    links = min(links, len(one))
    if not links:
        return Chosen("proven best", [], bound=0)
    choosing, proving = Choosing(joint), Proving(joint)
    chosen, proof = _chosen(choosing, proving, links)
    worth = choosing.worth(chosen)
    bound = _bound(proving, proof, links, worth)
    ties, complete = _ties(choosing, proof, chosen, proven=bound <= worth)

    def pairs(choice: Choice | list[int]) -> list[Pair]:
        return [(int(one[link]), int(other[link])) for link in choice]

    return Chosen(
        "proven best" if bound <= worth else "exchanged",
        pairs(choosing.in_order(chosen)),
        [frozenset(pairs(choice)) for choice in ties],
        bound,
        complete,
    )


def _chosen(choosing: Choosing, proving: Proving, links: int) -> tuple[Choice, dict[int, Proof]]:
    """Return a choice of up to so many links, and what was proven on the way, by the number of links."""
    proofs: dict[int, Proof] = {}
    greedy: Choice = ()
    chosen: Choice = ()
    for count in range(1, links + 1):
        greedy, before = choosing.longer(greedy), chosen
        chosen = choosing.better(before, greedy, count)
        if count <= PROVEN:
            gains = choosing.worth(chosen) > choosing.worth(before)
            worth = choosing.worth(chosen) + (not gains)
            proof = proofs[count] = proving.prove(count, worth, chosen if gains else ())
            if proof.best:
                chosen = _first(choosing, proof.best)
        elif choosing.worth(chosen) == choosing.worth(before):
            break  # no single link gains anything any more
    return chosen, proofs


def _first(choosing: Choosing, choices: set[Choice]) -> Choice:
    """Return of equal choices the one whose best link yields most by itself, then the first by its ids."""
    alone = choosing.alone
    return min(choices, key=lambda choice: (-max(int(alone[link]) for link in choice), choice))


def _bound(proving: Proving, proofs: dict[int, Proof], links: int, worth: int) -> int:
    """Return what no choice of so many links passes."""
    if (proof := proofs.get(links)) is None:
        return max(worth, proving.bound(links))
    if proof.proven:
        return worth
    return max(worth, min(proof.bound, proving.bound(links)))


def _ties(choosing: Choosing, proofs: dict[int, Proof], chosen: Choice, *, proven: bool) -> tuple[list[Choice], bool]:
    """Return the other choices that are known to yield as much, sorted, and whether they are all."""
    proof = proofs.get(len(chosen))
    if not chosen or (proven and proof and proof.all_known):
        known = proof.best if proof and chosen else set[Choice]()
        return sorted(known - {chosen}), proven
    known = choosing.alike(chosen) | (proof.best if proof else set[Choice]())
    return sorted(known - {chosen}), False
