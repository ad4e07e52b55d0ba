"""Golden answers: a file beside a query says which rows it must give, for the parameters that each case names.

    {"query": "isolation/isolated-systems", "cases": [
     {"parameters": {},
      "columns": ["system", "name"],
      "rows": [["drps-rms", "Durham ..."]]}
    ]}

A query that shows a map has the ids of its nodes and relationships instead of rows.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path as File
from typing import Any, cast

from graphmodel.errors import QueryError
from graphmodel.machine.refusals import reason
from graphmodel.queries.query import Query
from graphmodel.values.elements import Node, Path, Relationship, shown
from graphmodel.values.table import Table
from graphmodel.words.messages import Message

FOLDER = "golden"
"""The folder inside a person's own pack that holds its golden answers."""
Case = dict[str, Any]


def read_cases(file: File) -> list[Case]:
    """Return the cases of a file: one with the defaults where there is none; QueryError where it holds no cases."""
    if not file.is_file():
        return [{"parameters": {}}]
    try:
        cases = json.loads(file.read_text(encoding="utf-8"))["cases"]
        if all(isinstance(case["parameters"], dict) for case in cases):
            return cast("list[Case]", cases)
    except OSError as error:
        raise QueryError(f"{file}: " + reason(error)) from None
    except (ValueError, KeyError, TypeError):
        pass
    raise QueryError(
        Message('{file} holds no golden answers: it is {{"query": id, "cases": [{{"parameters": {{}}}}]}}', file=file)
    )


def answer(query: Query, table: Table) -> Case:
    """Return what a table says in plain values: rows in order, or the elements of a map by our ids, sorted."""
    if query.shows == "map":
        return _elements(table)
    rows = [[_plain(value) for value in row] for row in table.rows]
    return {"columns": list(table.columns), "rows": rows if query.ordered else sorted(rows, key=json.dumps)}


def differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return how two answers differ: (``missing``, ``new`` or ``moved``, the row as JSON); none where they agree."""
    result: list[tuple[str, str]] = []
    for part in sorted((expected.keys() | found.keys()) - {"parameters"}):
        if part == "columns":
            before, after = ([_text(answer.get(part, []))] for answer in (expected, found))
        else:
            before, after = ([_text(row) for row in answer.get(part, [])] for answer in (expected, found))
        gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
        result += [("missing", row) for row in gone.elements()]
        result += [("new", row) for row in come.elements()]
        if not gone and not come:
            result += [("moved", row) for row, other in zip(before, after, strict=True) if row != other]
    return result


def written(id: str, cases: Sequence[Case]) -> str:
    """Return the file of these cases, one row a line."""
    lines = [f'{{"query": {_text(id)}, "cases": [']
    for number, case in enumerate(cases):
        lines.append(f' {{"parameters": {_text(case["parameters"])}')
        for name, value in case.items():
            if name == "parameters":
                continue
            lines[-1] += ","
            if name == "columns":
                lines.append(f'  "columns": {_text(value)}')
                continue
            rows = ",\n".join(f"   {_text(row)}" for row in value)
            lines.append(f'  "{name}": [\n{rows}\n  ]' if value else f'  "{name}": []')
        lines.append(" }," if number + 1 < len(cases) else " }")
    return "\n".join([*lines, "]}", ""])


def _elements(table: Table) -> Case:
    nodes: set[tuple[str, str]] = set()
    relationships: set[tuple[str, ...]] = set()

    def gather(value: object) -> None:
        if isinstance(value, Node):
            nodes.add((value.label, value.id))
        elif isinstance(value, Relationship):
            link = str(value.properties.get("link") or "")
            relationships.add((value.type, value.start, value.end, link))
        elif isinstance(value, Path):
            gather([*value.nodes, *value.relationships])
        elif isinstance(value, list | tuple):
            for item in cast("Sequence[object]", value):
                gather(item)

    gather(table.rows)
    return {"nodes": sorted(map(list, nodes)), "relationships": sorted(map(list, relationships))}


def _plain(value: object) -> object:
    """Return a value of an answer as JSON can hold it: of a node its label and id, of a relationship type and ends."""
    match value:
        case Node():
            return [value.label, value.id]
        case Relationship():
            return [value.type, value.start, value.end]
        case Path():
            return [_plain(item) for item in (*value.nodes, *value.relationships)]
        case list() | tuple():
            return [_plain(item) for item in cast("Sequence[object]", value)]
        case dict():
            return {str(key): _plain(item) for key, item in cast("dict[object, object]", value).items()}
        case _:
            return shown(value)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
