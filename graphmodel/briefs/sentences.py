"""The facts of a brief in plain sentences, in the language in force: who we are connected with, what stands alone, what we see.

``outlook`` has the rest: what next, what breaks, how sure this is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from graphmodel.answers.permission_note import permission_note
from graphmodel.briefs.document import BriefPart
from graphmodel.briefs.facts import Facts
from graphmodel.briefs.names import Naming, some
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import counted, number, plural, say

NAMED = 4
"""So many agencies, systems or kinds are named in one sentence; the rest is counted."""


def connected(facts: Facts, names: Naming) -> BriefPart:
    """Return whom our systems are linked with."""
    return BriefPart("connected", say("Who we are connected with"), tuple(_connected(facts, names)))


def _connected(facts: Facts, names: Naming) -> Sequence[str]:
    operated, shared, partners = len(facts.operated), len(facts.shared), facts.partners
    if not operated and not shared:
        return [say("No system in service that we operate or work in is recorded.")]
    own = counted(operated, "We operate {count} system in service.", "We operate {count} systems in service.").text()
    if not operated:
        own = say("No system in service that we operate is recorded.")
    told = [own]
    if shared:
        work = counted(
            shared,
            "We work in {count} system that somebody else operates ({names}).",
            "We work in {count} systems that others operate ({names}).",
            names=names.by_operator(facts.shared, NAMED),
        )
        told.append(work.text())
    if partners:
        operators = len({names.operator(one.system) for one in partners})
        told.append(
            say(
                "Links in service join {ours} of ours with {theirs} of {agencies} ({names}).",
                ours=_systems(len({ours for one in partners for ours in one.ours})),
                theirs=_systems(len(partners)),
                agencies=counted(operators, "{count} other agency", "{count} other agencies"),
                names=names.by_operator([one.system for one in partners], NAMED),
            )
        )
        told.append(_ways(facts))
    else:
        told.append(say("No link in service joins them with a system of another agency."))
    if facts.inside:
        pairs = len({frozenset(pair[:2]) for pair in facts.inside})
        among = counted(
            pairs,
            "Besides, {count} pair of our own systems is linked.",
            "Besides, {count} pairs of our own systems are linked.",
        )
        told.append(among.text())
    return told


def _systems(count: int) -> str:
    return counted(count, "{count} system", "{count} systems")


def _ways(facts: Facts) -> str:
    """Return which way records run between us and the systems of others."""
    comes = sum(one.comes and not one.goes for one in facts.partners)
    goes = sum(one.goes and not one.comes for one in facts.partners)
    both = len(facts.partners) - comes - goes
    ways = (
        (comes, counted(comes, "{count} only sends us records", "{count} only send us records")),
        (goes, counted(goes, "{count} only gets records of ours", "{count} only get records of ours")),
        (both, counted(both, "with {count} records run both ways", "with {count} records run both ways")),
    )
    told = [said.text() for count, said in ways if count]
    return say("Of these {systems}: {ways}.", systems=_systems(len(facts.partners)), ways="; ".join(told))


def alone(facts: Facts, names: Naming) -> BriefPart:
    """Return which of our systems have no link."""
    ours = len(facts.operated) + len(facts.shared)
    title = say("Which of our systems stand alone")
    if not ours:
        return BriefPart("alone", title, (say("None is recorded at all."),))
    if not facts.alone:
        return BriefPart("alone", title, (say("None: each of them has a link in service."),))
    told = counted(
        len(facts.alone),
        "{count} of {ours} has no link in service: {names}.",
        "{count} of {ours} have no link in service: {names}.",
        ours=number(ours),
        names=names.listed(facts.alone, NAMED),
    )
    unsure = say("That means that none is recorded, not that there is none.")
    return BriefPart("alone", title, (told.text(), unsure))


def sight(facts: Facts, names: Naming) -> BriefPart:
    """Return what we see and who sees us."""
    sees, seen = facts.sees, facts.seen
    told = [
        *_agencies(
            sees,
            names,
            plural(
                "We can see records of {count} agency outside our own organisation: {names}.",
                "We can see records of {count} agencies outside our own organisation: {names}.",
            ),
            say("We can see no records of agencies outside our own organisation."),
        ),
        *_agencies(
            seen,
            names,
            plural(
                "{count} agency outside it can see records of ours: {names}.",
                "{count} agencies outside it can see records of ours: {names}.",
            ),
            say("No agency outside our own organisation can see records of ours."),
        ),
    ]
    if len(sees) or len(seen):
        told.append(say("All this is technically within reach; permission is another matter."))
    if facts.network.host[facts.at] and facts.operated:
        told.append(say("We run systems for others: what these hold counts as records of those who work in them."))
    lines = len(facts.sightlines)
    if lines:
        count = counted(
            lines,
            "Counted one by one, and with our own systems, we have {count} sightline: one kind of records of one "
            "system that we can see.",
            "Counted one by one, and with our own systems, we have {count} sightlines: each is one kind of records of "
            "one system that we can see.",
        )
        told.append(count.text())
    return BriefPart("sight", say("What we see, and who sees us"), (*told, *_agreed(facts)))


def _agreed(facts: Facts) -> list[str]:
    """Return what is agreed and not within reach, and how many agreements are recorded."""
    catalogue, away = facts.world.catalogue, facts.agreed_away
    note = permission_note(catalogue).text()
    if not len(catalogue.agreements):
        return [note]
    if away.empty:
        return [say("No agreement is recorded under which we could see more than we do."), note]
    agencies = counted(away["agency"].nunique(), "{count} agency", "{count} agencies")
    kinds = counted(away["class"].nunique(), "{count} kind of records", "{count} kinds of records")
    told = say("Agreed, but not within our reach: {kinds} of {agencies}.", agencies=agencies, kinds=kinds)
    return [told, note]


def _agencies(rows: pd.DataFrame, names: Naming, said: tuple[str, str], nobody: str) -> list[str]:
    """Return the agencies of rows of ``sees`` or ``seen``, those with most kinds first, and the kinds of records."""
    if not len(rows):
        return [nobody]
    sizes = Counter(rows["agency"].astype(str))
    ordered = sorted(sizes, key=lambda agency: (-sizes[agency], names.name(agency)))
    told = counted(len(ordered), *said, names=names.listed(ordered, NAMED))
    return [f"{told.text()} {_kinds(rows, names)}"]


def _kinds(rows: pd.DataFrame, names: Naming) -> str:
    sizes = Counter(rows["class"].astype(str))
    named = sorted(sizes.keys() - {v.UNSPECIFIED}, key=lambda kind: (-sizes[kind], kind))
    kinds = [v.CARRIED_CLASSES.label(id, names.language) for id in named]
    if not kinds:
        return say("Of which kinds is not recorded.")
    kinds += [say("of a kind that is not recorded")] if v.UNSPECIFIED in sizes else []
    first = some([f"{kind[:1].lower()}{kind[1:]}" if not kind[:2].isupper() else kind for kind in kinds], 6)
    whole = rows.groupby("agency")["access"].min() == "full"
    hits = int((~whole).sum())
    if not hits:
        return say("Kinds of records: {kinds}.", kinds=first)
    part = counted(
        hits,
        "from {count} of the agencies no more than an index entry or a hit",
        "from {count} of the agencies no more than an index entry or a hit",
    )
    return say("Kinds of records: {kinds}; {part}.", kinds=first, part=part)
