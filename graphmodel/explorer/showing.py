"""Pages are made from templates: every text is escaped, and none but a template's own words is mark-up."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from graphmodel.explorer.commands import answering, documents
from graphmodel.explorer.trying import TRY
from graphmodel.explorer.visit import LANGUAGE, Visit, address
from graphmodel.version import __version__
from graphmodel.words.languages import LANGUAGES, language
from graphmodel.words.messages import in_language, named, say

HERE = Path(__file__).parent
_NAMES = {"en": "English", "fr": "Français"}


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    given: dict[str, Any] = made.globals
    given["say"] = say
    made.filters["said"] = in_language
    return made


PRIVATE = "no-store"
"""What holds something of one visitor is kept nowhere."""


def page(visit: Visit, template: str, status: int = 200, **given: Any) -> HTMLResponse:
    """Return a page made from a template, in the language of a visit."""
    about = visit.held.catalogue.about
    limits = (about.limits_fr if language() == "fr" else about.limits) or about.limits
    known = {**answering(), **documents()}
    tried = visit.given.get(TRY, ())
    own_file = visit.session.name if visit.is_own and visit.session else ""
    common = {
        "lang": language(),
        "languages": [(code, _NAMES[code], visit.address(**{LANGUAGE: code})) for code in LANGUAGES],
        "catalogue": visit.held.name(language()) or own_file or say("Unnamed catalogue"),
        "made_up": about.made_up,
        "digest": visit.held.catalogue.digest,
        "limits": limits,
        "version": __version__,
        "own_file": own_file,
        "form_token": visit.token,
        "tried_texts": tried,
        "tried_page": address("/try", [(TRY, text) for text in tried]) if tried and visit.path != "/try" else "",
        "path": visit.path,
        "query": visit.one("q"),
        "main": [known[name] for name in MAIN],
        "main_paths": {"map": "/map/ask"},
        "main_labels": {name: label.text() for name, label in MAIN.items()},
    }
    text = _templates().get_template(template).render({**common, **given})
    made = HTMLResponse(text, status)
    if visit.token and visit.token in text:  # a form for this visitor alone
        made.headers["Cache-Control"] = PRIVATE
    return made


def closed_page(status: int, text: str) -> HTMLResponse:
    """Return a page that knows nothing of the catalogue, for who may not see it."""
    given = {"status": status, "text": text}
    return HTMLResponse(_templates().get_template("closed.html.j2").render({"lang": language(), **given}), status)


MAIN = {
    "query list": named("navigation", "Questions"),
    "study": named("navigation", "Study"),
    "sees": named("navigation", "Who sees what"),
    "why": named("navigation", "Why not"),
    "whatif connect": named("navigation", "What if"),
    "plan": named("navigation", "Plan"),
    "needs": named("navigation", "Needs"),
    "map": named("navigation", "Map"),
    "report": named("navigation", "Report"),
    "scenario list": named("navigation", "Scenarios"),
}
"""The answers that stand in the header of each page; all of them stand under "All answers"."""
