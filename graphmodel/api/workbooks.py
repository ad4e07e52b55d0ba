"""A workbook of one's own to fill in."""

from __future__ import annotations

from pathlib import Path

from graphmodel.arguments import checked
from graphmodel.errors import GraphmodelError
from graphmodel.machine.outputs import ensure_ending, write
from graphmodel.stores.anywhere import CatalogueLike, catalogue_at
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message
from graphmodel.workbooks import starting


@checked
def new_workbook(
    path: str | Path,
    *,
    catalogue: CatalogueLike | None = None,
    agency: str | None = None,
    language: Language = "en",
) -> Path:
    """Write a workbook to fill in and return its path, which ends in .xlsx; ``check`` and ``load`` read it as it is.

    It is blank but for examples, which are not read, or has what a ``catalogue`` knows of an ``agency``, by id or name.
    Words to choose from are in one language, everything else in both.

    Raises UnknownName for an agency that there is not, GraphmodelError where only one of the two is given, where the
    file is there already, or cannot be written.

    >>> import tempfile
    >>> new_workbook(tempfile.mkdtemp() + "/ours.xlsx", catalogue="canada", agency="Peel Regional Police").name
    'ours.xlsx'
    """
    file = Path(path)
    ensure_ending(file, (".xlsx",), needed=True)
    if (catalogue is None) != (agency is None):
        raise GraphmodelError(Message("a workbook starts from an agency of a catalogue: give both, or neither"))
    if file.exists():
        raise GraphmodelError(Message("{path} is there already, and may be filled in: name another file", path=file))
    if catalogue is None or agency is None:
        content = starting.new_workbook(language)
    else:
        content = starting.workbook_of(catalogue_at(catalogue), agency, language)
    write(file, content, new=True)
    return file
