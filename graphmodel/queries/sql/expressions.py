"""Expressions as typed SQL: three-valued logic and nulls are openCypher's, and kinds never mix."""

from __future__ import annotations

from collections.abc import Mapping

from graphmodel.errors import StoreError
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import (
    Aggregate,
    Arithmetic,
    Call,
    Case,
    Comparison,
    Comprehension,
    Constant,
    Expression,
    Index,
    LabelTest,
    ListOfItems,
    Logic,
    MapOfItems,
    Membership,
    Minus,
    Name,
    Not,
    NullTest,
    ParameterUse,
    PropertyAccess,
    Quantifier,
    Reduce,
    Slice,
    Subquery,
    TextTest,
)
from graphmodel.queries.language.walking import names
from graphmodel.queries.sql import functions, lists, maps, regex, schema
from graphmodel.queries.sql.arithmetic import arithmetic, minus
from graphmodel.queries.sql.keys import has_label, label_of, of_table, type_of
from graphmodel.queries.sql.scope import Here, Names, Variable
from graphmodel.queries.sql.types import (
    BOOLEAN,
    DECIMAL,
    INTEGER,
    NULL,
    ListOf,
    MapOf,
    NodeOf,
    RelationshipOf,
    Scalar,
    plainly_equal,
    shown,
    sql_type,
    unify,
)
from graphmodel.queries.sql.values import (
    NOTHING,
    Value,
    comparable,
    converted,
    finite,
    fits,
    literal,
    need,
    tree_of,
)
from graphmodel.words.messages import Message

LONGEST_SQL = 400_000
"""Characters of SQL that one expression may become: nesting can double it at each level."""
_UNKNOWN = Value("CAST(NULL AS BOOLEAN)", BOOLEAN)


class Expressions:
    """Turns expressions into SQL; ``parameters`` are the values of ``$name``."""

    def __init__(self, names: Names, parameters: Mapping[str, object]) -> None:
        self._parameters = parameters
        self._lists = lists.Lists(names, self)

    def __call__(self, tree: Expression, here: Here) -> Value:
        """Return an expression as SQL; Refused with the place of what is not understood."""
        for known, variable in here.scope.known:
            if known == tree:
                return Value(variable.sql, variable.type)
        value = self._value(tree, here)
        if len(value.sql) > LONGEST_SQL:
            raise Refused(tree.at, "too-complex")
        return value

    def truth(self, tree: Expression, here: Here) -> str:
        """Return the SQL of a condition."""
        return need(self(tree, here), tree.at, "WHERE", "boolean")

    def constant(self, tree: Expression) -> Expression:
        """Return the literal that a parameter stands for; any other expression as it is."""
        if not isinstance(tree, ParameterUse):
            return tree
        if tree.name not in self._parameters:
            raise StoreError(
                Message(
                    "${name} has no value: open the text with WITH 'value' AS {name} and leave the $ out",
                    name=tree.name,
                )
            )
        return tree_of(self._parameters[tree.name], tree.at, tree.name)

    def _value(self, tree: Expression, here: Here) -> Value:
        match tree:
            case Constant():
                return literal(tree)
            case ParameterUse():
                return self(self.constant(tree), here)
            case Name():
                variable = here.scope.of(tree.name, tree.at)
                return Value(variable.sql, variable.type)
            case PropertyAccess():
                return self._property(tree, here)
            case ListOfItems():
                return lists.literal_list([(item, self(item, here)) for item in tree.items])
            case MapOfItems():
                return maps.literal_map([(key, self(item, here)) for key, item in tree.items])
            case Index():
                return self._index(tree, here)
            case Slice():
                low, high = (None if end is None else self(end, here) for end in (tree.low, tree.high))
                return lists.slice_of(self(tree.owner, here), low, high, tree.at)
            case Not():
                return Value(f"(NOT {self.truth(tree.value, here)})", BOOLEAN)
            case Minus():
                return minus(self(tree.value, here), tree.at)
            case Logic():
                return self._logic(tree, here)
            case Comparison():
                return self._comparison(tree.op, tree.left, tree.right, here, tree)
            case Membership():
                return self._membership(tree, here)
            case TextTest():
                return self._text_test(tree, here)
            case NullTest():
                return Value(f"({self(tree.value, here).sql} IS {'NOT ' * tree.negated}NULL)", BOOLEAN)
            case LabelTest():
                return self._label_test(tree, here)
            case Arithmetic():
                return finite(self._arithmetic(tree, here))
            case Case():
                return self._case(tree, here)
            case Call():
                return self._call(tree, here)
            case Aggregate():
                raise Refused(tree.at, "aggregate-outside", name=tree.function)
            case Quantifier():
                return self._lists.quantifier(tree, here)
            case Comprehension():
                return self._lists.comprehension(tree, here)
            case Reduce():
                return self._lists.reduce(tree, here)
            case Subquery():
                raise Refused(tree.at, "subquery-in-list")

    # properties
    def _property(self, tree: PropertyAccess, here: Here) -> Value:
        owner = tree.owner
        if isinstance(owner, Name) and not any(known == owner for known, _ in here.scope.known):
            variable = here.scope.of(owner.name, owner.at)
        else:
            value = self(owner, here)
            held = [here.scope.variables[name] for name in names(owner) if name in here.scope.variables]
            variable = Variable(value.sql, value.type, local=any(item.local for item in held))
        return self.property(variable, tree, here)

    def property(self, variable: Variable, tree: PropertyAccess, here: Here) -> Value:
        """Return a property of a value: at hand already, or looked up by its key."""
        type, name = variable.type, tree.name
        if isinstance(type, MapOf):
            return maps.field_of(Value(variable.sql, type), name, tree)
        if type == NULL:
            return NOTHING
        if not isinstance(type, NodeOf | RelationshipOf):
            raise Refused(tree.at, "property-of", name=name, found=shown(type))
        held = schema.holder(type, name, tree.at)
        if name in variable.properties:
            return Value(variable.properties[name], held.type)
        if variable.local:
            raise Refused(tree.at, "property-in-list", name=name)
        return Value(here.select.look_up(variable.sql, type, name, held.tables), held.type)

    def _index(self, tree: Index, here: Here) -> Value:
        owner = self(tree.owner, here)
        key = self.constant(tree.index)
        if isinstance(owner.type, MapOf | NodeOf | RelationshipOf):
            if not isinstance(key, Constant) or not isinstance(key.value, str):
                raise Refused(tree.at, "key-not-literal")
            return self._property(PropertyAccess(tree.at, tree.owner, key.value), here)
        return lists.index(owner, self(tree.index, here), tree.at)

    # logic
    def _logic(self, tree: Logic, here: Here) -> Value:
        operands = [self.truth(operand, here) for operand in tree.operands]
        if tree.word != "XOR":
            return Value(f"({f' {tree.word} '.join(operands)})", BOOLEAN)
        sql = operands[0]
        for operand in operands[1:]:
            sql = f"({sql} <> {operand})"
        return Value(sql, BOOLEAN)

    def _comparison(self, op: str, left: Expression, right: Expression, here: Here, tree: Expression) -> Value:
        a, b = self(left, here), self(right, here)
        if NULL in (a.type, b.type):
            return _UNKNOWN
        if {a.type, b.type} == {INTEGER, DECIMAL}:
            first, second = (comparable(value.sql) if value.type == INTEGER else value.sql for value in (a, b))
            return Value(f"({first} {op} {second})", BOOLEAN)
        joined = unify(a.type, b.type)
        if joined is None:
            raise Refused(tree.at, "never-comparable", first=shown(a.type), second=shown(b.type))
        if op not in ("=", "<>") and not isinstance(joined, Scalar):
            raise Refused(tree.at, "no-order", found=shown(joined))
        if not plainly_equal(joined):
            raise Refused(tree.at, "not-compared", found=shown(joined))
        return Value(f"({converted(a, joined)} {op} {converted(b, joined)})", BOOLEAN)

    def _membership(self, tree: Membership, here: Here) -> Value:
        values_tree = self.constant(tree.values)
        item, values = self(tree.item, here), self(values_tree, here)
        if values.type == NULL:
            return _UNKNOWN
        if not isinstance(values.type, ListOf):
            raise Refused(tree.at, "wrong-kind", what="IN", kinds=("list",), found=shown(values.type))
        joined = unify(item.type, values.type.item)
        if joined is None:
            raise Refused(tree.at, "never-in", first=shown(item.type), second=shown(values.type.item))
        if not plainly_equal(joined):
            raise Refused(tree.at, "not-compared", found=shown(joined))
        x, list_sql, nulls = converted(item, joined), values.sql, values.type.nulls
        if isinstance(values_tree, ListOfItems) and values_tree.items and not nulls:
            items = ", ".join(self(element, here).sql for element in values_tree.items)
            return Value(f"({x} IN ({items}))", BOOLEAN)
        if values.type.item != joined:
            list_sql = f"CAST({list_sql} AS {sql_type(joined)}[])"
        if isinstance(tree.item, Constant) and item.type != NULL and not nulls:
            return Value(f"list_contains({list_sql}, {x})", BOOLEAN)
        found_null = f" WHEN len(list_filter({list_sql}, lambda q: q IS NULL)) > 0 THEN NULL" if nulls else ""
        return Value(
            f"(CASE WHEN {list_sql} IS NULL THEN NULL WHEN len({list_sql}) = 0 THEN FALSE WHEN {x} IS NULL THEN NULL"
            f" WHEN list_contains({list_sql}, {x}) THEN TRUE{found_null} ELSE FALSE END)",
            BOOLEAN,
        )

    def _text_test(self, tree: TextTest, here: Here) -> Value:
        text = need(self(tree.text, here), tree.at, tree.op, "text")
        if tree.op == "=~":
            return Value(regex.matches(text, self.constant(tree.part)), BOOLEAN)
        part = need(self(tree.part, here), tree.at, tree.op, "text")
        function = {"STARTS": "starts_with", "ENDS": "suffix", "CONTAINS": "contains"}[tree.op]
        return Value(f"{function}({text}, {part})", BOOLEAN)

    def _label_test(self, tree: LabelTest, here: Here) -> Value:
        value = self(tree.value, here)
        if isinstance(value.type, NodeOf):
            return Value(has_label(value.sql, schema.node_labels(tree.labels)), BOOLEAN)
        if isinstance(value.type, RelationshipOf):
            return Value(of_table(value.sql, schema.relationship_tables(tree.labels)), BOOLEAN)
        if value.type == NULL:
            return _UNKNOWN
        raise Refused(tree.at, "wrong-kind", what=":", kinds=("node", "relationship"), found=shown(value.type))

    def _arithmetic(self, tree: Arithmetic, here: Here) -> Value:
        """Return an operation; of a tree of them only the whole is asked to be finite, as nothing else looks inside."""
        left, right = (
            self._arithmetic(side, here)
            if isinstance(side, Arithmetic) and not any(known == side for known, _ in here.scope.known)
            else self(side, here)
            for side in (tree.left, tree.right)
        )
        value = arithmetic(tree.op, left, right, tree.at)
        if len(value.sql) > LONGEST_SQL:
            raise Refused(tree.at, "too-complex")
        return value

    def _case(self, tree: Case, here: Here) -> Value:
        results = [then for _, then in tree.whens] + ([] if tree.otherwise is None else [tree.otherwise])
        values = [(result, self(result, here)) for result in results]
        type = lists.joined(values, "CASE")
        sql = "(CASE"
        for (test, _), (_, value) in zip(tree.whens, values, strict=False):
            if tree.subject is None:
                condition = self.truth(test, here)
            else:
                condition = self._comparison("=", tree.subject, test, here, test).sql
            sql += f" WHEN {condition} THEN {converted(value, type)}"
        otherwise = "NULL" if tree.otherwise is None else converted(values[-1][1], type)
        return Value(f"{sql} ELSE {otherwise} END)", type)

    # functions
    def _call(self, tree: Call, here: Here) -> Value:
        name = tree.function.lower()
        wanted = {key.lower(): kind for key, kind in functions.OF_GRAPH.items()}.get(name)
        if wanted is None:
            values = [self(item, here) for item in tree.arguments]
            if name == "reverse" and _is_stored_list(tree, values):
                raise Refused(tree.at, "reverse-of-stored")
            return finite(functions.call(tree.function, values, tree.at))
        if len(tree.arguments) != 1:
            raise Refused(tree.at, "arguments", name=tree.function, count=1)
        if name in schema.END_OF:
            return self._property(PropertyAccess(tree.at, tree.arguments[0], schema.END_OF[name]), here)
        value = self(tree.arguments[0], here)
        if not fits(value.type, wanted):
            raise Refused(tree.at, "wrong-kind", what=f"{tree.function}()", kinds=(wanted,), found=shown(value.type))
        return label_of(value) if name == "labels" else type_of(value)


def _is_stored_list(tree: Call, values: list[Value]) -> bool:
    return bool(values) and isinstance(tree.arguments[0], PropertyAccess) and isinstance(values[0].type, ListOf)
