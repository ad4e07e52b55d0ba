"""Errors and problems cross to other processes whole: a pool of workers tells what one of them was refused."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterator

import pytest

import graphmodel
from graphmodel import errors
from graphmodel.errors import GraphmodelError, Problem

PROBLEMS = [Problem("a.csv", 2, "id", "is empty"), Problem("a.csv", 3, "", "is there twice")]


def raised() -> Iterator[GraphmodelError]:
    """Give an error of each kind that the package really raises."""
    canada = graphmodel.load("nleim-2014")
    store = graphmodel.open_store("memory:")
    store.write(canada)
    for ask in (
        lambda: graphmodel.load("nowhere"),
        lambda: graphmodel.load("nleim-2014", loader="nothing"),
        lambda: graphmodel.study(canada, by="region"),  # type: ignore[arg-type]
        lambda: graphmodel.study(None),  # type: ignore[arg-type]
        lambda: graphmodel.query("reach/nothing"),
        lambda: graphmodel.query("reach/seen-by-agency").bind({"agency": 3}),
        lambda: graphmodel.Scenario.of_toml("x = 1"),
        lambda: graphmodel.Needs.of_toml("x = 1"),
        lambda: graphmodel.rank_partners(canada, "nothing"),
        lambda: store.run("MATCH (n:Systm) RETURN n"),
        lambda: store.run("CREATE (n)"),
        lambda: store.run("RETURN 1 / 0 AS x"),
        lambda: store.run("RETURN $x AS x", {"x": object()}),
        lambda: graphmodel.open_store("ftp://x"),
        lambda: graphmodel.export(canada, "nothing", "x"),
    ):
        try:
            ask()
        except GraphmodelError as error:
            yield error
    yield errors.CatalogueError(PROBLEMS)
    yield errors.QueryTimeout(3)


def same(error: GraphmodelError, other: GraphmodelError) -> bool:
    return (type(error), str(error), error.text("fr"), getattr(error, "problems", ())) == (
        type(other),
        str(other),
        other.text("fr"),
        getattr(other, "problems", ()),
    )


def test_every_error_survives_pickling() -> None:
    found = list(raised())
    assert len(found) == 17
    kinds = {type(error) for error in found}
    assert kinds >= {
        errors.SourceError,
        errors.UnknownName,
        errors.WrongKind,
        errors.QueryTimeout,
        errors.ScenarioError,
    }
    for error in found:
        assert str(error)
        assert same(error, pickle.loads(pickle.dumps(error)))
    for problem in PROBLEMS:
        assert pickle.loads(pickle.dumps(problem)) == problem


def refused(source: str) -> None:
    graphmodel.load(source)


@pytest.mark.parametrize("way", multiprocessing.get_all_start_methods())
def test_a_pool_tells_what_a_worker_was_refused(way: str) -> None:
    with multiprocessing.get_context(way).Pool(1) as pool, pytest.raises(errors.SourceError, match="nowhere"):
        pool.apply(refused, ("nowhere",))
