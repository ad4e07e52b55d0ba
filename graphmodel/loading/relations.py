"""What rows say of one another: references that lead somewhere, keys that tell rows apart, ids that mean one thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.arrow import pa, pc
from graphmodel.loading.cells import Checks, Known, bad_id, judge_items, marked, shown
from graphmodel.loading.columns import Rows
from graphmodel.loading.gathered import Gathered
from graphmodel.loading.spelling import check_spelling
from graphmodel.slugs import slug

_MOST_MEANT = 1_000


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
            noun = " or ".join(target.table.noun for target in targets)
            missing = [target for target in targets if target.missing]
            remedy = f": there is no {missing[0].file}" if missing else ""
            judge_items(checks, gathered, column, Known(known, noun, remedy))


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
    before = dict(zip(rows[again].tolist(), rows[first].tolist(), strict=True))

    def named(row: int) -> str:
        cells = [text.text(row) for text in texts]
        if len(key) == 1:
            here, there = spelt.text(row), spelt.text(before[row])
            if here and there and here != there:
                return f"{shown(here)} and {shown(there)} make one id ({cells[0]}): spell it one way, or recode it. The other is"
            return f"{shown(cells[0])} is already"
        named = [f"{column} {shown(cell)}" for column, cell in zip(key, cells, strict=True) if cell]
        return f"{', '.join(named)} is already"

    _note_again(checks, gathered, (rows[again], rows[first]), key[0] if len(key) == 1 else "", named)


def _check_links(checks: Checks, links: Gathered) -> None:
    """Check ids and ends of links: a link without an id is called from>to, and may be called so."""
    if not links.columns.keys() >= {"from", "to"}:
        return
    start, end, id = links.column("from"), links.column("to"), links.column("id")
    whole = ~(start.empty | end.empty)
    starts, ends = start.texts(), end.texts()
    same = np.flatnonzero(marked(pc.fill_null(pc.equal(starts, ends), fill_value=False)))
    ids = [end.text(row) for row in same.tolist()]
    checks.rows(links, same, "to", [f"{shown(name)} is linked to itself: a link joins two systems" for name in ids])

    paired = id.empty
    arrows = id.marked(pc.match_substring(id.words, ">"))
    if arrows.any():
        called = pc.binary_join_element_wise(starts, ends, pa.scalar(">", pa.large_string()))
        paired |= arrows & marked(pc.fill_null(pc.equal(id.texts(), called), fill_value=False))
    wrong = id.marked(pc.invert(pc.match_substring_regex(id.words, "^[a-z0-9-]*$"))) & ~paired
    rows = np.flatnonzero(wrong)
    messages = [f"{bad_id(id.text(row))}, or leave it empty" for row in rows.tolist()]
    checks.rows(links, rows, "id", messages)

    rows = np.flatnonzero(~paired)
    again, first = _repeated([id.codes[rows]])
    _note_again(checks, links, (rows[again], rows[first]), "id", lambda row: f"{shown(id.text(row))} is already")
    rows = np.flatnonzero(paired & whole)
    again, first = _repeated([start.codes[rows], end.codes[rows]])

    def named(row: int) -> str:
        return f"a second link from {start.text(row)} to {end.text(row)} needs an id: the first is"

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
    ids = [names.text(row) for row in rows.tolist()]
    places = agencies.problems([at[id] for id in ids], "", [""] * len(ids))
    remedy = "" if systems.spelt("id").empty.all() else " (a mapping can set a prefix before one of them)"
    messages = [
        f"{shown(id)} is already an agency ({place.file}:{place.row}): agencies and systems share one set of ids{remedy}"
        for id, place in zip(ids, places, strict=True)
    ]
    checks.rows(systems, rows, "id", messages)


def _check_vendors(checks: Checks) -> None:
    """Check that a vendor, which is known by its name alone, is spelt one way."""
    products = checks.tables["products"]
    vendors = products.column("vendor")
    spelt: dict[str, str] = {}
    wrong: dict[int, str] = {}
    order = pd.unique(vendors.codes).tolist()  # the spelling that comes first is the one the others are held to
    words = vendors.listed()
    for code in order:
        word = words[code]
        made = slug(word)
        if word and not made:
            wrong[code] = f"{shown(word)} has no letter or digit to make an id from"
        elif word and spelt.setdefault(made, word) != word:
            wrong[code] = f"{shown(word)} and {shown(spelt[made])} would be one vendor ({made}): spell it one way"
    if wrong:
        flags = np.zeros(len(words), dtype=bool)
        flags[list(wrong)] = True
        messages = {words[code]: message for code, message in wrong.items()}
        checks.words(products, "vendor", flags, lambda word: messages[word])


def _note_again(
    checks: Checks, gathered: Gathered, twice: tuple[Rows, Rows], column: str, named: Callable[[int], str]
) -> None:
    """Note rows whose key another row has: where the first of them stands is told."""
    again, first = twice
    if not len(again):
        return
    heres = gathered.problems(again, column, [""] * len(again))
    befores = gathered.problems(first, column, [""] * len(first))
    messages = [
        f"{named(row)} on line {before.row}"
        if here.file == before.file
        else f"{named(row)} in {before.file}, line {before.row}"
        for row, here, before in zip(again.tolist(), heres, befores, strict=True)
    ]
    checks.rows(gathered, again, column, messages)


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
