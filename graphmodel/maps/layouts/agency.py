"""One agency: its systems in the middle, those of others that it uses below them, and their partners on both sides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graphmodel.engine.network import Booleans, Network, places
from graphmodel.maps.layouts.around import partners_by_operator, partners_by_province, partners_of
from graphmodel.maps.layouts.flow import Words
from graphmodel.maps.layouts.items import Items
from graphmodel.maps.layouts.pictures import side_by_side
from graphmodel.maps.layouts.rows import Content, Stack
from graphmodel.maps.layouts.shape import Layout


def agency(network: Network, at: int) -> Layout:
    """Return the layout of one agency, by its position.

    Partners stand by province, or by operator where all are of one province. Systems that the agency uses and that
    are partners of its own stand with these.
    """
    items = Items(network)
    own = network.operator == at
    used = np.zeros(len(own), dtype=bool)
    uses = network.catalogue.uses
    used[places(network.systems, uses["system"][uses["agency"] == network.agencies[at]])] = True
    partners = partners_of(items, own)
    used &= ~own & ~partners
    owners = len(np.unique(network.operator[used | partners]))
    items = items.spaced(1 + int((own | used | partners).sum()) + owners)
    words = items.words(np.array([at]), own)
    assert words is not None
    middle: Stack = (Content("agency", str(network.agencies[at]), (words,)),)
    sides = partners_by_province(items, own)
    if len(sides) == 1:
        sides = partners_by_operator(items, own)
    below = _words_of(items, used, partners | own)
    if below:
        middle += (Content("used", "used", (below,)),)
    left, right = _halves([replace(content, centred=True) for content in sides])
    return side_by_side(items.count, [stack for stack in (left, middle, right) if stack])


def _words_of(items: Items, systems: Booleans, elsewhere: Booleans) -> Words | None:
    """Return systems as words behind their operators, but for those operators that stand elsewhere with other systems."""
    owner = items.network.operator
    found = np.flatnonzero(systems)
    heads = np.setdiff1d(owner[found], owner[elsewhere])
    every = np.concatenate([heads, found + items.agencies])
    group = np.concatenate([heads, owner[found]])
    order = np.lexsort((every, group))
    return items.grouped(every[order], group[order])


def _halves(contents: list[Content]) -> tuple[Stack, Stack]:
    """Return boxes as two stacks of about as many dots, in order."""
    dots = np.array([content.dots for content in contents], dtype=float)
    first = int((np.cumsum(dots) - dots / 2 < dots.sum() / 2).sum())
    return tuple(contents[:first]), tuple(contents[first:])
