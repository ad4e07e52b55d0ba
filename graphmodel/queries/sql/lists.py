"""Lists: literals, indexes, slices, comprehensions, quantifiers and reduce, with the nulls of openCypher."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graphmodel.queries.language.labels import Position, Tree
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import Call, Comprehension, Constant, Expression, Name, Quantifier, Reduce
from graphmodel.queries.language.walking import walk
from graphmodel.queries.sql.scope import Here, Names, Variable
from graphmodel.queries.sql.types import BOOLEAN, NULL, TEXT, ListOf, PathOf, Type, shown, sql_type, unify
from graphmodel.queries.sql.values import Value, converted, need

Compile = Callable[[Expression, Here], Value]
KEY_FIELD = "k"
"""The field of a record that holds the key of its node or relationship."""


def joined(values: Sequence[tuple[Expression, Value]], what: str) -> Type:
    """Return the one type of several values; Refused at the first that is of another kind."""
    type: Type = NULL
    for tree, value in values:
        found = unify(type, value.type)
        if found is None:
            raise Refused(tree.at, "mixed-kinds", what=what, first=shown(type), second=shown(value.type))
        type = found
    return type


def literal_list(items: Sequence[tuple[Expression, Value]]) -> Value:
    """Return ``[a, b]``; what is no literal may be null."""
    type = joined(items, "[]")
    nulls = any(not isinstance(tree, Constant) or tree.value is None for tree, _ in items)
    nulls = nulls and not all(isinstance(value.type, ListOf) for _, value in items)
    list_type = ListOf(type, nulls)
    return Value(
        f"CAST([{', '.join(converted(value, type) for _, value in items)}] AS {sql_type(list_type)})", list_type
    )


def index(owner: Value, at_index: Value, at: Position) -> Value:
    """Return ``owner[index]`` of a list: from 0, from the end where negative, null outside."""
    if owner.type == NULL:
        return owner
    if not isinstance(owner.type, ListOf):
        raise Refused(at, "wrong-kind", what="[]", kinds=("list",), found=shown(owner.type))
    i = need(at_index, at, "[]", "integer")
    # DuckDB counts from 1, and from -1 at the end
    return Value(f"list_extract({owner.sql}, CASE WHEN {i} >= 0 THEN {i} + 1 ELSE {i} END)", owner.type.item)


def slice_of(owner: Value, low: Value | None, high: Value | None, at: Position) -> Value:
    """Return ``owner[low..high]``: null where a bound is."""
    if owner.type == NULL:
        return owner
    if not isinstance(owner.type, ListOf):
        raise Refused(at, "wrong-kind", what="[..]", kinds=("list",), found=shown(owner.type))
    size = f"len({owner.sql})"

    def bound(value: Value | None, default: str) -> str:
        if value is None:
            return default
        i = need(value, at, "[..]", "integer")
        return f"(CASE WHEN {i} < 0 THEN greatest({size} + {i}, 0) ELSE {i} END)"

    first, last = bound(low, "0"), bound(high, size)
    nulls = " OR ".join(f"{end} IS NULL" for end in (first, last) if end not in ("0", size)) or "FALSE"
    empty = f"list_slice({owner.sql}, 1, 0)"
    taken = f"list_slice({owner.sql}, {first} + 1, {last})"
    return Value(f"(CASE WHEN {nulls} THEN NULL WHEN {last} <= {first} THEN {empty} ELSE {taken} END)", owner.type)


class Lists:
    """What goes through a list element by element, by lambdas."""

    def __init__(self, names: Names, compile: Compile) -> None:
        self._names = names
        self._compile = compile

    def _elements(self, name: str, values: Expression, here: Here) -> tuple[str, ListOf, str, Here]:
        """Return a list, its type, the lambda's name for an element, and the place where the text's name means it."""
        value = self._compile(values, here)
        item = self._names("x")
        if value.type == NULL:
            value = Value("CAST(NULL AS VARCHAR[])", ListOf(NULL, nulls=False))
        if not isinstance(value.type, ListOf):
            raise Refused(values.at, "wrong-kind", what="IN", kinds=("list",), found=shown(value.type))
        records = next((variable for tree, variable in here.scope.records if tree == values), None)
        if records is None:
            return value.sql, value.type, item, here.plus({name: Variable(item, value.type.item, local=True)})
        fields = {key: f"{item}.{field}" for key, field in records.properties.items()}
        element = Variable(f"{item}.{KEY_FIELD}", value.type.item, local=True, properties=fields)
        return records.sql, value.type, item, here.plus({name: element})

    def _truth(self, tree: Expression, here: Here) -> str:
        return need(self._compile(tree, here), tree.at, "WHERE", "boolean")

    def quantifier(self, tree: Quantifier, here: Here) -> Value:
        """Return any, all, none or single: null where nothing decides but an element whose test is null."""
        values, _, item, inside = self._elements(tree.name, tree.values, here)
        tested = f"list_transform({values}, lambda {item}: {self._truth(tree.condition, inside)})"
        nulls = f"len(list_filter({tested}, lambda q: q IS NULL)) > 0"
        if tree.word == "single":
            true = f"len(list_filter({tested}, lambda q: q))"
            test = f"WHEN {true} > 1 THEN FALSE WHEN {nulls} THEN NULL ELSE {true} = 1"
        else:
            looked, found = {"any": ("TRUE", "TRUE"), "none": ("TRUE", "FALSE"), "all": ("FALSE", "FALSE")}[tree.word]
            other = "FALSE" if found == "TRUE" else "TRUE"
            test = f"WHEN list_contains({tested}, {looked}) THEN {found} WHEN {nulls} THEN NULL ELSE {other}"
        return Value(f"(CASE WHEN {values} IS NULL THEN NULL {test} END)", BOOLEAN)

    def comprehension(self, tree: Comprehension, here: Here) -> Value:
        """Return ``[x IN values WHERE condition | result]``."""
        values, type, item, inside = self._elements(tree.name, tree.values, here)
        element = inside.scope.variables[tree.name]
        if tree.condition is not None:
            values = f"list_filter({values}, lambda {item}: {self._truth(tree.condition, inside)})"
        if tree.result is None:
            if element.sql != item:  # of records only their keys are wanted
                values = f"list_transform({values}, lambda {item}: {element.sql})"
            return Value(values, type)
        result = self._compile(tree.result, inside)
        if isinstance(result.type, ListOf) and self._may_be_long(tree.result, here):
            raise Refused(tree.result.at, "list-of-lists")
        return Value(f"list_transform({values}, lambda {item}: {result.sql})", ListOf(result.type, nulls=True))

    def _may_be_long(self, tree: Tree, here: Here) -> bool:
        """Return whether a list inside another may be long: it rests on a list outside, or on range()."""
        for item in walk(tree):
            if isinstance(item, Call) and item.function.lower() == "range":
                return True
            if isinstance(item, Name):
                variable = here.scope.variables.get(item.name)
                if variable is not None and isinstance(variable.type, ListOf | PathOf):
                    return True
        return False

    def reduce(self, tree: Reduce, here: Here) -> Value:
        """Return ``reduce(total = initial, x IN values | result)``; total and result are of one type."""
        initial = self._compile(tree.initial, here)
        values, _, item, inside = self._elements(tree.name, tree.values, here)
        total = self._names("x")
        type = initial.type
        result = self._compile(tree.result, inside.plus({tree.total: Variable(total, type, local=True)}))
        found = unify(type, result.type)
        if found is None:
            raise Refused(tree.result.at, "mixed-kinds", what="reduce", first=shown(type), second=shown(result.type))
        if found != type:  # what an empty list holds, and whether a list holds null, the first result says
            type = found
            result = self._compile(tree.result, inside.plus({tree.total: Variable(total, type, local=True)}))
        if unify(type, result.type) != type or type == NULL:
            raise Refused(tree.initial.at, "reduce-from-null")
        if type == TEXT and sum(isinstance(item, Name) and item.name == tree.total for item in walk(tree.result)) > 1:
            raise Refused(tree.result.at, "reduce-doubles", name=tree.total)
        sql = f"list_reduce({values}, lambda {total}, {item}: {converted(result, type)}, {converted(initial, type)})"
        return Value(f"(CASE WHEN {values} IS NULL THEN NULL ELSE {sql} END)", type)


def own_names(tree: Tree) -> frozenset[str]:
    """Return the names that something that goes through a list gives its elements, none for anything else."""
    match tree:
        case Quantifier() | Comprehension():
            return frozenset((tree.name,))
        case Reduce():
            return frozenset((tree.name, tree.total))
        case _:
            return frozenset()
