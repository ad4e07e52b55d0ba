"""What a source lacks: tables and columns that a mapping needs, each told once, with what is probably meant by it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graphmodel.loading.columns import Sheet
from graphmodel.loading.findings import Findings
from graphmodel.loading.reading.source import TableSource
from graphmodel.loading.shaping.recipes import Recipe
from graphmodel.records.schema import TableFormat
from graphmodel.records.slugs import slug
from graphmodel.words.messages import NOTHING, Message, listed
from graphmodel.words.suggest import did_you_mean, meant, nearest

_SHOWN = 5
_ALIKE = tuple(
    frozenset(words.split())
    for words in (
        "id code key ref identifier identifiant cle",
        "name nom label title titre libelle",
        "from source src sender origin start de origine expediteur",
        "to target tgt dst dest destination receiver end vers cible destinataire",
        "type kind class category genre classe categorie sorte",
        "status state statut etat",
        "operator owner exploitant proprietaire responsable",
        "level niveau palier",
        "sector secteur domaine",
        "direction sens",
        "role",
    )
)
"""Words that people put above the same column."""
_PARTED = re.compile(r"\S[ :/~^]+\S")
Reads = Mapping[str, Collection[str]]
"""For each table of theirs, the columns that are looked for."""


@dataclass
class Lacking:
    """What was found missing so far: columns by table of theirs, and tables of theirs by ours that need them.

    ``none`` holds the columns that a recipe looked for where it found not one.
    """

    columns: dict[str, dict[str, None]] = field(default_factory=dict[str, dict[str, None]])
    none: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    tables: dict[str, list[TableFormat]] = field(default_factory=dict[str, list[TableFormat]])

    def column(self, file: str, name: str) -> None:
        """Note that a table of theirs has no column of that name."""
        self.columns.setdefault(file, {})[name] = None

    def every_column(self, recipe: Recipe) -> None:
        """Note that a table of theirs has none of the columns of a recipe."""
        given = recipe.default.keys()
        mine = [ours for ours in recipe.table.columns if ours.name in recipe.columns]
        needed = [ours.name for ours in mine if ours.required and ours.name not in given]
        for name in needed or recipe.columns:
            self.column(recipe.file, recipe.columns[name])
        self.none.setdefault(recipe.file, list(recipe.columns.values()))

    def tell(self, source: TableSource, sheets: Mapping[str, Sheet | None], read: Reads, findings: Findings) -> None:
        """Tell of each table what it lacks, at its header; ``read`` says which columns are read of each."""
        for file, missing in self.columns.items():
            if sheet := sheets[file]:
                findings.problem(sheet.file, self._columns(sheet, list(missing), self.none.get(file), read[file]), 1)
        for file, needing in self.tables.items():
            called = source.called(file)
            unread = [shown for name, shown in source.tables.items() if name not in read]
            near = did_you_mean(called, unread) or (meant(unread[0]) if len(unread) == 1 else NOTHING)
            names = listed(table.name for table in dict.fromkeys(needing))
            needs = Message(
                "is missing: a catalogue needs its {names}",
                names=names,
            )
            findings.problem(called, needs + near)

    def _columns(self, sheet: Sheet, missing: list[str], none: list[str] | None, read: Collection[str]) -> Message:
        first = next(iter(sheet.columns), "")
        if none is not None and first.startswith(("#", "%")):
            return Message(
                "begins with a comment, {first!r}: delete the lines above the names of the columns, and {mark}",
                first=first[:20],
                mark=first[0],
            )
        if none is not None and len(sheet.columns) == 1 and _PARTED.search(first):
            return Message(
                "has one column, {first!r}: part its cells by commas, semicolons or tabs",
                first=first[:60],
            )
        near = likely(missing, [name for name in sheet.columns if name not in read])
        if none is not None and not near:
            shown = ", ".join(none[:_SHOWN]) + ", ..."
            return Message(
                "has none of its columns in its first line: {shown}",
                shown=shown,
            )
        quoted = listed(map(repr, missing))
        if len(missing) == 1:
            said = Message("the column {missing!r} is missing", missing=missing[0])
        else:
            said = Message("the columns {them} are missing", them=quoted)
        return said + (meant(", ".join(near)) if near else NOTHING)


def columns_read(recipes: Iterable[Recipe]) -> Reads:
    """Return for each table of theirs the columns that are looked for."""
    found: dict[str, set[str]] = {}
    for recipe in recipes:
        if recipe.file:
            found.setdefault(recipe.file, set()).update(recipe.looked_at)
        for join in recipe.joins:
            found.setdefault(join.file, set()).add(join.on)
            found.setdefault(join.of, set()).update(join.needed)
    return found


def likely(missing: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Return the columns that are probably meant by names that are missing: like letters, synonyms, or like words."""
    found: list[str] = []
    for name in missing:
        left = [column for column in columns if column not in found]
        near = nearest(name, left, most=1) or [column for column in left if _alike(name, column)]
        found += near[:1]
    return found


def _alike(name: str, column: str) -> bool:
    mine, theirs = slug(name), slug(column)
    if not mine or not theirs:
        return False
    if any(mine in words and theirs in words for words in _ALIKE):
        return True
    one, other = set(mine.split("-")), set(theirs.split("-"))
    return one < other or other < one
