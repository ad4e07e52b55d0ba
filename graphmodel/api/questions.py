"""Canned questions: which there are, and what is wrong with a file of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from graphmodel.arguments import checked
from graphmodel.queries.examine import examine
from graphmodel.queries.packs import library, own_files
from graphmodel.words.languages import Language


@checked
def list_queries(packs: Sequence[str | Path] = (), *, language: Language = "en") -> pd.DataFrame:
    """Return the questions that ship, and those of ``packs``, folders of one's own ``.cypher`` files, by id.

    Columns: id, pack, title, shows (table or map), parameters (their names, a list).

    Raises QueryError where a file of a pack cannot be read or takes an id that ships.

    >>> list_queries().set_index("id").loc["isolation/isolated-systems", "parameters"]
    ['type', 'province']
    """
    rows = [
        (
            item.id,
            item.pack,
            item.title_fr if language == "fr" else item.title,
            item.shows,
            [p.name for p in item.parameters],
        )
        for item in library(packs)
    ]
    return pd.DataFrame(rows, columns=["id", "pack", "title", "shows", "parameters"])


@checked
def lint(path: str | Path, *, language: Language = "en") -> pd.DataFrame:
    """Return what is wrong with a ``.cypher`` file, or with those of a folder; no row where nothing is.

    Columns: file, line, column (both from 1, 0 where the whole file is meant), severity (error: not every store would
    answer; or warning), message.

    >>> lint("nowhere.cypher")["severity"].tolist()
    ['error']
    """
    files = own_files(Path(path)) if Path(path).is_dir() else [Path(path)]
    found = [remark for file in files for remark in examine(file, language)]
    rows = [(item.file, item.line, item.column, item.severity, item.message) for item in found]
    return pd.DataFrame(rows, columns=["file", "line", "column", "severity", "message"])
