"""Making the brief of an agency, and writing it to a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from graphmodel.answers.ranking import World
from graphmodel.answers.reach import Reach
from graphmodel.briefs import outlook, sentences
from graphmodel.briefs.document import BriefPart, OnePage
from graphmodel.briefs.facts import Facts
from graphmodel.briefs.html import html
from graphmodel.briefs.markdown import markdown, text
from graphmodel.briefs.names import Naming
from graphmodel.briefs.neighbourhood import neighbourhood
from graphmodel.briefs.word import docx
from graphmodel.paper import forms
from graphmodel.records.called import agency_called
from graphmodel.words.languages import Language, speaking
from graphmodel.words.messages import say

_GAP = re.compile(r" (?=[:;%»])|(?<=«) ")
_PARTS = (
    sentences.connected,
    sentences.alone,
    sentences.sight,
    outlook.next_link,
    outlook.hub,
    outlook.sure,
)


@dataclass(frozen=True)
class Brief(OnePage):
    """One page on one agency, in one language: ``graphmodel.brief`` makes it, ``save`` writes it.

    >>> import graphmodel
    >>> made = graphmodel.brief("canada", "Peel Regional Police")
    >>> [part.id for part in made.parts]
    ['connected', 'alone', 'sight', 'next', 'hub', 'sure']
    """

    def text(self, width: int = 80) -> str:
        """Return the sentences as plain text of so many signs a line."""
        return text(self, width)

    def html(self) -> str:
        """Return an HTML page; every text is escaped, and it asks for nothing."""
        return html(self)

    def markdown(self) -> str:
        """Return Markdown."""
        return markdown(self)

    def docx(self) -> bytes:
        """Return a Word document, with a table in the picture's place."""
        return docx(self)

    def save(self, path: str | Path) -> Path:
        """Write it as .html, .docx, .pdf or .md, as the name ends, and return the path.

        Raises GraphmodelError for another ending, where nothing can be written there, or where a PDF finds no browser.
        """
        return forms.save(self, path)


def make_brief(
    world: World,
    reach: Reach,
    agency: str,
    language: Language = "en",
    *,
    public: bool = False,
    today: date | None = None,
) -> Brief:
    """Return the brief of an agency, given by its id or a name of its own; UnknownName with the nearest.

    For the ``public`` it names no system whose failure would do harm. ``today`` is the date that it bears.
    """
    catalogue = world.catalogue
    facts = Facts(world, reach, agency_called(catalogue, agency))
    names = Naming(catalogue, language)
    with speaking(language):
        made = (part(facts, names) for part in _PARTS if not (public and part is outlook.hub))
        parts = tuple(_bound(part, language) for part in made)
        about = catalogue.about
        name = (about.name_fr if language == "fr" else about.name) or about.name or about.name_fr
        when = (today or datetime.now().astimezone().date()).isoformat()
        return Brief(
            language,
            facts.agency,
            names.name(facts.agency),
            " · ".join(one for one in (say("Our systems and their links on one page"), name, when) if one),
            parts,
            neighbourhood(facts, names),
        )


def _bound(part: BriefPart, language: Language) -> BriefPart:
    """Return a part whose French colons, quotation marks and signs of per cent begin no line by themselves."""
    if language != "fr":
        return part
    return replace(part, sentences=tuple(_GAP.sub("\u00a0", sentence) for sentence in part.sentences))
