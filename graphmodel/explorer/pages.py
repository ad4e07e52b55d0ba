"""The pages: start, all answers, one answer with its form, search, records; each is a function of one visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from starlette.responses import JSONResponse, RedirectResponse, Response

from graphmodel.cli.shared.collecting import CollectedRows
from graphmodel.cli.shared.missing import start_of
from graphmodel.cli.shared.wording import TABLES as COLUMNS_OF_TABLES
from graphmodel.explorer import api
from graphmodel.explorer.commands import ELSEWHERE, Answering, Values, answering, documents
from graphmodel.explorer.downloads import KINDS, attached, content, file_name, form_of
from graphmodel.explorer.finding import exact, found
from graphmodel.explorer.forms import arranged, fields, name_lists, question_of
from graphmodel.explorer.named import tried_files
from graphmodel.explorer.on_map import answer_on_map, item_on_map
from graphmodel.explorer.records import record_of
from graphmodel.explorer.running import FOR_PROGRAMS, Answer, Refusal
from graphmodel.explorer.showing import MAIN, page
from graphmodel.explorer.tables import ShownTable, counted_rows, shown_table
from graphmodel.explorer.try_links import answer_tried, toml_page, try_change, with_tries
from graphmodel.explorer.visit import COLUMNS, FIND, FORMAT, PAGE, Visit, address
from graphmodel.records.schema import TableName
from graphmodel.words.messages import figure, number, say

_COUNTED: Sequence[TableName] = ("agencies", "systems", "links", "agreements", "sources")
_SUGGESTED = 8
RANKING, LIMIT, MOST_ROWS = "whatif connect", "limit", 1_000
"""How many rows of a ranking a page asks for, unless it is told: its files hold all."""
_SCENARIOS = "scenario list"


@dataclass(frozen=True)
class AnswerPart:
    """A part of an answer: a line of text, or a table."""

    text: str = ""
    table: ShownTable | None = None


def start(visit: Visit) -> Response:
    """Return the start page: the headline, the limits, one search box, and all answers."""
    asked = answering()["study"]
    answer = visit.run(asked, {}, FOR_PROGRAMS)
    rows = cast("list[Mapping[str, object]]", answer.value or [])
    whole = [row for row in rows if row["group"] == "all"]
    counts = visit.held.catalogue.counts
    numbers = [(name, number(counts[name]).text()) for name in _COUNTED if counts[name]]
    return page(
        visit,
        "start.html.j2",
        headline=_headline(whole[0]) if whole else "",
        numbers=numbers,
        titles=_titles(),
        asked=_main_first(),
    )


def _main_first() -> list[Answering]:
    """Return all answers: what stands in the header first, in its order, then the rest."""
    every = {**answering(), **documents()}
    return [*(every[name] for name in MAIN), *(item for name, item in every.items() if name not in MAIN)]


def _headline(whole: Mapping[str, object]) -> str:
    """Return the first number of all; empty where no system of the study's types is recorded."""
    if not whole.get("systems"):
        return ""
    return say(
        "{interconnected} of {systems} systems of the study's types are interconnected: {percent} %.",
        interconnected=figure(f"{whole['interconnected']:,}"),
        systems=figure(f"{whole['systems']:,}"),
        percent=figure(str(whole["percent"])),
    )


def _titles() -> dict[str, str]:
    """Return what each table is called."""
    words = {name: COLUMNS_OF_TABLES[name].text() for name in _COUNTED}
    return {name: word[:1].upper() + word[1:] for name, word in words.items()}


def every_answer(visit: Visit) -> Response:
    """Return the list of all answers, and of what the command line does besides."""
    asked = [*answering().values(), *documents().values()]
    return page(visit, "all.html.j2", asked=asked, elsewhere=ELSEWHERE)


def answer(visit: Visit, asked: Answering) -> Response:
    """Return the page of a command: its form, and its answer where enough is told; or the answer as a file."""
    kind = visit.one(FORMAT)
    lacking = asked.lacks(visit.values)
    if kind and not lacking:
        return _download(visit, asked, kind)
    told = None if lacking else visit.run(asked, _bounded(visit, asked))
    status = 200 if told is None or told.refusal is None else told.refusal.status
    form = fields(visit, asked)
    parts = [] if told is None else parts_of(visit, asked, told)
    question = _question(visit, asked)
    return page(
        visit,
        "answer.html.j2",
        status,
        asked=asked,
        form=arranged(form),
        names=name_lists(visit, form),
        hidden=_kept_in_form(visit),
        answer=told,
        parts=parts,
        notes=[] if told is None else _notes(told, parts, question["title"] if question else asked.title),
        leads=_of_scenarios() if asked.name == _SCENARIOS else [],
        saved_names=_saved(visit, asked),
        line=line_of(visit, asked) if told is not None and told.refusal is None else "",
        downloads=_downloads(visit, asked) if told is not None and told.refusal is None else [],
        api=address(f"/api{asked.path}", _pairs(visit)),
        find=visit.one(FIND),
        every_column=visit.address(**{COLUMNS: "all", PAGE: ""}),
        question=question,
        explain=_explain(visit, asked),
        scenario_files=_scenario_files(visit, asked) if told is not None and told.refusal is None else [],
        tries=answer_tried(visit, asked) if told is not None and told.refusal is None else "",
        on_map=answer_on_map(visit, asked) if told is not None and told.refusal is None else "",
        without_find=visit.address(**{FIND: "", PAGE: ""}),
    )


def _bounded(visit: Visit, asked: Answering) -> Values:
    """Return what a command is told for a page: of a ranking the first rows are enough, unless it is told how many."""
    if asked.name != RANKING or any(visit.values.get(LIMIT, ())):
        return visit.values
    return {**visit.values, LIMIT: (str(MOST_ROWS),)}


def parts_of(visit: Visit, asked: Answering, told: Answer) -> list[AnswerPart]:
    """Return the parts of an answer as a page shows them."""
    made: list[AnswerPart] = []
    at = 0
    for part in told.parts:
        if isinstance(part, CollectedRows):
            shown = shown_table(visit, part, partial(told.read_at, at), command=asked.name, at=at)
            ranked = asked.name == "whatif connect" and any(visit.values.get("system", ()))
            made.append(AnswerPart(table=with_tries(visit, shown, visit.values["system"][0]) if ranked else shown))
            at += 1
        elif part:
            made.append(AnswerPart(part))
    return made


def _notes(told: Answer, parts: Sequence[AnswerPart], heading: str) -> list[str]:
    """Return what is said of an answer, without what stands on its page already: its heading, and how many rows it has."""
    shown = {heading, *(counted_rows(part.table.total) for part in parts if part.table)}
    return [note for note in told.notes if note not in shown]


def _saved(visit: Visit, asked: Answering) -> Sequence[str]:
    """Return the names of the saved scenarios, for the page that lists those that ship."""
    workspace = visit.runner.workspace
    return workspace.names() if workspace and asked.name == _SCENARIOS else ()


def _of_scenarios() -> Sequence[tuple[str, str]]:
    """Return what can be done with the scenarios of a list."""
    asked = [answering()[name] for name in ("whatif run", "whatif compare")]
    return [(say("What if, by clicking"), "/try"), *((item.title, item.path) for item in asked)]


def _pairs(visit: Visit) -> list[tuple[str, str]]:
    return [(name, value) for name, given in visit.values.items() for value in given if value]


def _kept_in_form(visit: Visit) -> list[tuple[str, str]]:
    """Return what a search in the tables must keep of the address."""
    return [
        (n, v) for n, given in visit.given.items() for v in given if n not in (FIND, "lang") and not n.startswith(PAGE)
    ]


def line_of(visit: Visit, asked: Answering, form: str = "") -> str:
    """Return the command line that answers the same in a terminal, in some form."""
    settings = visit.runner.resident.settings
    told = any(item.names == "catalogue" for item in asked.inputs)
    start = ["graphmodel"] if told else start_of(settings)
    return asked.line(
        visit.runner.typed(asked, visit.values),
        [*start, *(("--lang", visit.language) if visit.language != "en" else ())],
        form,
    )


def _scenario_files(visit: Visit, asked: Answering) -> list[tuple[str, str]]:
    """Return the files that the command line names for what is tried in the address, and where each is had."""
    return [(name, toml_page(value)) for name, value in tried_files(asked, visit.values)]


def _downloads(visit: Visit, asked: Answering) -> list[tuple[str, str]]:
    kinds = [] if asked.is_text else list(KINDS)
    return [(kind, visit.address(**{FORMAT: kind, PAGE: "", FIND: "", "sort": "", COLUMNS: ""})) for kind in kinds]


def _explain(visit: Visit, asked: Answering) -> str:
    """Return where the same answer stands with the sources behind each row; empty where it has none, or has them."""
    able = any(item.name == "explain" for item in asked.inputs)
    return visit.address(explain="on", **{PAGE: ""}) if able and not any(visit.values.get("explain", ())) else ""


def _question(visit: Visit, asked: Answering) -> Mapping[str, str] | None:
    """Return what is said of the canned question that an address names."""
    found_ = question_of(visit) if asked.name == "query run" else None
    if found_ is None:
        return None
    text = address("/query/show", {"query_id": found_.id})
    return {"title": found_.named, "id": found_.id, "about": found_.description, "cypher": found_.text, "page": text}


def _download(visit: Visit, asked: Answering, kind: str) -> Response:
    if kind not in KINDS or asked.is_text:
        return refused(
            visit, Refusal(400, say("There is no format {kind!r}: one of {known}", kind=kind, known=", ".join(KINDS)))
        )
    told = visit.run(asked, form=form_of(kind))
    if told.refusal is not None:
        return refused(visit, told.refusal)
    return Response(content(kind, told), media_type=KINDS[kind][1], headers=attached(file_name(asked, kind)))


def search(visit: Visit) -> Response:
    """Return what a text may mean; where it is the name of one record, that record's page."""
    text = visit.one("q").strip()
    hits = found(visit.held, text, visit.language)
    one = exact(hits, text)
    if one is not None:
        return RedirectResponse(one.page, 303)
    groups: dict[str, list[object]] = {}
    for hit in hits:
        groups.setdefault(hit.kind, []).append(hit)
    return page(visit, "search.html.j2", text=text, groups=groups)


def suggest(visit: Visit) -> Response:
    """Return the first things that a text may mean, for the search box."""
    hits = found(visit.held, visit.one("q").strip(), visit.language, _SUGGESTED)
    return JSONResponse([{"kind": hit.kind, "id": hit.id, "name": hit.name} for hit in hits])


def record(visit: Visit, kind: str, id: str) -> Response:
    """Return the page of a record."""
    made = record_of(visit, kind, id)
    if made is None:
        return refused(visit, Refusal(404, say("There is no such record: {id}", id=id)))
    return page(visit, "record.html.j2", record=made, kind=kind, lead=_leads(visit, kind, id))


def _leads(visit: Visit, kind: str, id: str) -> Sequence[tuple[str, str]]:
    """Return other answers that a record may be told to."""
    leads = {
        "agency": (("reach", "agency"), ("sees", "agency"), ("seen", "agency"), ("why", "agency")),
        "system": (("whatif connect", "system"), ("whatif outage", "system")),
    }
    asked = [(answering()[name], of) for name, of in leads.get(kind, ())]
    made = [(documents()["brief"].title, address("/brief", {"agency": id}))] if kind == "agency" else []
    shown = item_on_map(kind, id)
    on_map = [(say("On the map"), shown)] if shown else []
    tries = [(say("Try without it"), try_change(visit, "retire", id))] if kind == "system" else []
    return [*on_map, *tries, *((item.title, address(item.path, {of: id})) for item, of in asked), *made]


def refused(visit: Visit, refusal: Refusal) -> Response:
    """Return the page that says why there is none."""
    if visit.path.startswith("/api/"):
        return api.problem(refusal, visit.path)
    return page(visit, "refused.html.j2", refusal.status, refusal=refusal)
