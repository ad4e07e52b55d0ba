"""Which link next: partners, plans, barriers, and what one link or outage changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd

from graphmodel.answers import causes, ranking, target, whatif
from graphmodel.answers import plan as planning
from graphmodel.answers.beneficiaries import Weight
from graphmodel.answers.difference.worlds import Difference
from graphmodel.answers.needs import Meeting
from graphmodel.answers.permitted import Permission
from graphmodel.answers.plan import Plan
from graphmodel.answers.ranking import Worth
from graphmodel.answers.whatif import Confidence, Outage
from graphmodel.api.given import CatalogueView, NeedsLike, SelectorLike, asked_of, needs_of, systems_of
from graphmodel.arguments import checked
from graphmodel.stores.anywhere import CatalogueLike
from graphmodel.words.languages import Language


@checked
def rank_partners(
    catalogue: CatalogueLike,
    system: str,
    *,
    weight: Weight = "triples",
    needs: NeedsLike | Collection[NeedsLike] = (),
    respect: Collection[str] = (),
    limit: int | None = None,
    language: Language = "en",
) -> pd.DataFrame:
    """Return the partners that a system may be linked with, best first, then by id.

    Partners are the live systems to or from which a flow is missing; with ``respect`` those that one of these causes
    holds back are left out. With ``needs`` they are ranked by the unmet pairs that the link meets, which then stand in
    the column ``meets``. ``limit`` cuts the rows, not the ranking.

    Columns: rank, partner, name, type, operator, triples (sightlines that the link would add), own (of agencies that
    read the system), others, agencies (that gain), systems (newly seen by someone), agreed, allowed, forbidden,
    not_recorded (how many of the triples are in each state, where agreements are recorded; what stays inside one
    organisation is in none), adds (the flows ``to`` the partner, ``from`` it, or ``both``), why (it is plausible; a list,
    empty where it is not), held_back_by (a list of causes).
    A weight of officers or population has a column of its own.

    Raises UnknownName for an id or cause that is not known, GraphmodelError for a system that is not live or a weight
    that too few of the agencies concerned have recorded.

    >>> rank_partners("canada", "drps-rms", limit=1)[["partner", "triples"]].to_numpy().tolist()
    [['rcmp-cpic', 161]]
    """
    world, worth = asked_of(catalogue).world, worth_of(needs)
    return ranking.rank_partners(
        world, system, weight=weight, respect=respect, worth=worth, limit=limit, language=language
    )


@checked
def plan(
    catalogue: CatalogueLike,
    links: int,
    *,
    weight: Weight = "triples",
    needs: NeedsLike | Collection[NeedsLike] = (),
    respect: Collection[str] = (),
    ends: SelectorLike | None = None,
    others: SelectorLike | None = None,
    budget: float | None = None,
    cost: float = 1.0,
    agreed: bool = False,
    allowed: bool = False,
    language: Language = "en",
) -> Plan:
    """Return the next links that let agencies see most together, or with ``needs`` meet most of them.

    Candidates are the plausible pairs with a flow missing, none held back by a cause of ``respect``, one end among
    ``ends`` and the other among ``others``: selectors as text (``type=rms province=ON``), Selectors or ids. It stops
    where nothing more is gained or ``budget`` would be passed, each link costing ``cost``. ``method`` says what is proven:
    ``proven best``, or ``exchanged`` with a ``bound`` that no choice of so many links passes.

    With ``agreed`` only sightlines count that an agreement covers: links that need no new agreement. With ``allowed``
    those that an agreement covers or no law stands in the way of: links that need no new law. Nothing counts where no
    agreement is recorded.

    Raises GraphmodelError for senseless limits, too many candidates, a weight that too few of the agencies concerned
    have recorded, or a weight or needs beside ``agreed`` or ``allowed``; ScenarioError for a selector that names what the catalogue has not.

    >>> planned = plan("canada", 1, ends="type=rms province=ON")
    >>> planned.method, planned.steps[["from", "to", "triples"]].to_numpy().tolist()
    ('proven best', [['windsor-versaterm-rms', 'rcmp-cpic', 340]])
    """
    asked = asked_of(catalogue)
    limits = _limits(asked, respect, ends, others, budget, cost, language)
    permission: Permission | None = "may" if allowed else "agreed" if agreed else None
    return planning.plan(asked.world, links, weight=weight, worth=worth_of(needs), permission=permission, **limits)


@checked
def plan_target(
    catalogue: CatalogueLike,
    percent: float,
    *,
    respect: Collection[str] = (),
    ends: SelectorLike | None = None,
    others: SelectorLike | None = None,
    budget: float | None = None,
    cost: float = 1.0,
    language: Language = "en",
) -> Plan:
    """Return the fewest plausible links after which ``percent`` of the live study-type systems are interconnected.

    The limits are those of ``plan``. Raises GraphmodelError where the share is reached already, cannot be reached,
    because, or costs more than the budget.

    >>> len(plan_target("canada", 65).steps)
    12
    """
    asked = asked_of(catalogue)
    return target.plan_target(asked.world, percent, **_limits(asked, respect, ends, others, budget, cost, language))


def _limits(
    asked: CatalogueView,
    respect: Collection[str],
    ends: SelectorLike | None,
    others: SelectorLike | None,
    budget: float | None,
    cost: float,
    language: Language,
) -> dict[str, Any]:
    chosen = {"ends": systems_of(ends, asked.network), "others": systems_of(others, asked.network)}
    return {"respect": respect, **chosen, "budget": budget, "cost": cost, "language": language}


@checked
def barriers(catalogue: CatalogueLike, *, language: Language = "en") -> pd.DataFrame:
    """Return the causes that hold links back, by what they hold back, most first.

    Columns: rank, cause, name, stated (impediments that name it), pairs (plausible links with a flow missing that it
    holds back), triples (sightlines that all of these together would add), alone (the same of the pairs that no other
    cause holds back), best_from, best_to, best_triples (the one of these links that adds most by itself), real,
    perceived, unsettled (of law and privacy alone, how many have this stated verdict: ``verdicts`` has them one by one),
    computed_real, computed_perceived, computed_unsettled (what the agreements say of them, never to be told alone).

    >>> barriers("canada").loc[0, "cause"]
    'technology_limitations'
    """
    return causes.rank_causes(asked_of(catalogue).world, language)


@checked
def connect(catalogue: CatalogueLike, system: str, partner: str) -> Difference:
    """Return what the default link of two systems changes: the flows between them that are missing, by query.

    Raises UnknownName for an id that is not known; GraphmodelError for a system that is not live, a system with
    itself, or two that are linked both ways already.

    >>> connect("canada", "drps-rms", "rcmp-pip").counts
    {'triples': 94, 'agencies': 42, 'systems': 5, 'lost_triples': 0}
    """
    return whatif.connect(asked_of(catalogue).world, system, partner)


@checked
def outage(catalogue: CatalogueLike, system: str) -> Outage:
    """Return what is lost where a system goes out of service; raises as ``connect``.

    >>> without = outage("canada", "rcmp-cpic")
    >>> without.counts["lost_triples"], without.best_repair["to"]
    (3801, 'rcmp-pip')
    """
    return whatif.outage(asked_of(catalogue).world, system)


@checked
def confidence(
    catalogue: CatalogueLike,
    system: str,
    *,
    weight: Weight = "triples",
    needs: NeedsLike | Collection[NeedsLike] = (),
    respect: Collection[str] = (),
) -> Confidence:
    """Return how often the first partner of a system would change if single inferred links were wrong, and whom to ask.

    Each live inferred link is left out in turn, and all partners are ranked anew, by what ``rank_partners`` was asked
    to rank by; raises as it does.

    >>> sure = confidence("canada", "drps-rms")
    >>> sure.first, sure.changes, sure.inferred
    ('rcmp-cpic', 0, 132)
    """
    return whatif.confidence(asked_of(catalogue).world, system, weight=weight, respect=respect, worth=worth_of(needs))


def worth_of(given: NeedsLike | Iterable[NeedsLike]) -> Worth | None:
    """Return what links are worth by the unmet pairs of needs that they meet; None where there are no needs."""
    read = needs_of(given)
    return Meeting(tuple(read)) if read else None
