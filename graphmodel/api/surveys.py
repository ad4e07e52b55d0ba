"""An agency is asked what is recorded of it, and what it answers is read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from graphmodel import survey
from graphmodel.arguments import checked
from graphmodel.machine.outputs import ensure_ending, write
from graphmodel.stores.anywhere import CatalogueLike, catalogue_at
from graphmodel.survey import Answers
from graphmodel.survey.asking import Ask
from graphmodel.words.languages import Language


@checked
def make_survey(
    catalogue: CatalogueLike,
    agency: str,
    path: str | Path,
    *,
    language: Language = "en",
    audience: str | None = None,
    ask: Ask = "all",
) -> Path:
    """Write the workbook that asks an agency what is recorded of it, and return its path, which ends in .xlsx.

    Words to choose from are in one language, everything else in both. Its lists name all agencies and systems of the
    catalogue, or those that are meant for an ``audience``. With ``ask="maturity"`` it asks only for what would settle
    the levels of links (see ``maturity``) of systems that the agency runs: the cells that are missing, no others.

    Raises UnknownName for an agency that there is not, GraphmodelError where the file cannot be written, or nothing of
    that is missing.

    >>> import tempfile
    >>> make_survey("canada", "peel-regional-police", tempfile.mkdtemp() + "/peel.xlsx").name
    'peel.xlsx'
    """
    file = Path(path)
    ensure_ending(file, (".xlsx",), needed=True)
    write(file, survey.make_survey(catalogue_at(catalogue), agency, language, audience=audience, ask=ask))
    return file


@checked
def read_surveys(catalogue: CatalogueLike, files: str | Path | Iterable[str | Path]) -> Answers:
    """Return what returned surveys would make of a catalogue: its ``after``, or every problem of every file.

    A blank cell changes nothing, and nothing is deleted. Raises SourceError where a file is no survey at all.

    >>> import tempfile
    >>> sent = make_survey("canada", "peel-regional-police", tempfile.mkdtemp() + "/peel.xlsx")
    >>> read_surveys("canada", [sent])
    <Answers: <CatalogueDiff: no difference>>
    """
    several = [files] if isinstance(files, str | Path) else list(files)
    return survey.read_surveys(several, catalogue_at(catalogue))
