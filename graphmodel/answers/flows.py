"""Live flows as rows: from where to where, how, and which classes of records can really come through."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.engine.network import ALL_CLASSES, Masks, class_names
from graphmodel.engine.visibility import Visibility

COLUMNS = (
    *("link", "from", "to", "reverse", "answers", "mode", "access", "carries", "passes"),
    *("purpose", "standard", "status", "confidence"),
)
_OF_LINKS = ("mode", "access", "purpose", "standard", "status", "confidence")


def flows(visibility: Visibility) -> pd.DataFrame:
    """Return every live flow of a network, sorted by from, to and link: see ``graphmodel.flows``."""
    network = visibility.network
    found, links = network.flows, network.catalogue.links
    ids = network.systems.to_numpy(dtype=object)
    columns: dict[str, Any] = {
        "link": links["id"].to_numpy(dtype=object)[found.link],
        "from": ids[found.sender],
        "to": ids[found.receiver],
        "reverse": found.reverse,
        "answers": ~found.copies,
        "carries": _lists(np.where(found.carries == ALL_CLASSES, 0, found.carries).astype(np.uint32)),
        "passes": _lists(visibility.passes),
    }
    rows = links.iloc[found.link]
    columns |= {name: rows[name].reset_index(drop=True) for name in _OF_LINKS}
    made = pd.DataFrame(columns, columns=list(COLUMNS)).astype(dict.fromkeys(("link", "from", "to"), "str"))
    return made.sort_values(["from", "to", "link", "reverse"], ignore_index=True)


def _lists(masks: Masks) -> NDArray[np.object_]:
    """Return the classes of each mask as a list, shape of ``masks``; each distinct mask is read once."""
    distinct, place = np.unique(masks, return_inverse=True)
    made = np.empty(len(distinct), dtype=object)
    made[:] = [class_names(int(mask)) for mask in distinct]
    return np.asarray(made[place], dtype=object)
