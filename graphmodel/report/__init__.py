"""The report: what a catalogue says about who is connected, as one HTML file or Markdown, each number with its origin."""

from __future__ import annotations

from datetime import date, datetime

from graphmodel.records.catalogue import Catalogue
from graphmodel.report import outlook, sections
from graphmodel.report.document import Fact, Grid, Report, Section, say
from graphmodel.report.given import Given
from graphmodel.report.html import html
from graphmodel.report.markdown import markdown
from graphmodel.stores import open_store
from graphmodel.words import vocabulary as v

__all__ = ["Fact", "Grid", "Report", "Section", "html", "markdown", "report"]

_PARTS = (
    sections.by_type,
    sections.isolated,
    outlook.sight,
    sections.hubs,
    outlook.causes,
    outlook.next_links,
    outlook.limits,
    outlook.method,
)


def report(
    catalogue: Catalogue,
    language: v.Language = "en",
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
    with open_store("memory:") as store:
        store.write(catalogue)
        given = Given(catalogue, store, language, audience == v.PUBLIC, links)
        told = sections.facts(given)
        made = tuple(part(given) for part in _PARTS)
        about = catalogue.about
        name = (about.name_fr if language == "fr" else about.name) or about.name or about.name_fr
        when = (today or datetime.now().astimezone().date()).isoformat()
        digest = f"{say(language, 'catalogue digest', 'empreinte du catalogue')} {catalogue.digest}"
        return Report(
            language,
            say(language, "Who is connected, and who is not", "Qui est relié, et qui ne l'est pas"),
            " · ".join(part for part in (name, when, digest) if part),
            told,
            made,
            given.cited(),
        )
