"""A catalogue from wherever it is: an object, a source of tables, a shipped name, a graph file or a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graphmodel.loading import ignore, load
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import NEO4J_SCHEMES, Store, open_store

_TABLES = {".zip", ".xlsx", ".xlsm", ".csv"}
_ZIP = b"PK\x03\x04"
CatalogueLike = Catalogue | Store | str | Path
"""A Catalogue, an open store, a folder, zip or workbook, a shipped name, a graph file, or a server's address."""


def catalogue_at(
    where: CatalogueLike, notice: Callable[[str], None] = ignore, password: str | None = None
) -> Catalogue:
    """Return the catalogue of a source, a shipped name, a graph file, a server's address, or an open store.

    Raises CatalogueError, SourceError or StoreError where there is none that can be read.
    """
    if isinstance(where, Catalogue):
        return where
    if not isinstance(where, str | Path):
        if hasattr(where, "read"):
            return where.read()
        with open_store(where) as store:  # a py2neo.Graph
            return store.read()
    if is_store(where):
        with open_store(str(where), notice=notice, password=password) as store:
            return store.read()
    return load(where, notice=notice)


def is_store(where: str | Path) -> bool:
    """Return whether a text or path names a store: its address, or a graph file, which is no table."""
    scheme = str(where).partition(":")[0]
    if isinstance(where, str) and (scheme == "duckdb" or scheme in NEO4J_SCHEMES or where == "memory:"):
        return ":" in where
    try:
        path = Path(where)
        if path.suffix.lower() in _TABLES or not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(4) != _ZIP
    except OSError:
        return False
