"""The facts, published and invented, from which `nleim_2014.py` writes the made-up catalogue of the 2014 study.

FACTS.md beside the catalogue tells what was published. Two rules make the counts hold both by system and by
(organisation, system) entry, whichever way "internal" is read: a system of a study type is worked in by one
organisation only, and its links are all inside it or all outside.
"""

from itertools import cycle

Row = dict[str, str]

ABOUT = """\
name = "Made-up catalogue after the 2014 study (39 police organisations)"
name_fr = "Catalogue inventé d'après l'étude de 2014 (39 organisations policières)"
made_up = true
limits = [
  "Made up: systems and links are invented so that the shares published in 2014 come out; nothing here describes a real system.",
  "Three organisations are named because the study says they took part (RCMP, OPP, RNC); all else about them is invented too.",
  "The numbers of systems of each type were not published, but for the two citizen portals; those used here are one possibility among many.",
]
limits_fr = [
  "Données inventées : les systèmes et les liens sont imaginés pour retrouver les proportions publiées en 2014; rien ici ne décrit un système réel.",
  "Trois organisations sont nommées parce que l'étude dit qu'elles ont participé (GRC, PPO, RNC); tout le reste à leur sujet est inventé aussi.",
  "Le nombre de systèmes de chaque type n'a pas été publié, sauf pour les deux portails citoyens; celui retenu ici est une possibilité parmi d'autres.",
]
"""

# The three named participants, then the generic ones: level and an invented number of officers, biggest first.
NAMED = {
    "rcmp": ("Royal Canadian Mounted Police", "Gendarmerie royale du Canada", "federal", ""),
    "opp": ("Ontario Provincial Police", "Police provinciale de l'Ontario", "provincial", "ON"),
    "rnc": ("Royal Newfoundland Constabulary", "Force constabulaire royale de Terre-Neuve", "provincial", "NL"),
}
GENERIC = {
    "ON": "regional 1900;municipal 1200;regional 800;regional 600;municipal 400;municipal 190;municipal 90;municipal 40;first_nations 30",
    "QC": "municipal 2500;municipal 600;municipal 400;regional 150;municipal 60;first_nations 20",
    "BC": "municipal 1300;municipal 240;municipal 180;municipal 110;municipal 50",
    "AB": "municipal 1700;municipal 1400;municipal 160;first_nations 30",
    "SK": "municipal 440;municipal 370;municipal 60",
    "MB": "municipal 1300;municipal 80;municipal 20",
    "NB": "municipal 160;regional 130;municipal 50",
    "NS": "municipal 500;municipal 60",
    "PE": "municipal 60",
}
LEVELS = {
    "municipal": ("Municipal police service", "Service de police municipal"),
    "regional": ("Regional police service", "Service de police régional"),
    "first_nations": ("First Nations police service", "Service de police des Premières Nations"),
}
TERRITORIES = {
    "YT": ("yukon", "Yukon", "au Yukon"),
    "NT": ("northwest-territories", "the Northwest Territories", "aux Territoires du Nord-Ouest"),
    "NU": ("nunavut", "Nunavut", "au Nunavut"),
}
EXCHANGES = {
    "ON": ("Ontario", "Ontario"),
    "QC": ("Quebec", "Québec"),
    "BC": ("British Columbia", "Colombie-Britannique"),
    "AB": ("Alberta", "Alberta"),
    "NS": ("Nova Scotia", "Nouvelle-Écosse"),
}
# Provinces went different ways: each bought its records systems from another maker.
RECORDS_PRODUCT = dict(
    zip(("ON", "BC", "QC", "AB", "SK", "MB", "NB", "NS", "PE", "NL", ""), cycle("abcd"), strict=False)
)

# Type: id ending, total over the 39, English and French name, classes held.
TYPES = {
    "rms": ("rms", 39, "Records management", "Gestion des dossiers", "mugshots;occurrences;persons;property;vehicles"),
    "cad": ("cad", 30, "Computer-aided dispatch", "Répartition assistée par ordinateur", "calls_for_service"),
    "mobile_reporting": ("mobile", 45, "Mobile reporting", "Rapports mobiles", "occurrences"),
    "arrest_booking": ("booking", 20, "Arrest and booking", "Arrestation et écrou", "fingerprints;mugshots;persons"),
    "eticketing_lpr": ("eticket", 26, "Electronic ticketing", "Constats électroniques", "tickets"),
    "digital_evidence": ("dems", 16, "Digital evidence", "Preuves numériques", "digital_evidence"),
    "criminal_justice_im": ("brief", 26, "Court brief preparation", "Préparation des dossiers de cour", "cases;court"),
    "business_intelligence": ("bi", 15, "Business intelligence", "Informatique décisionnelle", "analytics"),
    "mcm": ("mcm", 15, "Major case management", "Gestion des cas graves", "cases;persons"),
    "citizen_portal": ("portal", 2, "Citizen reporting portal", "Portail de signalement citoyen", "occurrences"),
    "other": ("exhibits", 25, "Exhibit register", "Registre des pièces à conviction", "property"),
    "jail_cell": ("cells", 38, "Cell management", "Gestion des cellules", "custody"),
    "content_management": ("content", 20, "Content management", "Gestion de contenu", "documents"),
}
# Who has a system of the type with links inside (FACTS: 46) and with links outside (68); the others are isolated (203).
CONNECTED = {
    "rms": ("ab-1 ab-2 sk-1 mb-1 qc-1 qc-2 nb-1 on-4 on-5", "rcmp opp rnc on-1 on-2 on-3 bc-1 bc-2 bc-3 ns-1"),
    "cad": (
        "rcmp opp rnc bc-1 ab-1 ab-2 sk-1 mb-1 qc-1 qc-2 nb-1 on-4 on-5",
        "on-1 on-2 on-3 on-6 bc-2 bc-3 ns-1 qc-3",
    ),
    "mobile_reporting": (
        "rcmp opp rnc bc-1 ab-1 ab-2 sk-1 mb-1 qc-1 qc-2 nb-1 on-4 on-5",
        "on-1 on-2 on-3 on-6 bc-2 bc-3 ns-1 qc-3",
    ),
    "arrest_booking": ("ab-1 qc-1 on-4", "rcmp opp rnc on-1 bc-1 bc-2 ns-1"),
    "eticketing_lpr": ("", "opp on-1 on-2 on-4 on-5 bc-1 bc-2 qc-1 qc-2 qc-3 ab-1 ab-2 ns-1"),
    "digital_evidence": ("", "on-1 on-2 bc-1 qc-1 ab-3"),
    "criminal_justice_im": ("", "opp on-1 bc-1 qc-1 ab-1 ns-1"),
    "business_intelligence": ("", "rcmp on-1 bc-1"),
    "mcm": ("", "opp"),
    "citizen_portal": ("ab-2 on-5", ""),
    "other": ("", "on-3 qc-2"),
    "jail_cell": ("", "on-1 bc-2 ab-1"),
    "content_management": ("", ""),
}
# Systems beyond one of a type in an organisation: (id, type, operator, what tells its name apart).
SECOND_MOBILE = {"rcmp": "rcmp-yukon"} | {o: o for o in ("opp", "ab-1", "qc-1", "mb-1", "on-4")}
EXTRA = [(f"{o}-mobile-2", "mobile_reporting", operator, "2") for o, operator in SECOND_MOBILE.items()]
EXTRA += [("rcmp-mcm-bc", "mcm", "rcmp", "BC"), ("rcmp-mcm-ns", "mcm", "rcmp", "NS")]

# Systems that are not live, and so count nowhere: id, type, operator, status, since, until, replaces.
NOT_LIVE = [
    ("ab-1-rms-old", "rms", "ab-1", "retired", "1996", "2009", ""),
    ("on-1-rms-old", "rms", "on-1", "retired", "1992", "2003", ""),
    ("sk-2-rms-old", "rms", "sk-2", "retired", "1998", "2012", ""),
    ("qc-3-cad-old", "cad", "qc-3", "retired", "1994", "2010", ""),
    ("on-2-eticket-old", "eticketing_lpr", "on-2", "retired", "2004", "2011", ""),
    ("mb-1-rms-new", "rms", "mb-1", "planned", "2015", "", "mb-1-rms"),
    ("bc-1-dems-new", "digital_evidence", "bc-1", "planned", "2015", "", "bc-1-dems"),
    ("nb-2-cells-new", "jail_cell", "nb-2", "planned", "2016", "", ""),
    ("opp-portal", "citizen_portal", "opp", "planned", "2016", "", ""),
    ("ns-1-portal", "citizen_portal", "ns-1", "cancelled", "", "", ""),
    ("sk-1-bi-hub", "business_intelligence", "sk-1", "cancelled", "", "", ""),
]
REPLACES = {
    "ab-1-rms": "ab-1-rms-old",
    "on-1-rms": "on-1-rms-old",
    "sk-2-rms": "sk-2-rms-old",
    "qc-3-cad": "qc-3-cad-old",
}
RETIRING = {"mb-1-rms", "qc-5-cells"}
PROVINCIAL_MCM = {"opp-mcm", "rcmp-mcm-bc", "rcmp-mcm-ns"}
OPERATED_BY = {"rcmp-cells": "rcmp-nunavut"}
STATUS_NAMES = {"retired": ("former", "ancien"), "planned": ("planned", "prévu"), "cancelled": ("cancelled", "annulé")}
SCOPES = {"federal": "national", "provincial": "provincial", "regional": "regional"}
# Past their year, yet recorded as active: status alone decides.
PAST_UNTIL = {"qc-5-content": "2012", "on-7-exhibits": "2013"}
HOLDS_UNKNOWN = {"nb-3-exhibits", "on-8-exhibits", "qc-6-exhibits"}

# Systems that the study treats apart: id, name, French name, type, operator, scope, relays, holds.
APART = [
    ("cpic", "Canadian Police Information Centre (CPIC)", "Centre d'information de la police canadienne (CIPC)", "national_repository", "rcmp", "national", "true", "persons;property;vehicles;warrants"),
    ("pip", "Police Information Portal (PIP)", "Portail d'informations policières (PIP)", "national_repository", "rcmp", "national", "true", "occurrences;persons"),
    ("afis", "National fingerprint identification (AFIS)", "Identification dactyloscopique nationale (SAID)", "biometric", "rcmp", "national", "false", "fingerprints"),
    ("crime-statistics", "Crime statistics survey", "Enquête sur la statistique de la criminalité", "national_repository", "statistics-office", "national", "false", "analytics"),
    ("optic", "OPTIC exchange of records systems (Ontario)", "Échange OPTIC entre systèmes de dossiers (Ontario)", "broker", "optic-host", "provincial", "true", ""),
    ("prime", "PRIME exchange of records systems (British Columbia)", "Échange PRIME entre systèmes de dossiers (Colombie-Britannique)", "broker", "prime-host", "provincial", "true", ""),
]  # fmt: skip
APART += [
    (f"exchange-{p.lower()}", f"Justice exchange, {name}", f"Échange de la justice, {name_fr}", "broker", f"exchange-office-{p.lower()}", "provincial", "true", "")
    for p, (name, name_fr) in EXCHANGES.items()
]  # fmt: skip

# Links as templates, {o} each of the organisations: from, to, organisations, direction, mode, latency, access, carries, standard.
# `inside TYPE` and `outside TYPE` stand for the organisations of CONNECTED.
OPTIC, PRIME = "opp on-1 on-2", "bc-1 bc-2 bc-3"
LINKS = [
    # Inside: dispatch, mobiles, records, mugshots, portals.
    ("{o}-cad", "{o}-rms", "inside rms", "one_way", "push", "live", "", "calls_for_service", ""),
    ("{o}-cad", "{o}-mobile", "inside cad", "two_way", "push", "live", "", "calls_for_service;occurrences", ""),
    ("{o}-cad", "{o}-mobile-2", " ".join(SECOND_MOBILE), "one_way", "query", "live", "", "calls_for_service", ""),
    ("{o}-mobile", "{o}-rms", "ab-1 ab-2 sk-1 mb-1 qc-1", "one_way", "push", "daily", "", "occurrences", ""),
    ("{o}-booking", "{o}-rms", "inside arrest_booking", "one_way", "push", "live", "content", "mugshots", ""),
    ("{o}-portal", "{o}-rms", "inside citizen_portal", "one_way", "file_transfer", "daily", "", "occurrences", ""),
    # Records systems outside: CPIC, PIP, the provincial major case system, and each other in two provinces only.
    ("cpic", "{o}-rms", "outside rms", "one_way", "query", "live", "content", "persons;vehicles;warrants", "cpic-interface"),
    ("{o}-rms", "pip", "rcmp opp on-1 on-2 on-3 bc-1 bc-2 bc-3 ns-1", "one_way", "push", "daily", "index", "occurrences;persons", "pip-interface"),
    ("pip", "{o}-rms", "rcmp opp on-1 on-2", "one_way", "federated_search", "live", "index", "", "pip-interface"),
    ("{o}-rms", "opp-mcm", "on-1 on-2 on-3", "one_way", "file_transfer", "periodic", "", "occurrences;persons", ""),
    ("{o}-rms", "rcmp-mcm-bc", PRIME, "one_way", "file_transfer", "periodic", "", "occurrences;persons", ""),
    ("{o}-rms", "rcmp-mcm-ns", "ns-1", "one_way", "unknown", "", "", "persons", ""),
    ("{o}-rms", "optic", OPTIC, "two_way", "query", "live", "", "occurrences;persons;vehicles", ""),
    ("{o}-rms", "prime", PRIME, "two_way", "replicate", "live", "", "occurrences;persons;vehicles", ""),
    ("on-1-rms", "{o}-rms", "opp on-2", "two_way", "federated_search", "live", "", "occurrences;persons", ""),
    ("bc-1-rms", "{o}-rms", "bc-2", "two_way", "replicate", "live", "", "", ""),
    # Dispatch and mobiles outside.
    ("on-1-cad", "{o}-cad", "on-2", "two_way", "push", "live", "", "calls_for_service", ""),
    ("on-1-cad", "{o}-rms", "on-3", "one_way", "push", "live", "", "calls_for_service", ""),
    ("bc-2-cad", "{o}-rms", "bc-3", "one_way", "push", "live", "", "calls_for_service", ""),
    ("cpic", "{o}-cad", "on-3 on-6 bc-2 bc-3 ns-1 qc-3", "one_way", "query", "live", "content", "persons;vehicles;warrants", "cpic-interface"),
    ("cpic", "{o}-mobile", "outside cad", "one_way", "query", "live", "content", "persons;vehicles;warrants", "cpic-interface"),
    # Fingerprints.
    ("{o}-booking", "cpic", "outside arrest_booking", "one_way", "push", "daily", "content", "fingerprints", "fingerprint-exchange"),
    ("{o}-booking", "afis", "opp on-1 bc-1", "one_way", "push", "live", "content", "fingerprints", "fingerprint-exchange"),
    ("afis", "{o}-booking", "opp on-1 bc-1", "one_way", "query", "live", "hit", "fingerprints", "fingerprint-exchange"),
    # Courts and analysis, by way of the exchange of the province ({x}).
    ("{o}-eticket", "exchange-{x}", "outside eticketing_lpr", "one_way", "file_transfer", "daily", "", "tickets", ""),
    ("{o}-dems", "exchange-{x}", "outside digital_evidence", "one_way", "file_transfer", "", "", "digital_evidence", ""),
    ("{o}-brief", "exchange-{x}", "outside criminal_justice_im", "two_way", "push", "", "", "cases;court", "court-brief"),
    ("{o}-cells", "exchange-{x}", "outside jail_cell", "one_way", "push", "daily", "", "", ""),
    ("{o}-exhibits", "exchange-{x}", "qc-2", "one_way", "file_transfer", "periodic", "", "property", ""),
    ("{o}-exhibits", "cpic", "on-3", "one_way", "push", "daily", "", "property", "cpic-interface"),
    ("optic", "{o}-bi", "on-1", "one_way", "replicate", "daily", "", "occurrences", ""),
    ("prime", "{o}-bi", "bc-1", "one_way", "replicate", "daily", "", "occurrences", ""),
    ("pip", "{o}-bi", "rcmp", "one_way", "query", "", "index", "occurrences", ""),
    # Between those that stand apart.
    ("{o}", "pip", "optic prime", "one_way", "push", "daily", "index", "occurrences;persons", "pip-interface"),
    ("cpic", "exchange-{o}", "on qc", "one_way", "query", "live", "hit", "warrants", "cpic-interface"),
    ("afis", "{o}", "cpic", "one_way", "query", "live", "hit", "fingerprints", ""),
]  # fmt: skip

# Links that count nowhere, and second links of a pair: from, to, changed columns.
SPECIAL: list[tuple[str, str, Row]] = [
    ("cpic", "on-1-rms", {"id": "cpic-on-1-rms-car-file", "mode": "replicate", "latency": "periodic", "carries": "vehicles", "note": "A copy of the vehicle file, fetched weekly"}),
    ("ab-1-cad", "ab-1-rms", {"id": "ab-1-cad-rms-closed-calls", "mode": "file_transfer", "latency": "daily", "carries": "calls_for_service"}),
    ("ab-1-cad", "ab-1-rms", {"id": "ab-1-cad-rms-old-interface", "mode": "push", "status": "retired", "until": "2011"}),
    ("sk-2-cad", "sk-2-rms-old", {"mode": "push", "carries": "calls_for_service", "note": "Recorded as active, but the old records system is gone"}),
    ("nb-2-cells", "nb-2-cells-new", {"mode": "replicate", "note": "Waits for the new cell system"}),
    ("mb-2-rms", "pip", {"mode": "push", "access": "index", "status": "planned", "since": "2015"}),
    ("on-5-dems", "exchange-on", {"mode": "file_transfer", "status": "planned", "since": "2016"}),
    ("mb-3-rms", "rcmp-mcm-bc", {"mode": "unknown", "status": "cancelled", "note": "Study of a link across provinces, given up"}),
    ("on-8-cells", "on-8-rms", {"mode": "push", "status": "retired", "until": "2010"}),
    ("pe-1-rms", "exchange-ns", {"mode": "push", "status": "cancelled"}),
]  # fmt: skip
REKEYED = "mb-2 mb-3 sk-2 pe-1 nb-2 nb-3 on-7 on-8"  # clerks type their records into CPIC by hand
STATISTICS = (
    "opp rnc on-1 on-2 on-6 on-7 bc-1 bc-4 bc-5 ab-1 ab-3 sk-1 sk-2 sk-3 mb-1 mb-2 qc-1 qc-4 nb-1 ns-1 ns-2 pe-1"
)
STATUS_OF = {"ns-1-eticket>exchange-ns": "retiring"}
UNTIL_OF = {"qc-3-eticket>exchange-qc": "2013", "on-5-portal>on-5-rms": "2012"}

# What stands in the way: organisations, id ending of the subject (empty: the organisation), to, cause, note.
IMPEDIMENTS = [
    ("sk-2 sk-3 mb-2 mb-3 nb-2 nb-3", "-rms", "pip", "siloed_proprietary_systems", "The records product offers no way out but its own screens"),
    ("qc-3 qc-4 qc-5 qc-6", "-rms", "", "divergent_provincial_investment", "The province invested in systems of its own"),
    ("ab-3 ab-4 pe-1", "-rms", "", "divergent_provincial_investment", "Neighbouring provinces chose other products"),
    ("bc-3 mb-2 qc-2 sk-1", "-bi", "", "missing_interfaces_standards", "No agreed extract to load analysis from"),
    ("on-5 on-8", "-dems", "exchange-on", "missing_interfaces_standards", "No agreed format for video and its description"),
    ("cpic pip", "", "", "no_national_leadership", "Nobody speaks for all users of the national systems"),
    ("bc-4 on-7 qc-5", "-mobile", "", "shifting_operational_paradigms", "Cars, phones and cameras change faster than the reporting systems"),
    ("on-8 on-9 qc-6 ab-4 nb-3 pe-1", "", "cpic", "resource_constraints", "A small service without staff for interfaces"),
    ("ns-2 bc-5 sk-3 mb-3", "-cells", "", "technology_limitations", "The product cannot exchange records"),
    ("on-4 qc-1", "-rms", "pip", "legal_privacy", "Counsel doubts that records may be shared outside the province"),
    ("ab-2", "-portal", "exchange-ab", "legal_privacy", "Reports of citizens were collected for another purpose"),
]  # fmt: skip

STUDY = {
    "id": "idc-2014",
    "title": "Law Enforcement Information Management Study (IDC #CAN11W)",
    "publisher": "IDC for the CACP (docslib copy)",
    "year": "2014",
    "url": "https://docslib.org/download/1383967/law-enforcement-information-management-study",
}
# Id, name, French name, openness.
STANDARDS = [
    ("cpic-interface", "CPIC interface", "Interface du CIPC", "restricted"),
    ("pip-interface", "PIP interface", "Interface du PIP", "restricted"),
    ("fingerprint-exchange", "Fingerprint exchange format", "Format d'échange d'empreintes digitales", "published"),
    ("court-brief", "Court brief format", "Format du dossier de cour", "proprietary"),
    ("crime-survey", "Crime statistics survey format", "Format de l'enquête sur la criminalité", "published"),
]
# The study's three recommendations: id, name, French name, causes addressed, types concerned, shipped scenario.
RECOMMENDATIONS = [
    (
        "national-strategy",
        "A national information management strategy",
        "Une stratégie nationale de gestion de l'information",
        "divergent_provincial_investment;no_national_leadership",
        "",
        "",
    ),
    (
        "pip-2-0",
        "PIP 2.0: a national portal that every records system feeds and can query",
        "PIP 2.0 : un portail national alimenté et interrogé par chaque système de gestion des dossiers",
        "divergent_provincial_investment;siloed_proprietary_systems",
        "mcm;rms",
        "pip-2-0",
    ),
    (
        "standards-interfaces",
        "Common standards and interfaces between systems",
        "Normes et interfaces communes entre les systèmes",
        "missing_interfaces_standards;siloed_proprietary_systems;technology_limitations",
        "arrest_booking;business_intelligence;cad;digital_evidence;mcm;rms",
        "standards-interfaces",
    ),
]
