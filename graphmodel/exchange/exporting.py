"""One way out for every form: what an export holds as bytes, and how it gets to where it is wanted.

Law: the same catalogue gives the same bytes, but for workbooks, which carry the time they were made; a file is there
whole or not at all (``outputs``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from graphmodel.arguments import checked
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.machine.outputs import ensure_ending, write, write_folder
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import tables
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean, nearest

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
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "json": (".json",),
    "xlsx": (".xlsx",),
    "graphml": (".graphml", ".xml"),
    "gexf": (".gexf", ".xml"),
    "cypher": (".cypher", ".cql", ".cyp", ".txt"),
}
"""How the name of a file of each form may end."""
_OF_FILES = (".csv", ".zip", ".xlsx", ".xls", ".ods", ".json", ".xml", ".html", ".txt", ".archimate")
"""How no folder's name ends."""


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
            Message(
                "there is no form {form!r}{near}: it is one of {forms}",
                form=form,
                near=did_you_mean(form, FORMATS),
                forms=", ".join(FORMATS),
            ),
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
    result = exported(catalogue, form, audience=audience)
    target = Path(path)
    ensure_named(target, form)
    if form in FOLDERS:
        ours = {*result.files, *(f"{name}.csv" for name in tables()), "about.toml"} if form == "csv" else result.files
        write_folder(target, result.files, ours=tuple(ours), overwrite=overwrite)
    else:
        write(target, result.content)
    return result


def ensure_named(path: Path, form: str) -> None:
    """Refuse a name that ends as a file of another form does: GraphmodelError."""
    if form not in FOLDERS:
        ensure_ending(path, ENDINGS[form])
    elif path.suffix.lower() in _OF_FILES and not path.exists():
        raise GraphmodelError(
            Message(
                "{path}: {form} is a folder of files, not a file: name a folder",
                path=path,
                form=form,
            )
        )
