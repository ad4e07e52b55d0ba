"""What may be shared, counted: pairs of agencies in each state, and what each agreement covers.

A pair is a recipient, a discloser of another organisation, and a class of records: the states are those of the design,
section 11. Pairs without a state, of which nothing is seen and nothing permits, are not counted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from graphmodel.engine.agreement_links import AgreementLinks
from graphmodel.engine.agreements import Agreements
from graphmodel.engine.network import Network
from graphmodel.engine.state_counts import Counts, by_recipient
from graphmodel.engine.states import STATES, States
from graphmodel.engine.visibility import CLASSES, Visibility
from graphmodel.errors import UnknownName
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message, say
from graphmodel.words.suggest import did_you_mean, nearest

SharingGroup = Literal["class", "province", "agency", "agreement"]
ALL = "all"
COLUMNS = ("group", "name", *STATES)
AGREEMENT_COLUMNS = (
    "agreement",
    "name",
    "agreement_kind",
    "effect",
    "status",
    "confidence",
    "recipients",
    "disclosers",
    "pairs",
    "links",
)


def shared(
    visibility: Visibility,
    by: SharingGroup = "class",
    purposes: Sequence[str] = (),
    language: Language = "en",
    *,
    without: Collection[str] = (),
    documented: bool = False,
) -> pd.DataFrame:
    """Return how many pairs are in each state, or with ``by`` agreement what each of them covers.

    By class, province and agency: group (an id; the last is all), name, and a column for each state. A province and an
    agency count as recipients; the group of agencies without a province is empty. By agreement: agreement, name,
    agreement_kind, effect, status, confidence, recipients and disclosers (agencies), pairs (of a recipient and a
    discloser of another organisation), links (live ones that run under it, or that would if it were live).
    ``purposes`` asks for civil_screening or statistics, which do not count by themselves; ``without`` leaves agreements
    out by their ids (UnknownName where there is no such one), ``documented`` agreements and parties that are only
    inferred: so it shows how far the figures rest on them.
    """
    agreements = Agreements(_reduced(visibility.network, without, documented=documented), tuple(purposes))
    if by == "agreement":
        return _agreements(agreements, language)
    states = States(visibility, agreements)
    if by == "agency":
        return _by_agency(states, language)
    counts = states.counts()
    if by == "class":
        of_class = counts.sum(axis=(2, 3))
        held = [bit for bit, _ in CLASSES if of_class[:, bit].any() or visibility.holders(bit).any()]
        words = v.CARRIED_CLASSES.words
        return _table(
            [words[bit].id for bit in held],
            [words[bit].name(language) for bit in held],
            of_class[:, held],
            language,
        )
    of_province = counts.sum(axis=(1, 3))
    there = np.bincount(states.province, minlength=len(v.PROVINCES) + 1) > 0
    words = v.PROVINCES.words
    ids, names = [word.id for word in words], [word.name(language) for word in words]
    names.append(say("No province: national", language=language))
    chosen = [at for at in range(len(names)) if there[at]]
    return _table([[*ids, ""][at] for at in chosen], [names[at] for at in chosen], of_province[:, chosen], language)


def _reduced(network: Network, without: Collection[str], *, documented: bool) -> Network:
    """Return a network of the same agencies, systems and links, with fewer agreements and parties."""
    if not without and not documented:
        return network
    catalogue = network.catalogue
    rows, parties = catalogue.agreements, catalogue.parties
    known = rows["id"].tolist()
    for id in without:
        if id not in known:
            said = Message("there is no agreement {id!r}{near}", id=id, near=did_you_mean(id, known))
            raise UnknownName(said, nearest(id, known))
    stays, named = ~rows["id"].isin(list(without)), np.ones(len(parties), dtype=bool)
    if documented:
        stays &= rows["confidence"].eq("documented")
        named &= parties["confidence"].eq("documented").to_numpy(dtype=bool)
    named &= parties["agreement"].isin(rows["id"][stays]).to_numpy(dtype=bool)
    less = catalogue.remove("parties", named).remove("agreements", stays.to_numpy(dtype=bool))
    return Network(less)


def broadest(network: Network, most: int) -> list[str]:
    """Return the ids of the live rows that permit most, the broadest first, then by id.

    Their breadth: (recipient, supplier, system, class) that each covers, those of one organisation too.
    """
    engine = Agreements(network)
    agency, system = network.suppliers
    live = network.live[system]
    agency, system = agency[live], system[live]
    spoken = engine.of_system[system] & engine.of_discloser[agency]
    breadth = np.zeros(len(engine.rows), dtype=np.int64)
    for row in np.flatnonzero(~engine.forbids).tolist():
        covered = (spoken[:, row >> 6] >> np.uint64(row & 63) & np.uint64(1)).astype(bool)
        classes = np.bitwise_count(network.holds[system[covered]] & engine.classes[row]).sum(dtype=np.int64)
        breadth[row] = classes * engine.recipients[row].sum()
    ids = network.catalogue.agreements["id"].to_numpy(dtype=object)[engine.rows]
    order = np.lexsort((ids.astype(str), -breadth))
    return [str(ids[row]) for row in order[:most].tolist() if breadth[row]]


def _by_agency(states: States, language: Language) -> pd.DataFrame:
    agencies = states.network.catalogue.agencies
    names = _names(agencies, language)
    return _table(agencies["id"].tolist(), names.tolist(), by_recipient(states), language)


def _table(groups: list[str], names: list[str], counts: Counts, language: Language) -> pd.DataFrame:
    """Return counts, shape (states, groups), as rows, with the row of all."""
    whole = counts.sum(axis=1, keepdims=True)
    both = np.concatenate([counts, whole], axis=1)
    columns = {state: both[at] for at, state in enumerate(STATES)}
    everything = say("All", language=language)
    return pd.DataFrame({"group": [*groups, ALL], "name": [*names, everything], **columns})


def _names(rows: pd.DataFrame, language: Language) -> pd.Series:
    return rows["name_fr"].fillna(rows["name"]) if language == "fr" else rows["name"]


def _agreements(engine: Agreements, language: Language) -> pd.DataFrame:
    table, net = engine.network.catalogue.agreements, engine.network
    parties, rows = engine.parties, np.arange(len(table))
    links = np.zeros(len(table), dtype=np.int64)
    for row, under in AgreementLinks(engine).under(rows):
        links[row] = under.sum()
    given = {name: table[name] for name in ("effect", "status", "confidence")}
    made = {
        "agreement": table["id"],
        "name": _names(table, language),
        "agreement_kind": table["kind"],
        **given,
        "recipients": parties.recipients.sum(axis=1),
        "disclosers": parties.disclosers.sum(axis=1),
        "pairs": [_pairs(net, parties.recipients[row], parties.disclosers[row]) for row in rows.tolist()],
        "links": links,
    }
    return pd.DataFrame(made, columns=list(AGREEMENT_COLUMNS)).astype({"pairs": "int64"})


def _pairs(network: Network, recipients: np.ndarray, disclosers: np.ndarray) -> int:
    """Return how many pairs of a recipient and a discloser are of two organisations."""
    count, top = len(network.agencies), network.organisation
    here, there = (np.bincount(top[side], minlength=count) for side in (recipients, disclosers))
    return int(here.sum() * there.sum() - (here * there).sum())
