"""What stands beside a first place that is not the only one: how many yield just as much, and the first ten of them."""

from __future__ import annotations

from collections.abc import Sequence

from graphmodel.words.messages import say

NAMED = 10
"""So many equals are named; the rest are counted."""
Links = Sequence[tuple[str, str]]


def partners_like_first(partners: Sequence[str]) -> str:
    """Return what is said of the partners that yield just as much as the first; an empty text where there are none."""
    count = len(partners)
    if not count:
        return ""
    if count == 1:
        return say(
            "1 other partner yields just as much as the first: {partners}",
            partners=partners[0],
        )
    return say(
        "{count} other partners yield just as much as the first: {named}",
        count=count,
        named=_named(partners),
    )


def links_like_first(links: Links) -> str:
    """Return what is said of the links that yield just as much as the first; an empty text where there are none."""
    count, named = len(links), _named([link(ends) for ends in links])
    if not count:
        return ""
    if count == 1:
        return say(
            "1 other link yields just as much as the first: {named}",
            named=named,
        )
    return say(
        "{count} other links yield just as much as the first: {named}",
        count=count,
        named=named,
    )


def choices(some: Sequence[Links]) -> str:
    """Return the first choices of links in words."""
    return _named([" + ".join(map(link, choice)) for choice in some])


def counted(choices: Sequence[object]) -> dict[str, object]:
    """Return the same for programs: how many, and the first ten."""
    return {"count": len(choices), "first": list(choices[:NAMED])}


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (", ..." if len(names) > NAMED else "")


def link(ends: tuple[str, str]) -> str:
    """Return the link of two systems in words."""
    one, other = ends
    return say("{one} with {other}", one=one, other=other)
