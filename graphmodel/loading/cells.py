"""What one cell may hold, column by column: derived from the schema, judged once for each distinct text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graphmodel.arrow import pa, pc
from graphmodel.errors import Problem
from graphmodel.loading.columns import Coded
from graphmodel.loading.gathered import Gathered
from graphmodel.loading.mapping import items
from graphmodel.loading.patience import Suggestions
from graphmodel.schema import LIST_SEPARATOR, NUMBER_KINDS, Column, TableName
from graphmodel.slugs import slug

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}]"
_CONTROL_HERE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
_OTHER_SEPARATORS = re.compile(r"\s*([,|/\n])\s*")
_YEARS = range(1000, 3000)
_SHOWN_TEXT = 60
_SHOWN_WORDS = 20
Judge = Callable[[str], str]


@dataclass
class Checks:
    """All tables of one source, and the problems found in them so far."""

    tables: Mapping[TableName, Gathered]
    problems: list[Problem] = field(default_factory=list[Problem])
    suggest: Suggestions = field(default_factory=Suggestions)

    def rows(self, gathered: Gathered, rows: NDArray[np.int64], column: str, messages: Iterable[str]) -> None:
        """Note a problem for each of some rows."""
        if len(rows):
            self.problems += gathered.problems(rows, column, messages)

    def words(self, gathered: Gathered, column: str, wrong: NDArray[np.bool_], judge: Judge) -> None:
        """Note a problem for each row that holds one of the wrong words; the message is made once for each word."""
        text = gathered.column(column)
        if not wrong.any():
            return
        rows = np.flatnonzero(wrong[text.codes])
        codes = text.codes[rows].tolist()
        words = text.words
        messages = {code: judge(words[code].as_py()) for code in dict.fromkeys(codes)}
        self.rows(gathered, rows, column, (messages[code] for code in codes))


def check_cells(checks: Checks) -> None:
    """Check every cell by itself: required, ids, numbers, words and lists; references are checked elsewhere."""
    for gathered in checks.tables.values():
        for column in gathered.table.columns:
            if column.name in gathered.columns:
                text = gathered.columns[column.name]
                if column.required:
                    noun = gathered.table.noun
                    rows = np.flatnonzero(text.empty)
                    checks.rows(gathered, rows, column.name, [f"is empty: every {noun} needs it"] * len(rows))
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
        pattern = r"^([0-9]{1,15})?$" if not years else r"^(0*[12][0-9]{3})?$"
        wrong = mask(text, lambda words: pc.invert(pc.match_substring_regex(words, pattern)))
        checks.words(gathered, column.name, wrong, _bad_year if years else _bad_number)
    elif column.kind == "boolean":
        good = pa.array(["true", "false", ""], type=pa.large_string())
        wrong = mask(text, lambda words: pc.invert(pc.is_in(pc.utf8_lower(words), value_set=good)))
        checks.words(gathered, column.name, wrong, lambda word: f"{shown(word)} is neither true nor false")
    elif column.vocabulary:
        known = Known(dict.fromkeys(column.vocabulary.ids), column.vocabulary.name)
        judge_items(checks, gathered, column, known)


@dataclass(frozen=True)
class Known:
    """The words that a column is held to, what one of them is called, and what to say of one that is none."""

    words: Mapping[str, object]
    noun: str
    remedy: str = ""

    @property
    def article(self) -> str:
        """Return the article that the noun takes."""
        return "an" if self.noun[0] in "aeio" else "a"


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

    def judge(cell: str) -> str:
        bad = [item for item in items(column, cell) if item not in known.words]
        return "; ".join(_unknown(checks, item, column, known) for item in bad)

    checks.words(gathered, column.name, wrong, judge)


def _unknown(checks: Checks, item: str, column: Column, known: Known) -> str:
    parts = [part for part in _OTHER_SEPARATORS.split(item)[::2] if part]
    if column.is_list and len(parts) > 1 and any(part in known.words for part in parts):
        by = "".join(dict.fromkeys(_OTHER_SEPARATORS.findall(item)))
        return f"{shown(item)}: separate items by {LIST_SEPARATOR!r}, not by {by!r} ({LIST_SEPARATOR.join(parts)})"
    near, remedy = checks.suggest(item, known.words), known.remedy
    if not near and column.vocabulary and len(known.words) <= _SHOWN_WORDS:
        remedy = f": it is one of {', '.join(known.words)}"
    return f"{shown(item)} is not {known.article} {known.noun}{near}{remedy}"


def mask(text: Coded, wrong: Callable[[object], object]) -> NDArray[np.bool_]:
    """Return which words of a column are wrong; shape (words,)."""
    return marked(wrong(text.words))


def marked(flags: object) -> NDArray[np.bool_]:
    """Return an Arrow array of booleans as one of numpy that can be written to."""
    return np.array(pa.array(flags) if not isinstance(flags, pa.Array) else flags, dtype=bool)


def shown(text: str) -> str:
    """Return a text as messages quote it: one line, not too long."""
    return repr(text if len(text) <= _SHOWN_TEXT else text[: _SHOWN_TEXT - 3] + "...")


def bad_id(text: str) -> str:
    """Return what is wrong with an id."""
    made = slug(text)
    if not made:
        return f"{shown(text)} has no letter or digit to make an id from"
    remedy = f" ({made})" if made and len(made) <= _SHOWN_TEXT else ""
    return f"{shown(text)} is no id: use small letters, digits and hyphens{remedy}"


def _control(text: str) -> str:
    found = _CONTROL_HERE.search(text)
    sign = f"U+{ord(found.group()):04X}" if found else "one"
    return f"holds the control character {sign}: delete it"


def _plain_number(text: str) -> str:
    """Return the whole number that was probably meant, or nothing: 2,014 and 2 014 and 2014.0 are 2014."""
    if re.fullmatch(r"[0-9]+\.0+", text):
        return text.partition(".")[0]
    if re.fullmatch(r"[0-9]{1,3}([,.'\s\u2019][0-9]{3})+", text):
        return re.sub(r"[^0-9]", "", text)
    return ""


def _bad_number(text: str) -> str:
    if re.fullmatch(r"[0-9]{16,}", text):
        return f"{shown(text)} is too large a number"
    meant = _plain_number(text)
    return f"{shown(text)} is not a whole number" + (f": write {meant}" if meant else "")


def _bad_year(text: str) -> str:
    meant = _plain_number(text)
    if meant and int(meant) in _YEARS:
        return f"{shown(text)} is not a year: write {meant}"
    return f"{shown(text)} is not a year from {_YEARS.start} to {_YEARS.stop - 1}"
