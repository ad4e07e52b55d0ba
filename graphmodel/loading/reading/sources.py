"""A source of tables opened: a folder, a zip of one, a workbook or a GraphML file, all as named tables.

Nothing is ever unpacked to disk.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath

from graphmodel import shipped as content
from graphmodel.errors import SourceError
from graphmodel.forms.layout import FACTS
from graphmodel.loading.columns import Sheet
from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.reading.archive import entries
from graphmodel.loading.reading.containers import OLE, WORKBOOKS, no_archive
from graphmodel.loading.reading.filled_in import filled_in
from graphmodel.loading.reading.graphml import graphml_source
from graphmodel.loading.reading.grids import RawGrid, csv_grid
from graphmodel.loading.reading.source import Reader, TableSource
from graphmodel.loading.reading.tables import read_csv
from graphmodel.loading.reading.workbook import Workbook
from graphmodel.machine.refusals import cause
from graphmodel.records.composed import composed
from graphmodel.words.messages import Message

_CSV = ".csv"
_SINGLE = {_CSV, ".tsv", ".txt"}
_GRAPHML = ".graphml"
_ABOUT = "about"
_ABOUT_FILE = "about.toml"


def open_source(path: Path, findings: Findings, sole: str = "") -> TableSource:
    """Return a folder, zip, workbook or GraphML file as tables; SourceError where it is none of them.

    ``sole`` is the name of the only table that is wanted: then a single CSV file, or the only sheet of a workbook, is
    that table, whatever its name.
    """
    try:
        if path.is_dir():
            items = [item for item in sorted(path.iterdir()) if not item.name.startswith((".", "~$"))]
            root = None if path in content.catalogues().values() else os.path.realpath(path)
            return _files({composed(item.name): _reader(item, root) for item in items}, findings)
        if not path.is_file():
            raise _refused(path, Message("is neither a folder nor a file"))
        with path.open("rb") as file:
            start = file.read(4)
        ending = path.suffix.lower()
        if (start == OLE or ending in WORKBOOKS) and (other := no_archive(path.read_bytes())):
            raise _refused(path, other)
    except OSError as error:
        raise _refused(path, _closed(Message("cannot be opened"), error)) from error
    if ending in {".xlsx", ".xlsm"}:
        return _workbook(path, findings, sole)
    if ending == ".zip" or start == b"PK\x03\x04":
        return _files(entries(path), findings)
    if ending == _GRAPHML:
        return graphml_source(path, findings)
    if ending in _SINGLE and sole:
        return _single(path, sole)
    if ending == _CSV:
        raise _refused(
            path,
            Message(
                "is one table: graphmodel import reads it as it is, or give the folder that holds it with the others",
            ),
        )
    raise _refused(
        path,
        Message(
            "is no folder, zip, .xlsx workbook or .graphml file",
        ),
    )


def _refused(path: Path, why: Message) -> SourceError:
    return SourceError(f"{path} " + why)


def _closed(what: Message, error: OSError) -> Message:
    return what + ": " + cause(error)


def _single(path: Path, name: str) -> TableSource:
    def read(_stem: str, findings: Findings) -> Sheet:
        return read_csv(path.name, _reader(path), findings)

    def grid(_stem: str, findings: Findings) -> RawGrid:
        return csv_grid(path.name, _reader(path), findings)

    return TableSource({name: path.name}, (), lambda stem: stem + _CSV, read, None, _ABOUT_FILE, grid)


def _reader(path: Path, root: str | None = None) -> Reader:
    """Return what reads a file; one that is a link out of the folder ``root`` is not read.

    Whoever hands on a folder must not make its reader load, and hand on in turn, a file of their own.
    """

    def read() -> bytes:
        try:
            if path.is_dir():
                raise Unreadable(Message("is a folder, not a file"))
            if not path.is_file():
                raise Unreadable(Message("is not a file that can be read"))
            if root and path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
                raise Unreadable(
                    Message(
                        "is a link to a file outside this folder, which is not read: put the file itself there",
                    )
                )
            return path.read_bytes()
        except OSError as error:
            raise Unreadable(_closed(Message("cannot be read"), error)) from error

    return read


def twice(stem: str, beside: str = "") -> Message:
    """Return that a table is there a second time, and beside which file."""
    first = Message(", beside {beside}", beside=beside) if beside else ""
    return Message(
        "is the table {stem} a second time{first}: keep one of them",
        stem=stem,
        first=first,
    )


def _files(files: Mapping[str, Reader], findings: Findings) -> TableSource:
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
            findings.problem(name, twice(stem, tables[stem]))
        else:
            tables[stem] = name

    def read(stem: str, findings: Findings) -> Sheet:
        return read_csv(tables[stem], files[tables[stem]], findings)

    def grid(stem: str, findings: Findings) -> RawGrid:
        return csv_grid(tables[stem], files[tables[stem]], findings)

    return TableSource(tables, tuple(others), lambda stem: stem + _CSV, read, about, _ABOUT_FILE, grid)


def _workbook(path: Path, findings: Findings, sole: str) -> TableSource:
    workbook = Workbook(path, findings)
    if FACTS in workbook.names:
        return filled_in(workbook, path, findings)
    tables: dict[str, str] = {}
    for name in workbook.names:
        stem = composed(name).strip().casefold()
        if stem in tables:
            findings.problem(workbook.place(name), twice(stem))
        else:
            tables[stem] = name
    if sole and len(workbook.names) == 1:
        tables = {sole: workbook.names[0]}
    about = partial(workbook.pairs, tables.pop(_ABOUT)) if _ABOUT in tables else None

    def read(stem: str, findings: Findings) -> Sheet:
        return workbook.sheet(tables[stem], findings)

    def grid(stem: str, _findings: Findings) -> RawGrid:
        return workbook.grid(tables[stem])

    shown = {stem: workbook.place(name) for stem, name in tables.items()}
    return TableSource(shown, (), workbook.place, read, about, workbook.place(_ABOUT), grid)
