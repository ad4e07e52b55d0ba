"""One province: each of its agencies with systems has a box, and the systems elsewhere that theirs are linked with are above."""

from __future__ import annotations

import numpy as np

from graphmodel.engine.network import Network
from graphmodel.maps.layouts.around import partners_by_province
from graphmodel.maps.layouts.islands import WITHOUT
from graphmodel.maps.layouts.items import Items
from graphmodel.maps.layouts.pictures import shelved
from graphmodel.maps.layouts.rows import Canvas, Content
from graphmodel.maps.layouts.shape import Layout
from graphmodel.words import vocabulary as v


def province(network: Network, id: str) -> Layout:
    """Return the layout of one province, by its id."""
    items = Items(network)
    inside = items.province == v.PROVINCES.ids.index(id)
    mine = inside[network.operator]
    shown = int(inside.sum() + mine.sum())
    items = items.spaced(shown)
    systems = np.bincount(network.operator, minlength=items.agencies)
    contents = partners_by_province(items, mine)
    ranked = np.lexsort((np.arange(items.agencies), -systems, -items.weight))
    running: list[int] = ranked[inside[ranked] & (systems[ranked] > 0)].tolist()
    for agency in running:
        words = items.words(np.array([agency]), mine)
        if words:
            contents.append(Content("agency", str(network.agencies[agency]), (words,)))
    rest = items.loose(np.flatnonzero(inside & (systems == 0)))
    if rest:
        contents.append(Content(WITHOUT, WITHOUT, (rest,)))
    canvas = Canvas(items.count)
    if contents:
        shelved(contents).put(canvas)
    return canvas.layout
