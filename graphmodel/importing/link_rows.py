"""The rows that name links, item by item: how each item is linked, which rows say one link twice, which make none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graphmodel.importing.cells import separators_in, split_by
from graphmodel.importing.names import NOBODY, UNSAID
from graphmodel.importing.shapes import Links
from graphmodel.importing.sheets import ImportedTable
from graphmodel.importing.systems import is_name
from graphmodel.records.slugs import folded
from graphmodel.records.synonyms import understood
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, counted, joined, plain, quoted

_SIGNS = (";", "\n", "|", ",", " / ", "/")
_OF_LINK = ("note", "latency", "carries", "status", "since", "until")
MOST_TOLD = 20
"""How many rows are told one by one."""


@dataclass(frozen=True)
class LinkEnds:
    """The systems of each row that has links: the one that the row is about, and the items of its cell."""

    rows: list[tuple[str, str, list[str]]]
    """Agency (empty where the table names none), text of the start, items of the end."""
    signs: list[str]


@dataclass(frozen=True)
class LinkSaid:
    """One link as a row says it: the row, its start and item, what says how it works, and the systems that are meant."""

    at: int
    agency: str
    start: str
    item: str
    how: str
    pair: frozenset[str]

    @property
    def key(self) -> tuple[int, str]:
        """What tells it from the other links of the table."""
        return self.at, self.item


def ends_of(one: ImportedTable, part: Links, agency_of: Callable[[str], str], known: Sequence[str]) -> LinkEnds:
    """Return the ends of the links of a table, row by row; ``known`` names systems and agencies."""
    signs = separators_in(one.distinct(part.end), known) if part.kind != "matrix" else []
    if part.start:
        starts, operators = one.texts(part.start), [""] * one.sheet.count
    else:
        of = one.shape.systems[part.of]
        operators = [agency_of(text) for text in one.texts(of.columns.get("operator", ""))]
        starts = [of.label] * one.sheet.count if of.says_yes else one.texts(of.columns["name"])
    rows = zip(operators, starts, one.texts(part.end), strict=True)
    return LinkEnds([(operator, start, split_by(end, signs)) for operator, start, end in rows], signs)


def links_said(
    ends: LinkEnds,
    said: Sequence[str],
    called: Mapping[tuple[str, str], str],
    start_of: Callable[[str, str], str],
    *,
    by_row: bool,
) -> list[LinkSaid]:
    """Return each link that a row says, item by item.

    ``said`` is the cell of each row that tells how its links work; with ``by_row`` it may tell it of each item. ``called``
    and ``start_of`` say which systems are meant, by agency and text.
    """
    found: list[LinkSaid] = []
    for at, (text, (agency, start, items)) in enumerate(zip(said, ends.rows, strict=True)):
        first = start_of(agency, start) if is_name(start) else ""
        if first:
            hows = hows_of(text, len(items)) if by_row and len(set(items)) == len(items) else [text] * len(items)
            for item, how in zip(items, hows, strict=True):
                if end := called[agency, item]:
                    found.append(LinkSaid(at, agency, start, item, how, frozenset((folded(first), folded(end)))))
    return found


def hows_of(text: str, count: int) -> list[str]:
    """Return what a cell says of how each of some links works, by their place; the whole cell for each where it does not part.

    >>> hows_of("asks / Yes", 2), hows_of("query/response", 2), hows_of("asks", 2)
    (['asks', 'Yes'], ['query/response', 'query/response'], ['asks', 'asks'])
    """
    if count > 1 and text.casefold() not in NOBODY and not understood(v.MODES, text):
        for sign in _SIGNS:
            parts = split_by(text, [sign])
            if len(parts) == count and (sign != "/" or all(map(_is_how, parts))):
                return parts
    return [text] * count


def _is_how(text: str) -> bool:
    return text.casefold() in UNSAID or understood(v.MODES, text) is not None


def said_twice(
    one: ImportedTable, part: Links, links: Sequence[LinkSaid], mode: Callable[[str], str]
) -> set[tuple[int, str]]:
    """Return the links that say nothing that another row does not say of the same two systems: that there is a link, and no more."""
    others = [one.texts(part.columns[role]) for role in _OF_LINK if role in part.columns]
    of_pair: dict[frozenset[str], list[LinkSaid]] = {}
    for link in links:
        of_pair.setdefault(link.pair, []).append(link)
    found: set[tuple[int, str]] = set()
    for same in of_pair.values():
        if len({link.at for link in same}) > 1:
            how = {link.key: mode(link.how) for link in same}
            for link in same:
                more = any(other.at != link.at and how[other.key] != "unknown" for other in same)
                if how[link.key] == "unknown" and more and not any(texts[link.at] for texts in others):
                    found.add(link.key)
    return found


def told_twice(
    one: ImportedTable, links: Sequence[LinkSaid], dropped: set[tuple[int, str]], says: Mapping[tuple[int, str], object]
) -> list[Message]:
    """Return which pairs of systems stand in several rows, and what becomes of them.

    ``says`` holds what is read of each link that is kept: of those that are equal, reading itself tells that they repeat.
    """
    of_pair: dict[frozenset[str], list[LinkSaid]] = {}
    for link in links:
        if link.key in dropped or link.key in says:
            of_pair.setdefault(link.pair, []).append(link)
    told: list[Message] = []
    for same in of_pair.values():
        kept = [link for link in same if link.key not in dropped]
        rows = sorted({link.at for link in same})
        if len(rows) < 2 or (len(kept) == len(same) and len({says[link.key] for link in kept}) < 2):
            continue
        left = sorted({link.at for link in same} - {link.at for link in kept})
        if left:
            what = counted(
                len(left),
                "row {rows} says nothing more, and makes no link of its own",
                "rows {rows} say nothing more, and make no links of their own",
                rows=_and(one, left),
            )
        else:
            what = Message("both are kept") if len(rows) == 2 else Message("all are kept")
        told.append(
            Message(
                "{one} and {other} are linked by {count} rows ({rows}): {what}",
                one=quoted(same[0].start),
                other=quoted(same[0].item),
                count=Message("two") if len(rows) == 2 else len(rows),
                rows=_and(one, rows),
                what=what,
            )
        )
    return told


def told_left(
    one: ImportedTable, part: Links, ends: LinkEnds, is_left: Callable[[str, str], bool], starts: Mapping[str, str]
) -> list[Message]:
    """Return which rows name something that makes no link, with the system of each."""
    told: list[Message] = []
    for at, (agency, start, items) in enumerate(ends.rows):
        if part.start and starts.get(start) == "" and _is_unsaid(start):
            told.append(_left(one, at, plain(", ".join(items)), part.start, start))
        if is_name(start):
            told += [
                _left(one, at, plain(start), part.end if part.kind != "matrix" else one.shown, item)
                for item in items
                if _is_unsaid(item) and is_left(agency, item)
            ]
    return told


def _is_unsaid(text: str) -> bool:
    return bool(text) and (text.casefold() not in NOBODY or text.casefold() in UNSAID)


def _left(one: ImportedTable, at: int, system: Message, column: str, text: str) -> Message:
    why = (
        Message("of which it is not known which system is meant") if is_name(text) else Message("which names no system")
    )
    return Message(
        "row {row}, {system}: {column} says {text}, {why}: left out",
        row=row_of(one, at),
        system=system,
        column=quoted(column),
        text=quoted(text),
        why=why,
    )


def row_of(one: ImportedTable, at: int) -> int:
    """Return the number of a row as its sheet shows it."""
    return int(one.sheet.lines(np.array([at], dtype=np.int64))[0])


def _and(one: ImportedTable, rows: Sequence[int]) -> Message:
    texts = [str(row_of(one, at)) for at in rows]
    last = Message(" and ")
    return joined(", ", [plain(text) for text in texts[:-1]]) + last + texts[-1] if len(texts) > 1 else plain(texts[0])


def first_of(notes: Sequence[Message]) -> list[Message]:
    """Return the first of some notes, with the number of the others."""
    if len(notes) <= MOST_TOLD:
        return list(notes)
    more = counted(len(notes) - MOST_TOLD, "and {count} more row like these", "and {count} more rows like these")
    return [*notes[:MOST_TOLD], more]


def left_out(texts: Iterable[str]) -> Message | None:
    """Return which texts make no link though they name something, or say that there is a link; None for none."""
    unsaid = [text for text in texts if text and (text.casefold() not in NOBODY or text.casefold() in UNSAID)]
    if not unsaid:
        return None
    names = ", ".join(map(quoted, unsaid))
    return Message("left out, since it is not known who or what is meant: {names}", names=names)
