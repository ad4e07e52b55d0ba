"""The Python interface: small, documented, every example of it runs, and what notebooks show of it is safe."""

from __future__ import annotations

import doctest
import inspect
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel.values.elements import Node, Relationship
from graphmodel.values.html import MOST, cell_text, frame_html, table_html
from graphmodel.values.table import Table

PUBLIC = graphmodel.__all__
PACKAGE = Path(graphmodel.__file__).parent
EXAMPLES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)
"""The modules whose documentation shows examples."""
HOMES = sorted({getattr(graphmodel, name).__module__ for name in PUBLIC} | {"graphmodel", "graphmodel.typing"})
PAYLOAD = "<script>alert(1)</script>&\"'$x$"


def test_the_public_names_fit_one_screen_and_are_sorted() -> None:
    assert sorted(PUBLIC) == PUBLIC
    assert len(PUBLIC) <= 50
    assert set(PUBLIC) <= set(dir(graphmodel))
    assert {name for name in PUBLIC if getattr(graphmodel, name, None) is None} == set()


def test_the_package_is_typed() -> None:
    assert Path(graphmodel.__file__).with_name("py.typed").is_file()


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_has_an_example(name: str) -> None:
    text = inspect.getdoc(getattr(graphmodel, name)) or ""
    assert ">>> " in text
    assert text.splitlines()[0].endswith((".", ":")) or len(text.split("\n\n")[0]) > 80


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_public_of_a_public_name_is_hinted_and_explained(name: str) -> None:
    thing = getattr(graphmodel, name)
    functions = [thing] if inspect.isfunction(thing) else []
    if inspect.isclass(thing):
        mine = {key: vars(kind)[key] for kind in thing.__mro__ for key in vars(kind) if not key.startswith("_")}
        functions = [
            getattr(item, "__func__", getattr(item, "fget", getattr(item, "func", item))) for item in mine.values()
        ]
    for function in filter(inspect.isfunction, functions):
        if function.__module__.startswith("graphmodel."):
            assert function.__doc__, function.__qualname__
            signature = inspect.signature(function)
            assert signature.return_annotation is not inspect.Signature.empty, function.__qualname__
            bare = {key for key, item in signature.parameters.items() if item.annotation is inspect.Parameter.empty}
            assert bare <= {"self", "cls"}, function.__qualname__


def test_every_module_with_a_public_name_shows_an_example() -> None:
    assert set(HOMES) <= set(EXAMPLES)


@pytest.mark.rotates
@pytest.mark.parametrize("module", EXAMPLES)
def test_examples_run(module: str) -> None:
    found = doctest.testmod(import_module(module), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted
    assert found.failed == 0


def hostile(canada: graphmodel.Catalogue) -> graphmodel.Catalogue:
    systems = canada.systems.copy()
    systems["name"] = PAYLOAD
    systems.loc[systems["id"] == "drps-rms", "status"] = "retired"
    agencies = canada.agencies.copy()
    agencies["name"] = PAYLOAD
    about = type(canada.about)(name=PAYLOAD, limits=(PAYLOAD,))
    frames = {str(name): frame for name, frame in canada.frames.items()} | {"systems": systems, "agencies": agencies}
    return graphmodel.Catalogue.unchecked(frames, about)


def test_what_notebooks_show_is_escaped_and_small(canada: graphmodel.Catalogue) -> None:
    world = hostile(canada)
    needs = graphmodel.Needs("n").need(who={"province": "ON"}, of="rcmp", sees="warrants", name=PAYLOAD)
    shown = {
        "catalogue": world._repr_html_(),
        "table": Table(("a", PAYLOAD), ((PAYLOAD, [PAYLOAD, {"k": PAYLOAD}]),) * 500, cut=True)._repr_html_(),
        "difference": graphmodel.Difference(canada, world)._repr_html_(),
        "diff": graphmodel.diff(canada, world)._repr_html_(),
        "plan": graphmodel.plan(world, 1)._repr_html_(),
        "ranking": graphmodel.rank_partners(world, "yrp-rms", limit=10)._repr_html_(),
        "answer": needs.answer(world, limit=5)._repr_html_(),
    }
    for name, text in shown.items():
        assert "<script" not in text, name
        assert "http" not in text, name
        assert len(text) < 40_000, name
    for name in ("catalogue", "table", "diff", "ranking", "answer"):
        assert "&lt;script&gt;" in shown[name], name
    for name in ("catalogue", "table", "difference", "diff", "plan", "answer"):
        assert "mathjax_ignore" in shown[name], name
    assert "the first 500 rows; there are more" in shown["table"]
    assert f"... and {500 - MOST} more rows" in shown["table"]


def test_cells_say_what_they_hold() -> None:
    node = Node("System", "rcmp-pip", {})
    flow = Relationship("FEEDS", "a", "b", {})
    values = [None, float("nan"), pd.NA, True, 3, 2.5, "x", ["a", 1], node, flow, {"k": 1}]
    said = ["", "", "", "true", "3", "2.5", "x", "a; 1", "rcmp-pip", "a -[FEEDS]-> b", '{"k": 1}']
    assert [cell_text(value) for value in values] == said


def test_a_long_frame_is_cut_and_counted() -> None:
    frame = pd.DataFrame({"n": range(1_000)})
    assert f"... and {1_000 - MOST} more rows" in frame_html(frame)
    assert "more rows" not in table_html(["n"], [(1,)])


def test_a_report_is_written_as_its_name_asks(tmp_path: Path, nleim: graphmodel.Catalogue) -> None:
    made = graphmodel.Report.of(nleim, "fr", links=1)
    assert made.save(tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert made.save(tmp_path / "r.md").read_text(encoding="utf-8").startswith("# ")
    with pytest.raises(graphmodel.GraphmodelError, match="cannot be written"):
        made.save(tmp_path / "no" / "r.html")
