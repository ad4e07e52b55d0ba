"""Expressions that are worth a text or a number."""

from __future__ import annotations

from tests.cypher.kinds import BOOLEAN, DECIMAL, INTEGER, SCALARS, TEXT, Kind
from tests.cypher.lists import list_text
from tests.cypher.writing import Writing, makes


def _any_kind(kind: Kind) -> None:
    """Register what every scalar kind can be made of."""

    @makes(kind.name, 2)
    def case(w: Writing, depth: int) -> str:
        otherwise = f" ELSE {w.value(kind, depth)}" if w.chance(0.7) else ""
        if w.chance(0.5):
            whens = [(w.value(BOOLEAN, depth), w.value(kind, depth)) for _ in range(w.pick(1, 1, 2))]
            return f"CASE{''.join(f' WHEN {test} THEN {value}' for test, value in whens)}{otherwise} END"
        subject = w.pick(TEXT, INTEGER, BOOLEAN)
        whens = [(w.operand(subject, depth - 1), w.value(kind, depth)) for _ in range(w.pick(1, 1, 2))]
        tests = "".join(f" WHEN {test} THEN {value}" for test, value in whens)
        return f"CASE {w.operand(subject, depth)}{tests}{otherwise} END"

    @makes(kind.name, 2)
    def coalesce(w: Writing, depth: int) -> str:
        return f"coalesce({', '.join(w.value(kind, depth) for _ in range(w.pick(2, 2, 3)))})"

    @makes(kind.name, 2)
    def element(w: Writing, depth: int) -> str:
        text, _ = list_text(w, kind, depth)
        if w.chance(0.4):
            return f"{w.pick('head', 'last')}({text})"
        index = w.pick("0", "0", "1", "-1", "-2", "7", "null", w.value(INTEGER, 0))
        return f"{text if text.startswith('[') else f'({text})'}[{index}]"

    @makes(kind.name, 1)
    def in_map(w: Writing, depth: int) -> str:
        return f"{{k: {w.value(kind, depth)}, other: {w.value(w.pick(*SCALARS), 0)}}}.k"


for _kind in SCALARS:
    _any_kind(_kind)


def _call(kind: Kind, function: str, *arguments: Kind, weight: int = 1) -> None:
    """Register a function of arguments of these kinds."""

    def production(w: Writing, depth: int) -> str:
        return f"{function}({', '.join(w.value(argument, depth) for argument in arguments)})"

    makes(kind.name, weight)(production)


for _function in ("toUpper", "toLower", "trim", "ltrim", "rtrim", "reverse"):
    _call(TEXT, _function, TEXT)
_call(TEXT, "replace", TEXT, TEXT, TEXT)
for _argument in (TEXT, INTEGER, BOOLEAN, DECIMAL):
    _call(TEXT, "toString", _argument)
for _function in ("abs", "sign"):
    _call(INTEGER, _function, INTEGER)
_call(INTEGER, "sign", DECIMAL)
_call(INTEGER, "size", TEXT, weight=2)
_call(INTEGER, "toInteger", TEXT)
_call(INTEGER, "toInteger", DECIMAL)
_call(INTEGER, "toInteger", INTEGER)
for _function in ("abs", "ceil", "floor", "round"):
    _call(DECIMAL, _function, DECIMAL)
_call(DECIMAL, "toFloat", INTEGER, weight=3)
_call(DECIMAL, "toFloat", TEXT)
_call(DECIMAL, "toFloat", DECIMAL)
_call(BOOLEAN, "toBoolean", TEXT)


@makes("text", 3)
def _joined(w: Writing, depth: int) -> str:
    return f"{w.operand(TEXT, depth)} + {w.operand(TEXT, depth)}"


@makes("text", 3)
def _part(w: Writing, depth: int) -> str:
    length = w.pick("0", "1", "2", "3", "99")
    text = w.value(TEXT, depth)
    return w.pick(
        f"left({text}, {length})",
        f"right({text}, {length})",
        f"substring({text}, {length})",
        f"substring({text}, {length}, {w.pick('0', '1', '4', '99')})",
    )


@makes("text", 2)
def _of_graph(w: Writing, depth: int) -> str | None:
    del depth
    nodes, relationships = w.named("node"), w.named("relationship")
    if relationships and (not nodes or w.chance(0.6)):
        name, _ = w.pick(*relationships)
        return f"type({name})" if w.chance(0.6) else f"{w.pick('startNode', 'endNode')}({name}).id"
    return f"labels({w.pick(*nodes)[0]})[0]" if nodes else None


@makes("text", 1)
def _text_total(w: Writing, depth: int) -> str:
    return _reduce(w, depth, TEXT, TEXT, "''", " + ")


@makes("integer", 2)
def _number_total(w: Writing, depth: int) -> str:
    return _reduce(w, depth, INTEGER, w.pick(INTEGER, TEXT), w.literal(INTEGER), w.pick(" + ", " + ", " - "))


def _reduce(w: Writing, depth: int, kind: Kind, item: Kind, start: str, sign: str) -> str:
    text, loose = list_text(w, item, depth, loose=kind == INTEGER)
    name = w.fresh("x")
    total = w.fresh("total")
    names = {name: item, total: kind}
    with w.within(names, where=False):
        step = f"size({name})" if kind == INTEGER and item == TEXT else name
        if not loose and w.chance(0.4):
            step = f"CASE WHEN {w.value(BOOLEAN, 1)} THEN {step} ELSE {w.literal(kind)} END"
    return f"reduce({total} = {start}, {name} IN {text} | {total}{sign}{step})"


@makes("integer", 4)
def _whole_arithmetic(w: Writing, depth: int) -> str:
    left = w.operand(INTEGER, depth)
    sign = w.pick("+", "-", "*", "/", "/", "%")
    right = w.pick("2", "3", "-2", "7") if sign in "/%" else w.operand(INTEGER, depth)
    return f"{left} {sign} {right}"


@makes("integer", 1)
def _negated(w: Writing, depth: int) -> str:
    return f"-{w.operand(INTEGER, depth)}"


@makes("integer", 3)
def _length(w: Writing, depth: int) -> str:
    paths = w.named("path")
    if paths and w.chance(0.5):
        return f"length({w.pick(*paths)[0]})"
    return f"size({list_text(w, w.pick(TEXT, INTEGER), depth, loose=True)[0]})"


@makes("decimal", 4)
def _arithmetic(w: Writing, depth: int) -> str:
    left = w.operand(DECIMAL, depth)
    sign = w.pick("+", "-", "*", "/", "%")
    right = w.pick("2.5", "0.5", "-4.0") if sign in "/%" else w.operand(w.pick(DECIMAL, DECIMAL, INTEGER), depth)
    return f"{left} {sign} {right}" if w.chance(0.8) or sign in "/%" else f"{right} {sign} {left}"


@makes("decimal", 1)
def _root(w: Writing, depth: int) -> str:
    return f"sqrt(abs({w.value(w.pick(INTEGER, DECIMAL), depth)}))"


@makes("decimal", 2)
def _rounded(w: Writing, depth: int) -> str:
    return f"round({w.value(DECIMAL, depth)}, {w.pick(0, 1, 2)})"
