"""Every word that a mapping may use, with what it means, in English and in French: one list for readers and for docs."""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """One word of a mapping, an example of it in TOML, and what it means."""

    name: str
    example: str
    en: str
    fr: str


RECIPE = (
    Word(
        "file",
        'file = "applications"',
        "The table to read, without its ending. Without it the recipe is one record made of constants.",
        "La table à lire, sans son extension. Sans ce mot, la recette est une seule fiche faite de constantes.",
    ),
    Word(
        "columns",
        'columns = { id = "App", name = "App" }',
        "Our column = their column. Without it their columns bear our names.",
        "Notre colonne = leur colonne. Sans ce mot, leurs colonnes portent nos noms.",
    ),
    Word(
        "recode",
        'recode.status = { "In use" = "active" }',
        'For one of our columns: their word = our word, without regard to capitals; "" is an empty cell.',
        'Pour une de nos colonnes : leur mot = notre mot, sans égard aux majuscules; « "" » est une cellule vide.',
    ),
    Word(
        "constant",
        'constant = { type = "rms" }',
        "Our column = a text that is the same in every row.",
        "Notre colonne = un texte, le même à chaque ligne.",
    ),
    Word(
        "default",
        'default = { status = "active" }',
        "Our column = the text that stands where their cell is empty, or where they have no such column. Where it is the "
        "id of another record, the number of rows is told.",
        "Notre colonne = le texte qui tient lieu d'une cellule vide ou d'une colonne absente. Si c'est l'identifiant d'une "
        "autre fiche, le nombre de lignes est signalé.",
    ),
    Word(
        "where",
        'where = { Kind = ["System", "Service"] }',
        "Their column = a word, or a list of words: only rows that say so, without regard to capitals. The others are told "
        "as not read, with their number.",
        "Leur colonne = un mot, ou une liste de mots : seules les lignes qui le disent, sans égard aux majuscules. Les "
        "autres sont signalées comme non lues, avec leur nombre.",
    ),
    Word(
        "split",
        'split = { holds = [",", "/"] }',
        "For a list column: what parts the items in their cells, one text or several.",
        "Pour une colonne de listes : ce qui sépare les éléments d'une cellule, un texte ou plusieurs.",
    ),
    Word(
        "rows",
        'rows = [{ by = [",", ";"], of = ["to"] }]',
        "Cells that hold several records, parted by a text or by several; the columns of `of` are taken apart side by side.",
        "Cellules qui contiennent plusieurs fiches, séparées par un texte ou plusieurs; les colonnes de `of` sont défaites "
        "côte à côte.",
    ),
    Word(
        "slug",
        'slug = ["id", "operator"]',
        "Our columns whose text becomes an id: small letters, accents folded, anything else a hyphen. A text with letters "
        "that have no Latin form ends in a digest of itself. Two texts that make one id, and differ by more than capitals, "
        "accents, spaces and hyphens, are refused with both places.",
        "Nos colonnes dont le texte devient un identifiant : minuscules, accents retirés, le reste en traits d'union. Un "
        "texte dont des lettres n'ont pas de forme latine finit par une empreinte de lui-même. Deux textes qui donnent un "
        "même identifiant, et qui diffèrent par plus que les majuscules, accents, espaces et traits d'union, sont refusés "
        "avec leurs deux endroits.",
    ),
    Word(
        "year",
        'year = ["since", "until"]',
        "Our columns whose cells are dates, of which the year is taken. A text that is no date, or whose year is in doubt, "
        "stays as it is.",
        "Nos colonnes dont les cellules sont des dates, desquelles on prend l'année. Un texte qui n'est pas une date, ou "
        "dont l'année est douteuse, reste tel quel.",
    ),
    Word(
        "prefix",
        'prefix = { operator = "org-" }',
        "Our column = what stands before each of its ids, where two tables use the same names: agencies and systems share "
        "one set of ids. Every column that names those records needs it too.",
        "Notre colonne = ce qui précède chacun de ses identifiants, quand deux tables emploient les mêmes noms : organismes "
        "et systèmes partagent un seul ensemble d'identifiants. Chaque colonne qui nomme ces fiches en a besoin aussi.",
    ),
    Word(
        "once",
        "once = true",
        "Equal records count once, as products that several organisations name.",
        "Les fiches égales comptent une fois, comme les produits que plusieurs organismes nomment.",
    ),
    Word(
        "leave_out",
        'leave_out = ["self_links", "repeats"]',
        "Of links: rows that join a system to itself, and rows that say the same as an earlier one in every column that is "
        "read (both ways round where a link is two_way). They are told as not read, with their number.",
        "Pour les liens : les lignes qui relient un système à lui-même, et celles qui répètent une ligne précédente dans "
        "chaque colonne lue (dans les deux sens si le lien est two_way). Elles sont signalées comme non lues, avec leur "
        "nombre.",
    ),
    Word(
        "number",
        "number = true",
        "Of links: a second, third, ... link of a pair that has no id is called `from--to-2`, `from--to-3`, in the order of "
        "the file. Their number is told.",
        "Pour les liens : un deuxième, troisième... lien d'une même paire, sans identifiant, s'appelle `from--to-2`, "
        "`from--to-3`, dans l'ordre du fichier. Leur nombre est signalé.",
    ),
    Word(
        "if_named",
        "if_named = true",
        "Of a record made of constants: it is there only if another record names it.",
        "Pour une fiche faite de constantes : elle n'est là que si une autre fiche la nomme.",
    ),
    Word(
        "ignore",
        'ignore = ["Row number"]',
        "Columns of theirs that are knowingly not read: no warning.",
        "Leurs colonnes sciemment non lues : aucun avertissement.",
    ),
    Word(
        "each",
        'each = "type"',
        "The name of a set of column groups, `[each.type]` with label = our word. The recipe applies to each group: `{type}` "
        "stands for the label in `columns` and `where`, and for the word in `constant` and `default`.",
        "Le nom d'un jeu de groupes de colonnes, `[each.type]` avec étiquette = notre mot. La recette vaut pour chaque "
        "groupe : `{type}` tient lieu de l'étiquette dans `columns` et `where`, et du mot dans `constant` et `default`.",
    ),
)
"""The words of one recipe."""

JOIN = (
    Word(
        "file",
        'file = "elements"',
        "The table of theirs that gets columns.",
        "Leur table qui reçoit des colonnes.",
    ),
    Word(
        "on",
        'on = "ID"',
        "Its column that says which row.",
        "Sa colonne qui dit quelle ligne.",
    ),
    Word(
        "from",
        'from = "properties"',
        "The table that has the cells.",
        "La table qui contient les cellules.",
    ),
    Word(
        "by",
        'by = "ID"',
        "Its column that says the same as `on`.",
        "Sa colonne qui dit la même chose que `on`.",
    ),
    Word(
        "columns",
        'columns = { operator = "Source" }',
        "New column = column of `from`.",
        "Nouvelle colonne = colonne de `from`.",
    ),
    Word(
        "names",
        'names = "Key"',
        "Instead of `columns`: the column of `from` that says what each cell is called.",
        "Au lieu de `columns` : la colonne de `from` qui dit comment chaque cellule s'appelle.",
    ),
    Word(
        "values",
        'values = "Value"',
        "With `names`: the column that has the cells.",
        "Avec `names` : la colonne qui contient les cellules.",
    ),
    Word(
        "where",
        'where = { Type = "CompositionRelationship" }',
        "Only rows of `from` that say so.",
        "Seules les lignes de `from` qui le disent.",
    ),
)
"""The words of one ``[[join]]``."""

STEP = ("by", "of")
"""The words of one step of ``rows``."""

LEAVE_OUT = ("self_links", "repeats")
"""What ``leave_out`` may name."""
