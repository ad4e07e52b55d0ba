"""Words as people write them: labels in both languages, and what else the field calls each word of a vocabulary.

A word is known without regard to capitals, accents, spaces, hyphens and signs. What two words of one vocabulary could
both be called stands for neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from graphmodel.records.slugs import slug
from graphmodel.words import vocabulary as v

_ID = re.compile(r"\[([a-z0-9-]+)\]\s*$")
_BRACKETS = re.compile(r"\s*\(([^()]+)\)")

SYNONYMS: Mapping[str, Mapping[str, str]] = {
    v.SYSTEM_TYPES.name: {
        "rms": "records; records system; record management; records mgmt; police records; dossiers; SGD; gestion de dossiers; système de dossiers; dossiers policiers",
        "cad": "dispatch; 911; 9-1-1; call taking; computer aided dispatch system; répartition; RAO; répartition assistée; répartition assistée par ordinateur; appels",
        "mobile_reporting": "mobile; MDT; mobile data terminal; MWS; mobile workstation; in-car; field reporting; terminal mobile; rapports mobiles; poste mobile",
        "arrest_booking": "booking; arrest; arrests; livescan booking; arrestation; arrestations; écrou; prise en charge",
        "eticketing_lpr": "e-ticketing; eticketing; eticket; tickets; ticketing; ALPR; LPR; ANPR; licence plate recognition; license plate recognition; plates; constats; billets; RAPI; SRPI; lecture de plaques; reconnaissance de plaques",
        "digital_evidence": "evidence; DEMS; digital evidence management; BWC; body worn camera; body-worn video; body cam; video evidence; preuve; preuves; preuve numérique; preuves numériques; caméra corporelle; caméras corporelles",
        "criminal_justice_im": "justice; criminal justice; crown; court system; courts; justice pénale; tribunaux; poursuites",
        "business_intelligence": "BI; analytics; analysis; crime analysis; dashboard; dashboards; analyse; analyse criminelle; tableau de bord; informatique décisionnelle",
        "mcm": "major case; major cases; major case mgmt; case management; ViCLAS; enquêtes majeures; crimes majeurs; GCG; gestion des cas graves",
        "jail_cell": "jail; cells; cell management; custody; detention; cellules; détention; garde à vue",
        "content_management": "content; documents; document management; ECM; EDRMS; gestion documentaire; GED; contenu",
        "citizen_portal": "citizen portal; public portal; online reporting; citizen reporting; portail citoyen; portail public; signalement en ligne",
        "other": "misc; miscellaneous; n/a other; autres; divers",
        "broker": "portal; gateway; hub; interface; integration; index; portail; passerelle; courtier; concentrateur",
        "national_repository": "national; repository; national database; national system; registry; répertoire; registre; banque nationale; base nationale",
        "biometric": "biometrics; AFIS; fingerprint; fingerprints; facial recognition; biométrie; empreintes; empreintes digitales; SAID",
    },
    v.STATUSES.name: {
        "planned": "plan; future; in procurement; procurement; proposed; to come; project; prévu; en projet; à venir; projet",
        "active": "in use; in service; live; current; production; in production; operational; en usage; en service; en production; opérationnel; utilisé",
        "retiring": "being replaced; end of life; phasing out; sunset; legacy; en fin de vie; en remplacement; à remplacer",
        "retired": "switched off; decommissioned; out of service; ended; closed; inactive; hors service; retiré; désactivé; fermé; inactif; mis hors service",
        "cancelled": "canceled; given up; abandoned; abandonné; annulé",
    },
    v.LEVELS.name: {
        "municipal": "city; town; city or town; local; municipality; ville; municipalité",
        "regional": "region; county; région; MRC",
        "provincial": "province; state",
        "territorial": "territory; territoire",
        "federal": "national; canada; government of canada; national police; fédéral",
        "first_nations": "first nation; indigenous; self-administered; autochtone; première nation; premières nations",
        "international": "foreign; étranger",
        "private": "company; vendor; entreprise; fournisseur; privé",
    },
    v.SECTORS.name: {
        "policing": "police; law enforcement; police service; corps de police; service de police",
        "border": "customs; frontière; douanes",
        "corrections": "correctional; jails; prisons; services correctionnels",
        "courts": "court; judiciary; tribunal; tribunaux",
        "prosecution": "crown; prosecutions; couronne; poursuites",
        "emergency": "fire; ambulance; EMS; paramedic; incendie; urgence",
        "transport": "transportation; transit; motor vehicles; transports",
        "vendor_operated": "vendor; supplier; fournisseur",
        "oversight": "commission; surveillance",
    },
    v.PROVINCES.name: {
        "BC": "B.C.; Colombie Britannique; CB; C.-B.",
        "AB": "Alta; Alta.",
        "SK": "Sask; Sask.",
        "MB": "Man; Man.",
        "ON": "Ont; Ont.",
        "QC": "PQ; Que; Qué; Que.",
        "NB": "N.B.; N.-B.",
        "NS": "N.S.; N.-É.; NE",
        "PE": "PEI; P.E.I.; IPE; Î.-P.-É.",
        "NL": "NFLD; Newfoundland; Terre-Neuve; TNL; T.-N.-L.",
        "YT": "YK; Yn; Yukon Territory",
        "NT": "NWT; N.W.T.; TNO; T.N.-O.",
        "NU": "Nun",
    },
    v.ROLES.name: {
        "user": "works in; full access; read and write; read/write; utilise; travaille dans; lecture et écriture",
        "reader": "read only; read-only; view; view only; viewer; reads; lecture; lecture seule; consultation",
        "contributor": "write only; sends; submits; contributes; envoie; écriture seule; verse",
    },
    v.DIRECTIONS.name: {
        "one_way": "one; 1-way; oneway; single; unidirectional; sens unique; unidirectionnel; à sens unique; ->",
        "two_way": "both; both ways; 2-way; twoway; bidirectional; exchanges; deux sens; les deux; bidirectionnel; à double sens; <->",
    },
    v.MODES.name: {
        "query": "queries; asks; asks and answers; search; lookup; request; on demand; is asked by; interroge; requête; recherche; consultation; sur demande",
        "push": "sends; pushes; feed; feeds; real time push; envoi; envoie; pousse; alimente",
        "replicate": "replication; replicated; sync; synchronised; synchronized; copy; copies; mirror; réplication; réplique; synchronisation; copie",
        "federated_search": "federated; searched together; fédérée; recherche fédérée",
        "file_transfer": "file; files; by file; batch; ftp; sftp; export; upload; csv; fichier; fichiers; transfert; transfert de fichiers; par fichier; par lot",
        "manual": "by hand; typed by hand; re-keyed; rekeyed; re-key; retyped; paper; swivel chair; e-mail; email; à la main; ressaisie; ressaisi; manuel; manuelle; papier; courriel",
        "unknown": "not known; unsure; ?; don't know; n/a; na; tbd; inconnu; on ne sait pas; à déterminer",
    },
    v.LATENCIES.name: {
        "live": "real time; real-time; realtime; immediate; temps réel; en direct; immédiat",
        "daily": "nightly; every day; overnight; quotidien; chaque jour; chaque nuit",
        "periodic": "weekly; monthly; hourly; batch; hebdomadaire; mensuel; périodique",
    },
    v.ACCESSES.name: {
        "content": "full; full record; records; complet; contenu; dossier complet",
        "index": "index only; pointer; index seulement; pointeur",
        "hit": "hit/no hit; hit no-hit; yes/no answer; concordance",
    },
    v.CONFIDENCES.name: {
        "documented": "confirmed; certain; sure; confirmé; documenté",
        "inferred": "assumed; guess; unsure; probable; supposé; déduit; présumé",
    },
    v.DATA_CLASSES.name: {
        "persons": "people; person; subjects; individuals; personne",
        "vehicles": "vehicle; cars; véhicule",
        "occurrences": "incidents; incident; occurrence; reports; incident reports; événements; évènement; événement; rapports",
        "mugshots": "photos; photo; mug shots; mug shot; images; photos signalétiques",
        "fingerprints": "fingerprint; prints; empreintes",
        "dna": "ADN",
        "warrants": "warrant; mandat",
        "firearms": "guns; gun; firearm; weapons; arme; armes",
        "tickets": "ticket; citations; offence notices; contraventions; constat",
        "calls_for_service": "calls; call; 911 calls; cad calls; appels; appel",
        "digital_evidence": "evidence; video; videos; body cam video; preuve; preuves; vidéo; vidéos",
        "cases": "case; case files; investigations; dossiers d'enquête; enquêtes; dossier",
        "intelligence": "intel; renseignement; renseignements",
        "property": "exhibits; exhibit; property and exhibits; pièces à conviction; pièces; biens",
        "custody": "prisoners; detainees; detention; arrests; détenus; détention",
        "court": "courts; court dates; dispositions; tribunal",
        "offender_registry": "sex offenders; offenders; sex offender registry; délinquants; registre des délinquants",
        "lpr_reads": "plate reads; plates; ALPR reads; LPR; ALPR; plaques; lectures de plaques",
        "analytics": "statistics; stats; crime statistics; statistiques",
        "documents": "document; files; policies; fichiers",
    },
    v.STANDARD_WORDS.name: {
        "none": "no standard; custom; custom interface; custom-built; bespoke; in-house; home-grown; point to point; sur mesure; interface sur mesure; maison; aucun; aucune norme; sans norme",
    },
    v.YES_NO.name: {
        "true": "y; x; 1; o; vrai; ✓; ✔; on; checked",
        "false": "n; 0; faux; -; none; off; unchecked",
    },
}
"""For each vocabulary, by its name, what else people write for a word, parted by semicolons. A mapping adds by ``recode``."""


@cache
def spellings(vocabulary: v.Vocabulary) -> Mapping[str, str]:
    """Return the ids of a vocabulary's words by what they may be called, as ``spelt`` has it.

    >>> spellings(v.SYSTEM_TYPES)["body worn camera"]
    'digital_evidence'
    """
    exact: dict[str, str | None] = {}
    loose: dict[str, str | None] = {}
    known = {**SYNONYMS.get(vocabulary.name, {}), **(_LIKE.get(vocabulary.name, {}))}
    for word in vocabulary:
        for name in {spelt(word.id), spelt(word.en), spelt(word.fr)}:
            exact[name] = word.id if exact.get(name, word.id) == word.id else None
        for name in (*_parts(word.en), *_parts(word.fr), *known.get(word.id, "").split(";")):
            said = spelt(name)
            loose[said] = word.id if loose.get(said, word.id) == word.id else None
    return {said: id for said, id in {**loose, **exact}.items() if said and id}


def understood(vocabulary: v.Vocabulary, text: str) -> str | None:
    """Return the id of the word that a text says; None where it says none, or could say two.

    >>> understood(v.SYSTEM_TYPES, " Gestion de dossiers "), understood(v.STATUSES, "In use"), understood(v.STATUSES, "blue")
    ('rms', 'active', None)
    """
    return text if text in vocabulary else spellings(vocabulary).get(spelt(text))


def spelt(text: str) -> str:
    """Return what the spellings of a word share; a text of signs alone is itself.

    >>> spelt("E-Ticketing / LPR") == spelt("e ticketing lpr"), spelt("->")
    (True, '->')
    """
    return slug(text).replace("-", " ") or text.strip()


def bracketed(text: str) -> str:
    """Return the id that stands in brackets at the end of a text, as in ``Peel Regional Police [peel]``; else nothing."""
    found = _ID.search(text)
    return found.group(1) if found else ""


def _parts(label: str) -> Iterator[str]:
    """Yield a label without what stands in its brackets, and that: ``Major case management (MCM)``."""
    if (inside := _BRACKETS.search(label)) is not None:
        yield _BRACKETS.sub("", label)
        yield inside.group(1)


_LIKE = {v.CARRIED_CLASSES.name: SYNONYMS[v.DATA_CLASSES.name]}
"""Vocabularies that are another one with a word more."""
