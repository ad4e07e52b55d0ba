"""Islands: what live links hold together stands in one box, the biggest first; what stands alone is apart.

An agency stands before its systems on the biggest island that it has a part in.
"""

from __future__ import annotations

import numpy as np

from graphmodel.engine.network import Network, Positions
from graphmodel.maps.layouts.items import Items
from graphmodel.maps.layouts.pictures import shelved
from graphmodel.maps.layouts.rows import Canvas, Content
from graphmodel.maps.layouts.shape import Layout

_BOXED, _LEAST = 14, 3
"""No more islands than this have a box of their own, and none of fewer systems than this."""
ALONE, NOT_LIVE, WITHOUT = "alone", "not_live", "without"


def islands(network: Network) -> Layout:
    """Return the layout by islands."""
    items = Items(network)
    number, sizes = numbered(network)
    owner, count = network.operator, items.agencies
    alone, ended, none = len(sizes), len(sizes) + 1, len(sizes) + 2
    island = np.where(network.live, np.where(number < 0, alone, number), ended)
    home = np.full(count, none)
    np.minimum.at(home, owner, island)
    place = np.concatenate([home, island])
    heads = np.concatenate([np.arange(count), owner])
    order = items.order[np.argsort(place[items.order], kind="stable")]
    boxed = min(int((sizes >= _LEAST).sum()), _BOXED)
    kinds = [("island", str(at + 1)) for at in range(boxed)]
    kinds += [("small", "small"), (ALONE, ALONE), (NOT_LIVE, NOT_LIVE), (WITHOUT, WITHOUT)]
    starts = np.searchsorted(place[order], [*range(boxed + 1), alone, ended, none, none + 1])
    contents: list[Content] = []
    for (kind, id), start, end in zip(kinds, starts, starts[1:], strict=False):
        mine = order[start:end]
        words = items.grouped(mine, place[mine] if kind == "small" else heads[mine], close=kind == WITHOUT)
        if words:
            contents.append(Content(kind, id, (words,), 8 if kind == "island" else 12))
    canvas = Canvas(items.count)
    if contents:
        shelved(contents).put(canvas)
    return canvas.layout


def numbered(network: Network) -> tuple[Positions, Positions]:
    """Return each system's island as its number from 0, the biggest first, -1 where it is alone; and their sizes."""
    first, size = network.islands
    heads = np.flatnonzero((first == np.arange(len(first))) & (size > 1))
    heads = heads[np.lexsort((heads, -size[heads]))]
    number = np.full(len(first) + 1, -1, dtype=np.int64)
    number[heads] = np.arange(len(heads))
    return number[first], size[heads]
