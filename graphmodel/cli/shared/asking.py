"""What ``query run`` needs whether it asks once, or before and after a scenario."""

from __future__ import annotations

from typing import cast

from graphmodel.cli.shared.bilingual import Decorator, option
from graphmodel.cli.shared.completion import parameter_values
from graphmodel.cli.shared.output import cell
from graphmodel.errors import QueryError
from graphmodel.words.languages import language
from graphmodel.words.messages import Message, say

parameters_option: Decorator = option(
    "-p",
    "--param",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=parameter_values,
    help="Choose a value; an empty one means any where the query says so, and is refused elsewhere.",
)


def split_values(given: tuple[str, ...]) -> dict[str, str]:
    """Return what ``-p`` gave by name; QueryError where it is not written name=value, or twice."""
    values: dict[str, str] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals:
            raise QueryError(Message("-p {item}: write name=value", item=item))
        if name in values:
            raise QueryError(Message("-p {name} is given twice", name=name))
        values[name] = value
    return values


def sort_key(row: tuple[object, ...]) -> tuple[tuple[bool, str], ...]:
    """Return the key by which rows that no query orders are sorted."""
    return tuple((value is None, cell(value)) for value in row)


def graph_rows(graph: dict[str, list[dict[str, object]]]) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Return a graph as rows: a line for each node, then one for each relationship."""
    name = "name_fr" if language() == "fr" else "name"
    rows: list[tuple[object, ...]] = []
    for node in graph["nodes"]:
        held = cast("dict[str, object]", node["properties"])
        rows.append((node["label"], node["id"], "", held.get(name) or held.get("name")))
    rows += [(item["type"], item["start"], item["end"], "") for item in graph["relationships"]]
    return ("kind", "id", "end", "name"), rows


def offers_left_out() -> str:
    """Return what must be said with a question of visibility where the graph was too large for OFFERED_BY."""
    return say(
        "What relays offer was left out of this graph, being too much: the rows cover own records only.",
    )
