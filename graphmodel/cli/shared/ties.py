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
    count, named = len(links), _named([_link(link) for link in links])
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


def choices_like_this(choices: Sequence[Links]) -> str:
    """Return what is said of the choices of links that yield just as much as this one; empty where there are none."""
    count, named = len(choices), _named([" + ".join(map(_link, choice)) for choice in choices])
    if not count:
        return ""
    if count == 1:
        return say("1 other choice yields just as much: {named}", named=named)
    return say("{count} other choices yield just as much: {named}", count=count, named=named)


def counted(choices: Sequence[object]) -> dict[str, object]:
    """Return the same for programs: how many, and the first ten."""
    return {"count": len(choices), "first": list(choices[:NAMED])}


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (", ..." if len(names) > NAMED else "")


def _link(link: tuple[str, str]) -> str:
    one, other = link
    return say("{one} with {other}", one=one, other=other)
