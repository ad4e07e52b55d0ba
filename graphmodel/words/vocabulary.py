"""The closed vocabularies: every word a cell may hold where the format closes it, in English and in French.

Each word's ``id`` is what tables and graph carry; the names are what people read. Validation, the graph's
vocabulary nodes, the help and the documentation all come from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Language = Literal["en", "fr"]


@dataclass(frozen=True)
class Word:
    """One word of a vocabulary."""

    id: str
    en: str
    fr: str

    def name(self, language: Language = "en") -> str:
        """Return the word's name in a language."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of words, in the order in which people list them."""

    name: str
    words: tuple[Word, ...]

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


def _vocabulary(name: str, *words: tuple[str, str, str]) -> Vocabulary:
    return Vocabulary(name, tuple(Word(*word) for word in words))


SYSTEM_TYPES = _vocabulary(
    "system type",
    ("rms", "Records management (RMS)", "Gestion des dossiers (SGD)"),
    ("cad", "Computer-aided dispatch (CAD)", "Répartition assistée par ordinateur (RAO)"),
    ("mobile_reporting", "Mobile reporting", "Rapports mobiles"),
    ("arrest_booking", "Arrest and booking", "Arrestation et écrou"),
    ("eticketing_lpr", "E-ticketing and licence plate recognition", "Constats électroniques et lecture de plaques"),
    ("digital_evidence", "Digital evidence", "Preuves numériques"),
    ("criminal_justice_im", "Criminal justice information", "Information de justice pénale"),
    ("business_intelligence", "Business intelligence", "Informatique décisionnelle"),
    ("mcm", "Major case management (MCM)", "Gestion des cas graves (GCG)"),
    ("jail_cell", "Jail and cell management", "Gestion des cellules"),
    ("content_management", "Content management", "Gestion de contenu"),
    ("citizen_portal", "Citizen portal", "Portail citoyen"),
    ("other", "Other", "Autre"),
    ("broker", "Broker or portal", "Courtier ou portail"),
    ("national_repository", "National repository", "Répertoire national"),
    ("biometric", "Biometric", "Biométrie"),
)
APART = ("broker", "national_repository", "biometric")
"""The system types that the 2014 study treats apart, as large national and provincial systems."""
STUDY_TYPES = tuple(id for id in SYSTEM_TYPES.ids if id not in APART)
"""The 13 system types of the 2014 study."""

UNSPECIFIED = "unspecified"
"""The data class of records nobody has named: what a system with empty ``holds`` holds."""
DATA_CLASSES = _vocabulary(
    "data class",
    ("persons", "Persons", "Personnes"),
    ("vehicles", "Vehicles", "Véhicules"),
    ("occurrences", "Occurrences", "Événements"),
    ("mugshots", "Mugshots", "Photos signalétiques"),
    ("fingerprints", "Fingerprints", "Empreintes digitales"),
    ("dna", "DNA", "ADN"),
    ("warrants", "Warrants", "Mandats"),
    ("firearms", "Firearms", "Armes à feu"),
    ("tickets", "Tickets", "Constats d'infraction"),
    ("calls_for_service", "Calls for service", "Appels de service"),
    ("digital_evidence", "Digital evidence", "Preuves numériques"),
    ("cases", "Cases", "Dossiers d'enquête"),
    ("intelligence", "Intelligence", "Renseignement"),
    ("property", "Property", "Biens"),
    ("custody", "Custody", "Détention"),
    ("court", "Court", "Tribunaux"),
    ("offender_registry", "Offender registry", "Registre des délinquants"),
    ("lpr_reads", "Licence plate reads", "Lectures de plaques"),
    ("analytics", "Analytics", "Analyses"),
    ("documents", "Documents", "Documents"),
)
CARRIED_CLASSES = Vocabulary(
    "carried data class", (*DATA_CLASSES.words, Word(UNSPECIFIED, "Unspecified", "Non précisé"))
)

STATUSES = _vocabulary(
    "status",
    ("planned", "Planned", "Prévu"),
    ("active", "Active", "En service"),
    ("retiring", "Retiring", "En retrait"),
    ("retired", "Retired", "Retiré"),
    ("cancelled", "Cancelled", "Annulé"),
)
LIVE_STATUSES = ("active", "retiring")
ENDED_STATUSES = ("retired", "cancelled")

SCOPES = _vocabulary(
    "scope",
    ("local", "Local", "Locale"),
    ("regional", "Regional", "Régionale"),
    ("provincial", "Provincial", "Provinciale"),
    ("national", "National", "Nationale"),
    ("international", "International", "Internationale"),
)
LEVELS = _vocabulary(
    "level",
    ("municipal", "Municipal", "Municipal"),
    ("regional", "Regional", "Régional"),
    ("provincial", "Provincial", "Provincial"),
    ("territorial", "Territorial", "Territorial"),
    ("federal", "Federal", "Fédéral"),
    ("first_nations", "First Nations", "Premières Nations"),
    ("international", "International", "International"),
    ("private", "Private", "Privé"),
)
SECTORS = _vocabulary(
    "sector",
    ("policing", "Policing", "Police"),
    ("border", "Border", "Frontière"),
    ("corrections", "Corrections", "Services correctionnels"),
    ("courts", "Courts", "Tribunaux"),
    ("prosecution", "Prosecution", "Poursuites"),
    ("emergency", "Emergency", "Urgence"),
    ("transport", "Transport", "Transport"),
    ("broker", "Broker", "Courtier"),
    ("vendor_operated", "Operated by a vendor", "Exploité par un fournisseur"),
    ("oversight", "Oversight", "Surveillance"),
    ("other", "Other", "Autre"),
)
HOST_SECTORS = ("broker", "vendor_operated")

PROVINCES = _vocabulary(
    "province or territory",
    ("BC", "British Columbia", "Colombie-Britannique"),
    ("AB", "Alberta", "Alberta"),
    ("SK", "Saskatchewan", "Saskatchewan"),
    ("MB", "Manitoba", "Manitoba"),
    ("ON", "Ontario", "Ontario"),
    ("QC", "Quebec", "Québec"),
    ("NB", "New Brunswick", "Nouveau-Brunswick"),
    ("NS", "Nova Scotia", "Nouvelle-Écosse"),
    ("PE", "Prince Edward Island", "Île-du-Prince-Édouard"),
    ("NL", "Newfoundland and Labrador", "Terre-Neuve-et-Labrador"),
    ("YT", "Yukon", "Yukon"),
    ("NT", "Northwest Territories", "Territoires du Nord-Ouest"),
    ("NU", "Nunavut", "Nunavut"),
)

ROLES = _vocabulary(
    "role",
    ("user", "Works in it", "Y travaille"),
    ("reader", "Only reads it", "Consulte seulement"),
    ("contributor", "Only sends records in", "Y verse seulement"),
)
DIRECTIONS = _vocabulary(
    "direction",
    ("one_way", "One way", "À sens unique"),
    ("two_way", "Two ways", "À double sens"),
)
MODES = _vocabulary(
    "mode",
    ("query", "Query", "Interrogation"),
    ("push", "Push", "Envoi"),
    ("replicate", "Replication", "Réplication"),
    ("federated_search", "Federated search", "Recherche fédérée"),
    ("file_transfer", "File transfer", "Transfert de fichiers"),
    ("manual", "Manual re-keying", "Ressaisie manuelle"),
    ("unknown", "Unknown", "Inconnu"),
)
COPYING_MODES = ("push", "replicate", "file_transfer")
MANUAL = "manual"
LATENCIES = _vocabulary(
    "latency",
    ("live", "Live", "En direct"),
    ("daily", "Daily", "Quotidienne"),
    ("periodic", "Periodic", "Périodique"),
)
ACCESSES = _vocabulary(
    "access",
    ("content", "Content", "Contenu"),
    ("index", "Index only", "Index seulement"),
    ("hit", "Hit or no hit", "Concordance ou non"),
)
PURPOSES = _vocabulary(
    "purpose",
    ("operational", "Operational", "Opérationnelle"),
    ("statistical", "Statistical", "Statistique"),
)
STATISTICAL = "statistical"
CONFIDENCES = _vocabulary(
    "confidence",
    ("documented", "Documented", "Documenté"),
    ("inferred", "Inferred", "Inféré"),
)
SENSITIVITIES = _vocabulary(
    "sensitivity",
    ("public", "Public", "Publique"),
    ("internal", "Internal", "Interne"),
)
PUBLIC = "public"
OPENNESS = _vocabulary(
    "openness",
    ("published", "Published", "Publiée"),
    ("restricted", "Restricted", "Restreinte"),
    ("proprietary", "Proprietary", "Propriétaire"),
)
IMPEDIMENTS = _vocabulary(
    "impediment",
    (
        "divergent_provincial_investment",
        "Different provincial technology investments",
        "Investissements technologiques provinciaux divergents",
    ),
    ("siloed_proprietary_systems", "Siloed and proprietary systems", "Systèmes cloisonnés et propriétaires"),
    ("missing_interfaces_standards", "Lack of interfaces and standards", "Manque d'interfaces et de normes"),
    ("no_national_leadership", "Lack of national leadership", "Absence de direction nationale"),
    ("shifting_operational_paradigms", "Shifting operational paradigms", "Évolution des modes opérationnels"),
    ("resource_constraints", "Resource constraints", "Ressources limitées"),
    ("technology_limitations", "Technology limitations", "Limites technologiques"),
    ("legal_privacy", "Law and privacy", "Droit et vie privée"),
)
