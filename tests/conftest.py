"""What many tests share: the shipped catalogues, read once, and a fresh store of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphmodel import content
from graphmodel.catalogue import Catalogue
from graphmodel.loading import load
from graphmodel.stores import Store, open_store
from tests.commands import Caller
from tests.stores import MAKERS


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


@pytest.fixture(params=MAKERS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The url of an empty store, once for each kind."""
    return MAKERS[request.param](tmp_path)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store, once of each kind."""
    with open_store(url) as opened:
        yield opened


@pytest.fixture(scope="session")
def canada_file(canada: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph file that holds the Canadian catalogue; only to be read."""
    path = tmp_path_factory.mktemp("canada") / "canada.lbug"
    with open_store(str(path)) as opened:
        opened.write(canada)
    return path


@pytest.fixture
def graphmodel(capsys: pytest.CaptureFixture[str], canada_file: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """The command line on the Canadian graph, with no setting from outside."""
    for name in ("GRAPHMODEL_LANG", "GRAPHMODEL_STORE", "GRAPHMODEL_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return Caller(capsys, canada_file)
