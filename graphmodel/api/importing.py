"""Any sheet becomes a catalogue: how it is read is guessed, and can be said otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graphmodel.arguments import checked
from graphmodel.importing.plan import SheetPlan, plan_import
from graphmodel.importing.questions import answers_of, read_answers
from graphmodel.loading import locate


@checked
def import_sheet(
    source: str | Path, *, answers: str | Path | Mapping[str, Mapping[str, str]] | None = None
) -> SheetPlan:
    """Return how a workbook, a CSV file or a folder of them is read: a mapping, and by it a catalogue.

    ``answers`` says what a sheet cannot say, by topic and word, as a mapping or as the path of a TOML file; what it does
    not answer takes its default, and stands in the plan's ``open``.

    Raises SourceError where the source cannot be opened, nothing in it names agencies or systems, or an answer is none.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "ours.csv"
    >>> _ = path.write_text("Agency,System,Type,Talks to\\nNorth,Niche,RMS,CPIC\\nSouth,Versadex,RMS,\\n")
    >>> plan = import_sheet(path, answers={"direction": {"Talks to": "come"}})
    >>> plan.catalogue.counts["systems"], [question.topic for question in plan.open]
    (3, ['operator'])
    """
    read = read_answers(Path(answers)) if isinstance(answers, str | Path) else answers_of(answers or {})
    return plan_import(locate(source), read)
