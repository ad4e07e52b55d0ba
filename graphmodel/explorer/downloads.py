"""An answer as a file: CSV, a workbook, JSON and Markdown, as ``--format`` writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graphmodel.cli.shared.collecting import CollectedRows
from graphmodel.cli.shared.output import as_read, cell, csv_of, json_of, markdown_of
from graphmodel.exchange.sheets import rows_as_xlsx
from graphmodel.explorer.commands import Answering
from graphmodel.explorer.running import Answer

CSV, XLSX, JSON, MARKDOWN = "csv", "xlsx", "json", "markdown"
_TEXT = "; charset=utf-8"
KINDS: Mapping[str, tuple[str, str]] = {
    CSV: ("csv", f"text/csv{_TEXT}"),
    XLSX: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    JSON: ("json", "application/json"),
    MARKDOWN: ("md", f"text/markdown{_TEXT}"),
}
"""What can be downloaded: the ending of the file and its type, by the word of ``--format``."""


def form_of(kind: str) -> str:
    """Return the form in which a command is run for a file: a workbook holds what CSV holds."""
    return CSV if kind == XLSX else kind


def content(kind: str, answer: Answer) -> bytes:
    """Return an answer, run in ``form_of(kind)``, as the content of a file."""
    if kind == JSON:
        return f"{json_of(answer.value)}\n".encode()
    if kind == XLSX:
        sheets = [(table.columns, [[_plain(value) for value in row] for row in table.rows]) for table in answer.tables]
        return rows_as_xlsx(sheets)
    if kind == CSV:
        return "\n".join(csv_of(table.columns, table.rows)[0] for table in answer.tables).encode()
    return "".join(_markdown(part) for part in answer.parts).encode()


def _markdown(part: CollectedRows | str) -> str:
    return f"{part}\n" if isinstance(part, str) else markdown_of(as_read(part))


def _plain(value: object) -> object:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    return cell(value)


def attached(name: str) -> dict[str, str]:
    """Return the header that makes an answer a file of some name; ``name`` holds letters, digits, hyphens and a dot."""
    return {"Content-Disposition": f"attachment; filename={name}"}


def file_name(asked: Answering, kind: str) -> str:
    """Return what a file is called: letters, digits and hyphens alone."""
    return f"{re.sub(r'[^a-z0-9]+', '-', asked.name)}.{KINDS[kind][0]}"
