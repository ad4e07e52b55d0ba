"""Whatever a notebook gives to what this package offers, the answer is an answer or a GraphmodelError in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import graphmodel
from graphmodel.errors import CatalogueError, GraphmodelError, UnknownName, WrongKind
from graphmodel.queries import packs
from graphmodel.records.catalogue import Catalogue

pytestmark = pytest.mark.rotates("kinds")

WRONG = (
    None,
    3,
    -1,
    2.5,
    float("nan"),
    True,
    "",
    "no such thing",
    b"bytes",
    object(),
    [],
    ["type"],
    {"a": 1},
    Path("nowhere.xlsx"),
    np.int64(3),
    pd.DataFrame({"id": ["a"]}),
    pd.Series(["a"]),
    lambda *_: None,
)
"""What people pass by mistake, of every sort."""


def offered(
    canada: Catalogue, folder: Path, store: graphmodel.Store | None = None
) -> dict[str, tuple[Callable[..., Any], dict[str, Any]]]:
    """Give everything a notebook calls, with arguments that are right."""
    g = graphmodel
    scenario = g.Scenario.read("cad-rms")
    needs = g.Needs.read("wanted-person")
    system, partner = canada.systems.loc[canada.systems["status"] == "active", "id"][:2]
    agency, other = canada.agencies["id"][:2]
    world: dict[str, Any] = {"catalogue": canada}
    weighed = {"weight": "triples", "needs": (), "respect": ()}
    limits = {"respect": (), "ends": "type=rms", "others": None, "budget": None, "cost": 1.0, "language": "en"}
    survey = folder / "survey.xlsx"
    survey = g.make_survey(canada, agency, survey) if folder.parts else survey
    query = Path(packs.shipped().query("reach/seen-by-agency").path or "")

    def ask(query: Any, **values: Any) -> None:
        assert store
        store.ask(query, **values)

    def lint(**given: Any) -> None:
        """Say what is wrong as an error: a file that cannot be read is a remark."""
        said = g.lint(**given)["message"].tolist()
        if said:
            raise GraphmodelError("; ".join(said))

    return {
        "load": (g.load, {"source": "nleim-2014", "loader": "catalogue"}),
        "check": (g.check, {"source": "nleim-2014", "loader": "catalogue"}),
        "study": (g.study, {**world, "by": "type", "basis": "systems", "documented": False, "language": "en"}),
        "plan": (g.plan, {**world, "links": 1, **limits, **weighed}),
        "plan_target": (g.plan_target, {**world, "percent": 37, **limits}),
        "rank_partners": (g.rank_partners, {**world, "system": system, "limit": 2, "language": "en", **weighed}),
        "confidence": (g.confidence, {**world, "system": system, **weighed}),
        "barriers": (g.barriers, {**world, "language": "en"}),
        "brief": (g.brief, {**world, "agency": agency, "language": "en", "audience": "public"}),
        "reach": (g.reach, {**world, "agency": agency, "classes": "warrants"}),
        "sees": (g.sees, {**world, "agency": agency, "other": other, "classes": ["warrants"]}),
        "why": (g.why, {**world, "agency": agency, "other": other, "classes": None, "language": "en"}),
        "visibility": (g.visibility, {**world, "agencies": "province=ON", "classes": "warrants"}),
        "flows": (g.flows, world),
        "maturity": (g.maturity, {**world, "by": "type", "scale": "lisi", "language": "en"}),
        "to_networkx": (g.to_networkx, world),
        "connect": (g.connect, {**world, "system": system, "partner": partner}),
        "outage": (g.outage, {**world, "system": system}),
        "whatif": (g.whatif, {**world, "scenario": "cad-rms"}),
        "compare": (g.compare, {**world, "scenarios": ["cad-rms"]}),
        "needs": (g.needs, {**world, "sources": "wanted-person", "limit": 1, "language": "en"}),
        "list_scenarios": (g.list_scenarios, {"language": "en"}),
        "list_queries": (g.list_queries, {"packs": (), "language": "en"}),
        "lint": (lint, {"path": str(query), "language": "en"}),
        "diff": (g.diff, {"a": canada, "b": canada}),
        "export": (g.export, {**world, "form": "csv", "path": folder / "out", "audience": None, "overwrite": True}),
        "make_survey": (
            g.make_survey,
            {
                **world,
                "agency": agency,
                "path": folder / "s.xlsx",
                "language": "en",
                "audience": "public",
                "ask": "all",
            },
        ),
        "read_surveys": (g.read_surveys, {**world, "files": [survey]}),
        "Store.ask": (ask, {"query": "isolation/isolated-systems", "type": "rms"}),
        "query": (g.query, {"id": "reach/seen-by-agency"}),
        "Difference": (g.Difference, {"before": canada, "after": canada}),
        "Scenario.read": (g.Scenario.read, {"source": "cad-rms"}),
        "Scenario.of_toml": (g.Scenario.of_toml, {"text": "name = 'x'"}),
        "Scenario.apply": (scenario.apply, {"catalogue": canada}),
        "Scenario.retire": (g.Scenario("x").retire, {"system": system}),
        "Scenario.connect": (g.Scenario("x").connect, {"from_": system, "to": partner}),
        "Needs.read": (g.Needs.read, {"source": "wanted-person"}),
        "Needs.answer": (needs.answer, {"world": canada, "limit": 3}),
        "Report.of": (g.Report.of, {"catalogue": canada, "language": "en", "audience": "internal", "links": 1}),
        "Map.html": (
            lambda **given: g.Map(**given).html(),
            {"world": canada, "of": "", "steps": 1},
        ),
        "open_store": (lambda **given: g.open_store(**given).info(), {"url": "memory:"}),
        "Catalogue.from_frames": (Catalogue.from_frames, {"frames": canada.frames}),
        "Catalogue.table": (canada.table, {"name": "systems"}),
        "Catalogue.for_audience": (canada.for_audience, {"audience": "public"}),
    }


NAMES = tuple(offered(graphmodel.load("nleim-2014"), Path()))


@pytest.fixture(scope="module")
def given(nleim: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with graphmodel.open_store("memory:") as store:
        store.write(nleim)
        yield offered(nleim, tmp_path_factory.mktemp("kinds"), store)


def told(function: Callable[..., Any], **given: Any) -> str:
    """Return what a call is refused with, in both languages, or an empty text where it is answered."""
    try:
        function(**given)
    except GraphmodelError as error:
        return f"{error}\n{error.text('fr')}"
    return ""


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_argument_is_told_in_words(
    given: dict[str, Any], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # some of what is wrong is the name of a file that can be written
    function, right = given[name]
    said = [told(function, **{**right, parameter: wrong}) for parameter in right for wrong in WRONG]
    assert len([text for text in said if len(text) > 10]) > 5
    assert told(function, **right) == ""


def test_what_is_wanted_is_named() -> None:
    canada = graphmodel.load("nleim-2014")
    for call, words in (
        (lambda: graphmodel.study(canada, by="provinse"), r"by cannot be 'provinse' \(did you mean province\?\)"),  # type: ignore[arg-type]
        (lambda: graphmodel.study(None), r"study\(\): catalogue cannot be None \(NoneType\): it takes Catalogue"),  # type: ignore[arg-type]
        (lambda: graphmodel.plan(canada, "2"), r"plan\(\): links cannot be '2' \(str\): it takes a whole number"),  # type: ignore[arg-type]
        (lambda: graphmodel.plan(canada, 1, weight="cost"), "weight cannot be 'cost': it is one of triples"),  # type: ignore[arg-type]
    ):
        with pytest.raises((WrongKind, UnknownName), match=words):
            call()


def test_values_of_numpy_and_pandas_are_taken(nleim: Catalogue) -> None:
    with graphmodel.open_store("memory:") as store:
        store.write(nleim)
        answer = store.run("RETURN $n AS n, $l AS l", {"n": np.int64(3), "l": pd.Series(["a", "b"])})
        assert answer.records() == [{"n": 3, "l": ["a", "b"]}]
        answer = store.run("MATCH (s:System) RETURN s.id AS id, s.live AS live ORDER BY id LIMIT 2")
    frame = answer.to_frame()
    assert pd.DataFrame(answer).equals(frame)
    assert list(frame.columns) == ["id", "live"]
    assert len(frame) == 2


def test_frames_are_checked_by_either_name(nleim: Catalogue) -> None:
    frames = {**nleim.frames, "link": nleim.links}
    for make in (Catalogue.of, Catalogue.from_frames):
        with pytest.raises(CatalogueError, match=r"link: is no table of this format \(did you mean links\?\)"):
            make(frames)
        assert make(nleim.frames, nleim.about) == nleim
