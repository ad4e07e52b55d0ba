"""Worlds side by side: scenarios, needs, and what became of a catalogue."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pandas as pd

from graphmodel import shipped
from graphmodel.answers.difference.catalogues import CatalogueDiff
from graphmodel.answers.difference.worlds import Difference
from graphmodel.answers.needs import Needs, NeedsAnswer
from graphmodel.api.comparing import compared
from graphmodel.api.given import NeedsLike, ScenarioLike, all_needs, asked_of, needs_of, scenario_of
from graphmodel.arguments import checked
from graphmodel.documents.costs import CostsLike
from graphmodel.loading import ignore
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.scenario import Scenario
from graphmodel.stores.anywhere import CatalogueLike, catalogue_at
from graphmodel.words.languages import Language


@checked
def whatif(catalogue: CatalogueLike, scenario: ScenarioLike | Collection[ScenarioLike]) -> Difference:
    """Return what a scenario changes; of several, each stands on those before it.

    A scenario is given by name, by file or as it is. Raises UnknownName for a name that there is not, ScenarioError
    with every problem of those that cannot be read or applied.

    >>> whatif("canada", "cad-rms").counts["lost_triples"]
    0
    """
    before = catalogue_at(catalogue)
    return Difference(before, scenario_of(scenario).apply(before))


@checked
def compare(
    catalogue: CatalogueLike, scenarios: Collection[ScenarioLike], *, costs: CostsLike | None = None
) -> pd.DataFrame:
    """Return scenarios side by side, each by itself: a row for each, in their order.

    Columns: scenario, triples (sightlines gained), lost_triples, agencies (that gain), cost, cost_per_gain (cost of
    each sightline gained; missing where no cost is named or nothing is gained), held_back_by (a list of causes).

    ``costs`` say what links cost of which a scenario does not say it: by their mode or ``any``, as a mapping or a file.
    Raises as ``whatif``.

    >>> compare("canada", ["pip-2-0", "cad-rms"])["scenario"].tolist()
    ['pip-2-0', 'cad-rms']
    """
    before = catalogue_at(catalogue)
    read = [scenario_of(item) for item in scenarios]
    return compared(before, read if costs is None else [item.priced(costs) for item in read])


@checked
def list_scenarios(*, language: Language = "en") -> pd.DataFrame:
    """Return the scenarios that ship: a row for each, by name.

    Columns: name, recommendation (ids that it stands for, a list), changes (how many), about.

    >>> "cad-rms" in list_scenarios()["name"].tolist()
    True
    """
    read = [(name, Scenario.read(path)) for name, path in shipped.scenarios().items()]
    rows = [(name, _ids(item), len(item.changes), _about(item, language)) for name, item in read]
    return pd.DataFrame(rows, columns=["name", "recommendation", "changes", "about"])


def _ids(scenario: Scenario) -> list[str]:
    return [part.strip() for part in (scenario.recommendation or "").split(LIST_SEPARATOR) if part.strip()]


def _about(scenario: Scenario, language: Language) -> str:
    english, french = scenario.about or "", scenario.about_fr or ""
    return (french if language == "fr" else english) or english or french


@checked
def needs(
    catalogue: CatalogueLike,
    sources: NeedsLike | Collection[NeedsLike] | None = None,
    *,
    limit: int = 20,
    language: Language = "en",
) -> NeedsAnswer:
    """Return whether needs are met, where they break (up to ``limit`` pairs of each), and the link that helps most.

    Needs are given by name, by file or as they are; without any, all that ship. Raises UnknownName for a name that
    there is not, NeedsError with every problem of those that cannot be read, or name what the catalogue has not.

    >>> needs("canada", "wanted-person").rows[["pairs", "met"]].to_numpy().tolist()
    [[133, 70], [20410, 4774]]
    """
    world = asked_of(catalogue).world
    read = all_needs() if sources is None else needs_of(sources)
    made = [item.answer(world, limit=limit, language=language) for item in read or [Needs("none")]]
    if len(made) == 1:
        return made[0]
    rows, breaks = (pd.concat([getattr(one, name) for one in made], ignore_index=True) for name in ("rows", "breaks"))
    return NeedsAnswer(rows, breaks)


@checked
def diff(a: CatalogueLike, b: CatalogueLike, *, notice: Callable[[str], None] = ignore) -> CatalogueDiff:
    """Return what differs from one catalogue to another; ``notice`` is told what was noted in reading them.

    Raises CatalogueError, SourceError or StoreError where one cannot be read.

    >>> diff("canada", "canada").counts
    {'renamed': 0, 'removed': 0, 'added': 0, 'changed': 0}
    """
    return CatalogueDiff(catalogue_at(a, notice), catalogue_at(b, notice))
