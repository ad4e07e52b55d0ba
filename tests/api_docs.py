"""The reference of the Python interface, written from signatures and docstrings, grouped as people look for things."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import typing
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, get_args

import graphmodel
from graphmodel import typing as types
from tests.public_names import INNER, methods

GROUPS: dict[str, tuple[str, ...]] = {
    "Read, check, write": (
        "load",
        "check",
        "import_sheet",
        "Catalogue",
        "diff",
        "CatalogueDiff",
        "export",
        "to_networkx",
    ),
    "Count, and see who sees": ("study", "reach", "sees", "seen", "may", "why", "visibility", "flows", "maturity"),
    "What may be shared": ("agreements", "agreement_indicators", "verdicts"),
    "Which link next": ("rank_partners", "confidence", "plan", "plan_target", "barriers", "connect", "outage"),
    "Change the world": ("Scenario", "Selector", "list_scenarios", "whatif", "Difference", "compare"),
    "Needs": ("Needs", "Need", "needs"),
    "Ask in Cypher": ("open_store", "Store", "list_queries", "query", "lint", "Table"),
    "Show and tell": ("Map", "brief", "Report"),
    "Workbooks to fill in": ("new_workbook", "make_survey", "read_surveys"),
    "Errors, languages": ("GraphmodelError", "use_language"),
}
_WIDTH = 100


def reference() -> str:
    """Return every public name with its signature, what it does, its example, and then the types."""
    lines: list[str] = []
    for title, names in GROUPS.items():
        lines += [f"## {title}", ""]
        for name in names:
            lines += _of(name, getattr(graphmodel, name))
    lines += ["## Types", "", "What calls take and give, from `graphmodel.typing`.", ""]
    for name in types.__all__:
        lines += _type(name, getattr(types, name))
    return "\n".join(lines).strip() + "\n"


def _of(name: str, thing: Any) -> Iterator[str]:
    yield from (f"### {name}", "")
    if inspect.isfunction(thing) or _is_built(name, thing):
        yield from ("```text", _signature(name, thing), "```", "")
    yield from _told(thing)
    if inspect.isclass(thing):
        yield from _members(thing)


def _is_built(name: str, kind: type) -> bool:
    """Return whether people build a class by its fields."""
    if name in INNER or "__init__" not in vars(kind) or getattr(kind, "_is_protocol", False):
        return False
    return not issubclass(kind, Exception) and not any(field.startswith("_") for field in _taken(kind))


def _members(kind: type) -> Iterator[str]:
    """Yield a line for each method and property of a class, those of a table's name left out."""
    found = [(name, item) for name, item in methods(kind) if "." in name and name not in INNER]
    for name, function in sorted(found):
        own = name.partition(".")[2]
        called = own if _is_property(kind, own) else _signature(own, function, kind.__name__).replace("\n", " ")
        called = re.sub(r"\( +", "(", re.sub(r",? +\)", ")", re.sub(r" +", " ", called)))
        summary = " ".join((inspect.getdoc(function) or "").partition("\n\n")[0].split())
        yield f"- `{called}`: {_markdown(summary)}"
    if found:
        yield ""


def _is_property(kind: type, name: str) -> bool:
    return not callable(inspect.getattr_static(kind, name)) and not isinstance(
        inspect.getattr_static(kind, name), classmethod | staticmethod
    )


def _taken(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


def _signature(name: str, function: Callable[..., Any], of: str = "") -> str:
    """Return how something is called, on one line or on a line for each parameter."""
    signature = inspect.signature(function)
    parts: list[str] = []
    star = False
    for item in signature.parameters.values():
        if item.name in ("self", "cls"):
            continue
        if item.kind is item.KEYWORD_ONLY and not star:
            parts.append("*")
            star = True
        prefix = {item.VAR_POSITIONAL: "*", item.VAR_KEYWORD: "**"}.get(item.kind, "")
        star = star or item.kind is item.VAR_POSITIONAL
        default = "" if item.default is item.empty else f" = {_default(item.default)}"
        parts.append(f"{prefix}{item.name}: {_hint(item.annotation)}{default}")
        if item.kind is item.POSITIONAL_ONLY:
            parts.append("/")
    result = _hint(signature.return_annotation).replace("Self", of or "Self")
    gives = "" if inspect.isclass(function) else f" -> {result}"
    line = f"{name}({', '.join(parts)}){gives}"
    return line if len(line) <= _WIDTH else f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){gives}"


def _default(value: object) -> str:
    return value.__name__ if inspect.isfunction(value) else repr(value)


def _hint(annotation: object) -> str:
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
    return re.sub(r"\b(?:v|schema)\.", "", text)


def _told(thing: object) -> Iterator[str]:
    """Yield the paragraphs of a docstring, its examples as they would stand at a prompt."""
    for paragraph in (inspect.getdoc(thing) or "").split("\n\n"):
        if paragraph.startswith(">>>"):
            yield from ("```text", paragraph, "```", "")
        else:
            yield from (_markdown(" ".join(paragraph.split())), "")


def _markdown(text: str) -> str:
    """Return a docstring's text as Markdown: what stands between two backticks stands between one."""
    parts = text.split("``")
    kept = [f"`{part}`" if at % 2 else re.sub(r"([*_<\[\]])", r"\\\1", part) for at, part in enumerate(parts)]
    return "".join(kept)


def _type(name: str, thing: Any) -> Iterator[str]:
    if inspect.isclass(thing):
        if name in graphmodel.__all__:
            return
        yield from (f"### {name}", "")
        yield from _told(thing)
        if name not in {"Change", "Parameter"}:
            yield from _members(thing)
        return
    yield from (f"### {name}", "", "```text", f"{name} = {_alias(thing)}", "```", "")
    if said := _said_of(name):
        yield from (_markdown(said), "")


def _alias(thing: Any) -> str:
    if typing.get_origin(thing) is typing.Literal:
        return " | ".join(repr(word) for word in get_args(thing))
    text = re.sub(r"\b[\w.]+\.(\w+)", r"\1", str(thing))
    return text.replace("NoneType", "None")


def _said_of(name: str) -> str:
    """Return the text that stands below an alias where it is made."""
    tree = ast.parse(inspect.getsource(types))
    homes = {
        item.name: str(node.module) for node in tree.body if isinstance(node, ast.ImportFrom) for item in node.names
    }
    body = ast.parse(inspect.getsource(sys.modules[homes[name]])).body
    for node, after in pairwise(body):
        made = isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets)
        if made and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            return " ".join(str(after.value.value).split())
    return ""
