"""A map of two worlds carries both, each with what it says of itself, in one layout; that it tells them apart is in test_conformance."""

from __future__ import annotations

from pathlib import Path

from graphmodel import Map
from graphmodel.engine.network import Network
from graphmodel.maps.changes import both
from graphmodel.maps.data import page_data
from graphmodel.maps.study import study_data
from graphmodel.records.catalogue import Catalogue
from graphmodel.scenario import Scenario
from tests.commands import Caller
from tests.oracle import Oracle


def test_the_page_has_both_worlds(canada: Catalogue) -> None:
    data = Map(canada, scenario="pip-2-0").data
    after = Scenario.read("pip-2-0").apply(canada)
    assert data["before"] == page_data(canada)
    assert data["columns"] == page_data(after)
    assert "before" not in Map(canada).data


def test_a_map_of_two_catalogues(graphmodel: Caller, canada: Catalogue, nleim: Catalogue, tmp_path: Path) -> None:
    data = Map(canada, since=nleim).data
    assert (data["before"], data["columns"]) == (page_data(nleim), page_data(canada))
    assert (data["was"]["digest"], data["digest"]) == (nleim.digest, canada.digest)
    assert data["was"]["study"] == study_data(Network(nleim))
    assert data["was"]["title"]["en"].endswith(nleim.about.name)
    assert len(data["scenario"]["systems"]["added"]) == len(set(canada.systems["id"]) - set(nleim.systems["id"]))
    done = graphmodel("diff", "nleim-2014", "canada", "--format", "csv", "--map", tmp_path / "both.html")
    assert done.code == 0
    assert str(tmp_path / "both.html") in done.err
    assert (tmp_path / "both.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_what_is_live_in_either_world_is_live_in_both_together(canada: Catalogue) -> None:
    for scenario in (Scenario("gone").retire("rcmp-cpic"), Scenario.read("pip-2-0")):
        after = scenario.apply(canada)
        made = Oracle(both(canada, after))
        links = [{link["id"] for link in world.links} for world in (Oracle(canada), Oracle(after), made)]
        assert links[2] == links[0] | links[1]
        assert list(made.systems) == sorted({*canada.systems["id"], *after.systems["id"]})
