"""What a brief calls agencies and systems: by name in its language, on a drawing by the short one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from graphmodel.machine.harmless import for_terminal
from graphmodel.records.catalogue import Catalogue
from graphmodel.words.languages import Language
from graphmodel.words.messages import counted, joined, listed, plain, say


@dataclass(frozen=True, eq=False)
class Naming:
    """The names of one catalogue's records in one language; every name is one line and nothing that a terminal obeys."""

    catalogue: Catalogue
    language: Language

    @cached_property
    def _names(self) -> Mapping[str, pd.Series]:
        return {column: self._both(column) for column in ("name", "short")}

    def _both(self, column: str) -> pd.Series:
        tables = [self.catalogue.agencies, self.catalogue.systems]
        own, french = (
            pd.Series(pd.concat([table.set_index("id")[name] for table in tables])) for name in (column, f"{column}_fr")
        )
        return french.fillna(own) if self.language == "fr" else own

    @cached_property
    def _operators(self) -> pd.Series:
        systems = self.catalogue.systems
        return pd.Series(systems["operator"].to_numpy(), index=systems["id"])

    def name(self, id: str) -> str:
        """Return the name of an agency or system."""
        return _line(self._names["name"].get(id, id))

    def short(self, id: str) -> str:
        """Return what a drawing calls an agency or system: its short name, else its name."""
        short = self._names["short"].get(id)
        return _line(short) if isinstance(short, str) else self.name(id)

    def operator(self, system: str) -> str:
        """Return the id of the agency that operates a system."""
        return str(self._operators[system])

    def listed(self, ids: Iterable[str], most: int) -> str:
        """Return the names of some records as ``A, B and C``; those beyond ``most`` are counted."""
        return some(map(self.name, ids), most)

    def by_operator(self, systems: Iterable[str], most: int) -> str:
        """Return some systems behind their operators: ``North Police: Records, Dispatch; South Police: Dispatch``."""
        groups: dict[str, list[str]] = {}
        for id in systems:
            groups.setdefault(self.operator(id), []).append(self.name(id))
        told = [
            say("{operator}: {systems}", operator=self.name(agency), systems=", ".join(names))
            for agency, names in groups.items()
        ]
        if len(told) <= most + 1:
            return "; ".join(told)
        more = counted(len(told) - most, "{count} more agency", "{count} more agencies").text()
        return "; ".join((*told[:most], more))

    def of(self, system: str) -> str:
        """Return a system with its operator: ``Records, operated by North Police``."""
        return say(
            "{system}, operated by {operator}", system=self.name(system), operator=self.name(self.operator(system))
        )


def some(texts: Iterable[str], most: int) -> str:
    """Return texts as ``a, b and c``; those beyond ``most`` are counted, unless that would be only one."""
    items = [plain(text) for text in texts]
    if len(items) <= most + 1:
        return listed(items).text()
    rest = counted(len(items) - most, "{count} other", "{count} others")
    return listed([joined(", ", items[:most]), rest]).text()


def _line(text: object) -> str:
    return for_terminal(" ".join(str(text).split()))
