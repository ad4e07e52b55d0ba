"""Why a text is not answered: each reason once, in English and French, with the way to write it.

A refusal holds a message id and values; it is put into words where it is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from graphmodel.errors import RefusedQuery
from graphmodel.words.suggest import nearest

MESSAGES: Mapping[str, tuple[str, str]] = {
    # texts and tokens
    "text-too-long": ("the text has more than {most} characters: split the question", "le texte dépasse {most} caractères : divisez la question"),
    "too-deep": ("brackets or subqueries stand more than {most} deep: name parts in WITH", "plus de {most} niveaux de parenthèses ou de sous-requêtes : nommez des parties dans WITH"),
    "too-many-operators": ("more than {most} operators in a row: use a list", "plus de {most} opérateurs de suite : utilisez une liste"),
    "too-many-pieces": ("a pattern of more than {most} pieces: split it into several MATCH", "un motif de plus de {most} éléments : répartissez-le en plusieurs MATCH"),
    "too-many-clauses": ("more than {most} clauses: split the question", "plus de {most} clauses : divisez la question"),
    "too-complex": ("the expression is nested too often: name parts of it in WITH", "l'expression est trop imbriquée : nommez-en des parties dans WITH"),
    "nul": ("the text holds a NUL character: take it out", "le texte contient un caractère NUL : retirez-le"),
    "surrogate": ("the text holds half a surrogate pair: take it out", "le texte contient une demi-paire de substitution : retirez-la"),
    "escape-read-twice": ("a \\u escape stands where stores read it differently: write the character itself", "un échappement \\u se trouve où les bases le lisent différemment : écrivez le caractère lui-même"),
    "bracket-closes-nothing": ("{mark} closes nothing", "{mark} ne ferme rien"),
    "bracket-never-closed": ("{mark} is never closed", "{mark} n'est jamais fermé"),
    "unexpected": ("expected {expected}, found {found}", "{expected} attendu, {found} trouvé"),
    "text-ends": ("expected {expected}, but the text ends", "{expected} attendu, mais le texte finit"),
    "number-too-large": ("the number does not fit into 64 bits", "le nombre ne tient pas en 64 bits"),
    "number-with-zero": ("a number does not begin with 0: write 0o17 for an octal one", "un nombre ne commence pas par 0 : écrivez 0o17 pour l'octal"),
    # clauses
    "writes": ("{word} would write: a store changes only by graphmodel load; for what-if see scenarios", "{word} écrirait : une base ne change que par graphmodel load ; pour simuler, voyez les scénarios"),
    "clause-outside": ("{word} is not answered here; ask a Neo4j store", "{word} n'est pas pris en charge ici ; interrogez un serveur Neo4j"),
    "with-needs-as": ("an expression in WITH needs AS and a name", "une expression dans WITH exige AS et un nom"),
    "column-twice": ("two columns are named {name}", "deux colonnes s'appellent {name}"),
    "star-of-nothing": ("* stands for nothing here: name something first", "* ne désigne rien ici : nommez d'abord quelque chose"),
    "union-of-both-kinds": ("UNION and UNION ALL do not mix in one statement", "UNION et UNION ALL ne se mêlent pas dans un même énoncé"),
    "union-names": ("every branch of UNION returns the same names: {names}", "chaque branche de UNION renvoie les mêmes noms : {names}"),
    "union-inside": ("UNION inside a subquery is not answered here; ask a Neo4j store", "UNION dans une sous-requête n'est pas pris en charge ici ; interrogez un serveur Neo4j"),
    "limit-number": ("{word} takes a whole number that is not negative", "{word} prend un nombre entier non négatif"),
    "limit-inside": ("SKIP and LIMIT inside a subquery are not answered here; ask a Neo4j store", "SKIP et LIMIT dans une sous-requête ne sont pas pris en charge ici ; interrogez un serveur Neo4j"),
    "collect-one": ("COLLECT {{ }} ends in RETURN with one column", "COLLECT {{ }} finit par RETURN avec une seule colonne"),
    # patterns
    "shortest-path": ("shortest paths are not answered here: use a bounded length and min(length(p)), or ask a Neo4j store", "les plus courts chemins ne sont pas pris en charge ici : utilisez une longueur bornée et min(length(p)), ou interrogez un serveur Neo4j"),
    "quantified-pattern": ("a pattern in brackets is not answered here: write [:FEEDS*1..3], or ask a Neo4j store", "un motif entre parenthèses n'est pas pris en charge ici : écrivez [:FEEDS*1..3], ou interrogez un serveur Neo4j"),
    "quantified-relationship": ("a quantifier is not answered here: write [:FEEDS*1..3]", "un quantificateur n'est pas pris en charge ici : écrivez [:FEEDS*1..3]"),
    "walk-too-long": ("a variable length needs an upper bound of at most {most}: *1..4", "une longueur variable exige une borne supérieure d'au plus {most} : *1..4"),
    "walk-condition": ("a condition on each relationship of a variable length compares a property with a literal: {{mode: 'push'}}; ask the rest with all(r IN relationships(p) WHERE ...)", "une condition sur chaque relation d'une longueur variable compare une propriété à un littéral : {{mode: 'push'}} ; le reste se demande avec all(r IN relationships(p) WHERE ...)"),
    "path-of-known-node": ("{name} is the path of one node that is known already: Neo4j gives it whether or not WHERE holds; leave the name out", "{name} est le chemin d'un seul nœud déjà connu : Neo4j le donne que WHERE soit vrai ou non ; retirez le nom"),
    "named-already": ("{name} is named already", "{name} est déjà nommé"),
    "no-node": ("{name} is named already and is no node", "{name} est déjà nommé et n'est pas un nœud"),
    "predicate-names": ("a pattern as a condition names nothing new: write EXISTS {{ MATCH ... }} for {name}", "un motif servant de condition ne nomme rien de nouveau : écrivez EXISTS {{ MATCH ... }} pour {name}"),
    # what lint warns of
    "never-matches": ("the pattern matches nothing in any catalogue: look at which labels each relationship joins", "le motif ne correspond à rien dans aucun catalogue : voyez quelles étiquettes chaque relation joint"),
    "parameter-in-file": ("write the default into an opening WITH: WITH 'x' AS {name}", "écrivez la valeur par défaut dans un WITH d'ouverture : WITH 'x' AS {name}"),
    "limit-of-any": ("which rows LIMIT keeps is left open: add ORDER BY", "rien ne dit quelles lignes LIMIT garde : ajoutez ORDER BY"),
    "column-names": ("name each column: RETURN s.id AS system", "nommez chaque colonne : RETURN s.id AS system"),
    "column-name": ("name the column with AS: {name}", "nommez la colonne avec AS : {name}"),
    "order-of-branch": ("ORDER BY after UNION sorts one branch only: leave it out, the rows are sorted afterwards", "ORDER BY après UNION ne trie qu'une branche : retirez-le, les lignes sont triées ensuite"),
    "no-order-promised": ("end with ORDER BY over columns that tell all rows apart", "finissez par ORDER BY sur des colonnes qui distinguent toutes les lignes"),
    "empty-not-said": ('the text asks whether {name} is empty, and its @param line does not say what empty means: add "; empty means all"', "le texte demande si {name} est vide, et sa ligne @param ne dit pas ce que vide veut dire : ajoutez « ; empty means all »"),
    "empty-not-asked": ("the @param line says what an empty {name} means, and the text never asks {name} = ''", "la ligne @param dit ce que veut dire {name} vide, et le texte ne demande jamais {name} = ''"),
    "minus-one": ("-1 for what is not known is shown empty in the columns {known} alone: name {name} so, or return null", "-1 pour ce qui n'est pas connu n'est montré vide que dans les colonnes {known} : nommez {name} ainsi, ou renvoyez null"),
    # names
    "unknown-label": ("there is no label {name}{hint}", "il n'y a pas d'étiquette {name}{hint}"),
    "unknown-type": ("there is no relationship type {name}{hint}", "il n'y a pas de type de relation {name}{hint}"),
    "unknown-property": ("{of} has no property {name}{hint}", "{of} n'a pas de propriété {name}{hint}"),
    "unknown-key": ("the map has no key {name}{hint}", "le dictionnaire n'a pas de clé {name}{hint}"),
    "unknown-name": ("nothing is named {name} here{hint}", "rien ne s'appelle {name} ici{hint}"),
    "unknown-function": ("there is no function {name}() here{hint}; ask a Neo4j store for others", "il n'y a pas de fonction {name}() ici{hint} ; interrogez un serveur Neo4j pour d'autres"),
    "dotted-function": ("functions with a dot in their name, such as .{name}(), are never called", "les fonctions dont le nom a un point, comme .{name}(), ne sont jamais appelées"),
    "hidden-by-with": ("{name} was left out by a WITH before: name it there", "{name} a été laissé de côté par un WITH précédent : nommez-le là"),
    "hidden-by-grouping": ("{name} is not a column of its own beside the aggregate: name it in a WITH before, or make it a column", "{name} n'est pas une colonne à part à côté de l'agrégat : nommez-le dans un WITH précédent, ou faites-en une colonne"),
    "hidden-by-distinct": ("{name} is gone after DISTINCT: order by a column", "{name} n'existe plus après DISTINCT : triez par une colonne"),
    # kinds
    "mixed-kinds": ("{what} mixes kinds: {first} and {second}; make them one kind (1.0 for 1, toString() for text)", "{what} mêle des genres : {first} et {second} ; ramenez-les à un seul (1.0 pour 1, toString() pour un texte)"),
    "wrong-kind": ("{what} takes {kinds}, not {found}", "{what} prend {kinds}, et non {found}"),
    "never-comparable": ("{first} and {second} are never comparable", "{first} et {second} ne sont jamais comparables"),
    "never-in": ("{first} is never in a list of {second}", "{first} n'est jamais dans une liste de {second}"),
    "no-order": ("a {found} has no order: order by a property or an element", "{found} n'a pas d'ordre : triez par une propriété ou un élément"),
    "not-compared": ("a {found} that may hold null is not compared here: compare its elements, or ask a Neo4j store", "{found} pouvant contenir null ne se compare pas ici : comparez ses éléments, ou interrogez un serveur Neo4j"),
    "text-plus": ("+ joins text with text or whole numbers, not with {found}: use toString()", "+ joint un texte à un texte ou à un nombre entier, et non à {found} : utilisez toString()"),
    "property-of": (".{name} asks for a node, a relationship or a map, not {found}", ".{name} demande un nœud, une relation ou un dictionnaire, et non {found}"),
    "property-of-two-kinds": ("{name} is of different kinds in {of}: name one label or type", "{name} est de genres différents dans {of} : nommez une étiquette ou un type"),
    "property-in-list": (".{name} of something inside a list cannot be read here: UNWIND the list first", ".{name} d'un élément de liste ne peut être lu ici : faites d'abord UNWIND"),
    "subquery-in-list": ("a pattern or subquery about an element of a list is not answered here: UNWIND the list first", "un motif ou une sous-requête sur un élément de liste n'est pas pris en charge ici : faites d'abord UNWIND"),
    "all-properties": ("{name} {{.*}} is not answered here: return {name} itself, or name the properties", "{name} {{.*}} n'est pas pris en charge ici : renvoyez {name} lui-même, ou nommez les propriétés"),
    "key-not-literal": ("a key between brackets is a text in quotes: s['name']", "une clé entre crochets est un texte entre guillemets : s['name']"),
    "key-twice": ("the key {name} stands twice", "la clé {name} figure deux fois"),
    "keys-of-nothing": ("keys() takes a map that has keys: name the properties of nodes", "keys() prend un dictionnaire qui a des clés : nommez les propriétés des nœuds"),
    "list-of-lists": ("a list inside each element of another, made from a list outside, is not answered here: UNWIND and collect()", "une liste dans chaque élément d'une autre, faite d'une liste extérieure, n'est pas prise en charge ici : UNWIND puis collect()"),
    "too-many-ranges": ("range() more than {most} times: UNWIND range(1, n) AS x", "range() plus de {most} fois : UNWIND range(1, n) AS x"),
    "reduce-doubles": ("{name} stands more than once in the result of reduce: a text would double at each step", "{name} figure plus d'une fois dans le résultat de reduce : un texte doublerait à chaque pas"),
    "reduce-from-null": ("reduce begins with a value of a kind: 0, '' or a list", "reduce commence par une valeur d'un genre : 0, '' ou une liste"),
    # functions
    "arguments": ("{name}() takes other arguments: {count}", "{name}() prend d'autres arguments : {count}"),
    "distinct-of-function": ("{name}() takes no DISTINCT: it is no aggregate", "{name}() ne prend pas DISTINCT : ce n'est pas un agrégat"),
    "aggregate-outside": ("{name}() stands in a column of WITH or RETURN", "{name}() figure dans une colonne de WITH ou RETURN"),
    "aggregate-in-aggregate": ("an aggregate inside an aggregate: name the inner one in WITH", "un agrégat dans un agrégat : nommez celui du dedans dans WITH"),
    "aggregate-inside": ("an aggregate of all rows of a subquery is not answered here: use COUNT {{ }}, or group by something", "un agrégat de toutes les lignes d'une sous-requête n'est pas pris en charge ici : utilisez COUNT {{ }}, ou groupez"),
    "round-places": ("round() takes a literal number of places from 0 to 9", "round() prend un nombre littéral de décimales, de 0 à 9"),
    "reverse-of-stored": ("Neo4j reverses no list as it is stored: write reverse([x IN s.holds | x])", "Neo4j ne retourne pas une liste telle qu'elle est enregistrée : écrivez reverse([x IN s.holds | x])"),
    "percentile-place": ("a percentile is a literal number from 0 to 1", "un percentile est un nombre littéral de 0 à 1"),
    "pattern-not-literal": ("=~ takes a pattern in quotes", "=~ prend un motif entre guillemets"),
    "pattern-outside": ("the pattern of =~ is outside of what all stores read alike: use CONTAINS, STARTS WITH or ENDS WITH, or ask a Neo4j store", "le motif de =~ sort de ce que toutes les bases lisent pareillement : utilisez CONTAINS, STARTS WITH ou ENDS WITH, ou interrogez un serveur Neo4j"),
    "instead-id": ("{name}() is the store's own number: use the property id", "{name}() est le numéro propre à la base : utilisez la propriété id"),
    "instead-exists": ("write x.property IS NOT NULL, or EXISTS {{ MATCH ... }}", "écrivez x.propriété IS NOT NULL, ou EXISTS {{ MATCH ... }}"),
    "instead-properties": ("{name}() is not answered here: return the node itself, or name the properties", "{name}() n'est pas pris en charge ici : renvoyez le nœud lui-même, ou nommez les propriétés"),
    "instead-date": ("{name}() is not answered here: years are whole numbers", "{name}() n'est pas pris en charge ici : les années sont des nombres entiers"),
    "instead-outside": ("{name}() is not answered here: ask a Neo4j store", "{name}() n'est pas pris en charge ici : interrogez un serveur Neo4j"),
}  # fmt: skip
"""Every reason by its id: English, French; {hint} is the nearest name."""
_HINTS = {"en": " (did you mean {}?)", "fr": " (vouliez-vous dire {} ?)"}
_WORDS = {
    "en": {"boolean": "true or false", "decimal": "decimal number", "integer": "whole number", "name": "a name", "expression": "an expression", "clause": "a clause such as MATCH"},
    "fr": {
        "text": "texte", "integer": "nombre entier", "decimal": "nombre décimal", "boolean": "vrai ou faux", "true or false": "vrai ou faux",
        "node": "nœud", "relationship": "relation", "path": "chemin", "list": "liste", "map": "dictionnaire", "null": "null", "any": "tout",
        "name": "un nom", "expression": "une expression", "clause": "une clause telle que MATCH",
    },
}  # fmt: skip
"""Words of values that are words themselves."""
_OR = {"en": " or ", "fr": " ou "}


class Refused(RefusedQuery):
    """A text that is outside of what is read here, or that asks for what is not: where, why, and how to write it.

    ``at`` is line and column, ``id`` a key of ``MESSAGES``. ``near`` is a name that is not known and those that are.
    """

    def __init__(
        self, at: tuple[int, int], id: str, *, near: tuple[str, Collection[str]] | None = None, **values: Any
    ) -> None:
        self.at = at
        self.id = id
        self.values = values
        self.nearest = tuple(nearest(near[0], near[1], most=1)) if near else ()
        super().__init__(self.text())

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.at, self.id, self.values, self.nearest)

    def text(self, language: str = "en") -> str:
        """Return ``line:column: why``, in English or French."""
        message = MESSAGES[self.id][language == "fr"]
        hint = _HINTS[language].format(self.nearest[0]) if self.nearest else ""
        words = {name: _word(value, language) for name, value in self.values.items()}
        return f"{self.at[0]}:{self.at[1]}: {message.format(hint=hint, **words)}"


def _again(at: tuple[int, int], id: str, values: dict[str, Any], near: tuple[str, ...]) -> Refused:
    made = Refused(at, id, **values)
    made.nearest = near
    made.args = (made.text(),)
    return made


def _word(value: object, language: str) -> str:
    if isinstance(value, tuple):
        return _OR[language].join(_word(item, language) for item in cast("tuple[object, ...]", value))
    return _WORDS[language].get(str(value), str(value))
