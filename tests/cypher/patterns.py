"""Patterns: nodes, relationships, walks and named paths, along the pairs of labels that the schema has."""

from __future__ import annotations

from dataclasses import dataclass

from tests.cypher.conditions import condition
from tests.cypher.kinds import (
    LABELS,
    TYPES,
    Kind,
    ends,
    list_of,
    node_of,
    properties,
    relationship_of,
    steps,
)
from tests.cypher.writing import Writing

_START = ("System",) * 6 + ("Agency",) * 4 + ("Province", "SystemType", "Product", "Recommendation", "Impediment")
_WALKED = ("FEEDS", "FEEDS", "FEEDS", "PART_OF", "REPLACES", "USED_TO_FEED", "REKEYED_INTO", "PLANNED_TO_FEED")
_OFTEN = ("FEEDS", "FEEDS", "OPERATES", "USES", "READS", "OFFERED_BY", "OF_TYPE", "LOCATED_IN", "CONTRIBUTES_TO")
"""The types that nearly every world holds."""
_LIKELY = frozenset({"Agency", "System", "SystemType", "Province"})
_IDS = ("id", "link", "status", "mode", "live", "sector", "direction", "confidence")
_TYPED = 0.8


@dataclass
class End:
    """A node of a path."""

    text: str
    labels: frozenset[str]
    name: str = ""


@dataclass
class Step:
    """A relationship or a walk of a path; ``ends`` are the labels that it may lead to."""

    text: str
    ends: frozenset[str]
    types: frozenset[str]
    name: str = ""
    direction: str = "-"
    walk: bool = False


def patterns(w: Writing, *, most: int = 3, inside: bool = False) -> str:
    """Return one to ``most`` paths with commas between; their names come into scope.

    ``inside`` a subquery the first path begins at a name of outside, as nearly everybody writes it.
    """
    w.walked = False
    written: list[str] = []
    for number in range(min(most, w.pick(1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3))):
        here = {name for name, kind in w.scope.items() if kind.name == "node"}
        # a product of unconnected paths is rare, and on a large graph never written
        within = w.large or w.chance(0.8)  # one that hangs on nothing outside is counted for nulls outside as well
        anchored = bool(here) and (within if inside else (w.chance(0.85) or w.large) and (number > 0 or w.chance(0.8)))
        written.append(path(w, anchored=anchored))
    return ", ".join(written)


def path(w: Writing, *, anchored: bool, named: bool = True) -> str:
    """Return one path; ``anchored`` ones begin or end at a name in scope."""
    name = w.fresh("p") if named and w.chance(0.17) else ""  # first, so that no name inside is the same
    nodes, taken = [_node(w, LABELS, reuse=1.0 if anchored else 0.0)], list[Step]()
    wanted = w.pick(1, 1, 1, 2, 2, 3) if anchored else w.pick(0, 1, 1, 1, 1, 2, 2, 3)
    for _ in range(min(wanted, 2) if w.large else wanted):
        step = _step(w, nodes[-1].labels)
        if step is None:
            break
        taken.append(step)
        nodes.append(_node(w, step.ends, reuse=0.1))
    _narrow(w, nodes, taken)
    written = nodes[0].text + "".join(step.text + node.text for step, node in zip(taken, nodes[1:], strict=True))
    if name:
        labels = frozenset[str]().union(*(node.labels for node in nodes), *(step.ends for step in taken if step.walk))
        types = frozenset[str]().union(*(step.types for step in taken))
        w.scope[name] = Kind(
            "path", fields=(("nodes", node_of(labels)), ("relationships", relationship_of(types or TYPES)))
        )
        return f"{name} = {written}"
    return written


def _narrow(w: Writing, nodes: list[End], taken: list[Step]) -> None:
    """Leave each name of a path only the labels and types that the others leave it, as a strict reader will."""
    for _ in nodes:
        for step, left, right in zip(taken, nodes, nodes[1:], strict=False):
            if step.walk:
                continue
            left.labels = w.scope[left.name].names if left.name in w.scope else left.labels
            right.labels = w.scope[right.name].names if right.name in w.scope else right.labels
            fitting = [
                (name, one, other)
                for a, name, b in ends()
                for direct, one, other in ((">", a, b), ("<", b, a))
                if step.direction in (direct, "-")
                and name in step.types
                and one in left.labels
                and other in right.labels
            ]
            if not fitting:  # a pattern that matches nothing ever; let it be what it seems
                continue
            step.types = frozenset(name for name, _, _ in fitting)
            left.labels = frozenset(one for _, one, _ in fitting)
            right.labels = frozenset(other for _, _, other in fitting)
            for name, kind in (
                (step.name, relationship_of(step.types)),
                (left.name, node_of(left.labels)),
                (right.name, node_of(right.labels)),
            ):
                if name in w.scope:
                    w.scope[name] = kind


def _node(w: Writing, labels: frozenset[str], *, reuse: float) -> End:
    fitting = [(name, kind) for name, kind in w.named("node") if kind.names & labels]
    if fitting and w.chance(reuse):
        name, kind = w.pick(*fitting)
        common = kind.names & labels
        w.scope[name] = node_of(common)
        test = f":{w.pick(*sorted(common))}" if w.chance(0.15) else ""
        if test:
            w.scope[name] = node_of(frozenset({test[1:]}))
        inner = _held(w, w.scope[name]) if w.chance(0.06) else ""
        return End(f"({name}{test}{inner})", w.scope[name].names, name)
    name = w.fresh(w.pick("a", "s", "n")) if w.chance(0.8) else ""
    likely = labels & _LIKELY if w.chance(0.8) else labels
    expression, held = _labels(w, likely or labels)
    held = held if expression else labels
    kind = node_of(held)
    inner = _held(w, kind) if w.chance(0.45 if w.large and reuse == 0 else 0.08) else ""
    if name:
        w.scope[name] = kind
        if not inner and w.chance(0.06):
            with w.within(where=False):
                inner = f" WHERE {condition(w, 1)}"
    return End(f"({name}{expression}{inner})", held, name)


def _labels(w: Writing, labels: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Return a label expression, or none, and the labels that are left."""
    if labels >= {"System", "Agency", "Province"}:
        first = w.pick(*_START)
        if w.chance(0.88) or w.large:
            return f":{first}", frozenset({first})
    names = sorted(labels)
    first, second = w.pick(*names), w.pick(*names)
    how = w.rnd.random()
    if how < 0.5:
        return f":{first}", frozenset({first})
    if how < 0.6 and first != second:
        return f":{first}|{second}", frozenset({first, second})
    if how < 0.65 and labels - {first}:
        return f":!{first}", labels - {first}
    if how < 0.67:
        return f":{first}&{second}", labels
    if how < 0.69:
        return ":%", labels
    return "", labels


def _held(w: Writing, kind: Kind) -> str:
    """Return a map of properties; a value may be a literal, a parameter, or something in scope."""
    known = [(key, held) for key, held in properties(kind).items() if held.sortable]
    if not known:
        return ""
    ids = [(key, held) for key, held in known if key in _IDS]
    made: dict[str, str] = {}
    for _ in range(w.pick(1, 1, 1, 2)):
        key, held = w.pick(*(ids if ids and w.chance(0.85) else known))
        names = w.like(held)
        made[key] = (
            w.pick(*names) if names and w.chance(0.3) else w.literal(held, f"{w.pick(*sorted(kind.names))}.{key}")
        )
    return f" {{{', '.join(f'{key}: {value}' for key, value in made.items())}}}"


def _step(w: Writing, labels: frozenset[str]) -> Step | None:
    """Return a relationship or a walk that leaves nodes of these labels."""
    if not w.walked and w.chance(0.22):
        walk = _walk(w, labels)
        if walk:
            w.walked = True
            return walk
    direction = w.pick(">", ">", "<", "<", "-")
    ways = steps(labels, direction)
    if not ways:
        direction = "-"
        ways = steps(labels, "-")
    if not ways:
        return None
    types: frozenset[str] = frozenset(ways)
    expression = ""
    if w.chance(0.95 if w.large else _TYPED):
        names = sorted(ways)
        often = [name for name in names if name in _OFTEN]
        chosen = {w.pick(*(often if often and w.chance(0.75) else names)) for _ in range(w.pick(1, 1, 1, 2, 3))}
        types = frozenset(chosen)
        expression = f":{'|'.join(sorted(chosen))}"
        if len(names) > 1 and w.chance(0.03) and not w.large:
            dropped = w.pick(*names)
            types, expression = frozenset(names) - {dropped}, f":!{dropped}"
    reached = frozenset[str]().union(*(ways[name] for name in types))
    kind = relationship_of(types)
    name = w.fresh(w.pick("f", "r")) if w.chance(0.5) else ""
    inner = _held(w, kind) if w.chance(0.07) else ""
    if name:
        w.scope[name] = kind
        if not inner and w.chance(0.07):
            with w.within({name: kind}, where=False):
                inner = f" WHERE {condition(w, 1)}"
    text = _arrow(f"[{name}{expression}{inner}]" if name or expression or inner else "", direction)
    return Step(text, reached, types, name, direction)


def _walk(w: Writing, labels: frozenset[str]) -> Step | None:
    """Return a step of variable length."""
    direction = w.pick(">", ">", "<", "-")
    ways = steps(labels, direction)
    if w.chance(0.75) or w.large:
        fitting = [name for name in _WALKED if name in ways]
        if not fitting:
            return None
        types = frozenset(w.pick(*fitting) for _ in range(w.pick(1, 1, 2)))
        hops = w.pick("*0..1", "*1..2", "*2", "*2", "*1..3", "*2..3", "*0..2", "*1", "*..2", "*3")
    elif w.chance(0.6) and len(ways) > 1:
        types = frozenset(w.pick(*sorted(ways)) for _ in range(2))
        hops = w.pick("*0..1", "*1..2", "*2")
    elif ways:
        types, hops = TYPES, w.pick("*0..1", "*1..2")
    else:
        return None
    if w.large:
        hops = w.pick("*0..1", "*1..2", "*2")
    reached = _reached(labels, types, direction)
    name = w.fresh("rs") if w.chance(0.5) else ""
    expression = "" if types == TYPES else f":{'|'.join(sorted(types))}"
    inner = _held(w, relationship_of(types)) if w.chance(0.15) else ""
    if name:
        w.scope[name] = list_of(relationship_of(types))
    text = _arrow(f"[{name}{expression}{hops}{inner}]", direction)
    return Step(text, reached, types, name, direction, walk=True)


def _reached(labels: frozenset[str], types: frozenset[str], direction: str) -> frozenset[str]:
    """Return every label that steps of these types may lead to, the beginning among them."""
    found = labels
    while True:
        more = found.union(*(ends for name, ends in steps(found, direction).items() if name in types))
        if more == found:
            return found
        found = more


def _arrow(inner: str, direction: str) -> str:
    return {">": f"-{inner}->", "<": f"<-{inner}-", "-": f"-{inner}-"}[direction]


def predicate(w: Writing) -> str | None:
    """Return a pattern as a predicate: from a bound node, without new names."""
    nodes = w.named("node")
    if not nodes:
        return None
    name, kind = w.pick(*nodes)
    with w.within():
        texts, labels = [f"({name})"], kind.names
        for _ in range(w.pick(1, 1, 2)):
            direction = w.pick(">", "<", "-")
            ways = steps(labels, direction)
            if not ways:
                break
            type = w.pick(*sorted(ways))
            labels = ways[type]
            hops = w.pick("", "", "", "*1..2", "*2") if type in _WALKED else ""
            bracket = "" if w.chance(0.1) and not hops else f"[:{type}{hops}]"
            others = [other for other, held in nodes if held.names & labels]
            end = w.pick(*others) if others and w.chance(0.3) else w.pick("", "", f":{w.pick(*sorted(labels))}")
            inner = _held(w, node_of(labels)) if w.chance(0.2) and not others else ""
            texts += [_arrow(bracket, direction), f"({end}{inner})"]
            labels = labels if bracket else frozenset(LABELS)
    return "".join(texts) if len(texts) > 1 else None
