"""What a survey says to people, in both languages on every page: an answer may come back in either."""

from __future__ import annotations

from graphmodel.records.schema import TableName
from graphmodel.words import vocabulary as v

SHEETS: dict[TableName, str] = {
    "agencies": "Agency - Organisme",
    "systems": "Systems - Systèmes",
    "links": "Links - Liens",
    "uses": "Uses - Utilisations",
}
"""The pages to fill in, by the table that they ask about."""
INSTRUCTIONS = "Read me - Lisez-moi"
LABELS = {
    "id": ("Id (do not change)", "Identifiant (ne pas changer)"),
    "name": ("Name", "Nom"),
    "name_fr": ("French name", "Nom français"),
    "level": ("Level of government", "Ordre de gouvernement"),
    "sector": ("Sector", "Secteur"),
    "part_of": ("Part of", "Fait partie de"),
    "province": ("Province or territory", "Province ou territoire"),
    "population_served": ("Population served", "Population desservie"),
    "sworn_officers": ("Sworn officers", "Policiers assermentés"),
    "as_of": ("Year of these figures", "Année de ces chiffres"),
    "sensitivity": ("Public or internal", "Publique ou interne"),
    "type": ("Type of system", "Type de système"),
    "operator": ("Who runs it", "Qui l'exploite"),
    "product": ("Product", "Produit"),
    "scope": ("How far it serves", "Portée"),
    "status": ("Status", "État"),
    "since": ("Since (year)", "Depuis (année)"),
    "until": ("Until (year)", "Jusqu'à (année)"),
    "replaces": ("Replaces", "Remplace"),
    "relays": ("Passes on other systems' records", "Relaie les dossiers d'autres systèmes"),
    "holds": ("Records it holds", "Dossiers qu'il détient"),
    "agency": ("Agency", "Organisme"),
    "system": ("System", "Système"),
    "role": ("Role", "Rôle"),
    "from": ("From system", "Du système"),
    "to": ("To system", "Au système"),
    "direction": ("Direction", "Sens"),
    "mode": ("How", "Comment"),
    "latency": ("How fresh", "Fraîcheur"),
    "access": ("What comes through", "Ce qui passe"),
    "carries": ("Records it carries", "Dossiers qu'il transporte"),
    "purpose": ("Purpose", "But"),
    "standard": ("Standard", "Norme"),
    "note": ("Note", "Note"),
}
YES_NO = v.Vocabulary("yes or no", (v.Word("true", "Yes", "Oui"), v.Word("false", "No", "Non")))
SPELLINGS = {"true": ("true", "yes", "oui", "vrai", "y", "o"), "false": ("false", "no", "non", "faux", "n")}
"""How people write yes and no."""
LINES = (
    (
        "Please check what is recorded of your agency, correct it, and add what is missing.",
        "Veuillez vérifier ce qui est consigné de votre organisme, le corriger et ajouter ce qui manque.",
    ),
    (
        "A cell left blank changes nothing. Nothing is deleted: where a system or link has ended, say so by its status.",
        "Une cellule laissée vide ne change rien. Rien n'est supprimé : ce qui a pris fin, dites-le par son état.",
    ),
    (
        "New systems, links and uses go into the blank rows below the others; an id is made from the name.",
        "Les nouveaux systèmes, liens et utilisations vont dans les lignes vides; un identifiant est fait du nom.",
    ),
    (
        "Where a cell has a list, choose from it. A system that you add yourself can be named by its name.",
        "Si une cellule offre une liste, choisissez-y. Un système que vous ajoutez peut être désigné par son nom.",
    ),
    (
        "Several records or systems in one cell are parted by semicolons. Words of either language are read.",
        "Plusieurs dossiers ou systèmes dans une cellule sont séparés par des points-virgules, dans l'une ou l'autre langue.",
    ),
    (
        "Write values, not formulas; years as 2014; do not merge cells or rename pages.",
        "Écrivez des valeurs, pas de formules; les années comme 2014; ne fusionnez ni cellules ni ne renommez de pages.",
    ),
)
WRONG_WORD = ("Choose from the list.", "Choisissez dans la liste.")


def label(column: str) -> str:
    """Return what stands above a column: both languages, one below the other."""
    return "\n".join(LABELS[column])
