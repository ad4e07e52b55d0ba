"""The agencies that tables name: spellings of one, slips that may be one, codes that stand for names, levels and sectors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphmodel.importing.cells import separators_in, split_by
from graphmodel.importing.names import NOBODY, Near, near_pairs, spellings
from graphmodel.importing.questions import GivenAnswers, Question
from graphmodel.importing.sheets import ImportedTable
from graphmodel.records.slugs import folded
from graphmodel.words.messages import Message, quoted

NOT_RECORDED = "operator-not-recorded"
_LEVELS = (
    ("international", r"interpol|europol|\bfbi\b|cbp|homeland"),
    (
        "federal",
        r"rcmp|grc|royal canadian mounted|gendarmerie royale|canada border|cbsa|asfc|correctional service canada|\bcanada\b|federal|fédéral|military police|police militaire",
    ),
    ("first_nations", r"first nation|premières? nations?|anishinabek|mohawk|cree|atikamekw|kativik|innu"),
    (
        "provincial",
        r"\bprovincial\b|provinciale|ministry|ministère|minist|sûreté du québec|\bsq\b|\bopp\b|court|\bcour\b|coroner|crown|justice",
    ),
    ("regional", r"\bregional\b|régionale?|\bcounty\b|\bmrc\b"),
)
_SECTORS = (
    ("border", r"border|cbsa|asfc|frontal|frontières?"),
    ("corrections", r"correction|\bjail\b|prison"),
    ("courts", r"\bcourts?\b|\bcour\b|tribuna|judicia"),
    ("prosecution", r"prosecut|crown|poursuites"),
    ("emergency", r"\bfire\b|ambulance|\bems\b|incendie|paramed"),
    ("transport", r"transport|\bsaaq\b|\bicbc\b|motor vehicle"),
    ("other", r"ministry of (?!justice)|ministère d(?!e la justice)"),
)


@dataclass(frozen=True)
class AgencyNames:
    """Which name each spelling stands for, and which pairs of names looked like one, with whether they were merged."""

    kept: Mapping[str, str]
    near: tuple[tuple[Near, bool], ...]
    codes: Mapping[str, str]
    """For a table of agencies, the column by which other tables name them, where that is not the name."""

    def name(self, text: str) -> str:
        """Return the name that a text stands for; empty for an empty one."""
        return self.kept.get(text, text)

    def why(self, text: str) -> Message:
        """Return why a spelling stands for another one."""
        for pair, merged in self.near:
            if merged and folded(pair.other) == folded(text):
                return Message("nearly the same name, {ratio} of 100 alike", ratio=round(pair.ratio))
        return Message("the same name in other letters")


def agency_names(tables: Sequence[ImportedTable], given: GivenAnswers) -> AgencyNames:
    """Return the agencies of all tables; pairs that may be one are asked about."""
    codes = {table.name: code for table in tables if table.shape.kind == "agencies" and (code := _code(table, tables))}
    texts: list[str] = []
    for table in tables:
        column = codes.get(table.name) or table.shape.agencies.get("name", "")
        texts += [text for text in table.texts(column) if text]
    for table in tables:
        if users := table.distinct(table.shape.users):
            signs = separators_in(users, texts)
            texts += [item for text in users for item in split_by(text, signs) if item.casefold() not in NOBODY]
    same = spellings(texts)
    counts = Counter(same[text] for text in texts)
    names = list(counts)
    merged: dict[str, str] = {}
    near: list[tuple[Near, bool]] = []
    for pair in near_pairs(names, counts) if not codes else []:
        kept = merged.get(pair.kept, pair.kept)
        if kept == pair.other:
            continue
        answer = given.ask(
            Question(
                "same",
                pair.other,
                Message(
                    "{other} is nearly {kept} ({ratio} of 100 alike). Is it the same organization?",
                    other=quoted(pair.other),
                    kept=quoted(kept),
                    ratio=round(pair.ratio),
                ),
                {"same": Message("the same"), "two": Message("two organizations")},
                "same" if pair.slip else "two",
                Message("they differ by one slip in a long word")
                if pair.slip
                else Message("they differ by more than a slip"),
            )
        )
        near.append((pair, answer == "same"))
        if answer == "same":
            merged[pair.other] = kept
    return AgencyNames({text: _end(merged, name) for text, name in same.items()}, tuple(near), codes)


def _end(merged: Mapping[str, str], name: str) -> str:
    seen: set[str] = set()
    while name in merged and name not in seen:
        seen.add(name)
        name = merged[name]
    return name


def _code(table: ImportedTable, tables: Sequence[ImportedTable]) -> str:
    """Return the column of codes by which other tables name the agencies of this one; empty where it is the name."""
    wanted = {
        folded(text)
        for other in tables
        if other is not table
        for text in other.distinct(other.shape.agencies.get("name", ""))
    }
    name = table.shape.agencies["name"]

    def known(column: str) -> int:
        return len(wanted & {folded(text) for text in table.distinct(column)})

    best = max(table.sheet.columns, key=known, default=name)
    whole = len(table.distinct(best)) == table.sheet.count
    return best if best != name and whole and known(best) > max(known(name), len(wanted) / 2) else ""


def guessed_level(name: str) -> str:
    """Return the level of government that an agency's name says; empty where it says none.

    >>> guessed_level("Peel Regional Police"), guessed_level("North Police")
    ('regional', '')
    """
    return _said(_LEVELS, name)


def guessed_sector(name: str) -> str:
    """Return the sector that an agency's name says; empty where it says none."""
    return _said(_SECTORS, name)


def _said(words: Iterable[tuple[str, str]], name: str) -> str:
    return next((word for word, pattern in words if re.search(pattern, name, re.IGNORECASE)), "")
