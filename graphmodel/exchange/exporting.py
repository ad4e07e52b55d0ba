"""One way out for every form: what an export holds as bytes, and how it gets to where it is wanted.

Law: the same catalogue gives the same bytes, but for workbooks, which carry the time they were made; a file is there
whole or not at all.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from graphmodel.catalogue import Catalogue
from graphmodel.errors import GraphmodelError, UnknownName, writing
from graphmodel.kinds import checked
from graphmodel.suggest import did_you_mean, nearest

FORMATS: Mapping[str, str] = {
    "csv": "tables.as_csv",
    "json": "tables.as_json",
    "xlsx": "sheets.as_xlsx",
    "graphml": "networks.as_graphml",
    "gexf": "networks.as_gexf",
    "archi": "archi.as_archi",
    "cypher": "script.as_cypher",
}
"""Every form, and the function that makes it."""
FOLDERS = ("csv", "archi")
"""Forms that are a folder of files."""
BINARY = ("xlsx",)


@dataclass(frozen=True)
class Exported:
    """An export: its files by name, or one without a name; ``notes`` say what the form cannot hold."""

    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()

    @property
    def content(self) -> bytes:
        """Return the bytes of all files, one after the other."""
        return b"".join(self.files.values())


def exported(catalogue: Catalogue, form: str, *, audience: str | None = None) -> Exported:
    """Return a catalogue in a form, for an audience (``public``) or as it is.

    Raises UnknownName for a form or audience that there is not, GraphmodelError for a text that a form cannot hold.

    >>> import graphmodel
    >>> sorted(exported(graphmodel.load("nleim-2014"), "csv").files)[:2]
    ['about.toml', 'agencies.csv']
    """
    if form not in FORMATS:
        raise UnknownName(
            f"there is no form {form!r}{did_you_mean(form, FORMATS)}: it is one of {', '.join(FORMATS)}",
            nearest(form, FORMATS),
        )
    if audience is not None:
        catalogue = catalogue.for_audience(audience)
    module, _, name = FORMATS[form].partition(".")
    make = getattr(import_module(f"graphmodel.exchange.{module}"), name)
    return cast("Callable[[Catalogue], Exported]", make)(catalogue)


@checked
def export(
    catalogue: Catalogue, form: str, path: str | Path, *, audience: str | None = None, overwrite: bool = False
) -> Exported:
    """Write a catalogue in a form to a file, or for csv and archi to a folder; return what was written.

    A folder that is not empty is left alone unless ``overwrite`` says otherwise. Raises GraphmodelError where nothing
    can be written there, and as ``exported``.

    >>> import graphmodel, tempfile
    >>> made = graphmodel.export(graphmodel.load("nleim-2014"), "graphml", tempfile.mkdtemp() + "/n.graphml")
    >>> made.content[:5]
    b'<?xml'
    """
    made = exported(catalogue, form, audience=audience)
    target = Path(path)
    with writing(target):
        if form in FOLDERS:
            _write_folder(target, made.files, overwrite=overwrite)
        else:
            _write(target, made.content)
    return made


def _write_folder(folder: Path, files: Mapping[str, bytes], *, overwrite: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise GraphmodelError(f"{folder} is a file: name a folder for the tables")
    if folder.is_dir() and any(folder.iterdir()) and not overwrite:
        raise GraphmodelError(f"{folder} is not empty: name a new folder, or say --overwrite to write into this one")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        _write(folder / name, content)


def _write(path: Path, content: bytes) -> None:
    """Write beside a file, then put it in its place in one step."""
    if path.is_dir():
        raise GraphmodelError(f"{path} is a folder: name a file")
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if path.exists():
            shutil.copymode(path, name)
        else:
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
