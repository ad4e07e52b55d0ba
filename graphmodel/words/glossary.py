"""What the words of art mean, in English and in French: one list for the documentation, the help and the pages.

>>> term("island").meaning.text("en")
'Systems that live links join, directly or through one another, whichever way records run.'
>>> term("island").name.text("fr")
'îlot'
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphmodel.words.languages import Language
from graphmodel.words.messages import Message


@dataclass(frozen=True)
class Term:
    """One word of art: its id, its name and its meaning, one or two sentences; both are in English and French."""

    id: str
    name: Message
    meaning: Message


# fmt: off
TERMS: tuple[Term, ...] = (
    Term("access", Message("access"), Message(
        "How much of a record comes through: all of it (full), or a sign that it exists (pointer).",
    )),
    Term("adds", Message("adds"), Message(
        "Which way records would run over the flows that a proposed link adds: to the partner, from it, "
"or both.",
    )),
    Term("agency", Message("agency"), Message(
        "A police service, a division of one, or any other body that operates or uses systems.",
    )),
    Term("agreed", Message("agreed"), Message(
        "A row of the kind agreement permits it and none forbids it.",
    )),
    Term("agreement", Message("agreement"), Message(
        "A statute, regulation, directive, agreement or policy that lets agencies disclose records, or "
"forbids it. None recorded does not mean not allowed.",
    )),
    Term("allowed", Message("allowed"), Message(
        "A law or policy permits it and none forbids it: it does not stand in the way, which is not that "
"the owner will share.",
    )),
    Term("answers", Message("answers (a flow)"), Message(
        "The sender keeps the record and answers when asked: by query, federated search, or in an "
"unknown way. An answer is never copied onward.",
    )),
    Term("audience", Message("audience"), Message(
        "Who an answer is for. For the public, what the catalogue marks internal is left out.",
    )),
    Term("barrier", Message("barrier"), Message(
        "A recorded cause, looked at by what it holds back: the links, and what they would let agencies "
"see.",
    )),
    Term("broker", Message("broker"), Message(
        "A system or portal whose task is to pass on other systems' records. An agency of this sector "
"is a host.",
    )),
    Term("cad", Message("CAD"), Message(
        "Computer-aided dispatch: the system that takes calls and sends units.",
    )),
    Term("carries", Message("carries"), Message(
        "The data classes that a link lets through. If it names none, it carries whatever its sender "
"offers.",
    )),
    Term("catalogue", Message("catalogue"), Message(
        "The tables that everything is computed from: a folder, a zip or a workbook.",
    )),
    Term("confidence", Message("confidence"), Message(
        "Whether a source states a record (documented) or it only follows from one (inferred). Of a "
"ranking: how often its first place stays first when an inferred link is left out.",
    )),
    Term("copies", Message("copies (a flow)"), Message(
        "The flow stores records at the receiver, by push, replication or file transfer.",
    )),
    Term("cost-per-gain", Message("cost per gain"), Message(
        "What one gained sightline costs: the cost of the changes, divided by their gain.",
    )),
    Term("data-class", Message("data class"), Message(
        "A kind of records, as persons, warrants or mugshots. The list is closed.",
    )),
    Term("data-lane", Message("data lane"), Message(
        "SAFECOM's scale of how agencies share data: 0 by hand, 1 files, 2 one application, 3 a custom interface, 4 a "
"standard one way, 5 a standard both ways.",
    )),
    Term("digest", Message("digest"), Message(
        "A short code computed from the tables. Two catalogues with the same digest say the same.",
    )),
    Term("documented", Message("documented"), Message(
        "A source states it. The column “% documented” leaves out all that is only inferred.",
    )),
    Term("entry", Message("entry"), Message(
        "One organisation with one live system of a study type that it operates (as no host) or works "
"in. The 2014 study counted so: a shared system counts once for each organisation.",
    )),
    Term("flow", Message("flow"), Message(
        "A live link in the one direction in which records run. A two-way link is two flows.",
    )),
    Term("full", Message("full"), Message(
        "The record itself comes through on some way, not only an index entry or a hit.",
    )),
    Term("gain", Message("gain"), Message(
        "The sightlines after a change that were not there before it.",
    )),
    Term("greedy", Message("greedy"), Message(
        "A plan that takes the best next link, again and again. Links that pay only together may be "
"missed.",
    )),
    Term("held-back-by", Message("held back by"), Message(
        "The impediments recorded for either end of a link, or for its operator.",
    )),
    Term("holds", Message("holds"), Message(
        "The data classes of a system's own records. What only passes through it is not among them.",
    )),
    Term("home", Message("home (of a system)"), Message(
        "An organisation that operates the system (unless as a host) or works in it.",
    )),
    Term("host", Message("host"), Message(
        "An agency of sector broker or vendor-operated, which runs systems for others. Running one lets "
"it neither see nor supply the records.",
    )),
    Term("id", Message("id"), Message(
        "The fixed short name of a record, as rcmp-pip. Agencies and systems share one set of ids.",
    )),
    Term("impediment", Message("impediment"), Message(
        "A recorded cause that stands in the way of a link, as the study names them: laws, money, "
"missing interfaces.",
    )),
    Term("inferred", Message("inferred"), Message(
        "No source states it of this very record; it follows from what a source says.",
    )),
    Term("interconnected", Message("interconnected"), Message(
        "A live system with at least one live link.",
    )),
    Term("internal-link", Message("internal link"), Message(
        "A live link whose two systems share a home; neither is a broker or a national repository.",
    )),
    Term("internal-only", Message("internal only"), Message(
        "An interconnected system, all of whose live links are internal.",
    )),
    Term("island", Message("island"), Message(
        "Systems that live links join, directly or through one another, whichever way records run.",
    )),
    Term("isolated", Message("isolated"), Message(
        "A live system without a live link. It means that none is recorded, not that none exists.",
    )),
    Term("link", Message("link"), Message(
        "What carries records from one system to another, or both ways.",
    )),
    Term("lisi", Message("LISI"), Message(
        "A scale of how well systems work together, from 0 (isolated: by hand) to 4 (enterprise: across sectors or "
"provinces, by a published standard).",
    )),
    Term("live", Message("live"), Message(
        "A system that is active or retiring. A link that is active or retiring between two live "
"systems, and is neither re-keyed by hand nor made for statistics.",
    )),
    Term("mapping", Message("mapping"), Message(
        "A TOML file that says which of your columns and words is which of ours.",
    )),
    Term("maturity", Message("maturity (of a link)"), Message(
        "Its level on SAFECOM's data lane or on LISI: an interval where what is recorded leaves several levels open.",
    )),
    Term("mcm", Message("MCM"), Message(
        "Major case management: the system in which large investigations are kept.",
    )),
    Term("met", Message("met, unmet (a need)"), Message(
        "A pair of agencies meets a need for a class if the one sees such records of the other. The "
"need passes if at least one pair is met and none is unmet.",
    )),
    Term("national-repository", Message("national repository"), Message(
        "A system that holds records for the whole country, as CPIC does. It is counted apart from the "
"study's types.",
    )),
    Term("nearest-miss", Message("nearest miss"), Message(
        "Where records cannot get from one system to another: the way that lacks least, with what each "
"link lacks.",
    )),
    Term("need", Message("need"), Message(
        "Who must see which classes of whose records: a few lines of TOML, answered on any catalogue.",
    )),
    Term("neighbourhood", Message("neighbourhood (focus)"), Message(
        "A system or an agency with what lies within one, two or three links of it.",
    )),
    Term("offers", Message("offers"), Message(
        "What a system can send over a flow: its own records and, if it relays, those of others that it "
"has received.",
    )),
    Term("organisation", Message("organisation"), Message(
        "The agency at the top of a chain of divisions. All RCMP divisions are of the organisation rcmp.",
    )),
    Term("others-gain", Message("others' gain"), Message(
        "The part of a gain that goes to agencies which do not read the system asked about.",
    )),
    Term("outage", Message("outage"), Message(
        "The world with one system out of service: what can no longer be seen, and which systems become "
"isolated.",
    )),
    Term("own-gain", Message("own gain"), Message(
        "The part of a gain that goes to the agencies which read the system asked about.",
    )),
    Term("pack", Message("pack"), Message(
        "A folder of queries: one of those that ship, or your own.",
    )),
    Term("partner", Message("partner"), Message(
        "A system at the other end of a live link. In a ranking: a system that could be.",
    )),
    Term("plan", Message("plan"), Message(
        "The next links to build, each counted in a network that has those before it.",
    )),
    Term("plausible", Message("plausible (a link)"), Message(
        "A relay or a national repository at one end, two systems of one type, or two types that a live "
"link joins somewhere.",
    )),
    Term("pointer", Message("pointer"), Message(
        "Only an index entry or a hit comes through: one learns that the record exists, and whom to ask.",
    )),
    Term("query", Message("query"), Message(
        "A question written in Cypher, kept as a file and asked by its id.",
    )),
    Term("reader", Message("reader (of a system)"), Message(
        "Its operator (unless a host), and every agency that works in it or reads it.",
    )),
    Term("relay", Message("relay"), Message(
        "A system that passes on records of other systems. What does not relay passes on its own alone.",
    )),
    Term("rms", Message("RMS"), Message(
        "Records management system: where a police service keeps its occurrences.",
    )),
    Term("scenario", Message("scenario"), Message(
        "Changes that are tried on a copy of the catalogue: a few lines of TOML, or what you drew on "
"the map.",
    )),
    Term("sees", Message("sees"), Message(
        "Agency A sees B's records of a class if A has a sightline to a system that B supplies; the two "
"are of different organisations.",
    )),
    Term("selector", Message("selector"), Message(
        "A description that chooses systems or agencies, as type=rms province=ON, instead of their ids.",
    )),
    Term("settled", Message("settled (a level)"), Message(
        "What is recorded leaves one level only: nothing that is missing could change it.",
    )),
    Term("sightline", Message("sightline"), Message(
        "One agency can see one class of one system's records. CSV, JSON and Python call it a triple.",
    )),
    Term("slug", Message("slug"), Message(
        "An id made from a name: small letters without accents, digits, a hyphen for anything else.",
    )),
    Term("step", Message("step"), Message(
        "One link of a path. Three steps away is three links away.",
    )),
    Term("store", Message("store"), Message(
        "Where a loaded graph is kept: one file, or a Neo4j server. It is made from the tables and "
"never replaces them.",
    )),
    Term("study-types", Message("study types"), Message(
        "The 13 types of systems of the 2014 study. Brokers, national repositories and biometric "
"systems are counted apart.",
    )),
    Term("supplier", Message("supplier (of a system)"), Message(
        "Its operator (unless a host), and every agency that works in it or sends records into it.",
    )),
    Term("target", Message("target"), Message(
        "A share of the live systems of the study's types that shall be interconnected, by the fewest "
"links.",
    )),
    Term("unspecified", Message("unspecified"), Message(
        "The data class of a system whose records nobody has described.",
    )),
    Term("vendor", Message("vendor"), Message(
        "Who sells the product that a system is built on.",
    )),
    Term("verdict", Message("verdict"), Message(
        "Whether law really stands in the way: real, perceived or unsettled. The stated one has sources and "
"leads; the computed one follows from agreements, which know classes of records only.",
    )),
    Term("what-if", Message("what-if"), Message(
        "What a link, an outage or a scenario would change. It is tried on a copy; nothing is written.",
    )),
    Term("within-reach", Message("within reach"), Message(
        "Technically visible. Whether one may look is another matter: law, policy and permission are "
"stricter.",
    )),
)
# fmt: on
"""Every term, sorted by its English name."""

_BY_ID = {item.id: item for item in TERMS}


def term(id: str) -> Term:
    """Return a term by its id; KeyError for an id that is none."""
    return _BY_ID[id]


_EVERYDAY = frozenset(
    ("access", "agency", "catalogue", "id", "link", "need", "pack", "plan", "query", "step", "what-if")
)
"""Terms that a text need not explain: they are what everybody takes them for, or the text itself says so."""


def used_in(text: str, language: Language) -> list[Term]:
    """Return the terms that a text in a language uses, but for everyday ones.

    >>> [item.id for item in used_in("How many islands and live links there are", "en")]
    ['island', 'live']
    """
    known = [item for item in TERMS if item.id not in _EVERYDAY]
    return [item for item in known if re.search(_pattern(item.name.text(language)), text, re.IGNORECASE)]


def _pattern(name: str) -> str:
    """Return what finds a name, or its plural, as a word of its own; what stands in brackets behind it is left out."""
    return rf"(?<!\w){re.escape(name.partition(' (')[0])}(?:s|x|es)?(?!\w)"
