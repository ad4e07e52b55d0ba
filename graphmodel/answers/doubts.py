"""What a sound catalogue says that is probably not meant: nothing contradicts it, yet it can hardly be so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.answers.agreement_doubts import agreement_doubts
from graphmodel.answers.short_names import short_name_doubts
from graphmodel.engine.network import ALL_CLASSES, Network, class_names
from graphmodel.engine.visibility import Visibility
from graphmodel.errors import Doubt
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.slips import slips
from graphmodel.words.messages import Message

MOST = 100
"""More doubts than this are counted, not listed."""
_NATIONAL = ("national_repository", "broker")
_NEAR_SCOPES = ("", "local", "regional")


@dataclass(frozen=True)
class _Kind:
    """The doubts of one kind: how many there are, and how each is said, by its place."""

    count: int
    said: Callable[[int], Doubt]


def doubts(catalogue: Catalogue, most: int = MOST) -> tuple[list[Doubt], int]:
    """Return up to ``most`` doubts about a catalogue, some of each kind, and how many there are.

    - ``holds`` is given for no system: then nothing can be said by class of records.
    - A link by query runs from a local system to a national repository or a broker that answers it nothing: records
      run from ``from`` to ``to``, so the asking was probably meant the other way.
    - The names of two agencies, or of two systems of one type, differ by a slip.
    - One agency operates two live systems of one type and one product.
    - A live link names a class which none of its senders offers: nothing of that class comes through.
    - A party to an agreement means no agency; nobody discloses or receives under an agreement; what one permits another forbids.
    - Short names are missing, stand twice, or are too long for a drawing.
    """
    network = Network(catalogue)
    kinds = [_no_holds(catalogue), _backwards(network), _alike(catalogue, "agencies"), _alike(catalogue, "systems")]
    named = short_name_doubts(catalogue)
    kinds += [_twice(network), _idle(network), _Kind(len(named), named.__getitem__)]
    kinds += [_Kind(len(found), found.__getitem__) for found in agreement_doubts(network)]
    fair, room = most // len(kinds), most - sum(min(kind.count, most // len(kinds)) for kind in kinds)
    listed: list[Doubt] = []
    for kind in kinds:
        more = min(max(kind.count - fair, 0), room)
        room -= more
        listed += [kind.said(at) for at in range(min(kind.count, fair) + more)]
    return listed, sum(kind.count for kind in kinds)


def _no_holds(catalogue: Catalogue) -> _Kind:
    systems = catalogue.systems
    message = Message(
        "no system says what it holds: each counts as holding “unspecified”, and who sees which class "
        "of records is not known; fill in holds",
    )
    return _Kind(
        int(len(systems) > 0 and bool(systems["holds"].isna().all())), lambda _: Doubt("systems", "", "holds", message)
    )


def _backwards(network: Network) -> _Kind:
    links, systems, flows = network.catalogue.links, network.catalogue.systems, network.flows
    sender, receiver = network.ends
    national = systems["type"].isin(_NATIONAL).to_numpy(dtype=bool)
    local = systems["scope"].fillna("").isin(_NEAR_SCOPES).to_numpy(dtype=bool) & ~national & ~network.relays
    answered = np.isin(receiver * len(systems) + sender, flows.sender * len(systems) + flows.receiver)
    live = np.zeros(len(links), dtype=bool)
    live[network.links] = True
    asks = links["mode"].isin(("query", "federated_search")).to_numpy(dtype=bool)
    rows = np.flatnonzero(live & asks & local[sender] & national[receiver] & ~answered)

    def said(at: int) -> Doubt:
        link = _row(links, int(rows[at]))
        message = Message(
            "as written, {to} sees the records of {start} and answers it nothing: records run from “from” "
            "to “to”; if {start} asks {to}, write from {to} to {start}",
            start=link["from"],
            to=link["to"],
        )
        return Doubt("links", link["id"], "from", message)

    return _Kind(len(rows), said)


def _alike(catalogue: Catalogue, table: str) -> _Kind:
    agencies = table == "agencies"
    frame = catalogue.agencies if agencies else catalogue.systems
    kind = np.zeros(len(frame), dtype=np.int64) if agencies else _codes(frame["type"])
    pairs = slips(frame["name"], kind, _codes(frame["province" if agencies else "operator"]), owned=not agencies)
    asked = Message("agency") if agencies else Message("system")

    def said(at: int) -> Doubt:
        one, other = _row(frame, int(pairs[at, 0])), _row(frame, int(pairs[at, 1]))
        message = Message(
            "{id} “{name}” and {near} “{near_name}” are nearly the same name: are they one {what}?",
            id=other["id"],
            name=other["name"],
            near=one["id"],
            near_name=one["name"],
            what=asked,
        )
        return Doubt(table, other["id"], "name", message)

    return _Kind(len(pairs), said)


def _twice(network: Network) -> _Kind:
    systems = network.catalogue.systems
    known = systems[network.live & systems["product"].notna().to_numpy(dtype=bool)]
    first = known.groupby(["operator", "type", "product"])["id"].transform("first").to_numpy(dtype=object)
    rows = np.flatnonzero(np.not_equal(known["id"].to_numpy(dtype=object), first).astype(bool))

    def said(at: int) -> Doubt:
        system = _row(known, int(rows[at]))
        message = Message(
            "{id} and {first} are both {product} of one type, operated by {operator}: are they one system?",
            first=first[rows[at]],
            **{name: system[name] for name in ("id", "product", "operator")},
        )
        return Doubt("systems", system["id"], "product", message)

    return _Kind(len(rows), said)


def _idle(network: Network) -> _Kind:
    links, flows = network.catalogue.links, network.flows
    through = np.zeros(len(links), dtype=np.uint32)
    np.bitwise_or.at(through, flows.link, Visibility(network).passes)
    carries = np.zeros(len(links), dtype=np.uint32)
    carries[flows.link] = flows.carries
    idle = np.where(carries == ALL_CLASSES, 0, carries & ~through)
    rows = np.flatnonzero(idle)

    def said(at: int) -> Doubt:
        names = ", ".join(class_names(int(idle[rows[at]])))
        message = Message("no sender of this link offers {names}", names=names)
        return Doubt("links", links["id"].iloc[rows[at]], "carries", message)

    return _Kind(len(rows), said)


def _row(frame: pd.DataFrame, at: int) -> dict[str, str]:
    """Return one row of a table as texts by column."""
    cells = frame.iloc[at : at + 1].astype("object").to_dict("records")[0]
    return {str(name): str(cell) for name, cell in cells.items()}


def _codes(column: pd.Series) -> NDArray[np.int64]:
    """Return each distinct word as a number, -1 where there is none; shape of the column."""
    return pd.factorize(column)[0].astype(np.int64)
