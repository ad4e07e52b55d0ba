"""Golden answers: every shipped query on a small world with every trap gives exactly the rows on file.

``pytest --update-golden`` writes the files anew, for the parameters that each case names; a new query gets a case with
its defaults. Look at every changed row before you keep it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphmodel.loading import load
from graphmodel.queries import packs
from graphmodel.queries.golden import answer, read_cases, written
from graphmodel.queries.language.tokens import tokenize
from graphmodel.queries.parameters import TYPES
from graphmodel.queries.query import Query
from graphmodel.stores import Store
from tests.stores import MAKERS, SHARED, in_turns

GOLDEN = Path(__file__).parent / "golden"
WORLD = Path(__file__).parent / "worlds" / "golden"
IDS = packs.shipped().ids
NO_ROWS = {"inventory/successions"}
"""Queries whose defaults may find nothing in the shipped catalogue: it records no succession."""


@pytest.fixture(scope="module", params=in_turns(SHARED))
def golden_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of each engine that holds the golden world; only to be read."""
    with MAKERS[request.param](request, tmp_path_factory.mktemp("golden"))() as opened:
        opened.write(load(WORLD))
        yield opened


def path_of(id: str) -> Path:
    return GOLDEN / f"{id}.json"


def cases_of(id: str) -> list[dict[str, Any]]:
    return read_cases(path_of(id))


def run(store: Store, query: Query, values: dict[str, Any] | None) -> dict[str, Any]:
    """Run a query with values, or its raw text where there are none."""
    if values is None:
        return answer(query, store.run(query.text))
    return answer(query, store.run(*query.bind(values)))


@pytest.mark.parametrize("id", IDS)
def test_golden_answers(golden_store: Store, id: str, request: pytest.FixtureRequest) -> None:
    query, cases = packs.query(id), cases_of(id)
    found = [{"parameters": case["parameters"], **run(golden_store, query, case["parameters"])} for case in cases]
    if request.config.getoption("--update-golden"):
        path_of(id).parent.mkdir(parents=True, exist_ok=True)
        path_of(id).write_text(written(id, found), encoding="utf-8")
    assert path_of(id).is_file(), f"{id} has no golden file: pytest --update-golden writes one"
    assert found == cases_of(id)


@pytest.mark.parametrize("id", IDS)
def test_the_raw_text_is_the_bound_one_with_its_defaults(golden_store: Store, id: str) -> None:
    query = packs.query(id)
    assert run(golden_store, query, None) == run(golden_store, query, {})


@pytest.mark.parametrize("id", IDS)
def test_rows_differ_and_their_order_tells_all_of_them_apart(id: str) -> None:
    query = packs.query(id)
    for case in cases_of(id) if query.shows == "table" else ():
        by = order_of(query) if query.ordered else case["columns"]
        at = [case["columns"].index(name) for name in by]
        keys = [json.dumps([row[column] for column in at]) for row in case["rows"]]
        assert len(keys) == len(set(keys))


def order_of(query: Query) -> list[str]:
    """Return the columns of the last ORDER BY."""
    words = [token.value for token in tokenize(query.text) if token.kind == "word"]
    last = len(words) - 1 - words[::-1].index("BY")
    return [word for word in words[last + 1 :] if word not in ("ASC", "DESC")]


@pytest.mark.parametrize("id", IDS)
def test_golden_files_show_something(id: str) -> None:
    query, cases = packs.query(id), cases_of(id)
    assert cases[0]["parameters"] == {}
    assert any(case.get("rows") or case.get("nodes") for case in cases)
    assert len(cases) > 1 or not query.parameters


def test_every_golden_file_is_of_a_query() -> None:
    assert {path.relative_to(GOLDEN).with_suffix("").as_posix() for path in GOLDEN.glob("*/*.json")} == set(IDS)


@pytest.mark.parametrize("id", IDS)
def test_defaults_find_something_in_the_shipped_catalogue(canada_store: Store, id: str) -> None:
    found = run(canada_store, packs.query(id), {})
    assert found.get("rows") or found.get("nodes") or id in NO_ROWS


def chooses(query: Query, *types: str) -> list[str]:
    """Return the parameters of some types that a query may be asked without."""
    return [item.name for item in query.parameters if item.type in types and item.may_be_empty]


@pytest.mark.parametrize("id", [id for id in IDS if chooses(packs.query(id), "system type", "product")])
def test_without_a_type_the_answer_is_that_of_all_types(golden_store: Store, id: str) -> None:
    query = packs.query(id)
    (name,) = chooses(query, "system type", "product")
    label = TYPES[next(item.type for item in query.parameters if item.name == name)].label
    words = [str(row[0]) for row in golden_store.run(f"MATCH (n:{label}) RETURN n.id").rows]
    found = {json.dumps(row) for word in words for row in run(golden_store, query, {name: word})["rows"]}
    assert {json.dumps(row) for row in run(golden_store, query, {})["rows"]} == found
    assert found
