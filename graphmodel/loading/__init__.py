"""Tables of a folder, a zip or a workbook to a Catalogue: ``load("canada")``.

Law: a source is read in full or refused with every problem of every file, each named by file, row and column.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from graphmodel import content, schema
from graphmodel.arrow import pa
from graphmodel.catalogue import Catalogue
from graphmodel.errors import CatalogueError, Doubt, Problem, SourceError
from graphmodel.loading import checking, plugins
from graphmodel.loading.about import read_about
from graphmodel.loading.columns import Coded, Sheet
from graphmodel.loading.findings import Findings
from graphmodel.loading.gathered import Gathered, Part
from graphmodel.loading.gathering import gather
from graphmodel.loading.mapping import read_mapping
from graphmodel.loading.sources import open_source
from graphmodel.schema import TableName
from graphmodel.suggest import did_you_mean

__all__ = ["Loader", "Report", "check", "check_catalogue", "ignore", "load"]

Loader = str | Path | Callable[[Path], Catalogue]
Doubts = tuple[list[Doubt], int]
"""The doubts that are listed, and how many there are."""


@dataclass(frozen=True)
class Report:
    """What was found in a source: problems refuse it, warnings and notices do not.

    ``catalogue`` is None exactly where there are problems. Warnings are what is probably not meant; notices say how a
    file was read that could have been read otherwise.
    """

    catalogue: Catalogue | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()


def ignore(message: str) -> None:
    """Take a notice and say nothing."""
    del message


def load(source: str | Path, loader: Loader = "catalogue", notice: Callable[[str], None] = ignore) -> Catalogue:
    """Return the catalogue in a folder, a zip, a workbook, or of a shipped name; an existing path wins.

    ``loader`` is the name of a shipped mapping or of an installed plug-in, the path of a mapping, or a function from the
    source's path to a Catalogue.
    ``notice`` gets warnings and notices as text, also of a catalogue that is refused.

    Raises CatalogueError with every problem of every file, SourceError where the source or mapping cannot be opened.

    >>> load("nleim-2014").counts["systems"]
    339
    """
    report = check(source, loader)
    for note in (*report.notices, *report.warnings):
        notice(str(note))
    if report.catalogue is None:
        raise CatalogueError(report.problems)
    return report.catalogue


def check(
    source: str | Path, loader: Loader = "catalogue", doubts: Callable[[Catalogue], Doubts] | None = None
) -> Report:
    """Return everything that is to be said of a source, and its catalogue where nothing refuses it.

    ``doubts`` looks at a sound catalogue for what is probably not meant (``graphmodel.analysis.doubts``).

    Raises SourceError where the source or the mapping cannot be opened.

    >>> report = check("canada")
    >>> report.problems, report.catalogue is not None
    ((), True)
    """
    path = locate(source)
    if isinstance(loader, str) and loader not in content.loaders():
        loader = plugins.plugin(loader) or loader
    if callable(loader):
        return check_catalogue(loader(path), doubts)
    recipes = read_mapping(loader)
    findings = Findings()
    named = {recipe.file for recipe in recipes if recipe.file}
    opened = open_source(path, findings, named.pop() if len(named) == 1 else "")
    gathered = gather(opened, recipes, findings)
    about = read_about(opened, findings)
    problems = checking.problems(gathered, findings.problems)
    catalogue = None if problems else checking.catalogue_of(gathered, about)
    more = _doubted(catalogue, gathered, doubts)
    return Report(catalogue, tuple(problems), (*findings.warnings, *more), tuple(findings.notices))


def _doubted(
    catalogue: Catalogue | None, gathered: dict[TableName, Gathered], doubts: Callable[[Catalogue], Doubts] | None
) -> list[Problem]:
    """Return the doubts about a sound catalogue as warnings, and how many more there are than are listed."""
    if catalogue is None or doubts is None:
        return []
    listed, count = doubts(catalogue)
    noted = checking.warnings(listed, gathered)
    if count > len(listed):
        noted.append(Problem(noted[-1].file, 0, "", f"and {count - len(listed)} more of this kind"))
    return noted


def locate(source: str | Path) -> Path:
    """Return where a source is: the path itself, or that of a shipped catalogue; SourceError where it is neither."""
    shipped = content.catalogues()
    if not str(source).strip():
        raise SourceError(f"no source is named: give a folder, a zip, a workbook or one of {', '.join(shipped)}")
    path = Path(source).expanduser()
    try:
        if path.exists():
            return path
    except OSError:  # a name too long for the file system, or a folder that may not be entered
        pass
    if isinstance(source, str) and source in shipped:
        return shipped[source]
    near = did_you_mean(str(source), shipped) if len(str(source)) < 100 else ""
    raise SourceError(
        f"there is no folder, zip or workbook {str(source)!r}{near}: shipped catalogues are {', '.join(shipped)}"
    )


def check_catalogue(made: object, doubts: Callable[[Catalogue], Doubts] | None = None) -> Report:
    """Check a catalogue that a function made: problems are named by table, column and, at their end, by record."""
    if not isinstance(made, Catalogue):
        raise SourceError(f"the loader returned {type(made).__name__}, not a Catalogue")
    gathered: dict[TableName, Gathered] = {name: _as_text(name, made) for name in schema.tables()}
    problems = checking.problems(gathered)
    if problems:
        return Report(None, tuple(problems))
    whole = Catalogue.of({str(name): made.table(name) for name in schema.tables()}, made.about)
    return Report(whole, (), tuple(_doubted(whole, gathered, doubts)))


def _as_text(name: TableName, made: Catalogue) -> Gathered:
    frame = made.table(name)
    sheet = Sheet(name, {}, len(frame), lambda rows: np.zeros(len(rows), dtype=np.int64))
    columns: dict[str, Coded] = {}
    for column in schema.tables()[name].columns:
        if column.name in frame.columns:
            values = frame[column.name]
            values = values.astype("object").where(values.notna(), "")
            columns[column.name] = Coded.of(pa.array(values.astype("str"), type=pa.large_string()))
    return Gathered(schema.tables()[name], (Part(sheet, {}, columns, np.arange(len(frame))),), name, lines=False)
