"""Expressions that are worth a list, told with whether anything fixes the order of its items."""

from __future__ import annotations

from collections.abc import Callable

from tests.cypher.kinds import BOOLEAN, INTEGER, TEXT, TEXTS, Kind, list_of
from tests.cypher.writing import Writing, closed, makes, spelled

Written = tuple[str, bool]
"""A text, and whether the list is loose."""
SUBQUERIES: list[Callable[[Writing, Kind, int], Written]] = []
"""What writes a list out of the graph: pattern comprehensions and COLLECT; another module's, to close no circle."""


def list_text(w: Writing, item: Kind, depth: int, *, loose: bool = False) -> Written:
    """Return a list of a kind; a loose one only where its order does not matter."""
    for _ in range(6):
        written = w.pick(*_WAYS)(w, item, depth, loose)
        if written is not None and (loose or not written[1]):
            return written
    return _literal(w, item, depth, loose)


def _literal(w: Writing, item: Kind, depth: int, loose: bool) -> Written:
    del loose
    items = [w.value(item, min(depth - 1, 1)) for _ in range(w.pick(0, 1, 1, 2, 2, 3))]
    if w.chance(0.2):
        items.insert(w.rnd.randint(0, len(items)), "null")
    return f"[{', '.join(items)}]", False


def _name(w: Writing, item: Kind, depth: int, loose: bool) -> Written | None:
    del depth
    names = w.like(list_of(item), loose=loose)
    if not names:
        return None
    name = w.pick(*names)
    return name, w.scope[name].unordered


def _property(w: Writing, item: Kind, depth: int, loose: bool) -> Written | None:
    del depth, loose
    held = w.held(TEXTS) if item == TEXT else []
    return (".".join(w.pick(*held)), False) if held else None


def _of_path(w: Writing, item: Kind, depth: int, loose: bool) -> Written | None:
    """``[n IN nodes(p) | n.name]`` and the like; a walk's relationships likewise."""
    del loose
    lists = [
        (name, kind.item)
        for name, kind in w.named("list")
        if kind.item and kind.item.name in ("node", "relationship") and not kind.unordered
    ]
    for name, kind in w.named("path"):
        nodes, relationships = kind.fields
        lists += [(f"nodes({name})", nodes[1]), (f"relationships({name})", relationships[1])]
    if not lists or item.name not in ("text", "integer", "boolean"):
        return None
    text, kind = w.pick(*lists)
    inner = w.fresh("n")
    with w.within({inner: kind}, where=False):
        condition = f" WHERE {w.value(BOOLEAN, 1)}" if w.chance(0.3) else ""
        return f"[{inner} IN {text}{condition} | {w.value(item, min(depth, 1))}]", False


def _comprehension(w: Writing, item: Kind, depth: int, loose: bool) -> Written | None:
    if depth <= 0:
        return None
    source = item if w.chance(0.5) else w.pick(TEXT, INTEGER)
    text, unordered = list_text(w, source, depth - 1, loose=loose)
    name = w.fresh("x")
    with w.within({name: source}, where=False):
        condition = f" WHERE {spelled(w.value(BOOLEAN, depth - 1))}" if w.chance(0.6) else ""
        result = f" | {w.value(item, depth - 1)}" if source != item or w.chance(0.6) else ""
    return f"[{name} IN {text}{condition}{result}]", unordered


def _slice(w: Writing, item: Kind, depth: int, loose: bool) -> Written | None:
    del loose
    if depth <= 0:
        return None
    text, _ = list_text(w, item, depth - 1)
    low, high = w.pick("", "0", "1", "-2", "null"), w.pick("", "1", "2", "-1", "9")
    return f"{closed(text)}[{low or ('' if high else '0')}..{high}]", False


def _joined(w: Writing, item: Kind, depth: int, loose: bool) -> Written | None:
    if depth <= 0:
        return None
    left, one = list_text(w, item, depth - 1, loose=loose)
    if w.chance(0.2):
        return f"{closed(left)} + {w.operand(item, depth - 1)}", one
    right, other = list_text(w, item, depth - 1, loose=loose)
    return f"{closed(left)} + {closed(right)}", one or other


def _function(w: Writing, item: Kind, depth: int, loose: bool) -> Written | None:
    if depth <= 0:
        return None
    if item == TEXT and w.chance(0.5):
        return f"split({w.value(TEXT, depth - 1)}, {w.pick(repr(','), repr(' '), repr('e'), repr('-'))})", False
    if item == INTEGER and w.chance(0.5):
        bounds = w.pick("0, 3", "1, 0", "3, 1, -1", "1, 9, 4", "-2, 2, 2")
        return f"range({bounds})", False
    text, unordered = list_text(w, item, depth - 1, loose=loose and w.chance(0.5))
    return (f"reverse({text})", unordered) if w.chance(0.5) or unordered else (f"tail({text})", False)


def _graph(w: Writing, item: Kind, depth: int, loose: bool) -> Written | None:
    del loose
    if depth <= 0 or w.depth > 1 or not SUBQUERIES or not w.named("node"):
        return None
    return w.pick(*SUBQUERIES)(w, item, depth - 1)


def _case(w: Writing, item: Kind, depth: int, loose: bool) -> Written | None:
    if depth <= 0:
        return None
    one, a = list_text(w, item, depth - 1, loose=loose)
    other, b = list_text(w, item, depth - 1, loose=loose)
    if w.chance(0.5):
        return f"coalesce({one}, {other})", a or b
    return f"CASE WHEN {w.value(BOOLEAN, depth - 1)} THEN {one} ELSE {other} END", a or b


_WAYS = (
    _literal,
    _literal,
    _name,
    _name,
    _property,
    _property,
    _property,
    _of_path,
    _of_path,
    _comprehension,
    _comprehension,
    _slice,
    _joined,
    _function,
    _graph,
    _graph,
    _case,
)


@makes("list", 1)
def _nothing(w: Writing, depth: int) -> str | None:
    """Lists are written by ``list_text``, which knows what they hold."""
    del w, depth
    return None
