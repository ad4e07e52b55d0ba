"""The table of expressions: what Neo4j 5.26 says of each, asked by ``python -m tests.cypher.expressions --update``."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import click

from tests.cypher.__main__ import a_server
from tests.cypher.asking import NoAnswer, Theirs
from tests.cypher.comparing import Answer
from tests.cypher.expression_texts import statement, texts

TABLE = Path(__file__).with_name("expressions.json")
Stored = dict[str, dict[str, dict[str, object]]]
"""By group and text: ``{"columns", "rows"}``, or ``{"error": "static" | "runtime"}``."""


def plain(value: object) -> object:
    """Return a value as JSON may hold it: decimals keep their point, and what JSON has no number for is a word."""
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        return {"decimal": "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"}
    if isinstance(value, list | tuple):
        return [plain(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in sorted(cast("dict[str, object]", value).items())}
    return value


def told(answer: Answer | NoAnswer) -> dict[str, object]:
    """Return an answer as the table stores it."""
    if isinstance(answer, NoAnswer):
        return {"error": answer.why}
    return {"columns": list(answer.columns), "rows": plain(answer.rows)}


def same(one: object, other: object) -> bool:
    """Return whether two stored values are one: whole numbers are no decimals, decimals to nine significant digits."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-300)
    if isinstance(one, list) and isinstance(other, list):
        left, right = cast("list[object]", one), cast("list[object]", other)
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(one, dict) and isinstance(other, dict):
        mine, right_ = cast("dict[str, object]", one), cast("dict[str, object]", other)
        return mine.keys() == right_.keys() and all(same(mine[key], right_[key]) for key in mine)
    return type(one) is type(other) and one == other


def alike(text: str, one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Return whether two answers to a text are one: in order where the text fixes one."""
    loose = "ORDER BY" not in text
    lists = "collect(" in text.lower() or "collect {" in text.lower() or "keys(" in text
    return same(_sorted(one, rows=loose, lists=lists and loose), _sorted(other, rows=loose, lists=lists and loose))


def _sorted(answer: Mapping[str, object], *, rows: bool, lists: bool) -> dict[str, object]:
    if "rows" not in answer or not rows:
        return dict(answer)
    held = cast("list[list[object]]", answer["rows"])
    if lists:
        held = [[sorted(value, key=repr) if isinstance(value, list) else value for value in row] for row in held]
    return {**answer, "rows": sorted(held, key=repr)}


def stored() -> Stored:
    """Return the table."""
    return cast("Stored", json.loads(TABLE.read_text(encoding="utf-8")))


def asked(theirs: Theirs) -> Stored:
    """Return the table as a server says it now."""
    return {group: {text: told(theirs.ask(statement(text), {})) for text in lines} for group, lines in texts().items()}


def write(table: Stored) -> None:
    """Write the table, a text on a line."""
    groups = []
    for group, lines in table.items():
        held = ",\n".join(f"  {_json(text)}: {_json(value)}" for text, value in lines.items())
        groups.append(f" {_json(group)}: {{\n{held}\n }}")
    TABLE.write_text("{\n" + ",\n".join(groups) + "\n}\n", encoding="utf-8")


def _json(value: object) -> str:
    # lone surrogates, which halves of an emoji are, can only be written as escapes
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(value)


@click.command()
@click.option("--update", is_flag=True, help="Write the table anew.")
@click.option("--server", "uri", help="Address of a test server that runs already.")
def main(*, update: bool, uri: str | None) -> None:
    """Ask a Neo4j for every expression."""
    with a_server(uri) as server:
        theirs = Theirs(server)
        table = asked(theirs)
        theirs.close()
    if update:
        write(table)
    click.echo(f"{sum(map(len, table.values()))} texts in {len(table)} groups")


if __name__ == "__main__":
    main()
