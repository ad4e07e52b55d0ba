"""What the words of art mean, in English and in French: one list for the documentation, the help and the pages.

>>> term("island").meaning
'Systems that live links join, directly or through one another, whichever way records run.'
>>> term("island").name.french
'îlot'
"""

from __future__ import annotations

from dataclasses import dataclass

from graphmodel.words.messages import Message


@dataclass(frozen=True)
class Term:
    """One word of art: its id, its name and its meaning, one or two sentences; both are in English and French."""

    id: str
    name: Message
    meaning: Message


# fmt: off
TERMS: tuple[Term, ...] = (
    Term("access", Message("access", "accès"), Message(
        "How much of a record comes through: all of it (full), or a sign that it exists (pointer).",
        "Ce qui arrive d'un dossier : tout le dossier (complet), ou le signe qu'il existe (renvoi).",
    )),
    Term("adds", Message("adds", "ajoute"), Message(
        "Which way records would run over the flows that a proposed link adds: to the partner, from it, or both.",
        "Le sens où iraient les dossiers dans les flux qu'ajoute un lien proposé : vers le partenaire (to), de lui (from), "
        "ou les deux (both).",
    )),
    Term("agency", Message("agency", "organisme"), Message(
        "A police service, a division of one, or any other body that operates or uses systems.",
        "Un service de police, une de ses divisions, ou toute autre entité qui exploite ou utilise des systèmes.",
    )),
    Term("answers", Message("answers (a flow)", "répond (un flux)"), Message(
        "The sender keeps the record and answers when asked: by query, federated search, or in an unknown way. "
        "An answer is never copied onward.",
        "L'expéditeur garde le dossier et répond quand on l'interroge : par interrogation, recherche fédérée ou d'une façon "
        "inconnue. Une réponse n'est jamais copiée plus loin.",
    )),
    Term("audience", Message("audience", "public visé"), Message(
        "Who an answer is for. For the public, what the catalogue marks internal is left out.",
        "Ceux à qui une réponse est destinée. Pour le public, ce que le catalogue marque interne est laissé de côté.",
    )),
    Term("barrier", Message("barrier", "frein"), Message(
        "A recorded cause, looked at by what it holds back: the links, and what they would let agencies see.",
        "Une cause consignée, vue par ce qu'elle retient : les liens, et ce qu'ils feraient voir.",
    )),
    Term("broker", Message("broker", "courtier"), Message(
        "A system or portal whose task is to pass on other systems' records. An agency of this sector is a host.",
        "Un système ou un portail dont la tâche est de transmettre les dossiers d'autres systèmes. "
        "Un organisme de ce secteur est un hébergeur.",
    )),
    Term("cad", Message("CAD", "RAO"), Message(
        "Computer-aided dispatch: the system that takes calls and sends units.",
        "Répartition assistée par ordinateur : le système qui reçoit les appels et envoie les équipes.",
    )),
    Term("carries", Message("carries", "transporte"), Message(
        "The data classes that a link lets through. If it names none, it carries whatever its sender offers.",
        "Les classes de données qu'un lien laisse passer. S'il n'en nomme aucune, il transporte tout ce que "
        "l'expéditeur offre.",
    )),
    Term("catalogue", Message("catalogue", "catalogue"), Message(
        "The tables that everything is computed from: a folder, a zip or a workbook.",
        "Les tables dont tout est calculé : un dossier, un zip ou un classeur.",
    )),
    Term("confidence", Message("confidence", "fiabilité"), Message(
        "Whether a source states a record (documented) or it only follows from one (inferred). "
        "Of a ranking: how often its first place stays first when an inferred link is left out.",
        "Une source affirme la fiche (documentée), ou la fiche s'en déduit seulement (inférée). "
        "Pour un classement : combien de fois le premier le reste quand on écarte un lien inféré.",
    )),
    Term("copies", Message("copies (a flow)", "copie (un flux)"), Message(
        "The flow stores records at the receiver, by push, replication or file transfer.",
        "Le flux dépose des dossiers chez le destinataire, par envoi, réplication ou transfert de fichiers.",
    )),
    Term("cost-per-gain", Message("cost per gain", "coût par gain"), Message(
        "What one gained sightline costs: the cost of the changes, divided by their gain.",
        "Ce que coûte une visibilité gagnée : le coût des changements, divisé par leur gain.",
    )),
    Term("data-class", Message("data class", "classe de données"), Message(
        "A kind of records, as persons, warrants or mugshots. The list is closed.",
        "Un genre de dossiers : personnes, mandats, photos signalétiques, par exemple. La liste est fermée.",
    )),
    Term("digest", Message("digest", "empreinte"), Message(
        "A short code computed from the tables. Two catalogues with the same digest say the same.",
        "Un code court calculé à partir des tables. Deux catalogues de même empreinte disent la même chose.",
    )),
    Term("documented", Message("documented", "documenté"), Message(
        "A source states it. The column “% documented” leaves out all that is only inferred.",
        "Une source l'affirme. La colonne « % documenté » laisse de côté tout ce qui n'est qu'inféré.",
    )),
    Term("entry", Message("entry", "mention"), Message(
        "One organisation with one live system of a study type that it operates (as no host) or works in. "
        "The 2014 study counted so: a shared system counts once for each organisation.",
        "Une organisation et un système en service visé par l'étude, qu'elle exploite (sans être hébergeur) ou où elle "
        "travaille. L'étude de 2014 comptait ainsi : un système partagé compte une fois par organisation.",
    )),
    Term("flow", Message("flow", "flux"), Message(
        "A live link in the one direction in which records run. A two-way link is two flows.",
        "Un lien en service, dans le sens où vont les dossiers. Un lien à double sens donne deux flux.",
    )),
    Term("full", Message("full", "complet"), Message(
        "The record itself comes through on some way, not only an index entry or a hit.",
        "Le dossier lui-même arrive par au moins un chemin, et non une simple mention d'index ou une concordance.",
    )),
    Term("gain", Message("gain", "gain"), Message(
        "The sightlines after a change that were not there before it.",
        "Les visibilités qui existent après un changement et n'existaient pas avant.",
    )),
    Term("greedy", Message("greedy", "de proche en proche"), Message(
        "A plan that takes the best next link, again and again. Links that pay only together may be missed.",
        "Un plan qui prend à chaque fois le meilleur lien suivant. Des liens qui ne valent qu'ensemble peuvent "
        "lui échapper.",
    )),
    Term("held-back-by", Message("held back by", "freiné par"), Message(
        "The impediments recorded for either end of a link, or for its operator.",
        "Les obstacles consignés pour l'un des bouts d'un lien, ou pour son exploitant.",
    )),
    Term("holds", Message("holds", "contient"), Message(
        "The data classes of a system's own records. What only passes through it is not among them.",
        "Les classes des dossiers propres à un système. Ce qui ne fait que passer par lui n'en est pas.",
    )),
    Term("home", Message("home (of a system)", "organisation d'attache (d'un système)"), Message(
        "An organisation that operates the system (unless as a host) or works in it.",
        "Une organisation qui exploite le système (sauf comme hébergeur) ou qui y travaille.",
    )),
    Term("host", Message("host", "hébergeur"), Message(
        "An agency of sector broker or vendor-operated, which runs systems for others. "
        "Running one lets it neither see nor supply the records.",
        "Un organisme du secteur courtier, ou exploité par un fournisseur, qui fait marcher des systèmes pour d'autres. "
        "Cela ne lui donne aucun dossier à voir ni à fournir.",
    )),
    Term("id", Message("id", "identifiant"), Message(
        "The fixed short name of a record, as rcmp-pip. Agencies and systems share one set of ids.",
        "Le nom court et stable d'une fiche, comme rcmp-pip. Organismes et systèmes partagent un seul ensemble "
        "d'identifiants.",
    )),
    Term("impediment", Message("impediment", "obstacle"), Message(
        "A recorded cause that stands in the way of a link, as the study names them: laws, money, missing interfaces.",
        "Une cause consignée qui s'oppose à un lien, comme l'étude les nomme : lois, budget, interfaces qui manquent.",
    )),
    Term("inferred", Message("inferred", "inféré"), Message(
        "No source states it of this very record; it follows from what a source says.",
        "Aucune source ne l'affirme de cette fiche même; on le déduit de ce qu'une source dit.",
    )),
    Term("interconnected", Message("interconnected", "relié (interconnecté)"), Message(
        "A live system with at least one live link.",
        "Un système en service qui a au moins un lien en service.",
    )),
    Term("internal-link", Message("internal link", "lien interne"), Message(
        "A live link whose two systems share a home; neither is a broker or a national repository.",
        "Un lien en service dont les deux systèmes ont une organisation d'attache commune; aucun n'est un courtier ni "
        "un répertoire national.",
    )),
    Term("internal-only", Message("internal only", "interne seulement"), Message(
        "An interconnected system, all of whose live links are internal.",
        "Un système relié dont tous les liens en service sont internes.",
    )),
    Term("island", Message("island", "îlot"), Message(
        "Systems that live links join, directly or through one another, whichever way records run.",
        "Des systèmes que des liens en service joignent, directement ou l'un par l'autre, quel que soit le sens.",
    )),
    Term("isolated", Message("isolated", "isolé"), Message(
        "A live system without a live link. It means that none is recorded, not that none exists.",
        "Un système en service sans lien en service. Cela veut dire qu'aucun n'est consigné, non qu'il n'en existe aucun.",
    )),
    Term("link", Message("link", "lien"), Message(
        "What carries records from one system to another, or both ways.",
        "Ce qui porte des dossiers d'un système à un autre, ou dans les deux sens.",
    )),
    Term("live", Message("live", "en service"), Message(
        "A system that is active or retiring. A link that is active or retiring between two live systems, and is neither "
        "re-keyed by hand nor made for statistics.",
        "Un système en service ou en retrait. Un lien en service ou en retrait entre deux systèmes en service, qui n'est "
        "ni une ressaisie à la main ni fait pour la statistique.",
    )),
    Term("mapping", Message("mapping", "correspondance"), Message(
        "A TOML file that says which of your columns and words is which of ours.",
        "Un fichier TOML qui dit laquelle de vos colonnes, lequel de vos mots, est lequel des nôtres.",
    )),
    Term("mcm", Message("MCM", "GCG"), Message(
        "Major case management: the system in which large investigations are kept.",
        "Gestion des cas graves : le système où l'on tient les grandes enquêtes.",
    )),
    Term("met", Message("met, unmet (a need)", "satisfait, insatisfait (un besoin)"), Message(
        "A pair of agencies meets a need for a class if the one sees such records of the other. "
        "The need passes if at least one pair is met and none is unmet.",
        "Une paire d'organismes satisfait un besoin, pour une classe, si l'un voit de tels dossiers de l'autre. "
        "Le besoin est satisfait si au moins une paire l'est et qu'aucune n'est insatisfaite.",
    )),
    Term("national-repository", Message("national repository", "répertoire national"), Message(
        "A system that holds records for the whole country, as CPIC does. It is counted apart from the study's types.",
        "Un système qui tient des dossiers pour tout le pays, comme le CIPC. Il est compté à part des types de l'étude.",
    )),
    Term("nearest-miss", Message("nearest miss", "chemin le plus proche"), Message(
        "Where records cannot get from one system to another: the way that lacks least, with what each link lacks.",
        "Quand les dossiers ne peuvent aller d'un système à l'autre : le chemin auquel il manque le moins, et ce qui "
        "manque à chaque lien.",
    )),
    Term("need", Message("need", "besoin"), Message(
        "Who must see which classes of whose records: a few lines of TOML, answered on any catalogue.",
        "Qui doit voir quelles classes de dossiers de qui : quelques lignes de TOML, vérifiées sur tout catalogue.",
    )),
    Term("neighbourhood", Message("neighbourhood (focus)", "voisinage"), Message(
        "A system or an agency with what lies within one, two or three links of it.",
        "Un système ou un organisme, avec ce qui se trouve à un, deux ou trois liens de lui.",
    )),
    Term("offers", Message("offers", "offre"), Message(
        "What a system can send over a flow: its own records and, if it relays, those of others that it has received.",
        "Ce qu'un système peut envoyer par un flux : ses propres dossiers et, s'il relaie, ceux qu'il a reçus d'autres.",
    )),
    Term("organisation", Message("organisation", "organisation"), Message(
        "The agency at the top of a chain of divisions. All RCMP divisions are of the organisation rcmp.",
        "L'organisme au sommet d'une chaîne de divisions. Toutes les divisions de la GRC sont de l'organisation rcmp.",
    )),
    Term("others-gain", Message("others' gain", "gain des autres"), Message(
        "The part of a gain that goes to agencies which do not read the system asked about.",
        "La part d'un gain qui va aux organismes qui ne consultent pas le système en question.",
    )),
    Term("outage", Message("outage", "panne"), Message(
        "The world with one system out of service: what can no longer be seen, and which systems become isolated.",
        "Le réseau quand un système n'est plus en service : ce qui ne se voit plus, et les systèmes qui deviennent isolés.",
    )),
    Term("own-gain", Message("own gain", "gain propre"), Message(
        "The part of a gain that goes to the agencies which read the system asked about.",
        "La part d'un gain qui va aux organismes qui consultent le système en question.",
    )),
    Term("pack", Message("pack", "série"), Message(
        "A folder of queries: one of those that ship, or your own.",
        "Un dossier de questions : l'un de ceux qui sont livrés, ou le vôtre.",
    )),
    Term("partner", Message("partner", "partenaire"), Message(
        "A system at the other end of a live link. In a ranking: a system that could be.",
        "Un système à l'autre bout d'un lien en service. Dans un classement : un système qui pourrait l'être.",
    )),
    Term("plan", Message("plan", "plan"), Message(
        "The next links to build, each counted in a network that has those before it.",
        "Les prochains liens à construire, chacun compté dans un réseau qui a déjà les précédents.",
    )),
    Term("plausible", Message("plausible (a link)", "plausible (un lien)"), Message(
        "A relay or a national repository at one end, two systems of one type, or two types that a live link joins "
        "somewhere.",
        "Un relais ou un répertoire national à un bout, deux systèmes d'un même type, ou deux types qu'un lien en service "
        "joint quelque part.",
    )),
    Term("pointer", Message("pointer", "renvoi"), Message(
        "Only an index entry or a hit comes through: one learns that the record exists, and whom to ask.",
        "Seule une mention d'index ou une concordance arrive : on apprend que le dossier existe, et à qui le demander.",
    )),
    Term("query", Message("query", "question"), Message(
        "A question written in Cypher, kept as a file and asked by its id.",
        "Une question écrite en Cypher, gardée dans un fichier et posée par son identifiant.",
    )),
    Term("reader", Message("reader (of a system)", "organisme qui consulte (un système)"), Message(
        "Its operator (unless a host), and every agency that works in it or reads it.",
        "Son exploitant (sauf un hébergeur), et tout organisme qui y travaille ou qui le consulte.",
    )),
    Term("relay", Message("relay", "relais"), Message(
        "A system that passes on records of other systems. What does not relay passes on its own alone.",
        "Un système qui transmet les dossiers d'autres systèmes. Un système qui ne relaie pas ne transmet que les siens.",
    )),
    Term("rms", Message("RMS", "SGD"), Message(
        "Records management system: where a police service keeps its occurrences.",
        "Système de gestion des dossiers : là où un service de police tient ses événements.",
    )),
    Term("scenario", Message("scenario", "scénario"), Message(
        "Changes that are tried on a copy of the catalogue: a few lines of TOML, or what you drew on the map.",
        "Des changements essayés sur une copie du catalogue : quelques lignes de TOML, ou ce que vous avez tracé sur la "
        "carte.",
    )),
    Term("sees", Message("sees", "voit"), Message(
        "Agency A sees B's records of a class if A has a sightline to a system that B supplies; the two are of different "
        "organisations.",
        "L'organisme A voit les dossiers d'une classe de B s'il a une visibilité sur un système que B alimente; tous deux "
        "sont d'organisations différentes.",
    )),
    Term("selector", Message("selector", "sélecteur"), Message(
        "A description that chooses systems or agencies, as type=rms province=ON, instead of their ids.",
        "Une description qui choisit des systèmes ou des organismes, comme type=rms province=ON, au lieu de leurs "
        "identifiants.",
    )),
    Term("sightline", Message("sightline", "visibilité"), Message(
        "One agency can see one class of one system's records. CSV, JSON and Python call it a triple.",
        "Un organisme peut voir une classe de dossiers d'un système. CSV, JSON et Python l'appellent triple.",
    )),
    Term("slug", Message("slug", "identifiant tiré d'un nom"), Message(
        "An id made from a name: small letters without accents, digits, a hyphen for anything else.",
        "Un identifiant fait à partir d'un nom : minuscules sans accents, chiffres, un trait d'union pour tout le reste.",
    )),
    Term("step", Message("step", "lien (d'un chemin)"), Message(
        "One link of a path. Three steps away is three links away.",
        "Un lien d'un chemin. Ce qui est à trois pas est à trois liens.",
    )),
    Term("store", Message("store", "base"), Message(
        "Where a loaded graph is kept: one file, or a Neo4j server. It is made from the tables and never replaces them.",
        "Le fichier ou le serveur Neo4j où le graphe chargé est gardé. La base est faite des tables et ne les remplace jamais.",
    )),
    Term("study-types", Message("study types", "types visés par l'étude"), Message(
        "The 13 types of systems of the 2014 study. Brokers, national repositories and biometric systems are counted apart.",
        "Les 13 types de systèmes de l'étude de 2014. Courtiers, répertoires nationaux et biométrie sont comptés à part.",
    )),
    Term("supplier", Message("supplier (of a system)", "organisme qui alimente (un système)"), Message(
        "Its operator (unless a host), and every agency that works in it or sends records into it.",
        "Son exploitant (sauf un hébergeur), et tout organisme qui y travaille ou qui y verse des dossiers.",
    )),
    Term("target", Message("target", "cible"), Message(
        "A share of the live systems of the study's types that shall be interconnected, by the fewest links.",
        "Une part des systèmes en service visés par l'étude qui doit être reliée, par le moins de liens possible.",
    )),
    Term("unspecified", Message("unspecified", "non précisé"), Message(
        "The data class of a system whose records nobody has described.",
        "La classe de données d'un système dont personne n'a décrit les dossiers.",
    )),
    Term("vendor", Message("vendor", "fournisseur"), Message(
        "Who sells the product that a system is built on.",
        "Celui qui vend le produit sur lequel un système est bâti.",
    )),
    Term("what-if", Message("what-if", "hypothèse"), Message(
        "What a link, an outage or a scenario would change. It is tried on a copy; nothing is written.",
        "Ce que changerait un lien, une panne ou un scénario. On l'essaie sur une copie; rien n'est écrit.",
    )),
    Term("within-reach", Message("within reach", "à portée"), Message(
        "Technically visible. Whether one may look is another matter: law, policy and permission are stricter.",
        "Techniquement visible. En avoir le droit est une autre affaire : lois, directives et permissions sont plus "
        "strictes.",
    )),
)
# fmt: on
"""Every term, sorted by its English name."""

_BY_ID = {item.id: item for item in TERMS}


def term(id: str) -> Term:
    """Return a term by its id; KeyError for an id that is none."""
    return _BY_ID[id]
