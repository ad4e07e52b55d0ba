"""What people write above a column, in English and in French, by what the column then is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from graphmodel.records.synonyms import spelt

ROLES: Mapping[str, str] = {
    "agency": "organization; organisation; org; agency; agencies; police service; police; police agency; service de police; corps de police; department; force; police force; detachment; owner; system owner; operator; operated by; run by; who; host; organisme; organismes; agence; exploitant; exploité par; propriétaire; municipality; jurisdiction; partner; partenaire; service policier; service; ministère; business owner",
    "system": "system; systems; system name; name of system; name of the system; application; applications; application name; app; software; software name; tool; database; platform; système; systèmes; nom du système; système informatique; logiciel; outil; base de données; plateforme; nom de l'application; application service; component",
    "name": "name; nom; title; label; désignation; libellé",
    "type": "type; kind; category; class; system type; type of system; system category; function; purpose of system; genre; catégorie; type de système; fonction; sorte",
    "links": "talks to; talks with; connected to; connected with; connects to; connects with; connection; connections; interface; interfaces; interfaces with; interfaced with; linked to; links; links to; link; shares with; shared with; exchanges with; integrated with; integrates with; integration; integrations; communicates with; interconnected with; other systems; échange avec; échanges avec; relié à; reliés à; lié à; connecté à; branché à; communique avec; liens; lien; liaison; liaisons; interfaces avec; parle à; parle avec; interconnecté avec; connexions; partage avec; systèmes reliés",
    "sends": "sends to; sends data to; feeds; feeds to; pushes to; outputs to; output to; provides data to; exports to; envoie à; envoie vers; alimente; transmet à; fournit à; envoie ses données à",
    "asks": "queries; asks; reads from; gets data from; receives from; receives data from; searches; pulls from; fed by; inputs from; data from; interroge; consulte; reçoit de; reçoit des données de; alimenté par; lit; cherche dans",
    "mode": "how; how connected; method; mode; mechanism; interface type; protocol; integration method; connection type; type of connection; type of link; type of interface; means; comment; méthode; moyen; type de lien; type d'échange; mode d'échange; type d'interface; de quelle façon",
    "direction": "direction; way; direction of flow; flow; data flow; one way or two way; sens; sens de l'échange; sens du flux",
    "from": "from; source; from system; source system; sender; sending system; provider; origin; data source; system a; de; système source; émetteur; origine; expéditeur; provenance; système a; depuis",
    "to": "to; target; to system; target system; destination; receiver; receiving system; consumer; recipient; system b; à; vers; cible; système cible; destinataire; récepteur; système b; système destinataire",
    "status": "status; state; current status; lifecycle; life cycle; in use; active; statut; état; situation; en service; en usage",
    "since": "since; year; start; start year; started; in service since; implemented; go live; go-live; year implemented; installed; installation date; date installed; depuis; année; mise en service; date de mise en service; année de mise en service; installé en",
    "until": "until; end; end date; end of life; decommissioned; retirement date; jusqu'en; fin; date de fin; retrait",
    "vendor": "vendor; supplier; manufacturer; fournisseur; fabricant; éditeur",
    "product": "product; product name; produit; brand; marque; model; modèle",
    "holds": "data; data held; holds; information; data types; type of data; contents; content; data classes; what it holds; données; données détenues; contenu; contient; renseignements; types de données; information détenue",
    "carries": "data exchanged; data shared; what is shared; shares; carries; records shared; information shared; information exchanged; what; données échangées; données partagées; ce qui est échangé; quoi; information échangée",
    "latency": "latency; frequency; how often; timeliness; refresh; fréquence; latence; rafraîchissement",
    "level": "level; level of government; government level; palier; niveau; ordre de gouvernement",
    "sector": "sector; secteur; domain; domaine",
    "province": "province; prov; territory; province or territory; province/territory; state; province ou territoire",
    "population_served": "population; population served; pop; residents; population desservie; habitants",
    "sworn_officers": "officers; sworn; sworn officers; strength; police officers; number of officers; fte; effectif; effectifs; policiers; agents; nombre de policiers",
    "as_of": "as of; year of figures; en date de; année des chiffres",
    "short": "acronym; abbreviation; abbr; short; short name; sigle; acronyme; abréviation; nom court",
    "name_fr": "french name; name in french; name (french); nom français; nom en français; nom fr; name fr",
    "note": "note; notes; comments; comment; remarks; remark; description; details; remarque; remarques; commentaire; commentaires; précisions; observations",
    "users": "used by; users; agencies using; shared by; who uses it; user agencies; utilisé par; utilisateurs; organismes utilisateurs; partagé par",
    "number": "#; no; no.; number; row; id; ref; numéro; n°; nº; rang; ligne; code",
    "contact": "contact; contacts; person; contact person; email; e-mail; phone; personne-ressource; courriel; téléphone; responsable",
}
"""For each role of a column, what it is called, parted by semicolons."""


@cache
def known() -> Mapping[str, tuple[str, ...]]:
    """Return the roles that each name may stand for, by how the name is spelt."""
    found: dict[str, list[str]] = {}
    for role, names in ROLES.items():
        for name in names.split(";"):
            roles = found.setdefault(spelt(name.strip()), [])
            if role not in roles:
                roles.append(role)
    return {name: tuple(roles) for name, roles in found.items()}


def roles_named(header: str) -> tuple[str, ...]:
    """Return the roles that a header names; none where it is no name that is known.

    >>> roles_named("Talks to:"), roles_named("Comment")
    (('links',), ('mode', 'note'))
    """
    return known().get(spelt(header), ())


def roles_within(header: str) -> Iterator[tuple[str, str]]:
    """Yield the roles whose names are words within a header, the longest name first, each with that name.

    >>> next(roles_within("Name of your organization (legal)"))
    ('agency', 'organization')
    """
    words = f" {spelt(re.sub(r'[/()|]', ' ', header))} "
    for name, roles in sorted(known().items(), key=lambda item: -len(item[0])):
        if len(name) > 2 and f" {name} " in words:
            for role in roles:
                yield role, name
