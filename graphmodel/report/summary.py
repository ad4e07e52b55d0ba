"""The first page of a report: its key numbers in sentences, with the study's shares as its picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from graphmodel.answers.study import FEW
from graphmodel.report.document import Section, number
from graphmodel.report.given import Given
from graphmodel.report.sections import chart
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, counted, joined, listed, plain
from graphmodel.words.messages import number as whole

_ALL = "all"
_NAMED = 3
"""So many systems, types and links are named in one sentence."""


def summary(given: Given) -> Section:
    """Return the key numbers of a report in sentences."""
    told = [*_connected(given), *_joining(given), *_alone(given), *_next(given)]
    if not told:
        told = [Message("No system in service is recorded.")]
    texts = tuple(text.text(given.language) for text in told)
    return Section("summary", given.say("In short"), texts, ("graphmodel study",), chart=chart(given))


def _connected(given: Given) -> Iterator[Message]:
    net = given.network
    live = int(net.live.sum())
    if not live:
        return
    yield counted(
        live,
        "The catalogue has {count} system in service and {links}.",
        "The catalogue has {count} systems in service and {links}.",
        links=counted(len(net.links), "{count} link in service", "{count} links in service"),
    )
    row = given.study[given.study["group"] == _ALL].to_dict("records")[0]
    if row["systems"]:
        yield counted(
            int(row["systems"]),
            "{count} of them is of a type that the study of 2014 counted; connected to another system: {connected}, "
            "or {percent} %. The study found {then} %.",
            "{count} of them are of types that the study of 2014 counted; connected to another system: {connected}, "
            "or {percent} %. The study found {then} %.",
            connected=whole(int(row["interconnected"])),
            percent=number(float(row["percent"]), given.language),
            then=int(row["published_2014"]),
        )
        if row["systems"] < FEW:
            yield Message("A share of fewer than 5 systems should not be quoted alone.")


def _joining(given: Given) -> Iterator[Message]:
    """Yield which systems are linked with those of most provinces."""
    net = given.network
    place = {word.id: at for at, word in enumerate(v.PROVINCES)}
    home = given.catalogue.agencies["province"].map(place).fillna(-1).to_numpy(dtype=np.int64)[net.operator]
    ends = [end[net.links] for end in net.ends]
    reached = np.zeros((len(net.systems), len(place)), dtype=bool)
    for one, other in (ends, ends[::-1]):
        known = home[other] >= 0
        reached[one[known], home[other[known]]] = True
    counts = reached.sum(axis=1)
    order = [int(at) for at in np.lexsort((np.arange(len(counts)), -counts)) if counts[at] > 1][:_NAMED]
    across = int(((home[ends[0]] >= 0) & (home[ends[1]] >= 0) & (home[ends[0]] != home[ends[1]])).sum())
    if not order:
        if len(set(home[net.live]) - {-1}) > 1:
            yield Message("No system is linked with systems of two provinces or territories.")
        return
    names = given.named(str(net.systems[at]) for at in order)
    systems = [
        Message("{name} ({count})", name=names[str(net.systems[at])], count=whole(int(counts[at]))) for at in order
    ]
    yield Message(
        "Most provinces and territories are joined by {systems}: in brackets, of how many of them systems are linked "
        "with it.",
        systems=listed(systems),
    )
    if across:
        yield counted(
            across,
            "{count} link joins the systems of two provinces directly.",
            "{count} links join the systems of two provinces directly.",
        )


def _alone(given: Given) -> Iterator[Message]:
    """Yield how many systems stand alone, and of which types most do."""
    net = given.network
    alone = net.live & ~net.interconnected
    count = int(alone.sum())
    if not net.live.any():
        return
    if not count:
        yield Message("No system in service stands alone.")
        return
    types, sizes = np.unique(net.type[alone].astype(str), return_counts=True)
    order = sorted(zip(-sizes, types, strict=True))[:_NAMED]
    named = [
        Message("{name} ({count})", name=v.SYSTEM_TYPES[str(id)].named, count=whole(-int(size))) for size, id in order
    ]
    most = counted(
        count,
        "{count} system stands alone, without a link in service: {types}",
        "{count} systems stand alone, without a link in service, most often of these types: {types}",
        types=listed(named),
    )
    yield joined("", (most, ". ", Message("That means that no link is recorded, not that there is none.")))


def _next(given: Given) -> Iterator[Message]:
    """Yield the links that would let agencies see most."""
    steps: list[Any] = given.plan.steps.head(_NAMED).to_dict("records")
    if not steps:
        return
    names = given.named(id for step in steps for id in (step["from"], step["to"]))
    links = [
        Message(
            "{one} with {other} ({sightlines})",
            one=names[str(step["from"])],
            other=names[str(step["to"])],
            sightlines=counted(int(step["triples"]), "{count} sightline", "{count} sightlines"),
        )
        for step in steps
    ]
    yield Message(
        "The links that would let agencies see most, one after the other: {links}. A sightline is one agency that can "
        "see one class of one system's records.",
        links=joined("; ", map(plain, links)),
    )
