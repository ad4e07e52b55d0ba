"""The floors of the package hold: imports point down, heavy packages wait until they are used, only stores know engines."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

import graphmodel

PACKAGE = Path(graphmodel.__file__).parent
FLOORS = (
    ("version", "words"),
    ("errors", "values", "shipped"),
    ("arguments",),
    ("records",),
    ("machine", "engine", "forms"),
    ("loading", "graph", "documents", "paper"),
    ("answers", "queries"),
    ("scenario", "stores"),
    ("exchange", "maps", "report", "briefs"),
    ("workbooks",),
    ("survey", "importing"),
    ("api",),
    ("typing", "cli"),
    ("explorer",),
    ("__main__", "extracting"),
)
"""Rooms from the ground up: each may import those that stand above it in this list, and itself."""
FLOOR = {unit: floor for floor, units in enumerate(FLOORS) for unit in units}
OWN = {
    "duckdb": "stores",
    "neo4j": "stores",
    "py2neo": "stores",
    "pyvis": "maps",
    "python_calamine": "loading",
    "docx": "paper",
    "starlette": "explorer",
    "uvicorn": "explorer",
}
"""Packages that one part of ours alone may import."""
SPEAKING = {"rich": "cli"}
CLICK = {"cli", "explorer"}
"""Rooms that make commands, or run them."""
HEAVY = {
    "pandas",
    "numpy",
    "scipy",
    "pyarrow",
    "duckdb",
    "neo4j",
    "py2neo",
    "pyvis",
    "python_calamine",
    "rich",
    "starlette",
    "uvicorn",
}
LIGHT = (
    "cli",
    "queries",
    "words",
    "values",
    "machine",
    "errors",
    "graph.model",
    "records.schema",
    "shipped.__init__",
    "stores.__init__",
    "explorer.command",
)
"""What ``graphmodel --help`` or a canned query imports: modules, or all modules of a part."""
UPWARD = {("records.catalogue", "loading.__init__")}
"""The one call from below: a catalogue of frames is checked where files are."""
LONGEST = 350


@dataclass(frozen=True)
class Import:
    """One imported module; ``early`` where importing the module that holds it imports it too."""

    name: str
    line: int
    early: bool
    checking: bool


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def files() -> dict[str, Path]:
    """Return our modules by name, the package's own left out: ``cli.load``, ``stores.__init__``."""
    return {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in sorted(PACKAGE.rglob("*.py"))}


FILES = files()


@cache
def imports(module: str) -> list[Import]:
    return list(_imports(tree(FILES[module]), early=True, checking=False))


def _imports(node: ast.AST, *, early: bool, checking: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(item.name, child.lineno, early, checking) for item in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are absolute"
            for item in child.names:
                whole = f"{child.module}.{item.name}"
                yield Import(whole if _module_of(whole) else str(child.module), child.lineno, early, checking)
        elif isinstance(child, ast.Call) and getattr(child.func, "id", "") == "import_module":
            named = [item.value for item in child.args[:1] if isinstance(item, ast.Constant)]
            yield from (Import(name, child.lineno, early, checking) for name in named)
        under = checking or (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING")
        late = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _imports(child, early=early and not late and not under, checking=under)


def _module_of(name: str) -> str:
    """Return our module of that dotted name, or an empty text."""
    if name.partition(".")[0] != "graphmodel":
        return ""
    inner = name.partition(".")[2]
    return next((known for known in (inner, f"{inner}.__init__".removeprefix(".")) if known in FILES), "")


def unit_of(module: str) -> str:
    return module.partition(".")[0]


INNER = [module for module in FILES if module != "__init__"]


def of_ours(module: str) -> set[str]:
    """Return our modules that a module imports: early, late and for checkers alone."""
    found = {_module_of(item.name) for item in imports(module)} - {"", "__init__"}
    return {other for other in found if (module, other) not in UPWARD}


@pytest.mark.parametrize("module", INNER)
def test_imports_point_down(module: str) -> None:
    room = unit_of(module)
    assert room in FLOOR, f"{room} stands on no floor yet"
    upward = {other for other in of_ours(module) if unit_of(other) != room and FLOOR[unit_of(other)] >= FLOOR[room]}
    assert not upward


def test_no_modules_import_each_other() -> None:
    """Late imports and those for checkers alone count too."""
    arrows = nx.DiGraph((module, other) for module in INNER for other in of_ours(module))
    circles = [sorted(circle) for circle in nx.strongly_connected_components(arrows) if len(circle) > 1]
    assert circles == []


def test_the_one_call_from_below_is_there() -> None:
    for module, other in UPWARD:
        assert other in {_module_of(item.name) for item in imports(module)}


@cache
def _early(module: str) -> frozenset[str]:
    """Return all of our modules that importing one of them imports, its own packages left out."""
    found: set[str] = set()
    todo = [module]
    while todo:
        for item in imports(todo.pop()):
            other = _module_of(item.name)
            if item.early and other and other not in found:
                found.add(other)
                todo.append(other)
    return frozenset(found)


@pytest.mark.parametrize("package", OWN | SPEAKING)
def test_each_engine_has_one_home(package: str) -> None:
    homes = {
        unit_of(module)
        for module in FILES
        for item in imports(module)
        if item.name.partition(".")[0] == package and not item.checking
    }
    assert homes <= {(OWN | SPEAKING)[package]}


def test_click_is_where_commands_are() -> None:
    homes = {unit_of(module) for module in FILES for item in imports(module) if item.name.partition(".")[0] == "click"}
    assert homes == CLICK


def test_the_homes_are_in_use() -> None:
    known = {item.name.partition(".")[0] for module in FILES for item in imports(module)}
    assert {"duckdb", "python_calamine", "click", "rich"} <= known


@pytest.mark.parametrize("module", [m for m in FILES if m in LIGHT or (unit_of(m) in LIGHT and "html" not in m)])
def test_light_modules_import_nothing_heavy_early(module: str) -> None:
    for reached in {module, *_early(module)}:
        heavy = {item.name for item in imports(reached) if item.early and item.name.partition(".")[0] in HEAVY}
        assert not heavy, f"{module} by way of {reached}"


def test_the_package_itself_imports_nothing_of_ours_early() -> None:
    early = [item.name for item in imports("__init__") if item.early]
    assert {name.partition(".")[0] for name in early} <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("module", FILES)
def test_files_are_short_and_say_what_they_are_for(module: str) -> None:
    text = FILES[module].read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert ast.get_docstring(tree(FILES[module]))


@pytest.mark.parametrize(
    "module", [module for module in FILES if unit_of(module) not in ("cli", "explorer", "__main__")]
)
def test_only_the_command_line_speaks(module: str) -> None:
    called = {
        node.func.id
        for node in ast.walk(tree(FILES[module]))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"print", "input", "breakpoint", "exit", "quit"}
    names = {ast.unparse(node) for node in ast.walk(tree(FILES[module])) if isinstance(node, ast.Attribute)}
    assert not names & {"sys.stdout", "sys.stderr", "sys.exit", "sys.argv"}


def test_the_readers_of_imports_see_them() -> None:
    """A test that sees no import would let everything pass."""
    source = (
        "import a\nif TYPE_CHECKING:\n    import b\ndef f():\n    import c.d\nfrom e import g\nx = import_module('h')\n"
    )
    found = {(item.name, item.early, item.checking) for item in _imports(ast.parse(source), early=True, checking=False)}
    assert found == {
        ("a", True, False),
        ("b", False, True),
        ("c.d", False, False),
        ("e", True, False),
        ("h", True, False),
    }
    assert "graph.build" in _early("graph.restore")


def test_no_class_name_stands_twice() -> None:
    named = [
        node.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    assert len(named) > 250
    assert sorted(name for name, count in Counter(named).items() if count > 1) == []
