"""A source of tables opened: a folder, a zip of one, a workbook or a GraphML file, all as named tables.

Nothing is ever unpacked to disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from graphmodel.errors import SourceError
from graphmodel.loading.archive import entries
from graphmodel.loading.columns import Sheet
from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.tables import read_csv
from graphmodel.loading.workbook import Workbook

_CSV = ".csv"
_SINGLE = {_CSV, ".tsv", ".txt"}
_GRAPHML = ".graphml"
_ABOUT = "about"
_ABOUT_FILE = "about.toml"
Reader = Callable[[], bytes]


@dataclass(frozen=True)
class Source:
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


def open_source(path: Path, findings: Findings, sole: str = "") -> Source:
    """Return a folder, zip, workbook or GraphML file as tables; SourceError where it is none of them.

    ``sole`` is the name of the only table that is wanted: then a single CSV file is that table, whatever its name.
    """
    try:
        if path.is_dir():
            items = [item for item in sorted(path.iterdir()) if not item.name.startswith((".", "~$"))]
            return _files({item.name: _reader(item) for item in items}, findings)
        if not path.is_file():
            raise SourceError(f"{path} is neither a folder nor a file")
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise SourceError(f"{path} cannot be opened: {error.strerror or error}") from error
    ending = path.suffix.lower()
    if ending in {".xlsx", ".xlsm"}:
        return _workbook(path, findings)
    if ending == ".zip" or start == b"PK\x03\x04":
        return _files(entries(path), findings)
    if ending == _GRAPHML:
        from graphmodel.loading.graphml import graphml_source

        return graphml_source(path, findings)
    if ending in _SINGLE and sole:
        return _single(path, sole)
    if ending == _CSV:
        raise SourceError(f"{path} is one table: give the folder that holds it with the others")
    raise SourceError(f"{path} is no folder, zip, .xlsx workbook or .graphml file")


def _single(path: Path, name: str) -> Source:
    def read(_stem: str, findings: Findings) -> Sheet:
        return read_csv(path.name, _reader(path), findings)

    return Source({name: path.name}, (), lambda stem: stem + _CSV, read, None, _ABOUT_FILE)


def _reader(path: Path) -> Reader:
    def read() -> bytes:
        try:
            if path.is_dir():
                raise Unreadable("is a folder, not a file")
            if not path.is_file():
                raise Unreadable("is not a file that can be read")
            return path.read_bytes()
        except OSError as error:
            raise Unreadable(f"cannot be read: {error.strerror or error}") from error

    return read


def _files(files: Mapping[str, Reader], findings: Findings) -> Source:
    tables: dict[str, str] = {}
    others: list[str] = []
    about: Reader | None = None
    for name, reader in files.items():
        path = PurePosixPath(name)
        stem = path.stem.casefold()
        if path.suffix.lower() != _CSV:
            others.append(name)
            about = reader if name == _ABOUT_FILE else about
        elif stem in tables:
            findings.problem(name, f"is the table {stem} a second time, beside {tables[stem]}: keep one of them")
        else:
            tables[stem] = name

    def read(stem: str, findings: Findings) -> Sheet:
        return read_csv(tables[stem], files[tables[stem]], findings)

    return Source(tables, tuple(others), lambda stem: stem + _CSV, read, about, _ABOUT_FILE)


def _workbook(path: Path, findings: Findings) -> Source:
    workbook = Workbook(path, findings)
    tables: dict[str, str] = {}
    for name in workbook.names:
        stem = name.strip().casefold()
        if stem in tables:
            findings.problem(workbook.place(name), f"is the table {stem} a second time: keep one of them")
        else:
            tables[stem] = name
    about = partial(workbook.pairs, tables.pop(_ABOUT)) if _ABOUT in tables else None

    def read(stem: str, findings: Findings) -> Sheet:
        return workbook.sheet(tables[stem], findings)

    shown = {stem: workbook.place(name) for stem, name in tables.items()}
    return Source(shown, (), workbook.place, read, about, workbook.place(_ABOUT))
