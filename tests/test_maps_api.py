"""A map in Python: of any world, in a notebook's frame, as a file, as a plain pyvis network; hostile texts stay texts."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import graphmodel
from graphmodel import Map, Scenario, open_store
from graphmodel.engine.network import Network
from graphmodel.errors import GraphmodelError, ScenarioError, UnknownName
from graphmodel.maps import nation_map
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import Store
from tests.browser import Browser
from tests.conformance.answers import kind_of
from tests.linked import truths
from tests.oracle import Oracle
from tests.test_maps_page import data_of
from tests.worlds.payloads import PAYLOADS, poisoned
from tests.worlds.random_worlds import random_catalogue

PEEL = "peel-regional-police"


class Frames(HTMLParser):
    """The elements of a text, as a notebook's page would read them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_it_is_public() -> None:
    assert graphmodel.Map is Map


def test_a_map_is_made_of_any_world(canada: Catalogue, canada_store: Store, tmp_path: Path) -> None:
    whole = Map(canada).data
    assert Map(Network(canada)).data == whole
    assert Map(canada_store).data == whole
    assert Map("canada").data == whole
    assert Map(canada).html() == nation_map(canada)
    with open_store(str(tmp_path / "empty.duckdb")) as empty, pytest.raises(GraphmodelError, match="no graph"):
        Map(empty).html()


@pytest.mark.parametrize(
    ("asked", "opened"),
    [
        ({}, {"of": "", "kind": "whole", "steps": 1}),
        ({"of": "ON"}, {"of": "ON", "kind": "province", "steps": 1}),
        ({"of": PEEL}, {"of": PEEL, "kind": "agency", "steps": 1}),
        ({"of": "rcmp-cpic", "steps": 3}, {"of": "rcmp-cpic", "kind": "system", "steps": 3}),
    ],
)
def test_it_opens_where_it_was_asked_to(canada: Catalogue, asked: dict[str, Any], opened: dict[str, Any]) -> None:
    made = Map(canada, **asked)
    assert data_of(made.html())["open"] == opened
    assert repr(made).endswith(f"{opened['of']}>")


def test_scenarios_by_name_file_and_object_stand_on_each_other(canada: Catalogue, tmp_path: Path) -> None:
    own = Scenario("own").retire("rcmp-pip")
    file = tmp_path / "own.toml"
    file.write_text(own.to_toml(), encoding="utf-8")
    expected = own.apply(Scenario.read("pip-2-0").apply(canada))
    for given in (["pip-2-0", own], ["pip-2-0", str(file)], ["pip-2-0", file], Scenario.read("pip-2-0") + own):
        assert Map(canada, scenario=given).catalogue == expected
    assert Map(canada, scenario=[]).catalogue == Map(canada).catalogue == canada
    with pytest.raises(UnknownName):
        Map(canada, scenario="pip-3-0").html()
    with pytest.raises(ScenarioError):
        Map(canada, scenario=Scenario("bad").retire("nobody")).html()


def test_it_is_saved_as_one_file(canada: Catalogue, tmp_path: Path) -> None:
    made = Map(canada, language="fr")
    path = made.save(tmp_path / "carte é.html")
    assert path.read_bytes().decode("utf-8") == made.html()
    assert '<html lang="fr">' in made.html()
    with pytest.raises(GraphmodelError, match="cannot be written: No such file"):
        made.save(tmp_path / "nowhere" / "map.html")


def test_rows_need_the_name_of_their_query(canada: Catalogue, canada_store: Store) -> None:
    rows = canada_store.run("MATCH (s:System {id: 'rcmp-cpic'}) RETURN s")
    with pytest.raises(GraphmodelError, match="name the query"):
        Map(canada, rows=rows).html()


@pytest.mark.parametrize("ids", [False, True])
def test_in_a_notebook_it_is_one_closed_frame(canada: Catalogue, ids: bool) -> None:
    made = Map(poisoned(canada, ids=ids))
    ((tag, attributes),) = (read := Frames(made._repr_html_())).found
    assert tag == "iframe"
    assert read.words.strip() == ""
    assert attributes["srcdoc"] == made.html()
    assert set(str(attributes["sandbox"]).split()) == {"allow-scripts", "allow-downloads"}
    assert set(attributes) == {"title", "sandbox", "srcdoc", "style"}


def test_the_frame_runs_offline_and_keeps_to_itself(browser: Browser, canada: Catalogue, tmp_path: Path) -> None:
    page = tmp_path / "notebook.html"
    frame = Map(poisoned(canada, ids=True), of="ON")._repr_html_()
    page.write_text(f"<!doctype html><meta charset=utf-8><title>notebook</title>{frame}", encoding="utf-8")
    browser.open(page)
    browser.driver.switch_to.frame(0)
    wait = "const done = arguments[0]; const look = () => document.documentElement.dataset.ready ? done(1) : setTimeout(look, 20); look();"
    browser.driver.execute_async_script(wait)
    assert browser.run("return map.nesting.card") == "ON"
    browser.run("map.record(() => map.select(3, true))")
    assert browser.run("return map.selected") == 3
    assert browser.run("try { parent.document.title } catch { return 'closed' }") == "closed"
    assert browser.run("return document.querySelectorAll('img, iframe, object, embed, base').length") == 0
    assert len(browser.driver.find_elements("css selector", "script, style")) == 5
    browser.driver.switch_to.default_content()
    assert browser.said == []
    assert {url for url in browser.asked if not url.startswith("about:")} == {page.as_uri()}
    assert browser.run("return [window.fired, window.violations]") == [[], []]


@pytest.mark.parametrize("seed", range(20))
def test_pyvis_has_every_item_and_link_that_is_drawn(seed: int) -> None:
    catalogue = random_catalogue(seed)
    made = Map(catalogue)
    network = made.to_pyvis()
    ids = truths(catalogue)[2]
    assert [node["id"] for node in network.nodes] == ids == network.node_ids == list(network.node_map)
    oracle = Oracle(catalogue)
    kinds = [(link["from"], link["to"], kind_of(oracle, link)) for link in oracle.all_links]
    expected = sorted((one, other, kind == "planned") for one, other, kind in kinds if kind in ("live", "planned"))
    assert sorted((edge["from"], edge["to"], edge["dashes"]) for edge in network.edges) == expected
    assert network.options.physics.enabled


def test_pyvis_has_the_part_that_was_asked_for(canada: Catalogue) -> None:
    made = Map(canada, of=PEEL, language="fr")
    network = made.to_pyvis()
    ids = [*canada.agencies["id"][made.part.agencies], *canada.systems["id"][made.part.systems]]
    assert [node["id"] for node in network.nodes] == ids
    assert {edge[end] for edge in network.edges for end in ("from", "to")} <= set(network.node_ids)
    titles = {node["id"]: node["title"].split("\n") for node in network.nodes}
    assert titles[PEEL][1:] == ["Régional", "Ontario"]
    assert all(node["label"] for node in network.nodes)
    network.add_node("mine", label="mine", x=0, y=0)
    network.add_edge("mine", PEEL)
    assert network.generate_html().count("mine") >= 3


def test_hostile_texts_stay_texts_in_pyvis(canada: Catalogue) -> None:
    network = Map(poisoned(canada, ids=True)).to_pyvis()
    network.select_menu = True  # writes ids as they are
    html = network.generate_html()
    scripts = len(re.findall("<script", Map(canada).to_pyvis().generate_html()))
    menu = re.findall(r'<option value="([^"]*)">([^<]*)</option>', html)
    assert [id for id, name in menu if id == name] == network.node_ids
    assert len(re.findall("<script", html)) <= scripts + 2  # those of the menu
    for payload in PAYLOADS:
        if "<" in payload:
            assert payload not in html
    said = [text for item in (*network.nodes, *network.edges) for text in (item["title"], item.get("label", ""))]
    assert not any("href" in text for text in said)
    assert "popup.innerHTML" not in html
    assert json.dumps(network.nodes)


def test_nothing_fires_in_the_page_that_pyvis_writes(browser: Browser, canada: Catalogue, tmp_path: Path) -> None:
    page = tmp_path / "pyvis.html"
    network = Map(poisoned(canada, ids=True), of="ON").to_pyvis()
    network.select_menu = True
    page.write_text(network.generate_html(), encoding="utf-8")
    browser.open(page)
    browser.driver.set_script_timeout(30)
    shown = """
    const done = arguments[0];
    const net = window.network;
    for (const id of net.body.data.nodes.getIds().slice(0, 40)) {
      net.interactionHandler._checkShowPopup && net.interactionHandler._checkShowPopup(net.canvasToDOM(net.getPosition(id)));
    }
    setTimeout(() => done([document.querySelectorAll("#mynetwork canvas").length, window.fired]), 600);
    """
    assert browser.driver.execute_async_script(shown) == [1, []]


def test_pyvis_is_filled_without_its_own_slow_steps(canada: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("add_node", "add_nodes", "add_edge", "add_edges", "get_network_data"):
        monkeypatch.delattr(f"pyvis.network.Network.{name}")
    network = Map(canada).to_pyvis()
    assert len(network.nodes) == len(canada.agencies) + len(canada.systems)
