"""WITH and RETURN: items, grouping, DISTINCT, ORDER BY, SKIP and LIMIT."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.cypher.conditions import condition
from tests.cypher.kinds import BOOLEAN, DECIMAL, INTEGER, SCALARS, TEXT, Kind, list_of
from tests.cypher.lists import list_text
from tests.cypher.writing import Writing, closed, spelled


@dataclass
class Projected:
    """One WITH or RETURN: its text, its columns with their kinds, and the columns that ORDER BY sorts by, first ones first."""

    text: str
    columns: dict[str, Kind]
    keys: list[int] = field(default_factory=list)


def item(w: Writing, depth: int = 2, *, loose: bool = True) -> tuple[str, Kind]:
    """Return an expression of any kind with its kind."""
    how = w.rnd.random()
    names = [(name, kind) for name, kind in w.scope.items() if loose or not kind.unordered]
    if names and how < 0.3:
        return w.pick(*names)
    owners = w.named("node") + w.named("relationship")
    if owners and how < 0.5:
        kind = w.pick(TEXT, TEXT, INTEGER, BOOLEAN, list_of(TEXT))
        held = w.held(kind)
        if held:
            return ".".join(w.pick(*held)), kind
    if how < 0.62:
        return _list(w, depth, loose=loose)
    if how < 0.67:
        return _of_graph(w) or (w.value(TEXT, depth), TEXT)
    if how < 0.71:
        pairs = [(key, w.pick(*SCALARS)) for key in ("k", "m")[: w.pick(1, 2)]]
        return "{" + ", ".join(f"{key}: {w.value(kind, 1)}" for key, kind in pairs) + "}", Kind(
            "map", None, tuple(pairs)
        )
    kind = w.pick(TEXT, TEXT, INTEGER, INTEGER, BOOLEAN, BOOLEAN, BOOLEAN, DECIMAL)
    return spelled(w.value(kind, depth)), kind


def _list(w: Writing, depth: int, *, loose: bool) -> tuple[str, Kind]:
    inner = w.pick(TEXT, TEXT, INTEGER, INTEGER, BOOLEAN, DECIMAL)
    if w.chance(0.1):
        texts = [list_text(w, inner, 1)[0] for _ in range(w.pick(1, 2))]
        return f"[{', '.join(texts)}]", list_of(list_of(inner))
    text, unordered = list_text(w, inner, depth, loose=loose)
    return text, list_of(inner, loose=unordered)


def _of_graph(w: Writing) -> tuple[str, Kind] | None:
    """Return nodes or relationships of a path, a list of nodes, or the end of a relationship."""
    paths, relationships, nodes = w.named("path"), w.named("relationship"), w.named("node")
    if paths and w.chance(0.6):
        name, kind = w.pick(*paths)
        what, inner = w.pick(*kind.fields)
        return f"{what}({name})", list_of(inner)
    if relationships and w.chance(0.5):
        return f"{w.pick('startNode', 'endNode')}({w.pick(*relationships)[0]})", Kind(
            "node", names=frozenset({"System"})
        )
    if nodes:
        name, kind = w.pick(*nodes)
        return w.pick((f"labels({name})", list_of(TEXT)), (f"[{name}, null]", list_of(kind)))
    return None


def aggregate(w: Writing, depth: int = 1) -> tuple[str, Kind]:
    """Return an aggregate, or an expression over aggregates."""
    how = w.rnd.random()
    if w.ordered and w.chance(0.5):  # rows that come in an order are collected in it
        text, kind = item(w, depth, loose=False)
        return (f"collect({text})", list_of(kind)) if not kind.unordered else ("count(*)", INTEGER)
    if how < 0.15:
        return "count(*)", INTEGER
    distinct = w.pick("", "", "DISTINCT ")
    if how < 0.32:
        text, _ = item(w, depth)
        return f"count({distinct}{text})", INTEGER
    if how < 0.44:
        kind = w.pick(INTEGER, INTEGER, DECIMAL)
        return f"sum({'' if kind == DECIMAL else distinct}{w.value(kind, depth)})", kind
    if how < 0.5:
        function = w.pick("avg", "avg", "avg", "stDev", "stDevP")
        return f"{function}({w.value(w.pick(INTEGER, INTEGER, DECIMAL), depth)})", DECIMAL
    if how < 0.64:
        kind = w.pick(TEXT, TEXT, INTEGER, BOOLEAN, DECIMAL)
        return f"{w.pick('min', 'max')}({w.value(kind, depth)})", kind
    if how < 0.82:
        text, kind = item(w, depth)
        while kind.unordered:  # DISTINCT over them, and comparing them, would rest on an order that nothing fixes
            text, kind = item(w, depth)
        return f"collect({distinct}{text})", list_of(kind, loose=True)
    return _over_aggregates(w, depth)


def _over_aggregates(w: Writing, depth: int) -> tuple[str, Kind]:
    number = f"count({w.pick('*', w.value(TEXT, 1), 'DISTINCT ' + w.value(TEXT, 1))})"
    how = w.rnd.random()
    if how < 0.25:
        return f"{number} {w.pick('+', '-', '*')} {w.pick('1', 'count(*)', f'sum({w.value(INTEGER, depth)})')}", INTEGER
    if how < 0.4:
        return f"{number} {w.pick('>', '=', '<=')} {w.pick(0, 1, 2)}", BOOLEAN
    if how < 0.6:
        return f"size(collect({w.pick('', 'DISTINCT ')}{w.value(w.pick(TEXT, INTEGER), depth)}))", INTEGER
    if how < 0.7:
        return f"toFloat({number}) / {w.pick('2', 'count(*)')}", DECIMAL
    if how < 0.8:
        return f"[{number}, count(*)]", list_of(INTEGER)
    if how < 0.9:
        return f"CASE WHEN {number} > 1 THEN 'many' ELSE max({w.value(TEXT, depth)}) END", TEXT
    return f"coalesce(max({w.value(INTEGER, depth)}), 0)", INTEGER


def projection(w: Writing, word: str, *, wanted: list[tuple[str, Kind]] | None = None) -> Projected:
    """Return ``WITH`` or ``RETURN`` with everything that may follow; ``wanted`` says which columns it must have."""
    final = word == "RETURN"
    grouping = wanted is None and w.chance(0.75 if w.ordered else 0.4)
    distinct = not grouping and w.chance(0.2)
    if wanted is None and not grouping and w.scope and w.chance(0.05):
        return _star(w, word)
    items = _wanted(w, wanted) if wanted else _items(w, final=final, grouping=grouping, distinct=distinct)
    columns = {alias: kind for _, alias, kind in items}
    listed = ", ".join(text if text == alias else f"{text} AS {alias}" for text, alias, _ in items)
    made = Projected(f"{word} {'DISTINCT ' if distinct else ''}{listed}", columns)
    w.ordered = False
    tail = w.chance(0.35) and wanted is None
    if tail:
        _ordered(w, made, free=not grouping and not distinct, final=final)
    if not final:
        w.scope = dict(columns)
        if w.chance(0.3) and columns:
            with w.within(where=True):
                made.text += f" WHERE {condition(w, 2)}"
    return made


def _star(w: Writing, word: str) -> Projected:
    return Projected(f"{word} *", dict(sorted(w.scope.items())))


def _wanted(w: Writing, wanted: list[tuple[str, Kind]]) -> list[tuple[str, str, Kind]]:
    made: list[tuple[str, str, Kind]] = []
    for alias, kind in wanted:
        if kind.name == "list":
            assert kind.item
            names = w.like(kind)
            scalar = kind.item.sortable
            text = w.pick(*names) if names else list_text(w, kind.item, 1)[0] if scalar else "null"
        else:
            text = w.value(kind, 1) if kind.name != "map" else w.pick(*w.like(kind), "null")
        made.append((text, alias, kind))
    return made


def _items(w: Writing, *, final: bool, grouping: bool, distinct: bool) -> list[tuple[str, str, Kind]]:
    texts: list[tuple[str, Kind]] = []
    if grouping:
        keys = [item(w, 1, loose=False) for _ in range(w.pick(0, 1, 1, 2))]
        keys = [key for key in keys if not key[1].unordered]
        texts = keys + [aggregate(w) for _ in range(w.pick(1, 1, 2, 3))]
    else:
        loose = not distinct
        texts = [item(w, 2, loose=loose) for _ in range(w.pick(1, 2, 2, 3) if final else w.pick(1, 1, 2))]
        if not final:  # a WITH that forgets everything leaves little to go on with
            nodes = [(name, kind) for name, kind in w.scope.items() if kind.name in ("node", "relationship", "path")]
            texts += [pair for pair in nodes if w.chance(0.6)]
        if distinct:
            texts = [(text, kind) for text, kind in texts if not kind.unordered] or [("1", INTEGER)]
    if grouping:
        w.rnd.shuffle(texts)
    made: dict[str, tuple[str, str, Kind]] = {}
    for text, kind in texts:
        if text in w.scope and text not in made and w.chance(0.7):
            made[text] = (text, text, kind)
            continue
        alias = w.fresh(w.pick("c", "k", "v"))
        made[alias] = (text, alias, kind)
    return list(made.values())


def _ordered(w: Writing, made: Projected, *, free: bool, final: bool) -> None:
    """Add ORDER BY, and SKIP or LIMIT where the order is total."""
    names = list(made.columns)
    total = all(kind.sortable or kind.name == "node" for kind in made.columns.values())
    if total and w.chance(0.6):
        w.rnd.shuffle(names)
        keys: list[tuple[str, int | None]] = []
        for name in names:
            at = list(made.columns).index(name)
            if made.columns[name].sortable:
                keys.append((name, at))
            else:
                keys.append((f"{name}.id", None))
                if len(made.columns[name].names) > 1:
                    keys.append((f"labels({name})[0]", None))
        skip = f" SKIP {w.pick(0, 1, 2)}" if w.chance(0.3) else ""
        limit = f" LIMIT {w.pick(0, 1, 3, 5, 20)}" if w.chance(0.6) or not (final or skip) else ""
        if w.chance(0.1) and limit:
            limit = f" LIMIT {w.parameter(w.pick(1, 2, 4))}"
        tail = skip + limit
        w.ordered = not final
    else:
        chosen = [name for name in names if made.columns[name].sortable]
        keys = [(name, list(made.columns).index(name)) for name in w.rnd.sample(chosen, min(len(chosen), w.pick(1, 2)))]
        if free and w.chance(0.3):
            # what is in scope before the projection may rule the order too, and a new name hides an old one
            with w.within(dict(made.columns), where=False):
                keys.append((closed(w.value(w.pick(TEXT, INTEGER), 1)), None))
        tail = ""
    if not keys:
        return
    made.text += " ORDER BY " + ", ".join(name + w.pick("", "", " DESC", " ASC") for name, _ in keys) + tail
    for _, column in keys:
        if column is None:
            break
        made.keys.append(column)
