"""What many tests share: the shipped catalogues, read once, and a fresh store of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphmodel import content
from graphmodel.catalogue import Catalogue
from graphmodel.loading import load
from graphmodel.stores import Store, open_store
from tests.stores import MAKERS


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let ``pytest --update-golden`` write the golden answers anew."""
    parser.addoption("--update-golden", action="store_true", help="write the golden answers of the queries anew")


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
