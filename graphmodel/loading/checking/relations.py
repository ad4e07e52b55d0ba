"""What rows say of one another: references that lead somewhere, keys that tell rows apart, ids that mean one thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.errors import Problem
from graphmodel.loading.checking.cells import Checks, Known, judge_items, marked
from graphmodel.loading.checking.spelling import check_spelling, one_id
from graphmodel.loading.columns import Rows
from graphmodel.loading.gathered import Gathered
from graphmodel.records.agreements import PARTY_CELLS
from graphmodel.records.arrow import pa, pc
from graphmodel.records.columns import Column
from graphmodel.records.slugs import NO_LETTER, bad_id, slug
from graphmodel.words.messages import NOTHING, Message, either, plain, quoted
from graphmodel.words.vocabulary import Vocabulary

_MOST_MEANT = 1_000
_MEANS_NOBODY = Message("is empty, and so are {others}: fill in one of them", others=", ".join(PARTY_CELLS[1:]))
_IS_ALREADY = Message("is already")
_THE_OTHER = Message(". The other is")
_PREFIX = Message(
    " (a mapping can set a prefix before one of them)",
)
_RESERVED = Message("is a reserved word: as a {column} it means “{meaning}”; give the record another id")
_TO_ITSELF = Message("is linked to itself: a link joins two systems")


def check_relations(checks: Checks) -> None:
    """Check references, keys, the namespace that agencies and systems share, the ends of links, and vendors."""
    _check_references(checks)
    for name, gathered in checks.tables.items():
        if name == "links":
            _check_links(checks, gathered)
        else:
            _check_key(checks, gathered)
    _check_namespace(checks)
    _check_vendors(checks)
    _check_parties(checks.tables["parties"], checks)
    check_spelling(checks)


def _check_references(checks: Checks) -> None:
    for gathered in checks.tables.values():
        for column in gathered.table.columns:
            if column.name not in gathered.columns or not column.refers_to:
                continue
            targets = [checks.tables[name] for name in column.refers_to]
            if any(target.unreadable or (target.parts and "id" not in target.columns) for target in targets):
                continue  # what cannot be read may hold anything
            known = {id: None for target in targets for id in _ids(target)}
            if column.reserved:
                known |= dict.fromkeys(column.reserved.ids)
                _check_reserved(checks, targets, column, column.reserved)
            missing = [target.file for target in targets if target.missing]
            remedy = Message(": there is no {missing}", missing=missing[0]) if missing else NOTHING
            judge_items(checks, gathered, column, Known(known, _is_not(targets), remedy))


def _check_reserved(checks: Checks, targets: Sequence[Gathered], column: Column, words: Vocabulary) -> None:
    """Check that no record bears as its id a word that means something else wherever it is referred to."""

    def message(id: str) -> Message:
        return plain(f"{quoted(id)} ") + _RESERVED.filled(column=column.name, meaning=words[id].named)

    for target in targets:
        ids = target.column("id")
        checks.words(
            target, "id", marked(pc.is_in(ids.words, value_set=pa.array(words.ids, pa.large_string()))), message
        )


def _is_not(targets: Sequence[Gathered]) -> Message:
    first, *others = (target.table for target in targets)
    return Message("is not {noun}", noun=either([first.one, *(table.noun for table in others)]))


def _ids(target: Gathered) -> set[str]:
    """Return the ids that a reference may take: also those of rows that are wrong, which are told of already."""
    ids = target.column("id")
    wrong = ids.words.filter(pc.invert(pc.match_substring_regex(ids.words, "^[a-z0-9-]*$")))
    meant = {slug(word) for word in wrong.to_pylist()} if len(wrong) <= _MOST_MEANT else set[str]()
    return {*ids.listed(), *target.broken, *meant} - {""}


def _check_key(checks: Checks, gathered: Gathered) -> None:
    key = gathered.table.key
    required = [column.name for column in gathered.table.columns if column.required and column.name in key]
    if not gathered.columns.keys() >= set(required):
        return
    texts = [gathered.column(column) for column in key]
    rows = np.flatnonzero(~np.logical_or.reduce([gathered.column(column).empty for column in required]))
    again, first = _repeated([text.codes[rows] for text in texts])
    spelt = gathered.spelt(key[0])

    def named(row: int, first: int) -> Message:
        cells = [text.text(row) for text in texts]
        if len(key) == 1:
            here, there = spelt.text(row), spelt.text(first)
            if here and there and here != there:
                return one_id(quoted(here), quoted(there), cells[0]) + _THE_OTHER
            return plain(f"{quoted(cells[0])} ") + _IS_ALREADY
        named = [f"{column} {quoted(cell)}" for column, cell in zip(key, cells, strict=True) if cell]
        return plain(f"{', '.join(named)} ") + _IS_ALREADY

    _note_again(checks, gathered, (rows[again], rows[first]), key[0] if len(key) == 1 else "", named)


def _check_links(checks: Checks, links: Gathered) -> None:
    """Check ids and ends of links: a link without an id is called from>to, and may be called so."""
    if not links.columns.keys() >= {"from", "to"}:
        return
    start, end, id = links.column("from"), links.column("to"), links.column("id")
    whole = ~(start.empty | end.empty)
    starts, ends = start.texts(), end.texts()
    same = np.flatnonzero(marked(pc.fill_null(pc.equal(starts, ends), fill_value=False)))
    checks.rows(links, same, "to", lambda row: plain(f"{quoted(end.text(row))} ") + _TO_ITSELF)

    paired = id.empty
    arrows = id.marked(pc.match_substring(id.words, ">"))
    if arrows.any():
        called = pc.binary_join_element_wise(starts, ends, pa.scalar(">", pa.large_string()))
        paired |= arrows & marked(pc.fill_null(pc.equal(id.texts(), called), fill_value=False))
    wrong = id.marked(pc.invert(pc.match_substring_regex(id.words, "^[a-z0-9-]*$"))) & ~paired
    or_empty = Message(", or leave it empty")
    checks.rows(links, np.flatnonzero(wrong), "id", lambda row: bad_id(id.text(row)) + or_empty)

    rows = np.flatnonzero(~paired)
    again, first = _repeated([id.codes[rows]])

    def named_by_id(row: int, _first: int) -> Message:
        return plain(f"{quoted(id.text(row))} ") + _IS_ALREADY

    _note_again(checks, links, (rows[again], rows[first]), "id", named_by_id)
    rows = np.flatnonzero(paired & whole)
    again, first = _repeated([start.codes[rows], end.codes[rows]])

    def named(row: int, _first: int) -> Message:
        one, other = start.text(row), end.text(row)
        return Message(
            "a second link from {one} to {other} needs an id: the first is",
            one=one,
            other=other,
        )

    _note_again(checks, links, (rows[again], rows[first]), "id", named)


def _check_namespace(checks: Checks) -> None:
    agencies, systems = checks.tables["agencies"], checks.tables["systems"]
    names = systems.column("id")
    both = names.marked(pc.is_in(names.words, value_set=agencies.column("id").words)) & ~names.empty
    rows = np.flatnonzero(both)
    if not len(rows):
        return
    agency = agencies.column("id")
    at = {agency.text(row): row for row in reversed(range(agencies.count))}
    remedy = NOTHING if systems.spelt("id").empty.all() else _PREFIX

    def message(row: int) -> Message:
        id = names.text(row)
        place = agencies.problems([at[id]], "", [""])[0]
        return Message(
            "{id} is already an agency{place}: agencies and systems share one set of ids{remedy}",
            id=quoted(id),
            place=f" ({place.file}:{place.row})" if agencies.lines else "",
            remedy=remedy,
        )

    checks.rows(systems, rows, "id", message)


def _check_vendors(checks: Checks) -> None:
    """Check that a vendor, which is known by its name alone, is spelt one way."""
    products = checks.tables["products"]
    vendors = products.column("vendor")
    spelt: dict[str, str] = {}
    wrong: dict[int, Message] = {}
    order = pd.unique(vendors.codes).tolist()  # the spelling that comes first is the one the others are held to
    words = vendors.listed()
    for code in order:
        word = words[code]
        made = slug(word)
        if word and not made:
            wrong[code] = plain(f"{quoted(word)} ") + NO_LETTER
        elif word and spelt.setdefault(made, word) != word:
            wrong[code] = Message(
                "{one} and {other} would be one vendor ({id}): spell it one way",
                one=quoted(word),
                other=quoted(spelt[made]),
                id=made,
            )
    if wrong:
        flags = np.zeros(len(words), dtype=bool)
        flags[list(wrong)] = True
        messages = {words[code]: message for code, message in wrong.items()}
        checks.words(products, "vendor", flags, lambda word: messages[word])


def _check_parties(parties: Gathered, checks: Checks) -> None:
    """Check that each party means somebody: a row without a filled cell would mean everybody, or nobody."""
    nobody = np.logical_and.reduce([parties.column(column).empty for column in PARTY_CELLS])
    checks.rows(parties, np.flatnonzero(nobody), PARTY_CELLS[0], lambda _: _MEANS_NOBODY)


def _note_again(
    checks: Checks, gathered: Gathered, twice: tuple[Rows, Rows], column: str, named: Callable[[int, int], Message]
) -> None:
    """Note rows whose key another row has: where the first of them stands is told.

    ``named`` says of such a row, and of the first one, what they both are.
    """
    again, first = twice

    def message(row: int) -> Message:
        earlier = int(first[np.searchsorted(again, row)])
        here, before = gathered.problems([row, earlier], column, ["", ""])
        return named(row, earlier) + _where(gathered, here, before, earlier)

    checks.rows(gathered, again, column, message)


def _where(gathered: Gathered, here: Problem, before: Problem, row: int) -> Message:
    """Return where the first of two like rows stands: its line, or its place in a frame, counted from 0."""
    if not gathered.lines:
        return Message(" in row {row}", row=row)
    if here.file == before.file:
        return Message(" on line {row}", row=before.row)
    return Message(" in {file}, line {row}", file=before.file, row=before.row)


def _repeated(codes: Sequence[NDArray[np.int32]]) -> tuple[Rows, Rows]:
    """Return which rows repeat an earlier one, and for each the first row like it."""
    whole = codes[0].astype(np.int64)
    for more in codes[1:]:
        whole = pd.factorize(whole * (int(more.max(initial=0)) + 1) + more)[0].astype(np.int64)
    again = np.flatnonzero(pd.Series(whole).duplicated().to_numpy())
    if not len(again):
        return again, again
    _, first, inverse = np.unique(whole, return_index=True, return_inverse=True)
    return again, first[inverse[again]]
