"""Agreements in the graph: who discloses and who receives under each, what it speaks of, and its parties as stated.

A party is a class of agencies. The relationships lead from each agency that is meant, which is derived; the parties
themselves are texts of the Agreement, one a row: ``role=both sector=policing province=ON confidence=documented``.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from graphmodel.engine.agreements import speaks_of
from graphmodel.engine.network import Network, Positions
from graphmodel.engine.parties import Parties
from graphmodel.records.arrow import ArrowArray, ArrowTable, pa
from graphmodel.records.cell_text import arrow_text
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import tables

_OWNER = "agreement"


def derived(network: Network) -> dict[str, ArrowArray]:
    """Return what is derived of each agreement: whether it speaks of any system, and its parties as texts."""
    agreements = network.catalogue.agreements
    unlimited = agreements["systems"].isna() & agreements["system_types"].isna()
    return {"any_system": pa.array(unlimited.to_numpy(dtype=bool)), "parties": _party_texts(network)}


def _party_texts(network: Network) -> ArrowArray:
    """Return the parties to each agreement, a text each: its filled cells as ``column=cell``, parted by spaces."""
    parties, agreements = network.catalogue.parties, network.catalogue.agreements
    said = pd.Series("", index=parties.index, dtype="str")
    for column in _said():
        cell = f"{column}=" + parties[column]
        said = said + (" " + cell).fillna("")
    at = Parties(network).agreement
    order = np.argsort(at, kind="stable")
    starts = np.searchsorted(at[order], np.arange(len(agreements) + 1))
    texts = arrow_text(said.str.strip().iloc[order]).cast(pa.string())
    return pa.ListArray.from_arrays(pa.array(starts, pa.int32()), texts)


def _said() -> list[str]:
    return [column.name for column in tables()["parties"].columns if column.name != _OWNER]


def parties_of(nodes: ArrowTable) -> pd.DataFrame:
    """Return the table of parties that the texts of the agreements say."""
    rows = [
        {_OWNER: id, **dict(cell.split("=", 1) for cell in text.split())}
        for id, texts in zip(nodes["id"].to_pylist(), nodes["parties"].to_pylist(), strict=True)
        for text in texts or ()
    ]
    return pd.DataFrame(rows, columns=[_OWNER, *_said()], dtype="object")


def with_role(network: Network, *roles: str) -> tuple[Positions, Positions, ArrowArray, ArrowArray]:
    """Return who has a part in which agreement: agency, agreement, how sure that is, and its sources; all sorted.

    It is documented where one of the parties that mean the agency is.
    """
    table, parties = network.catalogue.parties, Parties(network)
    chosen = table["role"].isin(roles).to_numpy(dtype=bool)
    documented = table["confidence"].eq("documented").to_numpy(dtype=bool)
    agency: list[Positions] = []
    agreement: list[Positions] = []
    sure: list[str] = []
    sources: list[list[str]] = []
    for at, rows, signature in _signatures(parties, chosen):
        distinct, code = np.unique(signature, axis=1, return_inverse=True)
        told = [
            (
                "documented" if documented[rows[meant]].any() else "inferred",
                sorted({source for cell in table["source"].iloc[rows[meant]].dropna() for source in _items(cell)}),
            )
            for meant in distinct.T
        ]
        who = np.flatnonzero(signature.any(axis=0))
        agency.append(who)
        agreement.append(np.full(len(who), at))
        codes = code.reshape(-1)[who].tolist()
        sure += [told[item][0] for item in codes]
        sources += [told[item][1] for item in codes]
    none = np.empty(0, dtype=np.int64)
    lists = pa.array(sources, pa.list_(pa.string()))
    return np.concatenate([none, *agency]), np.concatenate([none, *agreement]), pa.array(sure, pa.string()), lists


def _signatures(parties: Parties, chosen: np.ndarray) -> Iterator[tuple[int, Positions, np.ndarray]]:
    """Yield each agreement, its chosen rows of the parties, and whom each of them means, shape (rows, A)."""
    code, classes = parties.matching
    for at, rows in parties.by_agreement(chosen):
        yield at, rows, classes[code[rows]]


def _items(cell: str) -> list[str]:
    return cell.split(LIST_SEPARATOR)


def speaking(network: Network) -> tuple[Positions, Positions]:
    """Return the (agreement, system) pairs in which an agreement names the system or its type, sorted."""
    system, agreement = speaks_of(network, np.arange(len(network.catalogue.agreements)))
    return agreement, system
