"""Words of a column for ours: understood, asked, or left empty where that may be, each with its reason."""

from __future__ import annotations

import re

from graphmodel.importing.cells import separators_in, split_by
from graphmodel.importing.columns import VOCABULARIES
from graphmodel.importing.preview import ROLES
from graphmodel.importing.questions import GivenAnswers, Question
from graphmodel.importing.sheets import ImportedTable
from graphmodel.importing.writing import WrittenRecipe, guessed
from graphmodel.loading.shaping.dates import year_of
from graphmodel.records.synonyms import understood
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, quoted

DEFAULTS = {"level": "municipal", "sector": "policing", "status": "active", "mode": "unknown"}
"""What stands where nothing says it."""
YEARS = ("since", "until", "as_of")
NUMBERS = ("population_served", "sworn_officers")


def recode(recipe: WrittenRecipe, one: ImportedTable, role: str, column: str, given: GivenAnswers) -> None:
    """Recode the words of a column; what is unclear is asked, or left empty where it may be."""
    for text in one.distinct(column):
        if role in VOCABULARIES:
            vocabulary = VOCABULARIES[role]
            word = understood(vocabulary, text)
            if word is None and role == "status" and understood(v.YES_NO, text) == "true":
                recipe.word(role, text, "active", guessed(Message("it says yes to being in use")))
                continue
            if word is None and role in DEFAULTS:
                word = given.ask(word_question(role, text))
                why = Message("answered") if given.is_given(role, text) else Message("unclear: the default")
            else:
                why = Message("it is a word for it") if word else Message("unclear: left empty")
            if word != text:
                recipe.word(role, text, word or "", guessed(why))
        elif role in YEARS:
            said = year_of(text)
            if not re.fullmatch(r"\d{4}(\.0)?", said):
                years = set(re.findall(r"\b(?:18|19|20)\d\d\b", text))
                year = years.pop() if len(years) == 1 else ""
                recipe.word(
                    role, said, year, guessed(Message("the year in it") if year else Message("no year: left empty"))
                )
        elif role in NUMBERS and not re.fullmatch(r"\d+(\.0)?", text):
            digits = re.sub(r"[\s,'\u00a0\u202f]", "", text)
            whole = digits if digits.isdecimal() and digits.isascii() else ""
            why = Message("the number in it") if whole else Message("no whole number: left empty")
            recipe.word(role, text, whole, guessed(why))


def word_question(role: str, text: str) -> Question:
    """Return the question what a word of a closed vocabulary means."""
    vocabulary = VOCABULARIES[role]
    not_in_use = role == "status" and understood(v.YES_NO, text) == "false"
    return Question(
        role,
        text,
        Message("What does {text} mean ({role})?", text=quoted(text), role=ROLES[role]),
        {word.id: word.named for word in vocabulary},
        "retired" if not_in_use else DEFAULTS[role],
        Message("nothing says it"),
        vocabulary,
    )


def recode_classes(recipe: WrittenRecipe, one: ImportedTable, column: str, ours: str = "holds") -> list[str]:
    """Recode the classes of data in a column, and return what parts them in its cells."""
    signs = separators_in(one.distinct(column), ())
    items = {item: None for text in one.distinct(column) for item in split_by(text, signs)}
    for item in items:
        word = understood(v.DATA_CLASSES, item)
        if word != item:
            why = Message("it is a word for it") if word else Message("unclear: left empty")
            recipe.word(ours, item, word or "", guessed(why))
    return signs
