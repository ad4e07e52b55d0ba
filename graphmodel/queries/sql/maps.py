"""Maps: literals and their keys."""

from __future__ import annotations

from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import PropertyAccess
from graphmodel.queries.sql.types import MapOf, sql_type
from graphmodel.queries.sql.values import Value


def literal_map(items: list[tuple[str, Value]]) -> Value:
    """Return ``{key: value}``."""
    type = MapOf(tuple((key, value.type) for key, value in items))
    fields = ", ".join(f"f{at} := {value.sql}" for at, (_, value) in enumerate(items))
    return Value(f"CAST(struct_pack({fields or 'f := NULL'}) AS {sql_type(type)})", type)


def field_of(value: Value, name: str, tree: PropertyAccess) -> Value:
    """Return ``value.name``; Refused where the map has no such key."""
    assert isinstance(value.type, MapOf), "a map is asked for its field"
    keys = [key for key, _ in value.type.fields]
    if name not in keys:
        raise Refused(tree.at, "unknown-key", near=(name, keys), name=name)
    return Value(f"struct_extract({value.sql}, 'f{keys.index(name)}')", value.type.fields[keys.index(name)][1])
