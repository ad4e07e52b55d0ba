"""Making a report from a catalogue, and writing it to a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from graphmodel.arguments import checked
from graphmodel.paper import forms
from graphmodel.records.catalogue import Catalogue
from graphmodel.report import outlook, sections, sharing
from graphmodel.report.document import Document
from graphmodel.report.given import Given
from graphmodel.report.html import html
from graphmodel.report.markdown import markdown
from graphmodel.report.maturity import maturity
from graphmodel.report.summary import summary
from graphmodel.report.word import docx
from graphmodel.stores import open_store
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language, speaking
from graphmodel.words.messages import say

_PARTS = (
    summary,
    sections.by_type,
    sections.isolated,
    outlook.sight,
    sections.hubs,
    maturity,
    outlook.causes,
    sharing.law,
    sharing.states,
    sharing.to_look_at,
    outlook.next_links,
    outlook.limits,
    outlook.method,
)


@dataclass(frozen=True)
class Report(Document):
    """Everything that a report says, in one language: ``Report.of(catalogue)`` makes one, ``save`` writes it.

    >>> import graphmodel
    >>> told = graphmodel.Report.of(graphmodel.load("nleim-2014"), links=1)
    >>> [section.id for section in told.sections][:3]
    ['summary', 'study', 'isolated']
    """

    @classmethod
    @checked
    def of(
        cls, catalogue: Catalogue, language: Language = "en", *, audience: str = "internal", links: int = 10
    ) -> Report:
        """Return the report on a catalogue: see ``graphmodel.report.report``."""
        return report(catalogue, language, audience=audience, links=links)

    def html(self) -> str:
        """Return the report as an HTML page; every text is escaped, and it asks for nothing."""
        return html(self)

    def markdown(self) -> str:
        """Return the report as Markdown."""
        return markdown(self)

    def docx(self) -> bytes:
        """Return the report as a Word document, without its charts: their numbers stand in its tables."""
        return docx(self)

    def save(self, path: str | Path) -> Path:
        """Write the report as .html, .docx, .pdf or .md, as the name ends, and return its path.

        Raises GraphmodelError for another ending, where it cannot be written, or where a PDF finds no browser.
        """
        return forms.save(self, path)


def report(
    catalogue: Catalogue,
    language: Language = "en",
    *,
    audience: str = "internal",
    links: int = 10,
    today: date | None = None,
) -> Report:
    """Return the report on a catalogue, in one language.

    For the ``audience`` public, what is marked internal is left out, and single points of failure are not listed. It
    proposes so many next ``links``; ``today`` is the date that it bears.
    """
    catalogue = catalogue.for_audience(audience)
    with speaking(language), open_store("memory:") as store:
        store.write(catalogue)
        given = Given(catalogue, store, language, audience == v.PUBLIC, links)
        facts = sections.facts(given)
        parts = tuple(part(given) for part in _PARTS)
        parts += (outlook.words(given, [text for part in parts for text in (part.title, *part.words)]),)
        about = catalogue.about
        name = (about.name_fr if language == "fr" else about.name) or about.name or about.name_fr
        when = (today or datetime.now().astimezone().date()).isoformat()
        digest = say("catalogue digest {digest}", language=language, digest=catalogue.digest)
        return Report(
            language,
            say("Who is connected, and who is not", language=language),
            " · ".join(part for part in (name, when, digest) if part),
            facts,
            parts,
            given.cited(),
        )
