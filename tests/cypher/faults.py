"""Has the comparison teeth? Faults are put into the translator's SQL, one at a time, and the generator has to find each.

``python -m tests.cypher.faults`` says after how many texts. What is right is taken from the translator without the
fault: that it equals a real Neo4j is what the long run shows.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from unittest import mock

import click

from graphmodel.queries.sql.translate import Translation
from tests.cypher.asking import NoAnswer, Ours
from tests.cypher.comparing import Answer
from tests.cypher.expression_texts import statement
from tests.cypher.expressions import alike, stored, told
from tests.cypher.generator import Text, generate
from tests.cypher.pools import Pools
from tests.cypher.run import judge
from tests.cypher.worlds import world

Fault = Callable[[str], str]
"""SQL in, wrong SQL out; the same where the fault has no place in it."""


def _instead(pattern: str, by: str) -> Fault:
    return lambda sql: re.sub(pattern, by, sql)


def _swapped(sql: str) -> str:
    return sql.replace("NULLS LAST", "NULLS ~").replace("NULLS FIRST", "NULLS LAST").replace("NULLS ~", "NULLS FIRST")


def _not_of_null(sql: str) -> str:
    """Make NOT of null true: ``NOT (x)`` becomes ``NOT coalesce((x), FALSE)``."""
    made, at = "", 0
    for found in re.finditer(r"\(NOT (?=\()", sql):
        if found.start() < at:
            continue
        depth = 0
        for end in range(found.end(), len(sql)):
            depth += sql[end] == "("
            depth -= sql[end] == ")"
            if not depth:
                break
        made += f"{sql[at : found.end()]}coalesce({sql[found.end() : end + 1]}, FALSE)"
        at = end + 1
    return made + sql[at:]


FAULTS: dict[str, Fault] = {
    "a relationship twice in one MATCH": _instead(r" AND [a-z]\d+\._key <> [a-z]\d+\._key", ""),
    "a relationship twice in one walk": _instead(r" AND NOT list_contains\(w\d+\.rs, e\d+\._key\)", ""),
    "undirected loops twice": _instead(r" WHERE _start <> _end", ""),
    "null is no key of a subquery": _instead(r" IS NOT DISTINCT FROM ", " = "),
    "UNION ALL without doubles": _instead(r" UNION ALL ", " UNION "),
    "nulls at the other end of an order": _swapped,
    "DESC is ASC": _instead(r" DESC NULLS FIRST", " ASC NULLS LAST"),
    "IN and any() know no null": _instead(r"> 0 THEN NULL ELSE FALSE", "> 0 THEN FALSE ELSE FALSE"),
    "all() and none() know no null": _instead(r"> 0 THEN NULL ELSE TRUE", "> 0 THEN TRUE ELSE TRUE"),
    "NOT of null is true": _not_of_null,
    "OPTIONAL MATCH loses rows": _instead(r"LEFT JOIN (c\d+ AS o)", r"JOIN \1"),
    "DISTINCT in an aggregate is lost": _instead(r"\b(count|sum|avg|list)\(DISTINCT ", r"\1("),
    "DISTINCT of a projection is lost": _instead(r"SELECT DISTINCT (?=t\d+\.)", "SELECT "),
    "collect() keeps nulls": _instead(r" FILTER \([^()]* IS NOT NULL\)", ""),
    "whole numbers divide to decimals": _instead(r" // ", " / "),
    "a sum of nought is null": _instead(r"coalesce\(sum\(", "nullif(sum("),
    "walks begin one step earlier": _instead(r"len\(rs\) >= 1", "len(rs) >= 0"),
    "EXISTS wants two": _instead(r"count\(\*\) > 0 AS found", "count(*) > 1 AS found"),
    "COUNT of nothing is null": _instead(r"coalesce\((j\d+\.found), 0[^)]*\)", r"\1"),
    "text + null is text": _instead(r'\((p?\w+\."?\w+"?) \|\| ', r"(coalesce(\1, '') || "),
    "< is <=": _instead(r" < ", " <= "),
}


@contextmanager
def put_in(fault: Fault) -> Iterator[None]:
    """Put a fault into every statement for a while."""
    right = Translation.sql

    def wrong(self: Translation, limit: int | None = None) -> str:
        return fault(right(self, limit))

    with mock.patch.object(Translation, "sql", wrong):
        yield


def found_after(faults: dict[str, Fault], most: int, worlds: int, seed: int) -> dict[str, tuple[int, Text] | None]:
    """Return for each fault how many texts it took to find it, and the text; None where ``most`` did not do."""
    found: dict[str, tuple[int, Text] | None] = dict.fromkeys(faults)
    asked = count(1)
    for number in range(seed, seed + worlds):
        catalogue = world(number)
        ours, pools = Ours(catalogue), Pools.of(catalogue)
        for at in range(most // worlds):
            text, place = generate(f"{seed}/{number}/{at}", pools), next(asked)
            right = ours.ask(text.cypher, text.parameters)
            if isinstance(right, NoAnswer):
                continue
            sql = _sql(text)
            for name in [name for name, held in found.items() if held is None and faults[name](sql) != sql]:
                with put_in(faults[name]):
                    given = ours.ask(text.cypher, text.parameters)
                # a fault that makes DuckDB refuse, or never end, is seen as well, but not by this comparison
                if isinstance(given, Answer) and judge(text, given, right)[0] == "DIFFERENT":
                    found[name] = (place, text)
        ours.close()
        if all(found.values()):
            break
    return found


def _sql(text: Text) -> str:
    from graphmodel.queries.sql.translate import translate

    return translate(text.cypher, dict(text.parameters)).sql()


def found_in_table(faults: dict[str, Fault]) -> dict[str, int]:
    """Return for each fault how many texts of the table of expressions find it."""
    ours = Ours(world(1))
    rows = [(text, right) for lines in stored().values() for text, right in lines.items() if "error" not in right]
    made: dict[str, int] = {}
    for name, fault in faults.items():
        with put_in(fault):
            answers = [(text, right, ours.ask(statement(text), {})) for text, right in rows]
        made[name] = sum(isinstance(a, Answer) and not alike(text, told(a), right) for text, right, a in answers)
    ours.close()
    return made


@click.command()
@click.option("--texts", default=2000)
@click.option("--worlds", default=10)
@click.option("--seed", default=1)
@click.option("--table/--no-table", default=True, help="Ask the table of expressions as well.")
def main(*, texts: int, worlds: int, seed: int, table: bool) -> None:
    """Say after how many texts each fault is found."""
    found = found_after(FAULTS, texts, worlds, seed)
    usual = found_in_table({"none": lambda sql: sql})["none"] if table else 0
    by_table = found_in_table(FAULTS) if table else {}
    for name, held in found.items():
        said = f"after {held[0]:5}" if held else "    not found"
        also = f"; in the table {by_table[name] - usual:3}" if table else ""
        click.echo(f"{said}{also}: {name}" + (f"\n    {held[1].cypher[:200]}" if held else ""))
    sys.exit(not all(held or by_table.get(name, 0) > usual for name, held in found.items()))


if __name__ == "__main__":
    main()
