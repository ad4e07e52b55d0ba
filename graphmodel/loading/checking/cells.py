"""What one cell may hold, column by column: derived from the schema, judged once for each distinct text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from graphmodel.errors import Problem
from graphmodel.loading.allowed import OTHER_SEPARATORS, items
from graphmodel.loading.checking.patience import Suggestions
from graphmodel.loading.columns import Coded
from graphmodel.loading.findings import MOST
from graphmodel.loading.gathered import Gathered
from graphmodel.loading.shaping.dates import is_date, is_number_shown_as_date, year_of
from graphmodel.records.arrow import pa, pc
from graphmodel.records.canonical import NEITHER, NOT_WHOLE
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import NUMBER_KINDS, Column, TableFormat, TableName
from graphmodel.records.slugs import bad_id
from graphmodel.words.messages import NOTHING, Message, either, joined, plain, quoted

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]"
"""What no text may hold: what a terminal obeys, and marks of direction, by which a name shows as another one."""
_CONTROL_HERE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_YEARS = range(1000, 3000)
_SHOWN_WORDS = 20
Judge = Callable[[str], Message]
_WHOLE = r"^([0-9]{1,15}(\.00?)?)?$"
"""A whole number, also as programs write one that lay among decimals: 2011.0. More zeros could be thousands."""
_WHOLE_YEAR = r"^(0*[12][0-9]{3}(\.0+)?)?$"


@dataclass
class Checks:
    """All tables of one source, and the problems found in them so far."""

    tables: Mapping[TableName, Gathered]
    problems: list[Problem] = field(default_factory=list[Problem])
    suggest: Suggestions = field(default_factory=Suggestions)

    def rows(self, gathered: Gathered, rows: NDArray[np.int64], column: str, message: Callable[[int], str]) -> None:
        """Note a problem of one kind for each of some rows: ``message`` says of a row what is wrong."""
        if len(rows):
            self.problems += gathered.told(rows, column, message)

    def words(self, gathered: Gathered, column: str, wrong: NDArray[np.bool_], judge: Judge) -> None:
        """Note a problem for each row that holds one of the wrong words; the message is made once for each word."""
        text = gathered.column(column)
        if not wrong.any():
            return
        rows = np.flatnonzero(wrong[text.codes])
        if len(rows) > MOST:  # not all are told: each word once before any of them again
            first = np.unique(text.codes[rows], return_index=True)[1]
            rows = np.concatenate([np.sort(rows[first]), np.delete(rows, first)])

        @cache
        def message(code: int) -> Message:
            return judge(text.words[code].as_py())

        self.rows(gathered, rows, column, lambda row: message(int(text.codes[row])))


def check_cells(checks: Checks) -> None:
    """Check every cell by itself: required, ids, numbers, words and lists; references are checked elsewhere."""
    for gathered in checks.tables.values():
        for column in gathered.table.columns:
            if column.name in gathered.columns:
                text = gathered.columns[column.name]
                if column.required:
                    rows = np.flatnonzero(text.empty & ~gathered.lacking(column.name))
                    checks.rows(gathered, rows, column.name, partial(_empty, gathered.table))
                _check_column(checks, gathered, column, text)


def _check_column(checks: Checks, gathered: Gathered, column: Column, text: Coded) -> None:
    if column.kind == "text":
        checks.words(gathered, column.name, marked(pc.match_substring_regex(text.words, _CONTROL)), _control)
    elif column.kind == "id":
        # the id of a link is judged with the pair it joins
        wrong = mask(
            text, lambda words: pc.invert(pc.match_substring_regex(words, r"^([a-z0-9-]*[a-z0-9][a-z0-9-]*)?$"))
        )
        if gathered.table.name != "links":
            checks.words(gathered, column.name, wrong, bad_id)
    elif column.kind in NUMBER_KINDS:
        years = column.kind == "year"
        wrong = mask(text, lambda words: pc.invert(pc.match_substring_regex(words, _WHOLE_YEAR if years else _WHOLE)))
        checks.words(gathered, column.name, wrong, _bad_year if years else _bad_number)
    elif column.kind == "boolean":
        good = pa.array(["true", "false", ""], type=pa.large_string())
        wrong = mask(text, lambda words: pc.invert(pc.is_in(pc.utf8_lower(words), value_set=good)))
        checks.words(gathered, column.name, wrong, _bad_boolean)
    elif column.vocabulary:
        isnt = Message("is not {noun}", noun=column.vocabulary.one)
        known = Known(dict.fromkeys(column.vocabulary.ids), isnt)
        judge_items(checks, gathered, column, known)


@dataclass(frozen=True)
class Known:
    """The words that a column is held to, and what to say of one that is none: ``is not a system``, and a remedy."""

    words: Mapping[str, object]
    isnt: Message
    remedy: Message = NOTHING


def judge_items(checks: Checks, gathered: Gathered, column: Column, known: Known) -> None:
    """Check that a column, or each item of its lists, is among the known words."""
    text = gathered.column(column.name)
    values = pa.array([*known.words, ""], type=pa.large_string())
    wrong = marked(pc.invert(pc.is_in(text.words, value_set=values)))
    if not wrong.any():
        return
    if column.is_list:
        # of the lists, few are known as a whole: their items are
        doubtful = np.flatnonzero(wrong)
        lists = text.words.take(pa.array(doubtful)).to_pylist()
        wrong[doubtful] = [any(item not in known.words for item in items(column, cell)) for cell in lists]

    def judge(cell: str) -> Message:
        bad = [item for item in items(column, cell) if item not in known.words]
        return joined("; ", (_unknown(checks, item, column, known) for item in bad))

    checks.words(gathered, column.name, wrong, judge)


def _unknown(checks: Checks, item: str, column: Column, known: Known) -> Message:
    parts = [part for part in OTHER_SEPARATORS.split(item)[::2] if part]
    if column.is_list and len(parts) > 1 and any(part in known.words for part in parts):
        by = "".join(dict.fromkeys(OTHER_SEPARATORS.findall(item)))
        meant = LIST_SEPARATOR.join(parts)
        return plain(f"{quoted(item)}") + Message(
            ": separate items by {list_separator!r}, not by {by!r} ({meant})",
            list_separator=LIST_SEPARATOR,
            by=by,
            meant=meant,
        )
    near, remedy = checks.suggest(item, known.words), known.remedy
    if not near and column.vocabulary and len(known.words) <= _SHOWN_WORDS:
        words = ", ".join(known.words)
        remedy = Message(": it is one of {words}", words=words)
    return plain(f"{quoted(item)} ") + known.isnt + near + remedy


def mask(text: Coded, wrong: Callable[[object], object]) -> NDArray[np.bool_]:
    """Return which words of a column are wrong; shape (words,)."""
    return marked(wrong(text.words))


def marked(flags: object) -> NDArray[np.bool_]:
    """Return an Arrow array of booleans as one of numpy that can be written to."""
    return np.array(pa.array(flags) if not isinstance(flags, pa.Array) else flags, dtype=bool)


def _empty(table: TableFormat, _row: int) -> Message:
    return Message("is empty: every {noun} needs it", noun=table.noun)


def _control(text: str) -> Message:
    found = _CONTROL_HERE.search(text)
    sign = f"U+{ord(found.group()) if found else 0:04X}"
    return Message("holds the control character {sign}: delete it", sign=sign)


def _bad_boolean(text: str) -> Message:
    return plain(f"{quoted(text)} ") + NEITHER


def _plain_numbers(text: str) -> list[str]:
    """Return the whole numbers that may have been meant: 2,014 and 2 014 are 2014, 2.000 is 2 or 2000."""
    meant: list[str] = []
    if re.fullmatch(r"[0-9]+(\.0+|,00?)", text):
        meant.append(re.split(r"[.,]", text)[0])
    if re.fullmatch(r"[0-9]{1,3}([,.'\s\u2019][0-9]{3})+", text):
        meant.append(re.sub(r"[^0-9]", "", text))
    return meant


def _write(meant: Sequence[str]) -> Message:
    """Return the remedy: what to write."""
    if not meant:
        return NOTHING
    return Message(": write ") + either(meant)


def _bad_number(text: str) -> Message:
    if re.fullmatch(r"[0-9]{16,}", text):
        return plain(f"{quoted(text)} ") + Message("is too large a number")
    if is_date(text):
        return plain(f"{quoted(text)} ") + Message("is a date: write a whole number")
    return plain(f"{quoted(text)} ") + NOT_WHOLE + _write(_plain_numbers(text))


def _bad_year(text: str) -> Message:
    if is_number_shown_as_date(text):
        return plain(f"{quoted(text)} ") + Message(
            "is a date: write the year, in a cell that is not formatted as a date",
        )
    if is_date(text):
        year = year_of(text)
        return plain(f"{quoted(text)} ") + Message("is a date: write the year, {year}", year=year)
    meant = [number for number in _plain_numbers(text) if int(number) in _YEARS]
    if meant:
        return plain(f"{quoted(text)} ") + Message("is not a year") + _write(meant)
    first, last = _YEARS.start, _YEARS.stop - 1
    return plain(f"{quoted(text)} ") + Message("is not a year from {first} to {last}", first=first, last=last)
