"""Expressions that are true, false or null."""

from __future__ import annotations

from tests.cypher.kinds import BOOLEAN, DECIMAL, INTEGER, SCALARS, TEXT, Kind
from tests.cypher.lists import list_text
from tests.cypher.writing import Writing, closed, makes, quoted, spelled


def condition(w: Writing, depth: int) -> str:
    """Return what stands after WHERE: hardly ever a mere literal, which would leave all rows or none."""
    for _ in range(5):
        written = spelled(w.value(BOOLEAN, depth))
        if "." in written or "(" in written or w.chance(0.05):
            break
    return written


_COMPARISONS = ("=", "=", "<>", "<", ">", "<=", ">=")


@makes("boolean", 8)
def _property_against_literal(w: Writing, depth: int) -> str | None:
    """What people write: a property compared with one of the values that it has somewhere."""
    del depth
    kind = w.pick(TEXT, TEXT, TEXT, INTEGER, BOOLEAN)
    held = w.held(kind)
    if not held:
        return None
    owner, key = w.pick(*held)
    if kind == BOOLEAN:
        return w.pick(f"{owner}.{key}", f"{owner}.{key}", f"{owner}.{key} = {w.literal(BOOLEAN)}")
    likely = w.pick(*sorted(w.scope[owner].names))
    return f"{owner}.{key} {w.pick(*_COMPARISONS)} {w.literal(kind, f'{likely}.{key}')}"


@makes("boolean", 5)
def _comparison(w: Writing, depth: int) -> str:
    kind = w.pick(TEXT, TEXT, INTEGER, INTEGER, BOOLEAN, DECIMAL)
    other = w.pick(INTEGER, DECIMAL) if kind == DECIMAL else kind
    compared = f"{w.operand(kind, depth)} {w.pick(*_COMPARISONS)} {w.operand(other, depth)}"
    if kind == INTEGER and w.chance(0.1):
        return f"{compared} {w.pick('<', '<=', '=')} {w.operand(INTEGER, 0)}"
    return compared


@makes("boolean", 6)
def _logic(w: Writing, depth: int) -> str:
    """A chain, often without brackets, so that precedence is put to the test."""
    parts = [w.value(BOOLEAN, depth) for _ in range(w.pick(2, 2, 2, 3))]
    bare = w.chance(0.4)
    texts = [part if bare else closed(part) for part in parts]
    words = [w.pick("AND", "AND", "OR", "OR", "XOR") for _ in texts]
    if not bare:
        words = [words[0]] * len(words)
    return " ".join(f"{word} {text}" if at else text for at, (word, text) in enumerate(zip(words, texts, strict=True)))


@makes("boolean", 3)
def _not(w: Writing, depth: int) -> str:
    return f"NOT {closed(w.value(BOOLEAN, depth)) if w.chance(0.7) else w.value(BOOLEAN, depth)}"


@makes("boolean", 4)
def _null_test(w: Writing, depth: int) -> str:
    owners = [name for kind in ("node", "relationship", "path", "list", "map") for name, _ in w.named(kind)]
    subject = w.pick(*owners) if owners and w.chance(0.4) else w.operand(w.pick(*SCALARS), depth)
    return f"{subject} IS {w.pick('', 'NOT ')}NULL"


@makes("boolean", 5)
def _in(w: Writing, depth: int) -> str:
    kind = w.pick(TEXT, TEXT, TEXT, INTEGER, BOOLEAN)
    negated = "NOT " if w.chance(0.4) else ""
    if w.chance(0.5):
        held = w.held(kind)
        if held:
            owner, key = w.pick(*held)
            items = [w.literal(kind, key) for _ in range(w.pick(0, 1, 2, 3))]
            items += ["null"] if w.chance(0.3) else []
            if w.chance(0.4):  # what may be null, and may not
                items.append(".".join(w.pick(*held)))
            if kind == TEXT and w.chance(0.15):
                values = [w.pools.text(w.rnd, key) for _ in range(w.pick(0, 1, 2))]
                return f"{negated}{owner}.{key} IN {w.parameter(values)}"
            return f"{negated}{owner}.{key} IN [{', '.join(items)}]"
    text, _ = list_text(w, kind, depth, loose=True)
    return f"{negated}{w.operand(kind, depth)} IN {closed(text)}"


@makes("boolean", 3)
def _in_list_property(w: Writing, depth: int) -> str | None:
    del depth
    held = w.held(Kind("list", TEXT))
    if not held:
        return None
    owner, key = w.pick(*held)
    item = w.literal(TEXT, key) if w.chance(0.7) else w.operand(TEXT, 0)
    return f"{w.pick('', '', 'NOT ')}{item} IN {owner}.{key}"


@makes("boolean", 5)
def _quantifier(w: Writing, depth: int) -> str:
    item = w.pick(TEXT, TEXT, INTEGER, BOOLEAN)
    text, _ = list_text(w, item, depth, loose=True)
    return _quantified(w, text, item, depth)


@makes("boolean", 4)
def _quantifier_of_graph(w: Writing, depth: int) -> str | None:
    """Over the relationships of a walk, the nodes of a path, and collected nodes."""
    lists = [(n, k.item) for n, k in w.named("list") if k.item and k.item.name in ("node", "relationship")]
    for name, kind in w.named("path"):
        nodes, relationships = kind.fields
        lists += [(f"nodes({name})", nodes[1]), (f"relationships({name})", relationships[1])]
    if not lists:
        return None
    text, item = w.pick(*lists)
    return _quantified(w, text, item, depth)


@makes("boolean", 4)
def _quantifier_with_nulls(w: Writing, depth: int) -> str | None:
    """Over properties of which some are null, compared or tested: what is unknown has to stay unknown."""
    del depth
    kind = w.pick(TEXT, INTEGER, BOOLEAN)
    held = w.held(kind)
    if not held:
        return None
    items = [".".join(w.pick(*held)) for _ in range(w.pick(1, 2, 3))] + w.pick([], ["null"], [w.literal(kind)])
    name, (owner, key) = w.fresh("x"), w.pick(*held)
    other = w.pick(f"{owner}.{key}", w.literal(kind, key))
    test = w.pick(name, f"NOT {name}") if kind == BOOLEAN else f"{name} {w.pick(*_COMPARISONS)} {other}"
    negated = w.pick("", "NOT ")
    if w.chance(0.3):
        return f"{negated}{owner}.{key} IN [{', '.join(items)}]"
    return f"{negated}{w.pick('any', 'all', 'none', 'single')}({name} IN [{', '.join(items)}] WHERE {test})"


@makes("boolean", 1)
def _regular(w: Writing, depth: int) -> str:
    pattern = w.pick(".*e.*", "(?i)SYSTEM.*", "[a-s]+[0-9]+", "a|e", "", "s0.", ".*")
    return f"{w.operand(TEXT, depth)} =~ '{pattern}'"


def _quantified(w: Writing, text: str, item: Kind, depth: int) -> str:
    name = w.fresh("x")
    with w.within({name: item}, where=False):
        if item.sortable and w.chance(0.6):
            operators = ("=", "<>") if item == BOOLEAN else _COMPARISONS
            condition = f"{name} {w.pick(*operators)} {w.operand(item, min(depth, 1))}"
        else:
            condition = spelled(w.value(BOOLEAN, min(depth, 1)))
    return f"{w.pick('any', 'all', 'none', 'single')}({name} IN {text} WHERE {condition})"


@makes("boolean", 3)
def _text_test(w: Writing, depth: int) -> str:
    part = quoted(w.pick("e", "s", "S", "", "System", "0", "-")) if w.chance(0.6) else w.operand(TEXT, depth - 1)
    return f"{w.operand(TEXT, depth)} {w.pick('STARTS WITH', 'ENDS WITH', 'CONTAINS')} {part}"


@makes("boolean", 2)
def _label_test(w: Writing, depth: int) -> str | None:
    del depth
    nodes = w.named("node")
    if not nodes:
        return None
    name, kind = w.pick(*nodes)
    known = sorted(kind.names | {"System"})
    first, second = w.pick(*known), w.pick(*known)
    return f"{name}:{w.pick(first, first, f'{first}|{second}', f'!{first}', f'({first}|{second})&!{second}')}"


@makes("boolean", 3)
def _same(w: Writing, depth: int) -> str | None:
    """Two nodes, two relationships, or two lists that are one or not."""
    kind = w.pick("node", "node", "relationship", "list")
    sign = w.pick("=", "<>")
    if kind == "list":
        item = w.pick(TEXT, INTEGER)
        (one, _), (other, _) = list_text(w, item, depth), list_text(w, item, depth)
        return f"{closed(one)} {sign} {closed(other)}"
    names = [name for name, _ in w.named(kind)]
    return f"{w.pick(*names)} {sign} {w.pick(*names)}" if len(names) > 1 else None


@makes("boolean", 1)
def _map_test(w: Writing, depth: int) -> str:
    kind = w.pick(TEXT, INTEGER)
    left, right = w.value(kind, depth), w.value(kind, depth)
    return f"{{k: {left}}} {w.pick('=', '<>')} {{k: {right}}}"
