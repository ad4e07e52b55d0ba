"""``glossary``: what the words of art mean."""

from __future__ import annotations

import click

from graphmodel.cli.shared.bilingual import command
from graphmodel.cli.shared.output import format_option, show
from graphmodel.errors import UnknownName
from graphmodel.words.glossary import TERMS
from graphmodel.words.languages import language
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean, nearest


@command("glossary")
@click.argument("word", required=False)
@format_option
def glossary(word: str | None, form: str) -> None:
    """What the words of art mean: all of them, or those that a word is part of.

    \b
    Example:
      graphmodel glossary island
    """
    wanted = (word or "").casefold()
    terms = [item for item in TERMS if wanted in f"{item.name.text('en')} {item.name.text('fr')} {item.id}".casefold()]
    if not terms:
        names = [item.name.text() for item in TERMS]
        hint = did_you_mean(word or "", names)
        raise UnknownName(
            Message("{word!r} is no term of the glossary{hint}", word=word, hint=hint), nearest(wanted, names)
        )
    rows = [
        (item.name.text(), item.name.text("fr" if language() == "en" else "en"), item.meaning.text()) for item in terms
    ]
    show(("term", "other_language", "meaning"), rows, form)
