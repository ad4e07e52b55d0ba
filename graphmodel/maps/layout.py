"""Where things stand on the map: the nation by province, hubs above, each agency with its systems in a cell of its own.

Positions come from what the catalogue says (province, operator), not from a simulation of forces: neighbours on the
map are neighbours in the country, the same on every machine. Lengths are in map units; a system's dot is ``PITCH``
from the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmodel import vocabulary as v
from graphmodel.analysis.network import Booleans, Network, Positions

Lengths = NDArray[np.floating[Any]]
PITCH = 24.0
GAP = 18.0
"""Between cells; also what a box keeps free inside."""
HEAD = 46.0
"""Room for a box's name."""
HUB = 150.0
"""Between hubs of the national band."""
NATION = "national"
ROWS = (("BC", "AB", "SK", "MB", "ON", "QC"), ("YT", "NT", "NU", "NB", "NS", "PE", "NL"))
"""Provinces and territories as they lie, west to east, in rows of the map."""
_ASPECT, _LOOSE, _NARROW = 1.9, 1.5, 170.0
"""Width of the map for its height; its area for that of its cells; the least width of a box."""


@dataclass(frozen=True)
class Box:
    """A named rectangle of the map."""

    id: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """Positions of agencies, shape (A,), and systems, shape (S,), each as x and y; and the boxes behind them."""

    agencies: tuple[Lengths, Lengths]
    systems: tuple[Lengths, Lengths]
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class _Cells:
    """One cell for each agency: the agency first, then its systems, in rows of ``columns``; arrays of shape (A,)."""

    columns: Positions
    width: Lengths
    height: Lengths
    weight: Positions
    """What puts a cell first: the partners of its systems."""


def nation(network: Network, hidden: Booleans | None = None) -> Layout:
    """Return the layout of the nation by province; systems of ``hidden``, shape (S,), get no room of their own.

    The hubs (live relays and national repositories with partners, run by agencies of no province) stand in the band above, the
    busiest in the middle.
    """
    catalogue = network.catalogue
    place = {id: at for at, id in enumerate(v.PROVINCES.ids)}
    province = np.asarray(catalogue.agencies["province"].map(place).fillna(-1), dtype=np.int64)
    shown = np.ones(len(network.systems), dtype=bool) if hidden is None else ~hidden
    hubs = np.flatnonzero(_hubs(network, province) & shown)
    celled = shown.copy()
    celled[hubs] = False
    cells = _cells(network, celled)
    agency_x, agency_y = np.zeros(len(network.agencies)), np.zeros(len(network.agencies))
    members = {id: np.flatnonzero(province == at) for id, at in (*place.items(), (NATION, -1))}
    rows = [[id for id in row if len(members[id])] for row in ROWS]
    whole = max(HUB * 6, np.sqrt(float((cells.width * cells.height).sum()) * _ASPECT * _LOOSE))
    boxes: list[Box] = []
    y = HEAD + HUB * (1 + (len(hubs) > 14))
    hub_x, hub_y = _band(network, hubs, whole, HEAD + HUB / 2)
    wide = _pack(cells, members[NATION], whole)
    agency_x[wide.members], agency_y[wide.members] = wide.x, wide.y + y
    y += wide.height
    boxes.append(Box(NATION, 0.0, 0.0, whole, y))
    y += GAP
    for row in filter(None, rows):
        widths = _widths(cells, [members[id] for id in row], whole)
        packed = [_pack(cells, members[id], width) for id, width in zip(row, widths, strict=True)]
        tall, x = max(item.height for item in packed) + HEAD, 0.0
        for id, item in zip(row, packed, strict=True):
            agency_x[item.members], agency_y[item.members] = item.x + x, item.y + y + HEAD
            boxes.append(Box(id, x, y, item.width, tall))
            x += item.width + GAP
        y += tall + GAP
    system_x, system_y = _inside(network, celled, cells, agency_x, agency_y)
    system_x[hubs], system_y[hubs] = hub_x, hub_y
    return Layout((agency_x, agency_y), (system_x, system_y), tuple(boxes))


def _hubs(network: Network, province: Positions) -> Booleans:
    """Return which systems stand in the band above, shape (S,)."""
    national = np.equal(network.type, "national_repository").astype(bool)
    relaying = network.live & (network.relays | national) & (network.partners > 0)
    return np.asarray(relaying & (province[network.operator] < 0))


def _cells(network: Network, celled: Booleans) -> _Cells:
    count = np.bincount(network.operator[celled], minlength=len(network.agencies)) + 1
    weight = np.bincount(network.operator[celled], network.partners[celled], len(network.agencies)).astype(np.int64)
    columns = np.ceil(np.sqrt(count)).astype(np.int64)
    rows = -(-count // columns)
    return _Cells(columns, columns * PITCH + GAP, rows * PITCH + GAP, weight)


def _widths(cells: _Cells, groups: list[Positions], whole: float) -> list[float]:
    """Return the widths of boxes in a row, so that they come out about as tall as each other."""
    room = whole - GAP * (len(groups) - 1)
    least = min(_NARROW, room / len(groups))
    area = np.array([(cells.width[group] * cells.height[group]).sum() for group in groups])
    width = np.full(len(groups), least)
    wide = np.ones(len(groups), dtype=bool)
    for _ in groups:  # those that would be too narrow keep the least; the others share what is left
        share = area[wide] / area[wide].sum() * (room - least * (~wide).sum())
        width[wide] = share
        if (share >= least).all():
            break
        wide[np.flatnonzero(wide)[share < least]] = False
        width[~wide] = least
    return [float(item) for item in width]


@dataclass(frozen=True)
class _Packed:
    """Cells in rows of a box, from its upper left corner; arrays of shape (members,)."""

    members: Positions
    x: Lengths
    y: Lengths
    width: float
    height: float


def _pack(cells: _Cells, members: Positions, width: float) -> _Packed:
    """Return cells in rows: the busiest first, rows filled to a width, those alone last as a tray."""
    order = members[np.lexsort((members, -cells.weight[members], cells.weight[members] == 0))]
    wide, high = cells.width[order], cells.height[order]
    if not len(order):
        return _Packed(order, wide, high, width, 0.0)
    room = width - GAP
    end = np.cumsum(wide)
    row = np.zeros(len(order), dtype=np.int64)
    start, line = 0.0, 0
    breaks = [0]
    while (last := int(np.searchsorted(end, start + room, side="right"))) < len(order):
        last = max(last, breaks[-1] + 1)
        breaks.append(last)
        start, line = float(end[last - 1]), line + 1
        row[last:] = line
    first = np.array(breaks)
    x = end - wide - np.where(row > 0, end[np.maximum(first[row] - 1, 0)], 0.0)
    tall = np.maximum.reduceat(high, first)
    top = np.cumsum(tall) - tall
    return _Packed(order, x + GAP, top[row], width, float(tall.sum()) + GAP)


def _band(network: Network, hubs: Positions, width: float, y: float) -> tuple[Lengths, Lengths]:
    """Return where the hubs stand: the busiest in the middle, the others outward by turns, in one or two rows."""
    order = np.argsort(-network.partners[hubs], kind="stable")
    lines = 1 + (len(hubs) > 14)
    rank = np.empty(len(hubs), dtype=np.int64)
    rank[order] = np.arange(len(hubs))
    line, step = rank % lines, rank // lines
    side = np.where(step % 2 == 0, 1, -1) * ((step + 1) // 2)
    pace = min(HUB, (width - HUB) / max(-(-len(hubs) // lines), 1))
    return width / 2 + side * pace + line * pace / 2, y + line * HUB * 0.7


def _inside(
    network: Network, celled: Booleans, cells: _Cells, agency_x: Lengths, agency_y: Lengths
) -> tuple[Lengths, Lengths]:
    """Return where each system stands: behind its operator, the ones with most partners first."""
    order = np.lexsort((-network.partners, ~celled, network.operator))
    operator = network.operator[order]
    first = np.searchsorted(operator, np.arange(len(network.agencies)))
    step = np.arange(len(order)) - first[operator] + 1
    x, y = np.zeros(len(order)), np.zeros(len(order))
    x[order] = agency_x[operator] + step % cells.columns[operator] * PITCH
    y[order] = agency_y[operator] + step // cells.columns[operator] * PITCH
    return x, y
