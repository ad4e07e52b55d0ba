"""The functions of openCypher that the embedded store has: a closed list, each as SQL of its typed arguments.

Null arguments give null; what DuckDB would answer otherwise than openCypher ends the answer with a message.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graphmodel.queries.language.labels import Position
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.sql import texts
from graphmodel.queries.sql.schema import EVERY_LABEL, EVERY_TABLE
from graphmodel.queries.sql.types import (
    BOOLEAN,
    DECIMAL,
    INTEGER,
    NULL,
    TEXT,
    TEXTS,
    ListOf,
    NodeOf,
    PathOf,
    RelationshipOf,
    Type,
    shown,
    sql_type,
    unify,
)
from graphmodel.queries.sql.unanswered import LONGEST_LIST
from graphmodel.queries.sql.values import Value, converted, need, refused_where

Arguments = list[Value]
Write = Callable[[list[str], Arguments, Position], Value]


@dataclass(frozen=True)
class Function:
    """A function: its name, what it takes (kinds joined by |; ? where it may be left out), what it gives, its SQL."""

    name: str
    takes: tuple[str, ...]
    gives: str
    write: Write

    @property
    def fewest(self) -> int:
        """Return how many arguments it needs."""
        return sum(not kinds.endswith(("?", "...")) for kinds in self.takes)

    @property
    def signature(self) -> str:
        """Return how it is called, as documentation shows it."""
        return f"{self.name}({', '.join(kinds.replace('|', ' or ') for kinds in self.takes)})"


def _template(sql: str, type: Type) -> Write:
    def write(arguments: list[str], _: Arguments, __: Position) -> Value:
        return Value(sql.format(*arguments), type)

    return write


def _same(sql: str) -> Write:
    """Return the SQL of a number of the argument's own type."""

    def write(arguments: list[str], values: Arguments, _: Position) -> Value:
        type = INTEGER if values[0].type == NULL else values[0].type
        return Value(sql.format(*arguments), type)

    return write


def _size(arguments: list[str], values: Arguments, _: Position) -> Value:
    length = "length" if values[0].type == TEXT else "len"
    return Value(f"CAST({length}({arguments[0]}) AS BIGINT)", INTEGER)


def _is_empty(arguments: list[str], values: Arguments, _: Position) -> Value:
    length = "length" if values[0].type == TEXT else "len"
    return Value(f"({length}({arguments[0]}) = 0)", BOOLEAN)


def _reverse(arguments: list[str], values: Arguments, _: Position) -> Value:
    if isinstance(values[0].type, ListOf):
        return Value(f"list_reverse({arguments[0]})", values[0].type)
    # DuckDB's own reverses letters with their accents, Java's single signs
    return Value(f"array_to_string(list_reverse({texts.signs(arguments[0])}), '')", TEXT)


def _item(sql: str) -> Write:
    def write(arguments: list[str], values: Arguments, _: Position) -> Value:
        type = values[0].type
        return Value(sql.format(*arguments), type.item if isinstance(type, ListOf) else NULL)

    return write


def _tail(arguments: list[str], values: Arguments, _: Position) -> Value:
    return Value(f"list_slice({arguments[0]}, 2, len({arguments[0]}))", values[0].type)


def _coalesce(_: list[str], values: Arguments, at: Position) -> Value:
    type: Type = NULL
    for value in values:
        found = unify(type, value.type)
        if found is None:
            raise Refused(at, "mixed-kinds", what="coalesce()", first=shown(type), second=shown(value.type))
        type = found
    return Value(f"coalesce({', '.join(converted(value, type) for value in values)})", type)


def _round(arguments: list[str], values: Arguments, at: Position) -> Value:
    number = f"CAST({arguments[0]} AS DOUBLE)"
    if len(values) == 1:
        # Java rounds a half up, towards the larger number
        whole = f"floor({number})"
        return Value(f"(CASE WHEN {number} - {whole} >= 0.5 THEN {whole} + 1 ELSE {whole} END)", DECIMAL)
    places = values[1].sql.strip("()").removesuffix("::BIGINT")
    if not places.isdigit() or int(places) > 9:
        raise Refused(at, "round-places")
    # Neo4j rounds the shortest decimal text half away from zero; so does a DECIMAL
    least = refused_where(f"abs({number}) >= 1e15", "round-of-large", f"CAST({number} AS VARCHAR)")
    return Value(f"CAST(round(CAST({least} AS DECIMAL(38, 18)), {places}) AS DOUBLE)", DECIMAL)


def _to_integer(arguments: list[str], values: Arguments, _: Position) -> Value:
    if values[0].type == TEXT:
        return Value(texts.to_integer(arguments[0]), INTEGER)
    if values[0].type == DECIMAL:
        return Value(f"CAST(trunc({arguments[0]}) AS BIGINT)", INTEGER)
    if values[0].type == BOOLEAN:
        return Value(f"CAST({arguments[0]} AS BIGINT)", INTEGER)
    return Value(arguments[0], INTEGER)


def _to_float(arguments: list[str], values: Arguments, _: Position) -> Value:
    if values[0].type == TEXT:
        return Value(texts.to_decimal(arguments[0]), DECIMAL)
    return Value(f"CAST({arguments[0]} AS DOUBLE)", DECIMAL)


def _to_boolean(arguments: list[str], values: Arguments, _: Position) -> Value:
    if values[0].type == TEXT:
        word = f"lower(trim({arguments[0]}, {texts.SPACES}))"
        return Value(f"(CASE {word} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END)", BOOLEAN)
    if values[0].type == INTEGER:
        return Value(f"({arguments[0]} <> 0)", BOOLEAN)
    return Value(arguments[0], BOOLEAN)


def _to_string(arguments: list[str], values: Arguments, _: Position) -> Value:
    return Value(arguments[0] if values[0].type == TEXT else f"CAST({arguments[0]} AS VARCHAR)", TEXT)


def _range(arguments: list[str], _: Arguments, __: Position) -> Value:
    low, high, step = arguments if len(arguments) == 3 else (*arguments, "(1::BIGINT)")
    nulls = " OR ".join(f"{argument} IS NULL" for argument in arguments)
    count = f"abs(CAST({high} AS DOUBLE) - CAST({low} AS DOUBLE)) / abs(CAST({step} AS DOUBLE))"
    # a series of literals is made before anything is compared, so its end is held back as well
    series = f"generate_series({low}, CASE WHEN {count} < {LONGEST_LIST} THEN {high} ELSE {low} END, {step})"
    bounded = refused_where(f"{count} >= {LONGEST_LIST}", "list-too-long", series)
    guarded = refused_where(nulls, "range-of-null", refused_where(f"{step} = 0", "range-by-zero", bounded))
    return Value(guarded, ListOf(INTEGER, nulls=False))


def series(arguments: Arguments, at: Position) -> str:
    """Return range() of literals as a table of one column, of any length, since its rows are never all there at once."""
    if len(arguments) not in (2, 3):
        raise Refused(at, "arguments", name="range", count=FUNCTIONS["range"].signature)
    low, high, *steps = (need(argument, at, "range()", "integer") for argument in arguments)
    step = steps[0] if steps else "(1::BIGINT)"
    nulls = " OR ".join(f"{sql} IS NULL" for sql in (low, high, step))
    guarded = refused_where(nulls, "range-of-null", low)
    return f"generate_series({guarded}, {high}, {refused_where(f'{step} = 0', 'range-by-zero', step)})"


def _keys(_: list[str], values: Arguments, at: Position) -> Value:
    type = values[0].type
    names = [name for name, _ in getattr(type, "fields", ())]
    if not names:
        raise Refused(at, "keys-of-nothing")
    listed = ", ".join(texts.literal(name) for name in names)
    return Value(f"(CASE WHEN {values[0].sql} IS NOT NULL THEN [{listed}] END)", TEXTS)


NODES: Type = ListOf(NodeOf(EVERY_LABEL), nulls=False)
RELATIONSHIPS: Type = ListOf(RelationshipOf(EVERY_TABLE), nulls=False)


def _cut(name: str) -> Write:
    def write(arguments: list[str], _: Arguments, __: Position) -> Value:
        text, length = arguments
        return Value(refused_where(f"{length} < 0", "negative-length", f"{name}({text}, {length})"), TEXT)

    return write


def _substring(arguments: list[str], _: Arguments, __: Position) -> Value:
    text, start, *length = arguments
    negative = " OR ".join(f"{argument} < 0" for argument in arguments[1:])
    taken = f"substring({text}, {start} + 1{''.join(f', {item}' for item in length)})"
    return Value(refused_where(negative, "negative-length", taken), TEXT)


def _functions() -> dict[str, Function]:
    number = "integer|decimal"
    number_of = "CAST({0} AS DOUBLE)"
    functions = [
        Function("size", ("text|list",), "integer", _size),
        Function("char_length", ("text",), "integer", _size),
        Function("character_length", ("text",), "integer", _size),
        Function("isEmpty", ("text|list",), "boolean", _is_empty),
        Function("toUpper", ("text",), "text", _template(texts.UPPER, TEXT)),
        Function("upper", ("text",), "text", _template(texts.UPPER, TEXT)),
        Function("toLower", ("text",), "text", _template(texts.LOWER, TEXT)),
        Function("lower", ("text",), "text", _template(texts.LOWER, TEXT)),
        Function("trim", ("text",), "text", _template(f"trim({{0}}, {texts.SPACES})", TEXT)),
        Function("ltrim", ("text",), "text", _template(f"ltrim({{0}}, {texts.SPACES})", TEXT)),
        Function("rtrim", ("text",), "text", _template(f"rtrim({{0}}, {texts.SPACES})", TEXT)),
        Function("btrim", ("text",), "text", _template(f"trim({{0}}, {texts.SPACES})", TEXT)),
        Function("left", ("text", "integer"), "text", _cut("left")),
        Function("right", ("text", "integer"), "text", _cut("right")),
        Function("substring", ("text", "integer", "integer?"), "text", _substring),
        Function("replace", ("text", "text", "text"), "text", _template(texts.REPLACE, TEXT)),
        Function("split", ("text", "text"), "list", _template(texts.SPLIT, TEXTS)),
        Function("reverse", ("text|list",), "text or list", _reverse),
        Function("toString", ("text|integer|boolean",), "text", _to_string),
        Function("toInteger", ("text|integer|decimal|boolean",), "integer", _to_integer),
        Function("toFloat", ("text|integer|decimal",), "decimal", _to_float),
        Function("toBoolean", ("text|boolean|integer",), "boolean", _to_boolean),
        Function("abs", (number,), "integer or decimal", _same("abs({0})")),
        Function("sign", (number,), "integer", _template("CAST(sign({0}) AS BIGINT)", INTEGER)),
        Function("ceil", (number,), "decimal", _template(f"ceil({number_of})", DECIMAL)),
        Function("floor", (number,), "decimal", _template(f"floor({number_of})", DECIMAL)),
        Function("round", (number, "integer?"), "decimal", _round),
        Function("sqrt", (number,), "decimal", _limited("sqrt", "{0} < 0", "root-of-negative")),
        Function("exp", (number,), "decimal", _template(f"exp({number_of})", DECIMAL)),
        Function("log", (number,), "decimal", _limited("ln", "{0} <= 0", "logarithm-of-none")),
        Function("log10", (number,), "decimal", _limited("log10", "{0} <= 0", "logarithm-of-none")),
        Function("pi", (), "decimal", _template("pi()", DECIMAL)),
        Function("e", (), "decimal", _template("(2.718281828459045::DOUBLE)", DECIMAL)),
        Function("coalesce", ("any...",), "any", _coalesce),
        Function("head", ("list",), "any", _item("list_extract({0}, 1)")),
        Function("last", ("list",), "any", _item("list_extract({0}, -1)")),
        Function("tail", ("list",), "list", _tail),
        Function("range", ("integer", "integer", "integer?"), "list", _range),
        Function("keys", ("map",), "list", _keys),
        Function("length", ("path",), "integer", _template("CAST((len({0}) - 1) // 2 AS BIGINT)", INTEGER)),
        Function("nodes", ("path",), "list", _template("list_slice({0}, 1, len({0}), 2)", NODES)),
        Function("relationships", ("path",), "list", _template("list_slice({0}, 2, len({0}), 2)", RELATIONSHIPS)),
    ]
    return {function.name: function for function in functions}


def _limited(name: str, wrong: str, message: str) -> Write:
    def write(arguments: list[str], _: Arguments, __: Position) -> Value:
        number = f"CAST({arguments[0]} AS DOUBLE)"
        return Value(refused_where(wrong.format(number), message, f"{name}({number})"), DECIMAL)

    return write


FUNCTIONS = _functions()
"""Every function by its name, but for those that read labels, types and ends off keys (``OF_GRAPH``)."""
OF_GRAPH = {"labels": "node", "type": "relationship", "startNode": "relationship", "endNode": "relationship"}
"""Functions of nodes and relationships, and what they take."""
INSTEAD = {
    "id": "instead-id",
    "elementid": "instead-id",
    "exists": "instead-exists",
    "properties": "instead-properties",
    "timestamp": "instead-outside",
    "rand": "instead-outside",
    "randomuuid": "instead-outside",
    "date": "instead-date",
    "datetime": "instead-date",
    "shortestpath": "shortest-path",
    "allshortestpaths": "shortest-path",
}
"""What a person meant who calls a function that this store has not got, by its name in small letters."""
_BY_NAME = {name.lower(): function for name, function in FUNCTIONS.items()}


def call(name: str, values: Arguments, at: Position) -> Value:
    """Return a function of its arguments; Refused where there is no such function or it takes other ones."""
    function = _BY_NAME.get(name.lower())
    if function is None:
        if name.lower() in INSTEAD:
            raise Refused(at, INSTEAD[name.lower()], name=name)
        raise Refused(at, "unknown-function", near=(name, (*FUNCTIONS, *OF_GRAPH)), name=name)
    many = function.takes[-1:] == ("any...",)
    if len(values) < max(function.fewest, many) or (len(values) > len(function.takes) and not many):
        raise Refused(at, "arguments", name=function.name, count=function.signature)
    if many:
        return function.write([value.sql for value in values], values, at)
    arguments: list[str] = []
    for value, kinds in zip(values, function.takes, strict=False):
        if kinds == "path" and not isinstance(value.type, PathOf) and value.type != NULL:
            raise Refused(at, "wrong-kind", what=f"{function.name}()", kinds=("path",), found=shown(value.type))
        arguments.append(need(value, at, f"{function.name}()", *kinds.removesuffix("?").split("|")))
    if NULL in [value.type for value in values] and function.name != "range":
        type = function.write(arguments, values, at).type
        return Value(f"CAST(NULL AS {sql_type(type)})", type)
    return function.write(arguments, values, at)
