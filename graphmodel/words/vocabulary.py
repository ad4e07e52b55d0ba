"""The closed vocabularies: every word a cell may hold where the format closes it, with its name in English.

Each word's ``id`` is what tables and graph carry; the names are what people read, in French by the catalogue. Validation, the graph's
vocabulary nodes, the help and the documentation all come from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graphmodel.words.languages import Language
from graphmodel.words.messages import Message
from graphmodel.words.translations import translated

CONTEXT = "vocabulary"
"""What tells the words of vocabularies apart from other texts of the catalogue."""


@dataclass(frozen=True)
class Word:
    """One word of a vocabulary."""

    id: str
    en: str
    context: str = CONTEXT

    @property
    def named(self) -> Message:
        """Return the word's name as a message."""
        return Message(self.en, context=self.context)

    @property
    def fr(self) -> str:
        """Return the word's name in French."""
        return self.name("fr")

    def name(self, language: Language = "en") -> str:
        """Return the word's name in a language."""
        return translated(self.en, language, self.context)


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of words, in the order in which people list them."""

    name: str
    words: tuple[Word, ...]

    @property
    def one(self) -> Message:
        """Return what one of its words is called, with the article."""
        return Message(article(self.name), context=CONTEXT)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Return the words' ids in order."""
        return tuple(word.id for word in self.words)

    @cached_property
    def _by_id(self) -> dict[str, Word]:
        return {word.id: word for word in self.words}

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, id: str) -> Word:
        return self._by_id[id]

    def label(self, id: str, language: Language = "en") -> str:
        """Return the name of a word, or the id itself where it is none of ours."""
        word = self._by_id.get(id)
        return word.name(language) if word else id


def article(noun: str) -> str:
    """Return an English noun with the article that it takes."""
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"


def _vocabulary(name: str, *words: tuple[str, str]) -> Vocabulary:
    return Vocabulary(name, tuple(Word(id, en, name) for id, en in words))


SYSTEM_TYPES = _vocabulary(
    "system type",
    ("rms", "Records management (RMS)"),
    ("cad", "Computer-aided dispatch (CAD)"),
    ("mobile_reporting", "Mobile reporting"),
    ("arrest_booking", "Arrest and booking"),
    ("eticketing_lpr", "E-ticketing and licence plate recognition"),
    ("digital_evidence", "Digital evidence"),
    ("criminal_justice_im", "Criminal justice information"),
    ("business_intelligence", "Business intelligence"),
    ("mcm", "Major case management (MCM)"),
    ("jail_cell", "Jail and cell management"),
    ("content_management", "Content management"),
    ("citizen_portal", "Citizen portal"),
    ("other", "Other"),
    ("broker", "Broker or portal"),
    ("national_repository", "National repository"),
    ("biometric", "Biometric"),
)
APART = ("broker", "national_repository", "biometric")
"""The system types that the 2014 study treats apart, as large national and provincial systems."""
STUDY_TYPES = tuple(id for id in SYSTEM_TYPES.ids if id not in APART)
"""The 13 system types of the 2014 study."""

UNSPECIFIED = "unspecified"
"""The data class of records nobody has named: what a system with empty ``holds`` holds."""
DATA_CLASSES = _vocabulary(
    "data class",
    ("persons", "Persons"),
    ("vehicles", "Vehicles"),
    ("occurrences", "Occurrences"),
    ("mugshots", "Mugshots"),
    ("fingerprints", "Fingerprints"),
    ("dna", "DNA"),
    ("warrants", "Warrants"),
    ("firearms", "Firearms"),
    ("tickets", "Tickets"),
    ("calls_for_service", "Calls for service"),
    ("digital_evidence", "Digital evidence"),
    ("cases", "Cases"),
    ("intelligence", "Intelligence"),
    ("property", "Property"),
    ("custody", "Custody"),
    ("court", "Court"),
    ("offender_registry", "Offender registry"),
    ("lpr_reads", "Licence plate reads"),
    ("analytics", "Analytics"),
    ("documents", "Documents"),
)
CARRIED_CLASSES = Vocabulary("carried data class", (*DATA_CLASSES.words, Word(UNSPECIFIED, "Unspecified")))

STATUSES = _vocabulary(
    "status",
    ("planned", "Planned"),
    ("active", "Active"),
    ("retiring", "Retiring"),
    ("retired", "Retired"),
    ("cancelled", "Cancelled"),
)
LIVE_STATUSES = ("active", "retiring")
ENDED_STATUSES = ("retired", "cancelled")
RETIRED = "retired"
"""The status of what was in force and no longer is; what is cancelled never was."""

SCOPES = _vocabulary(
    "scope",
    ("local", "Local"),
    ("regional", "Regional"),
    ("provincial", "Provincial"),
    ("national", "National"),
    ("international", "International"),
)
LEVELS = _vocabulary(
    "level",
    ("municipal", "Municipal"),
    ("regional", "Regional"),
    ("provincial", "Provincial"),
    ("territorial", "Territorial"),
    ("federal", "Federal"),
    ("first_nations", "First Nations"),
    ("international", "International"),
    ("private", "Private"),
)
SECTORS = _vocabulary(
    "sector",
    ("policing", "Policing"),
    ("border", "Border"),
    ("corrections", "Corrections"),
    ("courts", "Courts"),
    ("prosecution", "Prosecution"),
    ("emergency", "Emergency"),
    ("transport", "Transport"),
    ("broker", "Broker"),
    ("vendor_operated", "Operated by a vendor"),
    ("oversight", "Oversight"),
    ("other", "Other"),
)
HOST_SECTORS = ("broker", "vendor_operated")

PROVINCES = _vocabulary(
    "province or territory",
    ("BC", "British Columbia"),
    ("AB", "Alberta"),
    ("SK", "Saskatchewan"),
    ("MB", "Manitoba"),
    ("ON", "Ontario"),
    ("QC", "Quebec"),
    ("NB", "New Brunswick"),
    ("NS", "Nova Scotia"),
    ("PE", "Prince Edward Island"),
    ("NL", "Newfoundland and Labrador"),
    ("YT", "Yukon"),
    ("NT", "Northwest Territories"),
    ("NU", "Nunavut"),
)

ROLES = _vocabulary(
    "role",
    ("user", "Works in it"),
    ("reader", "Only reads it"),
    ("contributor", "Only sends records in"),
)
DIRECTIONS = _vocabulary(
    "direction",
    ("one_way", "One way"),
    ("two_way", "Two ways"),
)
MODES = _vocabulary(
    "mode",
    ("query", "Query"),
    ("push", "Push"),
    ("replicate", "Replication"),
    ("federated_search", "Federated search"),
    ("file_transfer", "File transfer"),
    ("manual", "Manual re-keying"),
    ("unknown", "Unknown"),
)
COPYING_MODES = ("push", "replicate", "file_transfer")
MANUAL = "manual"
UNKNOWN_MODE = "unknown"
LATENCIES = _vocabulary(
    "latency",
    ("live", "Live"),
    ("daily", "Daily"),
    ("periodic", "Periodic"),
)
ACCESSES = _vocabulary(
    "access",
    ("content", "Content"),
    ("index", "Index only"),
    ("hit", "Hit or no hit"),
)
PURPOSES = _vocabulary(
    "purpose",
    ("operational", "Operational"),
    ("statistical", "Statistical"),
)
STATISTICAL = "statistical"
CONFIDENCES = _vocabulary(
    "confidence",
    ("documented", "Documented"),
    ("inferred", "Inferred"),
)
SENSITIVITIES = _vocabulary(
    "sensitivity",
    ("public", "Public"),
    ("internal", "Internal"),
)
PUBLIC = "public"
OPENNESS = _vocabulary(
    "openness",
    ("published", "Published"),
    ("restricted", "Restricted"),
    ("proprietary", "Proprietary"),
)
STANDARD_WORDS = _vocabulary(
    "standard",
    ("none", "None: a custom interface"),
)
"""What a link's standard can be instead of a record."""
CUSTOM = "none"
"""The word of a link that is known to follow no standard."""
IMPEDIMENTS = _vocabulary(
    "impediment",
    ("divergent_provincial_investment", "Different provincial technology investments"),
    ("siloed_proprietary_systems", "Siloed and proprietary systems"),
    ("missing_interfaces_standards", "Lack of interfaces and standards"),
    ("no_national_leadership", "Lack of national leadership"),
    ("shifting_operational_paradigms", "Shifting operational paradigms"),
    ("resource_constraints", "Resource constraints"),
    ("technology_limitations", "Technology limitations"),
    ("legal_privacy", "Law and privacy"),
)
LEGAL = "legal_privacy"
"""The impediment that is a matter of law: only it has a verdict."""
VERDICTS = _vocabulary(
    "verdict",
    ("real", "Real"),
    ("perceived", "Perceived"),
    ("unsettled", "Unsettled"),
)
REAL, PERCEIVED, UNSETTLED = VERDICTS.ids
AGREEMENT_KINDS = _vocabulary(
    "kind of agreement",
    ("statute", "Statute"),
    ("regulation", "Regulation"),
    ("directive", "Directive"),
    ("agreement", "Agreement"),
    ("policy", "Policy"),
)
AGREES = "agreement"
"""The kind that agrees to share; all others allow: the law does not stand in the way."""
EFFECTS = _vocabulary(
    "effect",
    ("permits", "Permits"),
    ("forbids", "Forbids"),
)
FORBIDS = "forbids"
AGREEMENT_PURPOSES = _vocabulary(
    "purpose of an agreement",
    ("law_enforcement", "Law enforcement"),
    ("court", "Court"),
    ("corrections", "Corrections"),
    ("border", "Border"),
    ("road_safety", "Road safety"),
    ("emergency", "Emergency"),
    ("civil_screening", "Civil screening"),
    ("national_security", "National security"),
    ("oversight", "Oversight"),
    ("statistics", "Statistics"),
)
ASKED_PURPOSES = ("civil_screening", "statistics")
"""Purposes that count only where somebody asks for them."""
ONWARD = _vocabulary(
    "rule on onward disclosure",
    ("no", "Not passed on"),
    ("with_consent", "Passed on with consent"),
    ("yes", "Passed on"),
)
PARTY_ROLES = _vocabulary(
    "part in an agreement",
    ("discloser", "Discloses"),
    ("recipient", "Receives"),
    ("both", "Discloses and receives"),
)
STATES = _vocabulary(
    "state of permission",
    ("agreed", "Agreed"),
    ("allowed", "Allowed"),
    ("forbidden", "Forbidden"),
    ("not_recorded", "No agreement recorded"),
    ("agreed_not_within_reach", "Agreed, not within reach"),
    ("allowed_not_within_reach", "Allowed, not within reach"),
)
YES_NO = _vocabulary("yes or no", ("true", "Yes"), ("false", "No"))
"""What a column of true and false holds, as people say it."""
ADDS = _vocabulary("direction of a proposed link", ("both", "both"), ("to", "to"), ("from", "from"))
"""Which way records would run over what a proposed link adds: to the partner, from it, or both."""
