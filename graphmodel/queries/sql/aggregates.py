"""Functions over the rows of a group; nulls are left out, as openCypher has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import Aggregate, Constant
from graphmodel.queries.language.walking import aggregates as holds_aggregate
from graphmodel.queries.sql.scope import ORDER, Here
from graphmodel.queries.sql.types import DECIMAL, INTEGER, NULL, ListOf, shown, sql_type
from graphmodel.queries.sql.values import Value, finite, fits, need

if TYPE_CHECKING:
    from graphmodel.queries.sql.expressions import Expressions


def aggregate(tree: Aggregate, compile: Expressions, here: Here) -> Value:
    """Return an aggregate as SQL; Refused for an argument that openCypher does not take there."""
    if not tree.arguments:
        return Value("count(*)", INTEGER)
    argument = tree.arguments[0]
    if any(holds_aggregate(item) for item in tree.arguments):
        raise Refused(tree.at, "aggregate-in-aggregate")
    value = compile(argument, here)
    distinct = "DISTINCT " * tree.distinct
    match tree.function:
        case "count":
            return Value(f"count({distinct}{value.sql})", INTEGER)
        case "collect":
            return _collected(value, distinct, here)
        case "sum":
            sql = need(value, argument.at, "sum()", "integer", "decimal")
            type = DECIMAL if value.type == DECIMAL else INTEGER
            return finite(Value(f"CAST(coalesce(sum({distinct}{sql}), 0) AS {sql_type(type)})", type))
        case "avg":
            sql = need(value, argument.at, "avg()", "integer", "decimal")
            return finite(Value(f"avg({distinct}{sql})", DECIMAL))
        case "stdev" | "stdevp":
            sql = need(value, argument.at, f"{tree.function}()", "integer", "decimal")
            name = "stddev_samp" if tree.function == "stdev" else "stddev_pop"
            spread = f"coalesce({name}({distinct}CAST({sql} AS DOUBLE)), 0.0::DOUBLE)"
            return Value(f"(CASE WHEN count({sql}) > 0 THEN {spread} END)", DECIMAL)
        case "percentilecont" | "percentiledisc":
            return _percentile(tree, value, distinct, compile)
        case _:
            if not fits(value.type, "text", "integer", "decimal", "boolean") or isinstance(value.type, ListOf):
                raise Refused(
                    tree.at,
                    "wrong-kind",
                    what=f"{tree.function}()",
                    kinds=("text", "integer", "decimal"),
                    found=shown(value.type),
                )
            return Value(f"{tree.function}({value.sql})", value.type)


def _collected(value: Value, distinct: str, here: Here) -> Value:
    order = here.scope.variables.get(ORDER)
    ordered = f" ORDER BY {order.sql}" if order and not distinct else ""
    sql = f"CAST({value.sql} AS {sql_type(value.type)})" if value.type == NULL else value.sql
    type = ListOf(value.type, nulls=False)
    listed = f"list({distinct}{sql}{ordered}) FILTER ({sql} IS NOT NULL)"
    return Value(f"coalesce({listed}, CAST([] AS {sql_type(type)}))", type)


def _percentile(tree: Aggregate, value: Value, distinct: str, compile: Expressions) -> Value:
    place = compile.constant(tree.arguments[1])
    if not isinstance(place, Constant) or not isinstance(place.value, int | float) or not 0 <= place.value <= 1:
        raise Refused(tree.at, "percentile-place")
    kinds = ("decimal",) if tree.function == "percentilecont" else ("integer", "decimal")
    sql = need(value, tree.at, f"{tree.function}()", *kinds)
    if tree.function == "percentilecont":
        return Value(f"quantile_cont({distinct}CAST({sql} AS DOUBLE), {float(place.value)!r})", DECIMAL)
    type = INTEGER if value.type == NULL else value.type
    return Value(f"quantile_disc({distinct}{sql}, {float(place.value)!r})", type)
