"""The facts of a brief in plain sentences, in the language in force: the best next link, what breaks, and how sure this is."""

from __future__ import annotations

from graphmodel.answers.provenance import cites_nothing
from graphmodel.briefs.document import BriefPart
from graphmodel.briefs.facts import Facts, NextLink
from graphmodel.briefs.names import Naming, some
from graphmodel.briefs.sentences import NAMED
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, counted, in_language, number, say


def next_link(facts: Facts, names: Naming) -> BriefPart:
    """Return the link that would let agencies see most, its equals, and the one that would bring ourselves most."""
    best, own = facts.next_link, facts.next_own
    title = say("The best next link")
    if not facts.operated and not facts.shared:
        return BriefPart("next", title, (say("We have no recorded system that could be linked."),))
    if best is None:
        return BriefPart(
            "next", title, (say("No plausible link of our systems would let anybody see more than today."),)
        )
    first = say("The link that would add most joins")
    if best.ties:
        first = counted(
            len(best.ties) + 1,
            "{count} links would add equally most; one joins",
            "{count} links would add equally most; one joins",
        ).text()
    told = [
        say(
            "{first} {ends}: {sightlines} for {agencies}, {mine}.",
            first=first,
            ends=_ends(best, names),
            sightlines=_sightlines(best.sightlines),
            agencies=counted(best.agencies, "{count} agency", "{count} agencies"),
            mine=Message("{count} of them for us", count=number(best.mine))
            if best.mine
            else say("none of them for us"),
        ),
        *_there(best),
        *_ties(best, facts, names),
        *_causes(best, names),
    ]
    if own is None:
        told.append(say("None would let ourselves see more."))
    elif own.mine > best.mine:
        first = say("The link that would add most for ourselves joins")
        if own.ties:
            first = counted(
                len(own.ties) + 1,
                "For ourselves {count} links would add equally most; one joins",
                "For ourselves {count} links would add equally most; one joins",
            ).text()
        told.append(
            say("{first} {ends}: {mine} for us.", first=first, ends=_ends(own, names), mine=_sightlines(own.mine))
        )
        told += _there(own)
        told += _ties(own, facts, names)
    return BriefPart("next", title, tuple(told))


def _there(link: NextLink) -> list[str]:
    """Return that the two are linked already, one way."""
    if link.comes:
        return [say("The two are linked already, but records only come to us: this adds the other way.")]
    if link.goes:
        return [say("The two are linked already, but records only go there: this adds the other way.")]
    return []


def _sightlines(count: int) -> Message:
    return counted(count, "{count} new sightline", "{count} new sightlines")


def _ends(link: NextLink, names: Naming) -> str:
    return say(
        "{system} with {partner}",
        system=names.name(link.system),
        partner=names.of(link.partner),
    )


def _causes(link: NextLink, names: Naming) -> list[str]:
    causes = [_small(v.IMPEDIMENTS[cause].name(names.language)) for cause in link.causes]
    return [say("Recorded as standing in its way: {causes}.", causes=some(causes, len(causes)))] if causes else []


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _ties(link: NextLink, facts: Facts, names: Naming) -> list[str]:
    """Return how many other links yield just as much, and what they have in common or which they are."""
    count = len(link.ties)
    if not count:
        return []
    mine, partners = {system for system, _ in link.ties}, sorted({partner for _, partner in link.ties})
    if partners == [link.partner]:
        told = counted(
            count,
            "The same partner yields exactly as much with {count} other of our systems: {names}.",
            "The same partner yields exactly as much with {count} others of our systems: {names}.",
            names=names.listed(sorted(mine), NAMED),
        )
        return [told.text()]
    said = counted(
        count,
        "The other one",
        "The {count} others",
    )
    if len(partners) <= NAMED:
        return [say("{said}: with {names}.", said=said, names=names.by_operator(partners, NAMED))]
    type_, operator, province = facts.in_common([link.partner, *partners])
    shared = [
        *([say("the type “{name}”", name=v.SYSTEM_TYPES.label(type_, names.language))] if type_ else []),
        *([say("the operator {name}", name=names.name(operator))] if operator else []),
        *([say("the province {name}", name=v.PROVINCES.label(province, names.language))] if province else []),
    ]
    partner = counted(len(partners), "{count} partner", "{count} partners")
    if shared:
        line = say(
            "{said}: with {partners}; what these have in common: {shared}.",
            said=said,
            partners=partner,
            shared=some(shared, 3),
        )
        return [line]
    return [
        say(
            "{said}: with {partners} that have no recorded type, operator or province in common.",
            said=said,
            partners=partner,
        )
    ]


def hub(facts: Facts, names: Naming) -> BriefPart:
    """Return what breaks without the system of somebody else that we need most."""
    title, found = say("What breaks without the system of others that we need most"), facts.hub
    if found is None:
        return BriefPart("hub", title, (say("We see nothing by way of systems of others that could fail."),))
    told = [
        say(
            "Without {system}, we would lose {lost} of our {all}: records of {systems}.",
            system=names.of(found.system),
            lost=number(found.lost),
            all=counted(len(facts.sightlines), "{count} sightline", "{count} sightlines"),
            systems=counted(len(found.systems), "{count} system", "{count} systems"),
        )
    ]
    if found.alone:
        left = counted(
            len(found.alone),
            "{names} would then have no link.",
            "{names} would then have no link.",
            names=names.listed(found.alone, NAMED),
        )
        told.append(left.text())
    agencies = counted(
        found.agencies,
        "In all, {count} agency would see less.",
        "In all, {count} agencies would see less.",
    )
    if found.operator:
        agencies = counted(
            found.agencies,
            "In all, {count} agency would see less: the one that operates it.",
            "In all, {count} agencies would see less, the one that operates it among them.",
        )
    told.append(agencies.text())
    if found.ties:
        told.append(
            say("We would lose just as much without another one ({names}).", names=names.by_operator(found.ties, NAMED))
        )
    return BriefPart("hub", title, tuple(told))


def sure(facts: Facts, names: Naming) -> BriefPart:
    """Return how far this can be relied on, and whom to ask."""
    catalogue = facts.world.catalogue
    links, inferred = facts.links
    told: list[str] = []
    if (facts.operated or facts.shared) and cites_nothing(catalogue):
        told.append(say("No system, use or link here names a source."))
    if inferred or (links and not cites_nothing(catalogue)):
        said = counted(
            links,
            "Of the {count} link of our systems {sure} is documented; inferred only: {inferred}.",
            "Of the {count} links of our systems {sure} are documented; inferred only: {inferred}.",
            sure=number(links - inferred),
            inferred=number(inferred),
        )
        told.append(said.text())
    known, every = facts.recorded
    told.append(
        say(
            "For {known} of the {every} in the catalogue a system is recorded; what is not recorded is missing here too.",
            known=number(known),
            every=counted(every, "{count} agency", "{count} agencies"),
        )
    )
    about = catalogue.about
    limits = (about.limits_fr if names.language == "fr" else about.limits) or about.limits or about.limits_fr
    if limits:
        said_so = [" ".join(str(limit).split()) for limit in limits]
        told.append(say("The catalogue says of its limits: {limits}", limits=" ".join(said_so)))
    told.append(
        say("Ask first our own people to correct what is recorded of us; a workbook for that can be made (a survey).")
    )
    if facts.to_ask:
        told.append(
            say(
                "Then ask those who operate the other end of links that are only inferred: {names}.",
                names=names.listed(facts.to_ask, NAMED),
            )
        )
    return BriefPart("sure", say("How sure this is, and whom to ask"), tuple(in_language(line) for line in told))
