"""The agreements as the page reads them: which rows each agency receives and discloses under, and speak of each system.

Many agencies and systems stand under the same rows. So each says which *profile* it has, and each profile says its
rows; the page meets them again. No pair of agencies is written.
"""

from __future__ import annotations

from typing import Any

from graphmodel.engine.agreements import Agreements
from graphmodel.engine.closure import Words
from graphmodel.engine.network import Network
from graphmodel.engine.profiles import distinct_rows, rows_of


def permission_columns(network: Network) -> dict[str, list[Any]]:
    """Return the rows of the agreements that count, and the profiles of agencies and systems.

    ``id``, ``forbids``, ``agrees`` and ``classes`` (bits) have a value for each row that counts; ``recipient`` and
    ``discloser`` a profile for each agency, ``system`` one for each system; ``recipient_rows`` and so on say the rows
    of each profile. All are empty where no row counts. ``recorded`` says how many rows there are, counting or not, and
    how many of them are only inferred.
    """
    found = Agreements(network)
    table = network.catalogue.agreements
    ids = table["id"].iloc[found.rows]
    result: dict[str, list[Any]] = {
        "id": ids.astype(object).tolist(),
        "forbids": found.forbids.astype(int).tolist(),
        "agrees": found.agrees.astype(int).tolist(),
        "classes": found.classes.tolist(),
        "recorded": [len(table), int(table["confidence"].eq("inferred").sum())],
    }
    for name, bits in (
        ("recipient", found.of_recipient),
        ("discloser", found.of_discloser),
        ("system", found.of_system),
    ):
        result |= _profiles(found, name, bits) if len(ids) else {name: [], f"{name}_rows": []}
    return result


def _profiles(found: Agreements, name: str, bits: Words) -> dict[str, list[Any]]:
    profiles, at = distinct_rows(bits)
    rows = [[row for row, held in enumerate(profile) if held] for profile in rows_of(found, profiles).tolist()]
    return {name: at.tolist(), f"{name}_rows": rows}
