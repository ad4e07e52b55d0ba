"""Everything that the map's page says, by the key with which its script asks for it.

English stands here, French in the catalogue. A page carries both, for it changes its language by itself:

>>> page_texts()["fr"]["whole"]
'Carte entière'
>>> page_texts()["fr"]["link"]
['{count} lien', '{count} liens']
"""

from __future__ import annotations

from functools import cache
from typing import Final

from graphmodel.maps.words.panels import PANELS
from graphmodel.maps.words.pictures import PICTURES
from graphmodel.maps.words.views import VIEWS
from graphmodel.words.languages import LANGUAGES, Language
from graphmodel.words.messages import Message
from graphmodel.words.translations import translated_number

Said = str | list[str]
"""A text, or both forms of one that depends on a number, the singular first; places for values stand in braces."""
TEXTS: Final = {**PANELS, **VIEWS, **PICTURES}
WITHOUT_SCRIPT = Message("This map needs JavaScript.")
CANNOT_OPEN = Message("This map cannot be shown: the browser is older than 2023, or the file was damaged on its way.")
"""What stands in the page itself, in both languages: nothing is known yet where it is needed."""


@cache
def page_texts() -> dict[Language, dict[str, Said]]:
    """Return every text of the page by language and key."""
    return {language: {key: _in(text, language) for key, text in TEXTS.items()} for language in LANGUAGES}


def _in(text: Message | tuple[str, str], language: Language) -> Said:
    if isinstance(text, Message):
        return text.text(language)
    return [translated_number(*text, count, language) for count in (1, 2)]


def refusals() -> dict[str, dict[Language, str]]:
    """Return what the page says where it cannot begin, by language."""
    said = {"without_script": WITHOUT_SCRIPT, "cannot_open": CANNOT_OPEN}
    return {name: {language: text.text(language) for language in LANGUAGES} for name, text in said.items()}
