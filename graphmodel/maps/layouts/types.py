"""By type: a box for each type of system, so that one sees how much of it is connected.

Within a box the systems with a live link come first, then those without, then those not in service; each part from
west to east, the busiest agencies' first. Agencies have a box of their own.
"""

from __future__ import annotations

import numpy as np

from graphmodel.engine.network import Network
from graphmodel.maps.layouts.items import Items
from graphmodel.maps.layouts.pictures import shelved
from graphmodel.maps.layouts.rows import Canvas, Content
from graphmodel.maps.layouts.shape import Layout
from graphmodel.words import vocabulary as v


def types(network: Network) -> Layout:
    """Return the layout by type of system."""
    items = Items(network)
    state = np.where(network.interconnected, 0, np.where(network.live, 1, 2))
    order = items.order[items.order >= items.agencies] - items.agencies
    order = order[np.argsort(state[order], kind="stable")]
    contents: list[Content] = []
    for type in v.SYSTEM_TYPES.ids:
        mine = order[network.type[order] == type]
        parts = (items.loose(mine[state[mine] == part] + items.agencies) for part in range(3))
        if len(mine):
            contents.append(Content("type", type, tuple(words for words in parts if words)))
    agencies = items.loose(items.order[items.order < items.agencies])
    if agencies:
        contents.append(Content("agencies", "agencies", (agencies,)))
    canvas = Canvas(items.count)
    if contents:
        shelved(contents).put(canvas)
    return canvas.layout
