"""A catalogue in its own format, and as one JSON object.

Law: the folder of ``as_csv`` loads as an equal catalogue, of the same digest.
"""

from __future__ import annotations

import csv
import json
from dataclasses import asdict

import pandas as pd

from graphmodel.errors import GraphmodelError
from graphmodel.exchange.exporting import Exported
from graphmodel.machine.harmless import FORMULA
from graphmodel.records.arrow import pc
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.cell_text import arrow_text
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import About, TableFormat, tables
from graphmodel.version import __version__
from graphmodel.words.messages import Message

_BOOLEANS = {True: "true", False: "false"}
_NUL = "\0"


def as_csv(catalogue: Catalogue) -> Exported:
    """Return one CSV file for each table, empty ones too, and about.toml where a catalogue says anything of itself.

    Cells are exactly what the catalogue holds. Those that a spreadsheet would take for formulas are noted: the
    workbook is the form for people who open it there.
    """
    files: dict[str, bytes] = {}
    formulas: list[str] = []
    for name, table in tables().items():
        frame = plain(table, catalogue.table(name))
        text = [column for column in frame.columns if frame[column].dtype == "str"]
        for column in text:
            cells = arrow_text(frame[column])
            if pc.any(pc.match_substring(cells, _NUL)).as_py():
                raise GraphmodelError(
                    Message(
                        "{name}: the column {column!r} holds a NUL character, which no file can: delete it",
                        name=name,
                        column=column,
                    )
                )
            if count := pc.sum(pc.match_substring_regex(cells, f"^{FORMULA}")).as_py():
                formulas.append(f"{name}.csv:{column} ({count})")
        # a lone return would end a row where nobody expects it, unless it is quoted
        returns = any(pc.any(pc.match_substring(arrow_text(frame[column]), "\r")).as_py() for column in text)
        made = frame.to_csv(
            index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC if returns else csv.QUOTE_MINIMAL
        )
        files[f"{name}.csv"] = made.encode()
    if catalogue.about != About():
        files["about.toml"] = _about(catalogue.about).encode()
    note = Message(
        "cells that a spreadsheet would take for formulas: {formulas}; export xlsx to look at them there",
        formulas=", ".join(formulas),
    )
    return Exported(files, (note,) if formulas else ())


def plain(table: TableFormat, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with true and false as words."""
    flags = {column.name: frame[column.name].map(_BOOLEANS) for column in table.columns if column.kind == "boolean"}
    return frame.assign(**flags)


def _about(about: About) -> str:
    said = {"name": about.name, "name_fr": about.name_fr}
    lines = [f"{name} = {_quoted(text)}" for name, text in said.items() if text]
    lines += ["made_up = true"] if about.made_up else []
    for name, limits in (("limits", about.limits), ("limits_fr", about.limits_fr)):
        if limits:
            lines.append(f"{name} = [{', '.join(map(_quoted, limits))}]")
    return "".join(f"{line}\n" for line in lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def as_json(catalogue: Catalogue) -> Exported:
    """Return one object: graphmodel (version), digest, about, and of each table a list of objects.

    Lists are arrays, numbers numbers, and what is not known is null.
    """
    parts = [
        f'"graphmodel": {json.dumps(__version__)}',
        f'"digest": {json.dumps(catalogue.digest)}',
        f'"about": {json.dumps(asdict(catalogue.about), ensure_ascii=False)}',
    ]
    for name, table in tables().items():
        frame = catalogue.table(name)
        lists = {
            column.name: frame[column.name].astype("object").str.split(LIST_SEPARATOR)
            for column in table.columns
            if column.is_list and len(frame)
        }
        rows = frame.assign(**lists).to_json(orient="records", force_ascii=False)
        parts.append(f'"{name}": {rows}')
    return Exported({"": ("{" + ",\n".join(parts) + "}\n").encode()})
