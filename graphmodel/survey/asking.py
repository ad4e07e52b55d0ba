"""The pages of a survey: which records it shows, which columns, and which cells are to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.engine.maturity import MISSING, SCALES, levels, rated
from graphmodel.engine.network import Booleans, Network
from graphmodel.errors import GraphmodelError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Column, TableName
from graphmodel.survey.layout import BLANK_ROWS, LOCKED, MATURITY, VERSION, columns_asked, records
from graphmodel.words.messages import Message

Ask = Literal["all", "maturity"]
VERSIONS: dict[Ask, str] = {"all": VERSION, "maturity": MATURITY}


@dataclass(frozen=True)
class AskedPage:
    """One page: its records, with which cells of theirs are open, shape (rows, columns), and how many blank rows follow."""

    table: TableName
    rows: pd.DataFrame
    columns: tuple[Column, ...]
    open: Booleans
    blank: int = 0

    def is_idle(self, column: int) -> bool:
        """Return whether nothing is to be filled in in a column, and nothing there tells the records apart."""
        name = self.columns[column].name
        return not self.blank and name not in ("id", "from", "to", "name") and not self.open[:, column].any()


def pages(catalogue: Catalogue, agency: str, ask: Ask = "all") -> list[AskedPage]:
    """Return the pages for an agency, by its id; GraphmodelError where nothing of what is asked is missing."""
    shown = records(catalogue, agency)
    if ask == "all":
        return list(_everything(shown))
    found = _maturity(catalogue, shown["links"])
    if not any(len(page.rows) for page in found):
        raise GraphmodelError(
            Message(
                "nothing is missing: the levels of all links of the systems that {agency} runs are settled, so there is "
                "nothing to ask",
                agency=agency,
            )
        )
    return found


def _everything(shown: dict[TableName, pd.DataFrame]) -> Iterator[AskedPage]:
    for table, rows in shown.items():
        columns = columns_asked(VERSION, table)
        free = np.array([column.name not in LOCKED[table] for column in columns], dtype=bool)
        yield AskedPage(table, rows, columns, np.tile(free, (len(rows), 1)), BLANK_ROWS[table])


def _maturity(catalogue: Catalogue, own: pd.DataFrame) -> list[AskedPage]:
    """Return the links of which a level is an interval, and the standards of which it is not known how open they are."""
    network = Network(catalogue)
    bits: NDArray[np.uint8] = np.bitwise_or.reduce([levels(network, scale).missing for scale in SCALES])
    asked = np.zeros(len(bits), dtype=bool)
    asked[rated(network)] = True
    asked &= (bits > 0) & catalogue.links["id"].isin(own["id"]).to_numpy()
    links = catalogue.links[asked]
    missing = {name: (bits[asked] >> at & 1).astype(bool) for at, name in enumerate(MISSING)}
    unsaid = links["standard"][missing["openness"]]
    standards = catalogue.standards[catalogue.standards["id"].isin(unsaid)]
    to_fill = {name: marks for name, marks in missing.items() if name in links}
    some: Booleans = np.logical_or.reduce(list(to_fill.values()))  # else only the openness of its standard is missing
    return [
        _page("links", links[some], {name: marks[some] for name, marks in to_fill.items()}),
        _page("standards", standards, {"openness": np.ones(len(standards), dtype=bool)}),
    ]


def _page(table: TableName, rows: pd.DataFrame, to_fill: dict[str, Booleans]) -> AskedPage:
    columns = columns_asked(MATURITY, table)
    shut = np.zeros(len(rows), dtype=bool)
    cells = np.stack([to_fill.get(column.name, shut) for column in columns], axis=1)
    return AskedPage(table, rows, columns, cells)
