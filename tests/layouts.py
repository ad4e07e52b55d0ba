"""What tests of layouts share: who stands where, and what the tables alone say of who is linked with whom."""

from __future__ import annotations

import numpy as np
from graphmodel.maps.layouts.around import NATIONAL
from graphmodel.maps.layouts.shape import PITCH, Box, Layout
from scipy.spatial import cKDTree

from graphmodel.records.catalogue import Catalogue


def provinces_of(catalogue: Catalogue) -> list[str]:
    """Return the province of each item: agencies, then systems by their operator."""
    of_agency = dict(zip(catalogue.agencies["id"], catalogue.agencies["province"].fillna(NATIONAL), strict=True))
    return [*of_agency.values(), *(of_agency[operator] for operator in catalogue.systems["operator"])]


def check_apart(layout: Layout) -> None:
    """No two items are closer than a pitch, no two boxes touch, every item stands in a box."""
    places = np.column_stack([layout.x, layout.y])[layout.placed]
    if len(places) > 1:
        assert cKDTree(places).query(places, 2)[0][:, 1].min() >= PITCH * 0.999
    for one in layout.boxes:
        assert one.width > 0
        assert one.height > 0
        for other in layout.boxes:
            if one is not other:
                beside = one.x + one.width < other.x or other.x + other.width < one.x
                assert beside or one.y + one.height < other.y or other.y + other.height < one.y
    inside = [around(box, layout) for box in layout.boxes]
    assert (np.sum(inside, axis=0) == layout.placed).all()


def around(box: Box, layout: Layout) -> np.ndarray:
    """Return which items stand in a box, half a pitch from its border."""
    free = PITCH / 2
    x = (layout.x >= box.x + free) & (layout.x <= box.x + box.width - free)
    return x & (layout.y >= box.y + free) & (layout.y <= box.y + box.height - free)


def truths(catalogue: Catalogue) -> tuple[dict[str, set[str]], dict[str, str], list[str]]:
    """Return each system's partners over live links, each one's operator, and the ids of all items, from the tables."""
    status = dict(zip(catalogue.systems["id"], catalogue.systems["status"], strict=True))
    partners: dict[str, set[str]] = {id: set() for id in status}
    for link in catalogue.links.itertuples():
        one, other = link[catalogue.links.columns.get_loc("from") + 1], link.to
        alive = {status[one], status[other], link.status} <= {"active", "retiring"}
        if alive and link.mode != "manual" and link.purpose != "statistical":
            partners[one].add(other)
            partners[other].add(one)
    operator = dict(zip(catalogue.systems["id"], catalogue.systems["operator"], strict=True))
    return partners, operator, [*catalogue.agencies["id"], *catalogue.systems["id"]]


def inside(layout: Layout, ids: list[str]) -> dict[tuple[str, str], set[str]]:
    """Return which items stand in each box."""
    return {(box.kind, box.id): {ids[at] for at in np.flatnonzero(around(box, layout))} for box in layout.boxes}
