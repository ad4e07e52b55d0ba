"""A seeded generator of reading statements over the documented schema.

Texts are what an answer is fixed for: SKIP and LIMIT only after a total order, nothing that rests on the order of a
list that nothing fixes. The kinds of expressions are kept apart, as the embedded store's translator keeps them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from tests.cypher import conditions, scalars, subqueries
from tests.cypher.conditions import condition
from tests.cypher.kinds import BOOLEAN, INTEGER, TEXT, Kind, list_of
from tests.cypher.lists import list_text
from tests.cypher.patterns import patterns
from tests.cypher.pools import Pools
from tests.cypher.projections import Projected, projection
from tests.cypher.writing import Writing

GRAMMAR = (conditions, scalars, subqueries)
"""The modules that register productions; named here so that nobody takes their imports for unused."""
_LONGEST = 1500


@dataclass(frozen=True)
class Text:
    """A statement with its parameters, and what may be compared of its answer.

    ``keys`` are the columns that ORDER BY sorts by, the first ones first; ``loose`` the columns that hold lists whose
    order nothing fixes.
    """

    cypher: str
    parameters: Mapping[str, object]
    keys: tuple[int, ...] = ()
    loose: frozenset[int] = frozenset()


def generate(seed: object, pools: Pools, *, large: bool = False) -> Text:
    """Return the text of a seed; on a ``large`` graph one that does not multiply rows too often."""
    rnd = random.Random(str(seed))
    while True:
        w = Writing(rnd, pools, large)
        made = _statement(w)
        if len(made.cypher) <= _LONGEST:
            return made


def _statement(w: Writing) -> Text:
    clauses, made = _branch(w)
    text = " ".join(clauses)
    keys = tuple(made.keys)
    kinds = list(made.columns.values())
    if w.chance(0.1) and not keys and "ORDER BY" not in clauses[-1] and not clauses[-1].endswith("*"):
        every = w.pick("UNION", "UNION ALL")
        if every == "UNION ALL" or not any(kind.unordered for kind in kinds):
            wanted = list(made.columns.items())
            branches = [text]
            for _ in range(w.pick(1, 1, 2)):
                w.scope, w.taken = {}, set()
                branches.append(" ".join(_branch(w, wanted)[0]))
            text = f" {every} ".join(branches)
    loose = frozenset(at for at, kind in enumerate(kinds) if kind.unordered)
    parameters = {name: value for name, value in w.parameters.items() if f"${name}" in text}
    return Text(text, parameters, keys, loose)


def _branch(w: Writing, wanted: list[tuple[str, Kind]] | None = None) -> tuple[list[str], Projected]:
    w.ordered = False
    clauses = [_first(w), *(_next(w) for _ in range(w.pick(0, 0, 0, 1, 1, 2, 3)))]
    made = projection(w, "RETURN", wanted=wanted)
    return [*clauses, made.text], made


def _first(w: Writing) -> str:
    how = w.rnd.random()
    if how < 0.08:
        return _unwind(w)
    if how < 0.12:
        kind = w.pick(TEXT, INTEGER, BOOLEAN)
        name = w.fresh("w")
        text = f"WITH {w.literal(kind, 'id')} AS {name}"
        w.scope[name] = kind
        return text
    return _match(w, optional=how < 0.17)


def _next(w: Writing) -> str:
    how = 1.0 if w.ordered and w.chance(0.6) else w.rnd.random()
    if how < 0.63:
        w.ordered = False
    if how < 0.25:
        return _match(w, optional=False)
    if how < 0.5:
        return _match(w, optional=True)
    if how < 0.63:
        return _unwind(w)
    return projection(w, "WITH").text


def _match(w: Writing, *, optional: bool) -> str:
    text = f"{'OPTIONAL ' if optional else ''}MATCH {patterns(w)}"
    if w.chance(0.3 if optional else 0.45):
        with w.within(where=True):
            text += f" WHERE {condition(w, w.pick(1, 2, 2, 3))}"
    return text


def _unwind(w: Writing) -> str:
    """UNWIND of a list in scope where there is one, for collected nodes and relationships most of all."""
    lists = [(name, kind.item) for name, kind in w.named("list") if kind.item]
    if lists and w.chance(0.6):
        text, kind = w.pick(*lists)
    elif w.chance(0.03):
        text, kind = w.pick("null", "[]"), TEXT
    elif w.chance(0.08):
        kind = list_of(w.pick(TEXT, INTEGER))
        assert kind.item
        text = f"[{', '.join(list_text(w, kind.item, 1)[0] for _ in range(2))}]"
    else:
        kind = w.pick(TEXT, TEXT, INTEGER, BOOLEAN)
        text, _ = list_text(w, kind, 2, loose=True)
    name = w.fresh("u")
    w.scope[name] = kind
    return f"UNWIND {text} AS {name}"
