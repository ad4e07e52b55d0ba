"""Headers as people write them: other capitals, spaces and accents, and what people call our columns in either language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from graphmodel.forms.wording import LABELS
from graphmodel.loading.columns import Sheet
from graphmodel.loading.findings import Findings
from graphmodel.records.synonyms import spelt
from graphmodel.words.messages import Message, quoted


def called_as_wanted(sheet: Sheet, wanted: Collection[str], findings: Findings) -> Sheet:
    """Return a table whose columns bear the names that are wanted, where only one column can be meant; each is noted."""
    free = [name for name in sheet.columns if name not in wanted]
    names: dict[str, str] = {}
    for column in wanted:
        said = _said(column)
        found = [name for name in free if spelt(name) in said]
        if column not in sheet.columns and len(found) == 1 and found[0] not in names:
            names[found[0]] = column
            note = Message("the column {name} is read as {column}", name=quoted(found[0]), column=column)
            findings.notice(sheet.file, note, 1)
    if not names:
        return sheet
    return replace(
        sheet,
        columns={names.get(name, name): column for name, column in sheet.columns.items()},
        merged={names.get(name, name): rows for name, rows in sheet.merged.items()},
        wide=tuple((frozenset(names.get(name, name) for name in over), problem) for over, problem in sheet.wide),
    )


def _said(column: str) -> set[str]:
    """Return what may stand above a column: its name, and of ours what people call it."""
    label = LABELS.get(column)
    texts = [column, *((label.text("en"), label.text("fr")) if label is not None else ())]
    return {spelt(text) for text in texts}
