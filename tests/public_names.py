"""What graphmodel offers to Python: its public functions and methods, with the names that their signatures speak of."""

from __future__ import annotations

import ast
import builtins
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import graphmodel
from graphmodel import typing as types

FUNCTIONS = sorted(name for name in graphmodel.__all__ if inspect.isfunction(getattr(graphmodel, name)))
CLASSES = {
    name: kind
    for home in (graphmodel, types)
    for name in home.__all__
    if inspect.isclass(kind := getattr(home, name)) and kind.__module__.startswith("graphmodel.")
}
WHOLE = {"Change", "Parameter"}
"""Classes that people meet as values alone: what they can do is for the package itself."""
EXPORTED = {*graphmodel.__all__, *types.__all__}
STANDARD = {"Path", "Callable", "Collection", "Iterable", "Iterator", "Mapping", "Sequence", "Self", "date", "Literal"}
FOREIGN = {"DataFrame", "MultiDiGraph", "NDArray", "bool_"}
"""What pandas, numpy and networkx call what they take and give."""
INNER = {
    "GraphmodelError.said",
    *("Map.network", "Map.part", "Map.shown", "Map.data"),
    *("Need", "Need.schema", "Need.of_keys", "Need.needed"),
    *("Needs.schema", "Needs.needed", "Needs.unmet", "Needs.worth", "Needs.answer"),
    *(
        "Query",
        "Query.bind",
        "Query.coerce",
        "Problem.said",
        "Scenario.schema",
        "Selector",
        "SheetPlan",
        "Selector.of_mapping",
        "Selector.of_text_in",
    ),
    *("Selector.note_unknown", "Selector.systems", "Selector.agencies"),
    *("Selector.systems_known", "Selector.agencies_known"),
}
"""What public classes hold for the package itself: the reference leaves it out, and it may change at any time."""


def methods(kind: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield what people may call or read of a class, its own construction first."""
    if "__init__" in vars(kind) and not getattr(kind, "_is_protocol", False) and not issubclass(kind, Exception):
        yield kind.__name__, kind
    for one in reversed(kind.__mro__):
        if one.__module__.startswith("graphmodel."):
            for name, item in vars(one).items():
                function = getattr(item, "__func__", getattr(item, "fget", getattr(item, "func", item)))
                if not name.startswith("_") and inspect.isfunction(function):
                    yield f"{kind.__name__}.{name}", function


def public() -> dict[str, Callable[..., Any]]:
    """Return every public function and method by its name."""
    found: dict[str, Callable[..., Any]] = {name: getattr(graphmodel, name) for name in FUNCTIONS}
    for name, kind in CLASSES.items():
        if name not in WHOLE:
            found |= methods(kind)
    return found


def spoken_of(function: Callable[..., Any]) -> set[str]:
    """Return the names in the hints of a signature, those of a class left out where it is built with ``_`` fields."""
    signature = inspect.signature(function)
    hints = [item.annotation for item in signature.parameters.values() if not item.name.startswith("_")]
    hints += [] if inspect.isclass(function) else [signature.return_annotation]
    names: set[str] = set()
    for hint in hints:
        text = hint if isinstance(hint, str) else getattr(hint, "__name__", repr(hint))
        nodes = [] if text == "_empty" else list(ast.walk(ast.parse(text)))
        dotted = [node for node in nodes if isinstance(node, ast.Attribute)]
        modules = {node.value.id for node in dotted if isinstance(node.value, ast.Name)}
        names |= {node.attr for node in dotted}
        names |= {node.id for node in nodes if isinstance(node, ast.Name) and node.id not in modules}
    return {name for name in names if not hasattr(builtins, name)}


def unexported(function: Callable[..., Any]) -> set[str]:
    """Return the names of a signature that nobody can import from graphmodel, Any among them."""
    return spoken_of(function) - EXPORTED - STANDARD - FOREIGN
