"""The sources behind an answer: those of every record that a row names, and of what joins those records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

import pandas as pd

from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import tables
from graphmodel.values.elements import Node, Relationship


def sources_behind(catalogue: Catalogue, rows: Sequence[Sequence[object]]) -> list[list[str]]:
    """Return for each row of an answer the ids of the sources behind it, sorted.

    A row rests on the records whose ids it names; on the links between two systems that it names; and on the uses
    that join an agency and a system that it names.
    """
    named = [set(_texts(row)) for row in rows]
    everything = set[str]().union(*named)
    of_record = _of_records(catalogue, everything)
    joins = _joins(catalogue, everything)
    result: list[list[str]] = []
    for ids in named:
        found = set[str]().union(*(of_record.get(id, set()) for id in ids))
        for id in ids:
            for other, sources in joins.get(id, ()):
                if other in ids:
                    found |= sources
        result.append(sorted(found))
    return result


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a value, ids of nodes and links among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Node):
        yield value.id
    elif isinstance(value, Relationship):
        yield from (value.start, value.end, *_texts(value.properties.get("link")))
    elif isinstance(value, list | tuple):
        for item in cast("Iterable[object]", value):
            yield from _texts(item)


def _split(cells: pd.Series) -> list[set[str]]:
    return [set(cell.split(LIST_SEPARATOR)) - {""} for cell in cells.fillna("")]


def _of_records(catalogue: Catalogue, wanted: set[str]) -> dict[str, set[str]]:
    """Return the sources of each record that has an id; a source is its own."""
    result: dict[str, set[str]] = {}
    for name in tables():
        frame = catalogue.table(name)
        if "id" in frame.columns and name != "sources":
            chosen = frame[frame["id"].isin(wanted)]
            for id, sources in zip(chosen["id"], _split(chosen["source"]), strict=True):
                result.setdefault(id, set()).update(sources)
    for id in catalogue.sources["id"][catalogue.sources["id"].isin(wanted)]:
        result.setdefault(id, set()).add(id)
    return result


def _joins(catalogue: Catalogue, wanted: set[str]) -> dict[str, list[tuple[str, set[str]]]]:
    """Return for each id the records that join it to another, with their sources."""
    result: dict[str, list[tuple[str, set[str]]]] = {}
    for frame, one, other in (
        (catalogue.links, "from", "to"),
        (catalogue.uses, "agency", "system"),
        (catalogue.impediments, "subject", "impediment"),
    ):
        chosen = frame[frame[one].isin(wanted) & frame[other].isin(wanted)]
        for start, end, sources in zip(chosen[one], chosen[other], _split(chosen["source"]), strict=True):
            result.setdefault(start, []).append((end, sources))
    return result


def cites_nothing(catalogue: Catalogue) -> bool:
    """Return whether no system, use or link names a source: then "documented" only means not marked as inferred."""
    return all(frame["source"].isna().all() for frame in (catalogue.systems, catalogue.uses, catalogue.links))
