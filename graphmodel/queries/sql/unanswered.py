"""What ends an answer while it is computed, in English and French: values that stores would give differently.

The SQL of a translation calls ``error()`` with a reason; the store that ran it finds the words here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphmodel.errors import StoreError

PREFIX = "graphmodel:"
"""What an error of our own begins with in DuckDB's words."""
LONGEST_TEXT = 10_000_000
"""Letters of a text that replace() may make: the engine ends no single call before it is done."""
LONGEST_LIST = 10_000
"""Items of a list that range() or + makes: DuckDB makes such lists for two thousand rows at once, outside its memory."""
MESSAGES: Mapping[str, tuple[str, str]] = {
    "division-by-zero": ("a division by zero: keep it out with WHERE or CASE", "une division par zéro : écartez-la par WHERE ou CASE"),
    "no-finite-number": ("a decimal number is too large, or not defined", "un nombre décimal est trop grand, ou n'est pas défini"),
    "number-too-large": ("a whole number does not fit into 64 bits", "un nombre entier ne tient pas en 64 bits"),
    "not-exact": ("a whole number beyond 2^53 is not compared with a decimal number here; ask a Neo4j store", "un nombre entier au-delà de 2^53 ne se compare pas à un nombre décimal ici ; interrogez un serveur Neo4j"),
    "round-of-large": ("round() of a number beyond 10^15 is not answered here; ask a Neo4j store", "round() d'un nombre au-delà de 10^15 n'est pas pris en charge ici ; interrogez un serveur Neo4j"),
    "range-of-null": ("range() takes whole numbers, never null", "range() prend des nombres entiers, jamais null"),
    "range-by-zero": ("range() takes a step other than 0", "range() prend un pas autre que 0"),
    "list-too-long": (f"a list of more than {LONGEST_LIST} items is not made by range() or + here: UNWIND range(1, n), or UNWIND the lists and collect()", f"une liste de plus de {LONGEST_LIST} éléments n'est pas faite par range() ou + ici : UNWIND range(1, n), ou UNWIND les listes puis collect()"),
    "negative-length": ("a place or length of text is negative: keep it out with CASE", "une position ou longueur de texte est négative : écartez-la par CASE"),
    "root-of-negative": ("a square root of a negative number", "une racine carrée d'un nombre négatif"),
    "logarithm-of-none": ("a logarithm of a number that is not positive", "un logarithme d'un nombre non positif"),
    "odd-capitals": ("toUpper() of a letter whose capital is two letters is not answered here; ask a Neo4j store", "toUpper() d'une lettre dont la majuscule est double n'est pas pris en charge ici ; interrogez un serveur Neo4j"),
    "odd-small-letters": ("toLower() of a letter with more than one small form is not answered here; ask a Neo4j store", "toLower() d'une lettre à plusieurs minuscules n'est pas pris en charge ici ; interrogez un serveur Neo4j"),
    "empty-part": ("split() and replace() look for a text that is not empty", "split() et replace() cherchent un texte non vide"),
    "text-too-long": (f"replace() could make a text of more than {LONGEST_TEXT} letters", f"replace() pourrait faire un texte de plus de {LONGEST_TEXT} lettres"),
    "odd-number": ("toInteger() or toFloat() of a text that is no plain number is not answered here; ask a Neo4j store", "toInteger() ou toFloat() d'un texte qui n'est pas un nombre simple n'est pas pris en charge ici ; interrogez un serveur Neo4j"),
}  # fmt: skip
"""Every reason: English, French."""


class Unanswered(StoreError):
    """An answer that ended on a value; ``id`` is a key of ``MESSAGES``."""

    def __init__(self, id: str) -> None:
        self.id = id
        super().__init__(self.text())

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.id,)

    def text(self, language: str = "en") -> str:
        """Return why, in English or French."""
        return MESSAGES[self.id][language == "fr"]


def unanswered(text: str) -> Unanswered | None:
    """Return the error for what DuckDB said of a translation's SQL, None where it speaks of something else."""
    if PREFIX in text:
        reason = text.partition(PREFIX)[2].split()[0]
        return Unanswered(reason) if reason in MESSAGES else None
    if "Division by zero" in text:
        return Unanswered("division-by-zero")
    if "Overflow" in text or "out of range" in text:
        return Unanswered("number-too-large")
    return None
