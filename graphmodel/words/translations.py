"""The catalogue of translations: compiled when the package is built, read when a text is first asked for in French."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from graphmodel.words.languages import Language

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "graphmodel"


@cache
def translations(language: Language) -> NullTranslations:
    """Return the translations into a language; English texts are their own.

    Raises FileNotFoundError where the package was not built: ``make words`` compiles the catalogue.
    """
    if language == "en":
        return NullTranslations()
    with (LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return GNUTranslations(file)


def translated(text: str, language: Language, context: str = "") -> str:
    """Return a text in a language; the context tells apart what is one word in English and two in French."""
    if not text:  # which a catalogue keeps for what it says of itself
        return ""
    found = translations(language)
    return found.pgettext(context, text) if context else found.gettext(text)


def translated_number(one: str, many: str, count: int, language: Language) -> str:
    """Return the form that a number takes in a language: French has the singular for 0 too."""
    return translations(language).ngettext(one, many, count)
