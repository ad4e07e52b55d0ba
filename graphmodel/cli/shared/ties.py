"""What stands beside a first place that is not the only one: how many yield just as much, and the first ten of them."""

from __future__ import annotations

from collections.abc import Sequence

from graphmodel.cli.shared.bilingual import say

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
            f"1 other partner yields just as much as the first: {partners[0]}",
            f"1 autre partenaire donne tout autant que le premier : {partners[0]}",
        )
    return say(
        f"{count} other partners yield just as much as the first: {_named(partners)}",
        f"{count} autres partenaires donnent tout autant que le premier : {_named(partners)}",
    )


def links_like_first(links: Links) -> str:
    """Return what is said of the links that yield just as much as the first; an empty text where there are none."""
    count, named = len(links), _named([_link(link) for link in links])
    if not count:
        return ""
    if count == 1:
        return say(
            f"1 other link yields just as much as the first: {named}",
            f"1 autre lien donne tout autant que le premier : {named}",
        )
    return say(
        f"{count} other links yield just as much as the first: {named}",
        f"{count} autres liens donnent tout autant que le premier : {named}",
    )


def choices_like_this(choices: Sequence[Links]) -> str:
    """Return what is said of the choices of links that yield just as much as this one; empty where there are none."""
    count, named = len(choices), _named([" + ".join(map(_link, choice)) for choice in choices])
    if not count:
        return ""
    if count == 1:
        return say(f"1 other choice yields just as much: {named}", f"1 autre choix donne tout autant : {named}")
    return say(
        f"{count} other choices yield just as much: {named}", f"{count} autres choix donnent tout autant : {named}"
    )


def counted(choices: Sequence[object]) -> dict[str, object]:
    """Return the same for programs: how many, and the first ten."""
    return {"count": len(choices), "first": list(choices[:NAMED])}


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (", ..." if len(names) > NAMED else "")


def _link(link: tuple[str, str]) -> str:
    one, other = link
    return say(f"{one} with {other}", f"{one} avec {other}")
