"""Two catalogues side by side: which records differ, and what that did to what is counted and seen.

>>> import graphmodel
>>> graphmodel.diff("canada", "canada")
<CatalogueDiff: no difference>
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from graphmodel.answers.difference.records import CHANGES, compared, names, rows_of
from graphmodel.answers.difference.renames import Found, find_renames
from graphmodel.answers.difference.worlds import Difference
from graphmodel.arguments import ensure_kind
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import TableName
from graphmodel.values.html import frame_html
from graphmodel.words.messages import Message, counted, joined, plural

_COUNTED = {
    "renamed": plural("{count} renamed", "{count} renamed"),
    "removed": plural("{count} removed", "{count} removed"),
    "added": plural("{count} added", "{count} added"),
    "changed": plural("{count} changed", "{count} changed"),
}
"""How many records became what."""


@dataclass(frozen=True, eq=False, repr=False)
class CatalogueDiff:
    """What differs from one catalogue to another; every part is computed when first asked for, and kept.

    A record under a new id is one record: it is compared under its new id, and whatever refers to it has not changed.

    >>> import graphmodel
    >>> canada = graphmodel.load("canada")
    >>> joined = graphmodel.Scenario("try").join("peel-regional-police", "drps-rms").apply(canada)
    >>> graphmodel.diff(canada, joined).added[["table", "id"]].to_numpy().tolist()
    [['uses', 'peel-regional-police drps-rms user']]
    """

    before: Catalogue
    after: Catalogue

    def __post_init__(self) -> None:
        ensure_kind(self, "before", Catalogue)
        ensure_kind(self, "after", Catalogue)

    @cached_property
    def _found(self) -> tuple[dict[TableName, Found], Catalogue]:
        if self.before == self.after:
            return {}, self.before
        return find_renames(self.before, self.after)

    @property
    def before_renamed(self) -> Catalogue:
        """Return the first catalogue with its renamed records under the ids of the second."""
        return self._found[1]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Return every difference as a row: change, table, id, name, column, from, to, how.

        ``change`` is renamed, removed, added or changed; ``id`` is the one in the second catalogue, where it is there.
        """
        found, world = self._found
        parts = [compared(world, self.after)] if world != self.after else []
        for table, mine in found.items():
            there = self.after.table(table).set_index("id").loc[[now for now, _ in mine.values()]]
            ids = {"from": list(mine), "to": list(there.index)}
            how = [how for _, how in mine.values()]
            parts.append(rows_of("renamed", table, id=list(there.index), name=names(there), how=how, **ids))
        if not parts:
            return rows_of()
        made = pd.concat(parts, ignore_index=True)
        order = made["change"].map({change: place for place, change in enumerate(CHANGES)}).sort_values(kind="stable")
        return made.loc[order.index].reset_index(drop=True)

    def _of(self, change: str, *columns: str) -> pd.DataFrame:
        return self.rows.loc[self.rows["change"] == change, ["table", *columns]].reset_index(drop=True)

    @property
    def added(self) -> pd.DataFrame:
        """Return the records that came: table, id, name."""
        return self._of("added", "id", "name")

    @property
    def removed(self) -> pd.DataFrame:
        """Return the records that went: table, id, name."""
        return self._of("removed", "id", "name")

    @property
    def changed(self) -> pd.DataFrame:
        """Return the cells that changed: table, id, name, column, from, to."""
        return self._of("changed", "id", "name", "column", "from", "to")

    @property
    def renamed(self) -> pd.DataFrame:
        """Return the records that go by a new id: table, from, to, name, how they were found to be one."""
        return self._of("renamed", "from", "to", "name", "how")

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many records were renamed, removed, added and changed."""
        records = self.rows.drop_duplicates(["change", "table", "id"])["change"]
        return {change: int((records == change).sum()) for change in CHANGES}

    @cached_property
    def effect(self) -> Difference:
        """Return what the changes did to the study's table, to what is counted and to what is visible.

        Records under a new id are followed: they neither come nor go.
        """
        return Difference(self._found[1], self.after)

    @cached_property
    def marks(self) -> dict[str, str]:
        """Return what became of each agency, system and link, by its id: for a picture of the difference."""
        drawn = self.rows[self.rows["table"].isin(("agencies", "systems", "links"))]
        marked: dict[str, str] = {}
        for change in reversed(CHANGES):  # what came is no more marked as changed
            marked |= dict.fromkeys(drawn.loc[drawn["change"] == change, "id"].tolist(), change)
        return marked

    def __bool__(self) -> bool:
        return len(self.rows) > 0

    def __repr__(self) -> str:
        said = ", ".join(f"{count} {change}" for change, count in self.counts.items() if count)
        return f"<CatalogueDiff: {said or 'no difference'}>"

    @property
    def _said(self) -> Message:
        """Return in words how much differs."""
        said = [counted(count, *_COUNTED[change]) for change, count in self.counts.items() if count]
        return joined(", ", said) if said else Message("no difference")

    def _repr_html_(self) -> str:
        return frame_html(self.rows, caption=self._said)
