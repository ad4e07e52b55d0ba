"""What agreements say that is probably not meant: parties that mean nobody, and rows that contradict one another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from graphmodel.engine.agreements import Agreements
from graphmodel.engine.closure import Words, columns_of
from graphmodel.engine.network import Booleans, Network
from graphmodel.engine.parties import Parties
from graphmodel.errors import Doubt
from graphmodel.records.schema import TableName, tables
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, listed, number, plain

_SHOWN = 3


def agreement_doubts(network: Network) -> tuple[list[Doubt], ...]:
    """Return the doubts of each kind about agreements, their parties, and verdicts on what law forbids."""
    misplaced = _of_no_law(network)
    if not len(network.catalogue.agreements):
        return (misplaced,)
    parties = Parties(network)
    return misplaced, _nobody(network, parties), _without(network, parties), _contradicted(network)


def _of_no_law(network: Network) -> list[Doubt]:
    """Return the verdicts on impediments that are no matter of law: nothing tells them."""
    table = network.catalogue.impediments
    lost = table[table["verdict"].notna() & (table["impediment"] != v.LEGAL)]
    message = Message("a verdict is told of law and privacy alone: take it away, or change the cause")
    return [Doubt("impediments", key, "verdict", message) for key in _keys("impediments", lost)]


def _keys(name: TableName, rows: pd.DataFrame) -> list[str]:
    """Return the keys of some rows of a table, each as one text."""
    cells = rows[list(tables()[name].key)].astype("object").fillna("").itertuples(index=False)
    return [" ".join(map(str, row)) for row in cells]


def _nobody(network: Network, parties: Parties) -> list[Doubt]:
    """Return the parties that mean no agency of the catalogue."""
    table = network.catalogue.parties
    code, classes = parties.matching
    nobody: Booleans = ~np.asarray(classes.any(axis=1))
    lost = table[nobody[code]] if len(table) else table
    message = Message("this party means no agency of the catalogue")
    return [Doubt("parties", key, "agreement", message) for key in _keys("parties", lost)]


def _without(network: Network, parties: Parties) -> list[Doubt]:
    """Return the live agreements under which nobody discloses, or nobody receives: they change nothing."""
    table = network.catalogue.agreements
    live = table["status"].isin(v.LIVE_STATUSES).to_numpy(dtype=bool)
    ids = table["id"].to_numpy(dtype=object)
    none_gives, none_takes = ~parties.disclosers.any(axis=1), ~parties.recipients.any(axis=1)
    gives = Message("nobody discloses under it: it has no effect; add its parties")
    takes = Message("nobody receives under it: it has no effect; add its parties")
    found = [Doubt("agreements", str(id), "id", gives) for id in ids[live & none_gives]]
    return found + [Doubt("agreements", str(id), "id", takes) for id in ids[live & none_takes & ~none_gives]]


def _contradicted(network: Network) -> list[Doubt]:
    """Return the live forbidding rows that forbid what permitting ones permit: what forbids wins."""
    engine = Agreements(network, v.ASKED_PURPOSES)
    ids = network.catalogue.agreements["id"].to_numpy(dtype=object)[engine.rows]
    spoken = engine.of_system[network.live]
    found: list[Doubt] = []
    for row in np.flatnonzero(engine.forbids).tolist():
        sides = (engine.of_recipient, engine.of_discloser, engine.of_class, spoken)
        shared = engine.permitting & np.bitwise_and.reduce([_meeting(side, row) for side in sides])
        others = [plain(str(id)) for id in ids[columns_of(shared[None, :])[1]]]
        if others:
            found.append(Doubt("agreements", str(ids[row]), "effect", _wins(others)))
    return found


def _meeting(side: Words, row: int) -> Words:
    """Return the rows that have an agency, a class or a system in common with one row, shape (words,)."""
    mine = (side[:, row >> 6] >> np.uint64(row & 63) & np.uint64(1)).astype(bool)
    shared: Words = np.bitwise_or.reduce(side[mine], axis=0)
    return shared


def _wins(others: list[Message]) -> Message:
    if len(others) <= _SHOWN:
        return Message("forbids some of what {others} permits: what forbids wins", others=listed(others))
    shown, more = ", ".join(others[:_SHOWN]), len(others) - _SHOWN
    return Message(
        "forbids some of what {others} and {more} more permit: what forbids wins", others=shown, more=number(more)
    )
