"""``query run --scenario``: an answer before and after, from two private copies in memory; no store is changed.

Rows are compared as multisets. Of a map, nodes are compared by id, relationships by their ends, type and link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from graphmodel.cli.commands.scenario import stacked, tell_idle
from graphmodel.cli.shared.asking import graph_rows, offers_left_out, sort_key
from graphmodel.cli.shared.bilingual import Decorator, option
from graphmodel.cli.shared.completion import scenario_names
from graphmodel.cli.shared.explain import explained
from graphmodel.cli.shared.output import as_text, graph_of, is_read, show, show_json
from graphmodel.cli.shared.settings import Settings
from graphmodel.cli.shared.wording import names_of
from graphmodel.errors import QueryError
from graphmodel.words.messages import Message, say

if TYPE_CHECKING:
    from graphmodel.queries.query import Query
    from graphmodel.records.catalogue import Catalogue

Row = tuple[object, ...]
Graph = dict[str, list[dict[str, object]]]
GAINED, LOST = "gained", "lost"

scenario_option: Decorator = option(
    "--scenario",
    "scenarios",
    multiple=True,
    metavar="FILE|NAME",
    shell_complete=scenario_names,
    help="Ask before and after this scenario; several stand on one another.",
)


def show_both(
    settings: Settings,
    asked: Query,
    values: Mapping[str, str],
    scenarios: tuple[str, ...],
    form: str,
    *,
    timeout: float,
    explain: bool,
) -> None:
    """Write what an answer gains and loses under scenarios, which stand on one another in order."""
    from graphmodel.stores import open_store
    from graphmodel.stores.asking import known_ids

    change = stacked(scenarios)
    old = settings.catalogue()
    new = change.apply(old)
    tell_idle(settings, change, old)
    with open_store("memory:", timeout=timeout) as first, open_store("memory:", timeout=timeout) as second:
        with settings.waiting(say("Trying the scenario")):
            first.write(old)
            second.write(new)
        known = dict(known_ids(asked, values, first.run))
        for label, ids in known_ids(asked, values, second.run).items():
            known[label] |= ids
        bound = asked.bind(asked.coerce(values, known))
        most = settings.rows(None)
        whole = [store.run(*bound, limit=most) for store in (first, second)]
        if any(table.cut for table in whole):
            raise QueryError(Message("more than {most} rows cannot be compared here: narrow the question", most=most))
        before, after = (table.known() for table in whole)
        rows = [*before.rows, *after.rows]
        names = {**names_of(first, rows), **names_of(second, rows)} if is_read(form) else {}
        complete = first.info().offers_complete and second.info().offers_complete
    settings.tell(asked.named)
    if asked.shows == "map":
        _show_graphs(settings, graph_of(before.rows), graph_of(after.rows), form)
    else:
        ordered = [list(part.rows) if asked.ordered else sorted(part.rows, key=sort_key) for part in (before, after)]
        answers = [(old, ordered[0]), (new, ordered[1])]
        _show_rows(settings, list(before.columns), answers, form, names, explain=explain)
    if "visibility" in asked.needs and not complete:
        settings.tell(offers_left_out())
    settings.limits(old.about)


def _show_rows(
    settings: Settings,
    columns: list[str],
    answers: list[tuple[Catalogue, list[Row]]],
    form: str,
    names: Mapping[str, str],
    *,
    explain: bool,
) -> None:
    (old, before), (new, after) = answers
    gained, lost = _missing(after, before), _missing(before, after)
    _tell_counts(settings, before, after, gained, lost)
    named, gained = explained(new, columns, gained, explain, settings)
    named, lost = explained(old, columns, lost, explain, settings)
    if form == "json":
        parts = {"before": before, "after": after}
        whole = {name: _records(columns, rows) for name, rows in parts.items()}
        show_json(whole | {GAINED: _records(named, gained), LOST: _records(named, lost)})
    else:
        rows = [(GAINED, *row) for row in gained] + [(LOST, *row) for row in lost]
        show(["change", *named], rows, form, names=names)


def _show_graphs(settings: Settings, before: Graph, after: Graph, form: str) -> None:
    def without(one: Graph, other: Graph) -> Graph:
        result: Graph = {}
        for part, items in one.items():
            there = {_identity(item) for item in other[part]}
            result[part] = [item for item in items if _identity(item) not in there]
        return result

    gained, lost = without(after, before), without(before, after)
    flat = [graph_rows(graph)[1] for graph in (before, after, gained, lost)]
    _tell_counts(settings, *flat)
    if form == "json":
        show_json({GAINED: gained, LOST: lost})
    else:
        rows = [(GAINED, *row) for row in flat[2]] + [(LOST, *row) for row in flat[3]]
        show(["change", *graph_rows(gained)[0]], rows, form)


def _missing(these: Sequence[Row], those: Sequence[Row]) -> list[Row]:
    """Return the rows that are there more often than among the others, in their order."""
    left = Counter(map(_text, those))
    result: list[Row] = []
    for row in these:
        key = _text(row)
        if left[key]:
            left[key] -= 1
        else:
            result.append(row)
    return result


def _text(row: Row) -> str:
    return as_text(list(row))


def _identity(item: Mapping[str, object]) -> tuple[object, ...]:
    """Return what tells a node or a relationship from others, whatever else is said of it."""
    if "id" in item:
        return (item["id"],)
    held = cast("Mapping[str, object]", item["properties"])
    return (item["start"], item["type"], item["end"], held.get("link"), held.get("reverse"))


def _records(columns: Sequence[str], rows: Sequence[Row]) -> list[dict[str, object]]:
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _tell_counts(
    settings: Settings, before: Sequence[Row], after: Sequence[Row], gained: Sequence[Row], lost: Sequence[Row]
) -> None:
    settings.tell(
        say(
            "{before} rows before, {after} after, {gained} gained, {lost} lost",
            before=len(before),
            after=len(after),
            gained=len(gained),
            lost=len(lost),
        )
    )
