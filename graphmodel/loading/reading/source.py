"""What a source offers, whatever it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graphmodel.loading.columns import Sheet
from graphmodel.loading.findings import Findings
from graphmodel.loading.reading.grids import RawGrid

Reader = Callable[[], bytes]


@dataclass(frozen=True)
class TableSource:
    """What a source offers: a reader for each of its tables, what it says of itself, and files that are no table.

    ``tables`` has names without ending, in small letters, each with the name that people see; ``read`` gives a table
    by that name and raises Unreadable. ``called`` tells what a table would be called that is not there.
    """

    tables: Mapping[str, str]
    others: tuple[str, ...]
    called: Callable[[str], str]
    read: Callable[[str, Findings], Sheet]
    about: Reader | Callable[[], Mapping[str, list[str]]] | None
    about_file: str
    grid: Callable[[str, Findings], RawGrid] | None = None
    """Gives a table as its rows are, by its name, for those who say themselves where its header is."""
