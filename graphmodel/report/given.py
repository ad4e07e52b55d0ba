"""What the sections of a report are made from: one catalogue in every form, and the numbering of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from graphmodel.answers.plan import Plan, plan
from graphmodel.answers.provenance import sources_behind
from graphmodel.answers.study import study
from graphmodel.engine.network import Network
from graphmodel.engine.visibility import Visibility
from graphmodel.queries.packs import query
from graphmodel.records.catalogue import Catalogue
from graphmodel.report.document import Cell, Cited, Grid
from graphmodel.stores import Store
from graphmodel.values.table import Table
from graphmodel.words.headings import heading
from graphmodel.words.languages import Language
from graphmodel.words.messages import say


@dataclass
class Given:
    """A catalogue, a store that holds it, and what has been cited so far."""

    catalogue: Catalogue
    store: Store
    language: Language
    public: bool
    """Whether it is for anybody: then single points of failure are not listed."""
    links: int
    """How many next links it proposes."""
    _numbers: dict[str, int] = field(default_factory=dict[str, int])

    @cached_property
    def network(self) -> Network:
        """Return the live network."""
        return Network(self.catalogue)

    @cached_property
    def visibility(self) -> Visibility:
        """Return who sees what."""
        return Visibility(self.network)

    @cached_property
    def study(self) -> pd.DataFrame:
        """Return the study's table."""
        return study(self.catalogue, language=self.language)

    @cached_property
    def plan(self) -> Plan:
        """Return the next links."""
        return plan(self.catalogue, self.links, language=self.language)

    def say(self, id: str, /, **values: object) -> str:
        """Return a text of the catalogue in the report's language."""
        return say(id, language=self.language, **values)

    def ask(self, id: str, **values: object) -> Table:
        """Return the answer of a canned query, with None for what is not known."""
        asked = query(id)
        chosen = asked.coerce({name: str(value) for name, value in values.items()})
        return self.store.run(*asked.bind(chosen)).known()

    def heading(self, column: str) -> str:
        """Return what people read above a column."""
        return heading(column, self.language).replace("- ", "")

    def named(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the names of agencies and systems, in the report's language where there is one."""
        wanted = set(ids)
        names: dict[str, str] = {}
        for table in (self.catalogue.agencies, self.catalogue.systems):
            chosen = table[table["id"].isin(wanted)]
            name = chosen["name_fr"].fillna(chosen["name"]) if self.language == "fr" else chosen["name"]
            names.update(zip(chosen["id"], name, strict=True))
        return names

    def grid(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        about: Sequence[Sequence[object]] | None = None,
        *,
        most: int | None = None,
    ) -> Grid:
        """Return rows under headings with the sources behind each.

        ``about`` names the records that a row is about, where its cells do not; the row itself is taken otherwise.
        """
        shown = tuple(tuple(row) for row in rows[:most])
        behind = sources_behind(self.catalogue, list(about[:most] if about is not None else shown))
        numeric = tuple(
            any(not isinstance(row[at], str) and row[at] is not None for row in shown) for at in range(len(headings))
        )
        cited = tuple(tuple(self._cite(id) for id in ids) for ids in behind)
        return Grid(tuple(headings), numeric, shown, cited, len(rows) - len(shown))

    def _cite(self, id: str) -> int:
        return self._numbers.setdefault(id, len(self._numbers) + 1)

    def cited(self) -> tuple[Cited, ...]:
        """Return the sources that were cited, in the order of their numbers."""
        known = self.catalogue.sources.astype("object").fillna("").set_index("id").to_dict("index")
        return tuple(
            Cited(number, id, str(known[id]["title"]), str(known[id]["year"]).removesuffix(".0"), str(known[id]["url"]))
            for id, number in self._numbers.items()
        )

    def of_type(self, type: str) -> list[str]:
        """Return the ids of the live systems of a type."""
        at = self.network.live & np.equal(self.network.type, type).astype(bool)
        return [str(id) for id in self.network.systems[at]]
