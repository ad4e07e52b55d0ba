"""The nation: a band of national hubs and agencies above, provinces and territories below as they lie, west to east.

Within a box the agencies come first that take part in the largest island, the busiest first; then smaller islands,
members beside each other; then, apart, the agencies without a live link, and those without a system.
"""

from __future__ import annotations

import numpy as np

from graphmodel.engine.network import Booleans, Network, Positions
from graphmodel.maps.layouts.flow import Words
from graphmodel.maps.layouts.items import ROWS, Items
from graphmodel.maps.layouts.pictures import piled
from graphmodel.maps.layouts.rows import LETTERS, Canvas, Content, columns_in
from graphmodel.maps.layouts.shape import LINE, Box, Layout, Spacing
from graphmodel.words import vocabulary as v

PROVINCE, NATIONAL = "province", "national"
_HUB_WIDE, _HUB_TALL = 182.0, 52.0
"""What a hub takes of the band, its name included: on a screen of 1,400 pixels, panels and all; grows with the picture."""
_MOST_HUBS = 27
"""No more hubs than this."""


def nation(network: Network) -> Layout:
    """Return the layout of the nation by province.

    The hubs (live relays, brokers, repositories and biometric systems with partners, run by agencies of no province)
    stand at the foot of the band above, where their links leave it, the busiest in the middle.
    """
    items = Items(network)
    hubs = _hubs(items)
    celled = np.ones(len(network.systems), dtype=bool)
    celled[hubs] = False
    members = _members(items, celled)
    contents = {id: Content(PROVINCE, id, paragraphs, _letters(id)) for id, paragraphs in members.items() if paragraphs}
    rows = [row for row in ([contents[id] for id in row if id in contents] for row in ROWS) if row]
    band = contents.get(NATIONAL, Content(PROVINCE, NATIONAL, ()))

    def above(room: Spacing) -> float:
        return _band_height(band, hubs, room) if band.paragraphs or len(hubs) else 0.0

    canvas = Canvas(items.count)
    if not contents:
        return canvas.layout
    picture = piled(rows, above)
    if picture.above:
        _put_band(canvas, band, items, hubs, picture.room)
    picture.put(canvas)
    return canvas.layout


def _letters(province: str) -> int:
    """Return the length of a province's name in the language in which it is longer, or what of it must do."""
    if province == NATIONAL:
        return LETTERS
    word = v.PROVINCES[province]
    return min(max(len(word.en), len(word.fr)), LETTERS)


def _hubs(items: Items) -> Positions:
    """Return the systems that stand as hubs in the band, the busiest first."""
    network = items.network
    chosen = network.live & (network.relays | items.diamond) & (network.partners > 0)
    chosen &= items.province[network.operator] < 0
    found = np.flatnonzero(chosen)
    return found[np.argsort(-network.partners[found], kind="stable")][:_MOST_HUBS]


def _members(items: Items, celled: Booleans) -> dict[str, tuple[Words, ...]]:
    """Return the paragraphs of each province's box: agencies with a live link, then those without."""
    network = items.network
    owner, count = network.operator, items.agencies
    weight = items.weight
    systems = np.bincount(owner, minlength=count)
    first, size = network.islands
    main = np.zeros(count, dtype=bool)
    main[owner[size == size.max(initial=2)]] = True
    island = np.full(count, len(network.systems), dtype=np.int64)
    np.minimum.at(island, owner[size > 1], first[size > 1])
    island[main] = -1
    order = np.lexsort((np.arange(count), -weight, island, systems == 0, weight == 0))
    linked = weight[order] > 0
    place = items.province[order]
    result: dict[str, tuple[Words, ...]] = {}
    for at, id in (*enumerate(v.PROVINCES.ids), (-1, NATIONAL)):
        here = place == at
        parts = (items.words(order[here & linked], celled), items.words(order[here & ~linked], celled, close=True))
        result[id] = tuple(words for words in parts if words)
    return result


def _hub_rows(hubs: Positions, room: Spacing) -> int:
    across = max(int(room.whole / (_HUB_WIDE * room.scale)), 1)
    return -(-len(hubs) // across)


def _band_height(band: Content, hubs: Positions, room: Spacing) -> float:
    lines = band.lines(columns_in(room.whole, room))
    return room.head + lines * LINE + _hub_rows(hubs, room) * _HUB_TALL * room.scale + room.pad


def _put_band(canvas: Canvas, band: Content, items: Items, hubs: Positions, room: Spacing) -> None:
    """Add the national band."""
    height = _band_height(band, hubs, room)
    lines = _hub_rows(hubs, room)
    box = Box(PROVINCE, NATIONAL, 0.0, 0.0, room.whole, height)
    canvas.put(band, box, room, columns_in(room.whole, room), below=lines * _HUB_TALL * room.scale)
    if len(hubs):
        rank = np.arange(len(hubs))
        line, step = rank % lines, rank // lines
        count = np.bincount(line)[line]
        side = np.where(step % 2 == 0, 1, -1) * ((step + 1) // 2) + (count % 2 == 0) / 2
        pace = room.whole / (count.max() + 0.5)
        canvas.x[hubs + items.agencies] = room.whole / 2 + (side + (line % 2 - 0.5) * (lines > 1) / 2) * pace
        canvas.y[hubs + items.agencies] = height - room.pad - (line + 0.5) * _HUB_TALL * room.scale
        canvas.parts.append(hubs + items.agencies)
