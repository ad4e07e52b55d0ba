"""The catalogue that the explorer answers from: read once, its engine made once, a reload seen at the next request."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING

from graphmodel.api.given import CatalogueView, asked_of
from graphmodel.cli.shared.settings import Settings
from graphmodel.loading import load
from graphmodel.machine.ending import temporary_folder
from graphmodel.records.called import Called, agencies_called
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.plain import plain_columns
from graphmodel.records.schema import TableName, tables
from graphmodel.records.slugs import folded
from graphmodel.stores import NEO4J_SCHEMES, TIMEOUT, Store, open_store

if TYPE_CHECKING:
    from graphmodel.words.languages import Language

_OFTEN = 1.0
"""Seconds between two questions to a server whether it holds another catalogue now."""
_GRAPH = "graph.duckdb"
MEMORY = "memory:"
MOST_ROWS = 50_000
"""Rows of a question in Cypher that are given at most; where there are more, the answer says so."""


@dataclass(frozen=True, eq=False)
class Held:
    """One state of the catalogue, with whatever answers from it share; a request keeps to the one that it began with.

    A question in Cypher is answered by the store as it is: in the second of a load, from the new graph.
    """

    view: CatalogueView
    store: Store
    url: str
    password: str | None = field(repr=False)
    stamp: object = None
    """What changes with each load, even where the catalogue stays as it was."""
    number: int = field(default_factory=count().__next__)
    """No other state of this process has it."""

    @property
    def catalogue(self) -> Catalogue:
        """Return the catalogue."""
        return self.view.catalogue

    @cached_property
    def agencies(self) -> Called:
        """Return the agencies by what they are called."""
        return agencies_called(self.catalogue)

    @cached_property
    def systems(self) -> Called:
        """Return the systems by what they are called."""
        return Called.of(self.catalogue.systems)

    @cached_property
    def _ids(self) -> dict[TableName, frozenset[str]]:
        return {}

    def ids(self, table: TableName) -> frozenset[str]:
        """Return the ids of a table."""
        found = self._ids.get(table)
        if found is None:
            found = self._ids[table] = frozenset(map(str, self.catalogue.table(table)["id"]))
        return found

    @cached_property
    def _cells(self) -> dict[TableName, Mapping[str, Sequence[object]]]:
        return {}

    def cells(self, table: TableName) -> Mapping[str, Sequence[object]]:
        """Return the columns of a table as plain values by place, None where a cell is missing."""
        found = self._cells.get(table)
        if found is None:
            frame = self.catalogue.table(table)
            found = self._cells[table] = dict(zip(map(str, frame), plain_columns(frame), strict=True))
        return found

    @cached_property
    def _words(self) -> dict[tuple[TableName, Language], Sequence[tuple[str, str, str]]]:
        return {}

    def words(self, table: TableName, language: Language) -> Sequence[tuple[str, str, str]]:
        """Return the id of each record, its name in a language, and all that it is found by, folded."""
        found = self._words.get((table, language))
        if found is None:
            cells = self.cells(table)
            names = [name for name in ("name_fr", "name", "title") if name in cells]
            if language == "en":
                names.sort()
            made: list[tuple[str, str, str]] = []
            for id, *called in zip(cells["id"], *(cells[name] for name in names), strict=True):
                said = [str(name) for name in called if name]
                made.append((str(id), next(iter(said), str(id)), "\n".join(map(folded, (str(id), *said)))))
            found = self._words[table, language] = made
        return found

    @cached_property
    def _naming(self) -> dict[tuple[TableName, str], Mapping[str, list[int]]]:
        return {}

    def naming(self, table: TableName, column: str) -> Mapping[str, list[int]]:
        """Return the places of a table's rows by what a column of theirs holds; of a list, by each of its items."""
        found = self._naming.get((table, column))
        if found is None:
            cells = self.catalogue.table(table)[column].reset_index(drop=True)
            if any(one.is_list for one in tables()[table].columns if one.name == column):
                cells = cells.str.split(LIST_SEPARATOR).explode()
            kept = cells.dropna()
            found = {str(key): sorted(set(places)) for key, places in kept.groupby(kept).groups.items()}
            self._naming[table, column] = found
        return found

    def called(self, id: str, language: Language) -> str:
        """Return the name of an agency or a system in a language; empty where there is none of that id."""
        names = self.agencies.names.get(id) or self.systems.names.get(id) or ("", "")
        return (names[1] if language == "fr" else "") or names[0]

    def name(self, language: Language) -> str:
        """Return what the catalogue is called."""
        about = self.catalogue.about
        return ((about.name_fr if language == "fr" else about.name) or about.name or about.name_fr).strip()

    def facts(self, language: Language) -> Mapping[str, str]:
        """Return what every answer says of the catalogue that it comes from."""
        return {"name": self.name(language), "digest": self.catalogue.digest}


@dataclass(frozen=True)
class ResidentSettings(Settings):
    """Settings of a command that answers from what is held already."""

    held: Held | None = None

    @contextmanager
    def opened(self, timeout: float | None = None) -> Generator[Store]:
        """Give the store that is held; one of its own where a question may take less time than others."""
        assert self.held is not None
        if timeout is None or timeout >= TIMEOUT:
            yield self.held.store
            return
        with open_store(self.held.url, timeout=timeout, notice=self.tell, password=self.held.password) as store:
            if self.held.url == MEMORY:  # which another opening does not share
                store.write(self.held.catalogue)
            yield store

    def rows(self, limit: int | None) -> int | None:
        """Return how many rows are given: what many ask of one process is bounded."""
        return MOST_ROWS if limit is None else min(limit, MOST_ROWS)

    def catalogue(self) -> Catalogue:
        """Return the catalogue that is held."""
        assert self.held is not None
        return self.held.catalogue


@dataclass(frozen=True)
class UploadedSettings(Settings):
    """Settings that name a catalogue somebody sent: there is no file of that name to be read."""


class Resident:
    """What is held: the catalogue of ``--on``, which is read once, or of a store, which is read again when it changes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = RLock()
        self._held: Held | None = None
        self._looked = 0.0

    def current(self) -> Held:
        """Return the state to answer from; GraphmodelError where there is none that can be read."""
        with self._lock:
            if self._held is None:
                self._held = self._read_source() if self.settings.on else self._read_store()
            elif not self.settings.on and self._stamp_now(self._held.store) != self._held.stamp:
                self._held = self._read_store(self._held.store)
            return self._held

    def at_hand(self) -> Held | None:
        """Return the state to answer from where it is known without a wait; None where a store must be asked or read."""
        if not self._lock.acquire(blocking=False):
            return None
        try:
            if self._held is None or self.settings.on:
                return self._held
            asks = self.settings.store.partition(":")[0] in NEO4J_SCHEMES and monotonic() - self._looked > _OFTEN
            return self._held if not asks and self._stamp_now(self._held.store) == self._held.stamp else None
        finally:
            self._lock.release()

    @property
    def digest(self) -> str:
        """Return the digest of the catalogue that is held, without a look at the store; empty where none is."""
        held = self._held
        return held.catalogue.digest if held is not None else ""

    def settings_for(self, held: Held, language: Language, *, told: bool = False) -> ResidentSettings:
        """Return the settings by which a command answers from what is held; ``told`` where it is told its catalogues."""
        own = self.settings
        on = None if told else own.on
        return ResidentSettings(own.store, on, language, False, 0, own.password, own.origin, own.loader, held=held)

    def named(self, name: str) -> Resident:
        """Return a resident for what somebody sent, under the name by which a terminal would have it."""
        own = self.settings
        origin = {**own.origin, "on": "command line", "store": "default", "loader": "default"}
        return Resident(UploadedSettings(own.store, name, own.lang, own.quiet, own.verbose, None, origin))

    def close(self) -> None:
        """Let go of the store."""
        with self._lock:
            if self._held is not None:
                self._held.store.close()
                self._held = None

    def _read_source(self) -> Held:
        own = self.settings
        assert own.on is not None
        catalogue = load(own.on, own.loader or "catalogue", notice=own.tell)
        url = str(temporary_folder()[0] / _GRAPH)  # it goes when the program ends
        store = open_store(url, timeout=TIMEOUT, notice=own.tell)
        store.write(catalogue)
        return self._made(catalogue, store, url)

    def _read_store(self, store: Store | None = None) -> Held:
        own = self.settings
        store = store or open_store(own.store, timeout=TIMEOUT, notice=own.tell, password=own.password)
        self._looked = 0.0  # where this fails, the next request asks again and is told again
        stamp = self._stamp_now(store)
        self._looked = 0.0
        made = self._made(store.read(), store, own.store, stamp)
        self._looked = monotonic()
        return made

    def _made(self, catalogue: Catalogue, store: Store, url: str, stamp: object = None) -> Held:
        view = asked_of(catalogue)
        _ = view.reach, view.world  # made before anybody waits for them
        return Held(view, store, url, self.settings.password, stamp)

    def _stamp_now(self, store: Store) -> object:
        """Return what changes when another process loads: of a file which one it is, of a server what it holds."""
        url = self.settings.store
        if url.partition(":")[0] not in NEO4J_SCHEMES:
            try:
                found = Path(url.removeprefix("duckdb:")).stat()
            except OSError:
                return None
            return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
        if monotonic() - self._looked > _OFTEN:
            self._looked = monotonic()
            known = store.info()
            return known.digest, known.loaded_at
        return self._held.stamp if self._held is not None else None
