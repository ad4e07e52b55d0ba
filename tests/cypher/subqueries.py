"""EXISTS, COUNT, COLLECT, patterns as predicates and pattern comprehensions."""

from __future__ import annotations

from tests.cypher.conditions import condition
from tests.cypher.kinds import INTEGER, TEXT, Kind, node_of
from tests.cypher.lists import SUBQUERIES, Written, list_text
from tests.cypher.patterns import path, patterns, predicate
from tests.cypher.writing import Writing, makes

_DEEPEST = 2


def _inside(w: Writing, depth: int, *, full: bool = False) -> str:
    """Return MATCH with WHERE and what else a subquery may hold; its names are in scope afterwards."""
    parts: list[str] = []
    if w.chance(0.12):
        return _of_nothing(w, depth)
    if w.chance(0.12) and not w.large:
        parts.append(_unwind(w, depth))
    short = not full and not parts and w.chance(0.35)
    pattern = patterns(w, most=2, inside=True)
    parts.append(pattern if short else f"MATCH {pattern}")
    if w.chance(0.5):
        parts.append(f"WHERE {_condition(w, depth)}")
    if not short:
        if w.chance(0.12):
            parts.append(f"MATCH {patterns(w, most=1, inside=True)}")
            if w.chance(0.4):
                parts.append(f"WHERE {_condition(w, depth)}")
        if w.chance(0.08):
            parts.append(_unwind(w, depth))
    return " ".join(parts)


def _of_nothing(w: Writing, depth: int) -> str:
    """Return a MATCH that hangs on nothing outside but whether something there is null: it counts for nulls as well."""
    outer, name = w.pick(*w.scope), w.fresh("n")
    label = w.pick("Province", "Product", "Agency", "System")
    w.scope[name] = node_of(frozenset({label}))
    also = f" {w.pick('OR', 'AND')} {_condition(w, min(depth, 1))}" if w.chance(0.4) else ""
    return f"MATCH ({name}:{label}) WHERE {outer} IS {w.pick('', '', 'NOT ')}NULL{also}"


def _condition(w: Writing, depth: int) -> str:
    with w.within(where=True):
        return condition(w, min(depth, 2))


def _unwind(w: Writing, depth: int) -> str:
    kind = w.pick(TEXT, INTEGER)
    text, _ = list_text(w, kind, min(depth, 1))
    name = w.fresh("u")
    w.scope[name] = kind
    return f"UNWIND {text} AS {name}"


def _projected(w: Writing, kind: Kind, depth: int) -> str:
    """Return ``[WITH ...] RETURN value``, sometimes DISTINCT."""
    middle = ""
    if w.chance(0.15):
        alias = w.fresh("y")
        middle = f"WITH {w.pick('', 'DISTINCT ')}{w.value(kind, 1)} AS {alias} "
        w.scope[alias] = kind
        if w.chance(0.3):
            middle += f"WHERE {alias} IS NOT NULL "
        return f"{middle}RETURN {alias}"
    return f"RETURN {w.pick('', '', 'DISTINCT ')}{w.value(kind, min(depth, 2))} AS {w.fresh('y')}"


@makes("boolean", 5)
def _exists(w: Writing, depth: int) -> str | None:
    if w.depth >= _DEEPEST or depth < 0 or not w.named("node"):
        return None
    w.depth += 1
    with w.within(where=False):
        body = _inside(w, depth)
        if body.startswith(("MATCH", "UNWIND")) and w.chance(0.12):
            body = f"{body} {_projected(w, TEXT, 1)}"
    w.depth -= 1
    return f"{w.pick('', '', 'NOT ')}EXISTS {{ {body} }}"


@makes("boolean", 4)
def _predicate(w: Writing, depth: int) -> str | None:
    del depth
    written = predicate(w) if w.where else None
    return written if written is None or w.chance(0.7) else f"NOT {written}"


@makes("integer", 3)
def _count(w: Writing, depth: int) -> str | None:
    if w.depth >= _DEEPEST or depth < 0 or not w.named("node"):
        return None
    w.depth += 1
    with w.within(where=False):
        body = _inside(w, depth)
        if body.startswith(("MATCH", "UNWIND")) and w.chance(0.25):
            body = f"{body} {_projected(w, w.pick(TEXT, INTEGER), 1)}"
    w.depth -= 1
    return f"COUNT {{ {body} }}"


def _collect(w: Writing, item: Kind, depth: int) -> Written:
    """Return COLLECT; ordered by what it collects its list is in an order, and SKIP and LIMIT mean something."""
    w.depth += 1
    with w.within(where=False):
        body = f"{_inside(w, depth, full=True)} {_projected(w, item, depth)}"
        ordered = item.sortable and w.chance(0.5)
        if ordered:
            body += f" ORDER BY {body.rpartition(' ')[2]}{w.pick('', ' DESC')}{w.pick('', '', ' LIMIT 2', ' SKIP 1')}"
    w.depth -= 1
    return f"COLLECT {{ {body} }}", not ordered


def _pattern_comprehension(w: Writing, item: Kind, depth: int) -> Written:
    w.depth += 1
    with w.within(where=False):
        w.walked = True  # a walk in a comprehension of every row takes too long
        text = path(w, anchored=True)
        if "-" not in text:
            text = f"{text}--()"
        where = f" WHERE {_condition(w, depth)}" if w.chance(0.4) else ""
        made = f"[{text}{where} | {w.value(item, min(depth, 2))}]"
    w.depth -= 1
    return made, True


SUBQUERIES += [_collect, _pattern_comprehension, _pattern_comprehension]
