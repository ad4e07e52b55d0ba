"""Documents in a browser: the map, the report and the brief as the commands write them, to look at and as files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from graphmodel.explorer.commands import Answering
from graphmodel.explorer.downloads import attached
from graphmodel.explorer.forms import MAP_QUESTION, arranged, fields, name_lists
from graphmodel.explorer.pages import line_of, refused
from graphmodel.explorer.running import Refusal
from graphmodel.explorer.safety import POLICY
from graphmodel.explorer.showing import page
from graphmodel.explorer.visit import FORMAT, SAVE, Visit, address
from graphmodel.paper.pdf import why_no_pdf
from graphmodel.words.messages import in_language, named, say

HTML, PDF = "html", "pdf"
ASK = "/ask"
"""Below a document that stands at an address of its own: the form of what it may be told."""
KINDS: Mapping[str, str] = {
    HTML: "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PDF: "application/pdf",
    "md": "text/markdown; charset=utf-8",
}
"""What a document can be had as: the type by the ending of the file."""
_TITLES = {
    "map": named("document", "The map"),
    "report": named("document", "The report"),
    "brief": named("document", "One page about an agency"),
}
_OF_MAP = (HTML,)
_STATED = re.compile(rf'<meta http-equiv="{POLICY}" content="([^"]*)">')


@dataclass(frozen=True)
class DocumentLink:
    """A form of a document: its ending, where it is looked at, where the file is."""

    kind: str
    page: str


def document(visit: Visit, asked: Answering) -> Response:
    """Return the page of a command that makes a document, or the document itself where a form of it is asked for."""
    lacking = asked.lacks(visit.values)
    whole = asked.name == "map" and not visit.path.endswith(ASK)
    kind = visit.one(FORMAT) or (HTML if whole else "")
    if kind and not lacking:
        return _made(visit, asked, kind)
    brief = visit.run(asked, form="") if asked.name == "brief" and not lacking else None
    refusal = brief.refusal if brief else None
    form = [replace(item, names=MAP_QUESTION) if item.names == "query" else item for item in fields(visit, asked)]
    sound = not lacking and refusal is None
    no_pdf = why_no_pdf()
    return page(
        visit,
        "document.html.j2",
        refusal.status if refusal else 200,
        title=_TITLES[asked.name].text(),
        about=asked.more[:1],
        action=visit.path,
        form=arranged(form),
        names=name_lists(visit, form),
        text="\n".join(part for part in brief.parts if isinstance(part, str)) if brief else "",
        refusal=refusal,
        open=_address(visit, asked, "" if asked.name == "map" else HTML) if sound else "",
        files=[DocumentLink(kind, _address(visit, asked, kind, save=True)) for kind in _kinds(asked)] if sound else [],
        no_pdf=in_language(no_pdf) if no_pdf and PDF in _kinds(asked, every=True) else "",
        line=line_of(visit, asked, HTML) if sound else "",
    )


def _kinds(asked: Answering, *, every: bool = False) -> Sequence[str]:
    if asked.name == "map":
        return _OF_MAP
    return [kind for kind in KINDS if every or kind != PDF or why_no_pdf() is None]


def _address(visit: Visit, asked: Answering, kind: str, *, save: bool = False) -> str:
    told = [(name, value) for name, given in visit.values.items() for value in given if value]
    form = [(FORMAT, kind)] if kind else []
    return address(asked.path, [*told, *form, *([(SAVE, "on")] if save else [])])


def _made(visit: Visit, asked: Answering, kind: str) -> Response:
    known = _kinds(asked, every=True)
    if kind not in known:
        said = say("There is no format {kind!r}: one of {known}", kind=kind, known=", ".join(known))
        return refused(visit, Refusal(400, said))
    told = visit.run(asked, form=kind)
    if told.refusal is not None:
        return refused(visit, told.refusal)
    response = Response(told.file, media_type=KINDS[kind])
    if kind != HTML or visit.one(SAVE):
        response.headers.update(attached(f"{asked.name}.{kind}"))
    if kind == HTML:
        response.headers[POLICY] = policy_of(told.file.decode())
    return response


def policy_of(html: str) -> str:
    """Return what a document of ours may do, as it states itself, and that nobody may frame it.

    The statement stands before anything that comes from a catalogue.
    """
    found = _STATED.search(html)
    stated = found[1] if found else "default-src 'none'; base-uri 'none'; form-action 'none'"
    return f"{stated}; frame-ancestors 'none'"
