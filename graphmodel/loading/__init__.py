"""Tables of a folder, a zip or a workbook to a Catalogue: ``load("canada")``.

Law: a source is read in full or refused with every problem of every file, each named by file, row and column.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from graphmodel import shipped as content
from graphmodel.arguments import checked
from graphmodel.errors import CatalogueError, Doubt, Problem, SourceError
from graphmodel.loading.checking import catalogues as checking
from graphmodel.loading.findings import Findings
from graphmodel.loading.gathered import Gathered
from graphmodel.loading.reading.about import read_about
from graphmodel.loading.reading.frames import about_of, gather_frames
from graphmodel.loading.reading.layouts import with_layouts
from graphmodel.loading.reading.sources import open_source
from graphmodel.loading.shaping import plugins
from graphmodel.loading.shaping.gathering import gather
from graphmodel.loading.shaping.mapping import read_mapping
from graphmodel.loading.understanding import understand
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import About, TableName
from graphmodel.words.messages import NOTHING, Message, counted
from graphmodel.words.suggest import did_you_mean

__all__ = ["CheckReport", "Loader", "check", "check_catalogue", "checked_frames", "ignore", "load"]

Loader = str | Path | Callable[[Path], Catalogue]
Doubts = tuple[list[Doubt], int]
"""The doubts that are listed, and how many there are."""


@dataclass(frozen=True)
class CheckReport:
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


@checked
def load(
    source: str | Path,
    loader: Loader = "catalogue",
    notice: Callable[[str], None] = ignore,
    *,
    strict: bool = False,
) -> Catalogue:
    """Return the catalogue in a folder, a zip, a workbook, or of a shipped name; an existing path wins.

    ``loader`` is the name of a shipped mapping or of an installed plug-in, the path of a mapping, or a function from the
    source's path to a Catalogue.
    ``notice`` gets warnings and notices as text, also of a catalogue that is refused: among them what words of people
    were read as; ``strict`` refuses words that are not the format's own.

    Raises CatalogueError with every problem of every file, SourceError where the source or mapping cannot be opened.

    >>> load("nleim-2014").counts["systems"]
    339
    """
    return _told(check(locate(source), loader, strict=strict), notice)


def _told(report: CheckReport, notice: Callable[[str], None] = ignore) -> Catalogue:
    """Return what was found sound; CatalogueError with every problem where it was not."""
    for note in (*report.notices, *report.warnings):
        notice(note.said)
    if report.catalogue is None:
        raise CatalogueError(report.problems)
    return report.catalogue


@checked
def check(
    source: str | Path | Catalogue,
    loader: Loader = "catalogue",
    doubts: Callable[[Catalogue], Doubts] | None = None,
    *,
    strict: bool = False,
) -> CheckReport:
    """Return everything that is to be said of a source, or of a catalogue, and its catalogue where nothing refuses it.

    ``doubts`` looks at a sound catalogue for what is probably not meant (``graphmodel.answers.doubts``). ``strict``
    refuses words that are not the format's own, where else labels, synonyms and names are understood (``loading.understanding``).

    Raises SourceError where the source or the mapping cannot be opened.

    >>> report = check("canada")
    >>> report.problems, report.catalogue is not None
    ((), True)
    """
    if isinstance(source, Catalogue):
        return check_catalogue(source, doubts)
    path = locate(source)
    loader = _loader(loader)
    if callable(loader):
        try:
            made: object = loader(path)
        except CatalogueError as error:
            return CheckReport(None, error.problems)
        return check_catalogue(made, doubts)
    recipes = read_mapping(loader)
    findings = Findings()
    layouts = recipes[0].layouts
    named = {layouts[recipe.file].of if recipe.file in layouts else recipe.file for recipe in recipes if recipe.file}
    opened = with_layouts(open_source(path, findings, named.pop() if len(named) == 1 else ""), layouts)
    gathered = gather(opened, recipes, findings, strict=strict)
    if not strict:
        gathered = understand(gathered, findings)
    about = read_about(opened, findings)
    return _report(gathered, about, findings, doubts)


def _report(
    gathered: dict[TableName, Gathered],
    about: About,
    findings: Findings,
    doubts: Callable[[Catalogue], Doubts] | None = None,
) -> CheckReport:
    problems = checking.problems(gathered, findings.problems)
    catalogue = None if problems else checking.catalogue_of(gathered, about)
    more = _doubted(catalogue, gathered, doubts)
    return CheckReport(catalogue, tuple(problems), (*findings.warnings, *more), tuple(findings.notices))


def _doubted(
    catalogue: Catalogue | None, gathered: dict[TableName, Gathered], doubts: Callable[[Catalogue], Doubts] | None
) -> list[Problem]:
    """Return the doubts about a sound catalogue as warnings, and how many more there are than are listed."""
    if catalogue is None or doubts is None:
        return []
    listed, count = doubts(catalogue)
    noted = checking.warnings(listed, gathered)
    if count > len(listed):
        more = count - len(listed)
        said = counted(more, "{count} more warning", "{count} more warnings")
        noted.append(Problem("", 0, "", Message("and ") + said))
    return noted


def _loader(loader: object) -> str | Path | Callable[[Path], Any]:
    """Return a loader, a plug-in's by its name; SourceError where it is none."""
    if isinstance(loader, str):
        return loader if loader in content.loaders() else plugins.plugin(loader) or loader
    if isinstance(loader, Path) or callable(loader):
        return cast("Path | Callable[[Path], Any]", loader)
    what = type(loader).__name__
    raise SourceError(
        Message(
            "a loader is a name, the path of a mapping, or a function from a path to a Catalogue, not {what}",
            what=what,
        )
    )


def locate(source: str | Path) -> Path:
    """Return where a source is: the path itself, or that of a shipped catalogue; SourceError where it is neither."""
    shipped = content.catalogues()
    known = ", ".join(shipped)
    if not isinstance(cast("object", source), str | Path):
        what = type(source).__name__
        raise SourceError(
            Message(
                "a source is a path or a name, not {what}: give a folder, a zip, a workbook or one of {known}",
                what=what,
                known=known,
            )
        )
    if not str(source).strip():
        raise SourceError(
            Message(
                "no source is named: give a folder, a zip, a workbook or one of {known}",
                known=known,
            )
        )
    path = Path(source).expanduser()
    try:
        if path.exists():
            return path
    except OSError:  # a name too long for the file system, or a folder that may not be entered
        pass
    if isinstance(source, str) and source in shipped:
        return shipped[source]
    raise SourceError(
        Message(
            "there is no folder, zip or workbook {source!r}{near}: shipped catalogues are {known}",
            source=str(source),
            near=did_you_mean(str(source), shipped) if len(str(source)) < 100 else NOTHING,
            known=known,
        )
    )


def check_catalogue(made: object, doubts: Callable[[Catalogue], Doubts] | None = None) -> CheckReport:
    """Check a catalogue that a function made: problems are named by table, column and, at their end, by record."""
    if not isinstance(made, Catalogue):
        what = type(made).__name__
        raise SourceError(
            Message(
                "the loader returned {what}, not a Catalogue: make one with Catalogue.from_frames",
                what=what,
            )
        )
    findings = Findings()
    return _report(gather_frames(made.frames, findings), made.about, findings, doubts)


def checked_frames(frames: object, about: object = None) -> Catalogue:
    """Return the catalogue of tables that a program made (``Catalogue.from_frames``); CatalogueError with every problem."""
    findings = Findings()
    gathered = gather_frames(frames, findings)
    return _told(_report(gathered, about_of(about, findings), findings))
