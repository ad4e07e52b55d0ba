"""Texts that have broken programs before, and a catalogue with each of them in every column that holds text."""

from __future__ import annotations

import pandas as pd

from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import About, Column, TableName, tables

TEXTS = (
    *("'", '"', "\\", "`", "it's", 'a "quoted" word', "\\'", "'' OR 1=1 //", "*/ x /*", "-- x", "# x", "//", "$x"),
    *("{x: 1}", "[a, b]", "a;b", "a,b", "a|b", "\\n", "\\u0027", "C:\\new\\table", "100 %", "%s {0}", "<b>&amp;</b>"),
    *("line\nline", "line\r\nline", "tab\there", "a\u00a0b", "a\u2028b", "a\u200bb", "a\ufeffb"),
    *("NA", "N/A", "null", "NULL", "None", "nan", "true", "007", "1e5", "-1", "1,5", "2014-01-01", "=1+1", "@x"),
    *(
        "Sûreté du Québec",
        "ÀÉÎÕÜ œ æ ß ÿ",
        "x\u0301 stays two signs",
        "Ⅷ ﬁ ½",
        "日本語のテキスト",
        "עברית العربية",
        "\u0130stanbul \u0131",
    ),
    *("👮‍♀️🚓", "👨‍👩‍👧‍👦", "\U0001f1e8\U0001f1e6", "\U0010fffd", "x" * 12, "x" * 13, "long " * 20_000 + "end"),
)


def hostile_catalogue() -> Catalogue:
    """Return a catalogue in which the row of number n says ``TEXTS[n]`` in every column of text."""
    frames = {
        name: pd.DataFrame(
            {column.name: [_cell(name, column, n) for n in range(len(TEXTS))] for column in table.columns}
        )
        for name, table in tables().items()
    }
    about = About('it\'s "a" name\\', "nom d'été 👮", made_up=True, limits=TEXTS[:20], limits_fr=TEXTS[20:-1])
    return Catalogue.unchecked(frames, about)


def id_of(table: TableName, n: int) -> str:
    """Return the id of row number n of a table."""
    return f"{table}-{n}"


def _cell(table: TableName, column: Column, n: int) -> object:
    if column.name == "vendor":  # vendors whose names differ by marks alone are refused when loading
        return f"{TEXTS[n]} {n}"
    if column.kind == "text":
        return TEXTS[n]
    if column.kind == "id":
        return id_of(table, n)
    if column.refers_to:
        return id_of(column.refers_to[n % len(column.refers_to)], (n * 7 + 1) % len(TEXTS))
    if column.vocabulary:
        return column.vocabulary.ids[n % len(column.vocabulary)]
    return n % 2 == 0 if column.kind == "boolean" else 1900 + n
