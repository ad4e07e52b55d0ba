"""Links come and go: ``connect`` and ``disconnect``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from graphmodel.documents.choosing import note_unknown_ids
from graphmodel.documents.keys import KeyProblems, column, key
from graphmodel.documents.selectors import Selector
from graphmodel.documents.targets import IF_ANY, Target, find_systems, note_empty
from graphmodel.engine.network import Booleans, Network, Positions, distinct
from graphmodel.engine.proposals import Proposals
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.changes import Changes
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import TableName, tables
from graphmodel.scenario.change import Change, Unit, stop
from graphmodel.scenario.pairs import MOST_PAIRS, system_pairs
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, either, named, number
from graphmodel.words.scenario_words import BOTH, LIVE_MODES, SHARED, WAYS
from graphmodel.words.suggest import did_you_mean

QUERY = "query"
"""How the links of a connect flow unless it says so."""


@dataclass(frozen=True, kw_only=True)
class Connect(Change):
    """Systems get the flows between them that are missing, each as a one-way link, by query unless said."""

    do: ClassVar[str] = "connect"
    table: ClassVar[TableName] = "links"
    unit: ClassVar[Unit] = named("unit", "pair of systems")

    from_: Target = key("systems", Message("The systems at one end."), required=True)
    to: Target = key("systems", Message("The systems at the other end."), required=True)
    direction: str = key("word", "Whether records also flow back.", default=BOTH, vocabulary=WAYS)
    same: tuple[str, ...] | None = key("words", "Only pairs that share all of this.", vocabulary=SHARED)
    mode: str | None = column("links", "mode", "How records flow; query unless said.", vocabulary=LIVE_MODES)
    carries: tuple[str, ...] | None = column(
        "links", "carries", "Classes let through; unless said all, but a relay or repository takes what it deals in."
    )
    latency: str | None = column("links", "latency", "How fresh it is.")
    access: str | None = column("links", "access", "What comes through; the content unless said.")
    standard: str | None = column("links", "standard", "The standard it follows.")

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world with the missing flows; links that are there stay as they are."""
        network = Network(catalogue)
        faults = self.faults()
        if self.standard is not None:
            given = [] if self.standard in v.STANDARD_WORDS else [self.standard]
            note_unknown_ids(network, given, ("standards",), "standard", faults)
        one, other = self._pairs(network, faults)
        proposals = Proposals(network)
        forth = proposals.lacking(one, other)
        back = proposals.lacking(other, one) & (self.direction == BOTH)
        if self._named:
            self._note_linked(network, one, other, forth | back, faults)
        stop(faults)
        width = max(len(network.systems), 1)
        wanted = [one[forth] * width + other[forth], other[back] * width + one[back]]
        code = distinct(np.concatenate(wanted))
        return catalogue.add_rows("links", self._rows(proposals, code // width, code % width, name))

    @property
    def _named(self) -> bool:
        return not isinstance(self.from_, Selector) and not isinstance(self.to, Selector)

    def _pairs(self, network: Network, faults: KeyProblems) -> tuple[Positions, Positions]:
        """Return the pairs of different systems that are meant."""
        left = find_systems(self.from_, network, "from", faults)
        right = find_systems(self.to, network, "to", faults)
        note_empty(left.rows, self.from_, "from", faults, if_any=self.if_any)
        note_empty(right.rows, self.to, "to", faults, if_any=self.if_any)
        if self._named:
            for id in dict.fromkeys(network.systems[np.intersect1d(left.rows, right.rows)]):
                faults("to", Message("{id!r} is linked to itself: a link joins two systems", id=id))
        none = np.zeros(0, dtype=np.int64)
        if faults:
            return none, none
        result = system_pairs(network, left.rows, right.rows, self.same or ())
        if isinstance(result, int):
            faults(
                "",
                Message(
                    "selects {count} pairs of systems, more than {most}: narrow it, or add the key same",
                    count=number(result),
                    most=number(MOST_PAIRS),
                ),
            )
            return none, none
        if not len(result[0]) and not self.if_any:
            nothing = Message("selects nothing: no two systems{allowed}", allowed=IF_ANY)
            if self.same:
                nothing = Message(
                    "selects nothing: no two systems that share {what}{allowed}",
                    what=", ".join(self.same),
                    allowed=IF_ANY,
                )
            faults("", nothing)
        return result

    def _note_linked(
        self, network: Network, one: Positions, other: Positions, missing: Booleans, faults: KeyProblems
    ) -> None:
        """Note the pairs to which there is nothing to add."""
        ids = network.systems
        for sender, receiver in zip(one[~missing].tolist(), other[~missing].tolist(), strict=True):
            start, end = str(ids[int(sender)]), str(ids[int(receiver)])
            if self.direction == BOTH:
                said = Message("{one!r} and {other!r} are linked both ways already", one=start, other=end)
            else:
                said = Message("records flow from {sender!r} to {receiver!r} already", sender=start, receiver=end)
            faults("to", said)

    def _rows(self, proposals: Proposals, sender: Positions, receiver: Positions, name: str) -> pd.DataFrame:
        """Return the links to add, with what this change says of them."""
        rows = proposals.rows(sender, receiver).assign(note=self.mark(name), since=self.year)
        values = {"mode": self.mode, "latency": self.latency, "access": self.access, "standard": self.standard}
        if self.carries:
            values["carries"] = LIST_SEPARATOR.join(self.carries)
        return rows.assign(**{column: value for column, value in values.items() if value is not None})

    def counted(self, after: Catalogue, changes: Changes) -> int:
        """Return the number of pairs that get a link, one way or both ways."""
        added = after.links[after.links["id"].isin(changes["links"].added["id"])]
        first, last = added[["from", "to"]].min(axis=1), added[["from", "to"]].max(axis=1)
        return len(pd.DataFrame({"first": first, "last": last}).drop_duplicates())


@dataclass(frozen=True, kw_only=True)
class Disconnect(Change):
    """Links in service become retired: one by its id, or all that join two systems, either way."""

    do: ClassVar[str] = "disconnect"
    table: ClassVar[TableName] = "links"
    unit: ClassVar[Unit] = named("unit", "link")

    link: tuple[str, ...] | None = key("references", "The links by their ids; else name systems.", refers_to=("links",))
    from_: Target | None = key("systems", "The systems at one end.")
    to: Target | None = key("systems", "The systems at the other end; any unless said.")

    @classmethod
    def agree(cls, held: Mapping[str, Any], faults: KeyProblems) -> None:
        """Note where neither links nor systems are named, or both are."""
        if "link" in held and held.keys() & {"from", "to"}:
            faults("link", Message("names links: leave from and to out"))
        elif "link" not in held and "from" not in held:
            faults("", Message("disconnect needs the key link, or from: the systems at one end"))

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world in which those links are retired; planned and ended ones stay as they are."""
        network = Network(catalogue)
        faults = self.faults()
        chosen = self._by_id(network, faults) if self.link else self._by_ends(network, faults)
        stop(faults)
        return catalogue.replace_rows("links", _retired(catalogue.links, chosen, self.mark(name), self.year))

    def _by_id(self, network: Network, faults: KeyProblems) -> Booleans:

        links = network.catalogue.links
        wanted = list(self.link or ())
        chosen = links["id"].isin(wanted).to_numpy()
        status = dict(links.loc[chosen, ["id", "status"]].itertuples(index=False, name=None))
        for id in wanted:
            if id not in status:
                near = did_you_mean(id, set(links["id"]))
                faults("link", Message("{id!r} is {none}{near}", id=id, none=tables()["links"].none, near=near))
            elif status[id] not in v.LIVE_STATUSES:
                faults(
                    "link",
                    Message(
                        "{id!r} is {status}: name a link that is {statuses}",
                        id=id,
                        status=status[id],
                        statuses=either(v.LIVE_STATUSES),
                    ),
                )
        return chosen

    def _by_ends(self, network: Network, faults: KeyProblems) -> Booleans:

        def chosen(target: Target | None, at: str) -> Booleans:
            flags = np.full(len(network.systems), target is None)
            if target is not None:
                flags[find_systems(target, network, at, faults, v.STATUSES.ids).rows] = True
            return flags

        one, other = chosen(self.from_, "from"), chosen(self.to, "to")
        start, end = network.ends
        found = (one[start] & other[end]) | (one[end] & other[start])
        found &= network.catalogue.links["status"].isin(v.LIVE_STATUSES).to_numpy()
        if not found.any() and not self.if_any and not faults:
            faults(
                "", Message("selects nothing: no link in service, {what}{allowed}", what=self.what(), allowed=IF_ANY)
            )
        return found


def _retired(links: pd.DataFrame, chosen: Booleans, mark: str, year: int | None) -> pd.DataFrame:
    frame = links.copy()
    frame.loc[chosen, "status"] = "retired"
    notes = frame.loc[chosen, "note"]
    frame.loc[chosen, "note"] = (notes + "; ").fillna("") + mark
    if year is not None:
        frame.loc[chosen, "until"] = year
    return frame
