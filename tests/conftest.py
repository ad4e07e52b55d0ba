"""What many tests share: the shipped catalogues, read once, and a fresh store of every kind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from graphmodel import shipped as content
from graphmodel.__main__ import with_explorer
from graphmodel.loading import load
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import Store, open_store
from tests import given_server, rotation, servers
from tests.commands import Caller
from tests.servers import Server
from tests.serving import Site, serving, settings_on
from tests.stores import MAKERS, RUN, Opening, graph_of_py2neo, in_turns

pytest_plugins = ["tests.servers.fixtures"]
if find_spec("selenium"):  # the wheel is tested with fewer packages, and opens no browser
    pytest_plugins.append("tests.browser.fixtures")

with_explorer()


def pytest_configure() -> None:
    """Name the run before processes are started that share its seeds."""
    rotation.name_run()


def pytest_report_header() -> str:
    """Say how to have the same seeds again."""
    return f"seeds of this run: {rotation.VARIABLE}={rotation.name_run()}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let one process have the Neo4j server and another Chromium, and begin with these; else a file stays together.

    Of the cases of a test that is marked ``rotates`` a share runs, the others in the runs to come.
    """
    left = _left_for_other_runs(items)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]
    order = {group: place for place, group in enumerate((NEO4J, CHROMIUM))}
    groups = {item: _group(item) for item in items}
    items.sort(key=lambda item: order.get(groups[item], len(order)))
    for item in items:
        item.add_marker(pytest.mark.xdist_group(groups[item]))


NEO4J, CHROMIUM = "neo4j", "chromium"


def _left_for_other_runs(items: list[pytest.Item]) -> set[pytest.Item]:
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if mark := item.get_closest_marker("rotates"):
            cases.setdefault(*mark.args or (item.nodeid.partition("[")[0],), []).append(item)
    left = {item for some in cases.values() if len(some) >= rotation.FEW for item in some}
    return left - {item for some in cases.values() for item in rotation.share(some, rotation.TURNS)}


def _group(item: pytest.Item) -> str:
    fixtures = set(getattr(item, "fixturenames", ()))
    kinds = getattr(getattr(item, "callspec", None), "params", {}).values()
    if "neo4j_server" in fixtures or any(isinstance(kind, str) and kind in ("neo4j", "py2neo") for kind in kinds):
        return NEO4J
    return CHROMIUM if "browser" in fixtures else item.nodeid.partition("::")[0]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let ``pytest --update-golden`` write the golden answers anew."""
    parser.addoption("--update-golden", action="store_true", help="write the golden answers of the queries anew")
    parser.addoption("--update-docs", action="store_true", help="write the generated parts of the documentation anew")


@pytest.fixture(scope="session")
def canada() -> Catalogue:
    """The Canadian catalogue."""
    return load(content.catalogues()["canada"])


@pytest.fixture(scope="session")
def nleim() -> Catalogue:
    """The made-up catalogue after the 2014 study."""
    return load(content.catalogues()["nleim-2014"])


@pytest.fixture(scope="session")
def canada_store(canada: Catalogue) -> Iterator[Store]:
    """A store that holds the Canadian catalogue; only to be read."""
    with open_store("memory:") as opened:
        opened.write(canada)
        yield opened


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Server]:
    """A running server: one of the tests' own, or the one that the environment names."""
    address = os.environ.get(given_server.VARIABLE)
    if address:
        yield given_server.GivenServer(address)
        return
    with servers.neo4j_server() as server:
        yield server


@pytest.fixture(scope="module")
def py2neo_graph(neo4j_server: Server) -> Iterator[object]:
    """A graph of py2neo's on that server: a fresh one for each module, for its connections do not outlive a restart."""
    pytest.importorskip("py2neo", exc_type=ImportError)
    graph = graph_of_py2neo(neo4j_server)
    yield graph
    graph.service.connector.close()


@pytest.fixture(params=in_turns(RUN))
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    """How to open an empty store, once for each kind."""
    return MAKERS[request.param](request, tmp_path)


@pytest.fixture
def store(opening: Opening) -> Iterator[Store]:
    """An empty store, once of each kind."""
    with opening() as opened:
        yield opened


@pytest.fixture(scope="session")
def canada_file(canada: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph file that holds the Canadian catalogue; only to be read."""
    path = tmp_path_factory.mktemp("canada") / "canada.duckdb"
    with open_store(str(path)) as opened:
        opened.write(canada)
    return path


@pytest.fixture(scope="session")
def explorer(canada_file: Path) -> Iterator[Site]:
    """The explorer on the Canadian graph, opened; only to be read."""
    with serving(settings_on(canada_file)) as site:
        site.open()
        yield site


@pytest.fixture
def graphmodel(capsys: pytest.CaptureFixture[str], canada_file: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """The command line on the Canadian graph, with no setting from outside."""
    for name in ("GRAPHMODEL_LANG", "GRAPHMODEL_STORE", "GRAPHMODEL_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return Caller(capsys, canada_file)
