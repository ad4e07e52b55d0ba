"""Somebody's own spreadsheet: sent, looked at, asked about, answered from; nobody else sees it and nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from graphmodel.errors import GraphmodelError, Problem
from graphmodel.explorer.downloads import attached
from graphmodel.explorer.forms import Choice
from graphmodel.explorer.pages import refused
from graphmodel.explorer.resident import Resident
from graphmodel.explorer.running import Refusal
from graphmodel.explorer.sending import Sent
from graphmodel.explorer.sessions import ENDINGS, Answers, NoRoom, Session, Sessions
from graphmodel.explorer.showing import PRIVATE, page
from graphmodel.explorer.visit import FORMAT, Visit, address
from graphmodel.importing.preview import preview
from graphmodel.importing.questions import Question
from graphmodel.records.schema import tables
from graphmodel.words.messages import in_language, plain, say

if TYPE_CHECKING:
    from graphmodel.importing.plan import SheetPlan

PATH, ANSWERS_PATH, LEAVE_PATH = "/import", "/import/answers", "/import/leave"
_QUESTION = "answer"
_SHOWN = 100
ZIP, MAPPING = "zip", "mapping"


@dataclass(frozen=True)
class ShownQuestion:
    """A question as a form asks it; ``free`` lets any text answer."""

    name: str
    text: Sequence[str]
    why: str
    choices: Sequence[Choice]
    value: str
    free: bool
    number: int


@dataclass(frozen=True)
class ShownSheet:
    """How the first rows of a table are read."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    left: str


class Importing:
    """The pages of own spreadsheets, over the sessions that hold them."""

    def __init__(self, sessions: Sessions, resident: Resident) -> None:
        self._sessions = sessions
        self._resident = resident

    def show(self, visit: Visit) -> Response:
        """Return the page: a form to send a file, or what was found in it; or the catalogue and the mapping as files."""
        session = visit.session
        if session is not None and visit.one(FORMAT):
            return _file(visit, session)
        return self._page(visit, session)

    def begin(self, visit: Visit, sent: Sent) -> Response:
        """Take a file."""
        try:
            self._sessions.begin(visit.token, sent.file_name, sent.file)
        except NoRoom as error:
            return refused(visit.at(PATH), Refusal(503, error.text(visit.language)))
        except GraphmodelError as error:
            return self._page(visit.at(PATH), None, error.text(visit.language))
        return RedirectResponse(PATH, 303)

    def answer(self, visit: Visit, sent: Sent) -> Response:
        """Take answers; where somebody says so, read the catalogue and answer from it."""
        session = visit.session
        if session is None or session.plan is None:
            return RedirectResponse(PATH, 303)
        try:
            session.look(_given(session.plan, sent))
            if sent.one("use") and session.read(self._resident).catalogue is not None:
                return RedirectResponse("/", 303)
        except GraphmodelError as error:
            return self._page(visit.at(PATH), session, error.text(visit.language))
        return RedirectResponse(PATH, 303)

    def leave(self, visit: Visit, sent: Sent) -> Response:
        """Forget what somebody sent."""
        del sent
        self._sessions.end(visit.token)
        return RedirectResponse(PATH, 303)

    def _page(self, visit: Visit, session: Session | None, problem: str = "") -> Response:
        plan = session.plan if session else None
        report = session.report if session else None
        wrong = report.problems if report and session and session.held is None else ()
        asked, minor = _questions(plan, session.answers if session else {})
        return page(
            visit,
            "import.html.j2",
            422 if problem else 200,
            endings=",".join(ENDINGS),
            file_name=session.name if session and plan else "",
            sheets=_sheets(plan) if plan else [],
            notes=[in_language(note) for note in plan.notes] if plan else [],
            left=[in_language(plain(f"{item.shown}: ") + item.why) for item in plan.left] if plan else [],
            asked=asked,
            minor=minor,
            problem=problem,
            wrong=[_said(item) for item in wrong[:_SHOWN]],
            wrong_more=max(0, len(wrong) - _SHOWN),
            counts=_counts(session),
            stem=session.stem if session else "",
            files=[(kind, address(PATH, {FORMAT: kind})) for kind in _kinds(session)],
        )


def _kinds(session: Session | None) -> Sequence[str]:
    if session is None or session.plan is None:
        return ()
    return (ZIP, MAPPING) if session.held is not None else (MAPPING,)


def _file(visit: Visit, session: Session) -> Response:
    kind = visit.one(FORMAT)
    if kind not in _kinds(session) or session.plan is None:
        return refused(visit, Refusal(404, say("There is no such file yet.")))
    content = session.zipped() if kind == ZIP else session.plan.mapping.encode()
    name = f"{session.stem}.{'zip' if kind == ZIP else 'toml'}"
    headers = {**attached(name), "Cache-Control": PRIVATE}
    return Response(content, media_type="application/zip" if kind == ZIP else "application/toml", headers=headers)


def _counts(session: Session | None) -> Sequence[str]:
    catalogue = session.catalogue if session else None
    if catalogue is None:
        return ()
    return [in_language(tables()[name].counted(count)) for name, count in catalogue.counts.items() if count]


def _said(problem: Problem) -> str:
    return problem.text()


def _sheets(plan: SheetPlan) -> list[ShownSheet]:
    made: list[ShownSheet] = []
    for table in plan.tables:
        first = preview(table)
        heads = [in_language(head) for head in first.headings]
        made.append(ShownSheet(table.shown, heads, first.rows, ", ".join(first.left)))
    return made


def _questions(plan: SheetPlan | None, answers: Answers) -> tuple[list[ShownQuestion], list[ShownQuestion]]:
    """Return the questions that somebody has to answer, what decides most first, and those whose default stands."""
    if plan is None:
        return [], []
    first = {question.key: at for at, question in enumerate(plan.open)}
    ordered = sorted(plan.questions, key=lambda one: first.get(one.key, -1))
    shown = [(one.minor, _shown(one, answers, at)) for at, one in enumerate(ordered, 1)]
    return [item for minor, item in shown if not minor], [item for minor, item in shown if minor]


def _shown(question: Question, answers: Answers, number: int) -> ShownQuestion:
    given = answers.get(question.key, question.default)
    value = question.meant(given) or given
    words = {} if question.words is None else {word.id: word.named for word in question.words}
    known = {**words, **question.choices, **({} if question.free or value in words else {value: question.says(value)})}
    choices = [Choice(id, in_language(said), id == value) for id, said in known.items()]
    lines = in_language(question.text).splitlines()
    name = f"{_QUESTION}:{question.topic}:{question.word}"
    return ShownQuestion(name, lines, in_language(question.why), choices, value, question.free, number)


def _given(plan: SheetPlan, sent: Sent) -> dict[tuple[str, str], str]:
    """Return the answers that a form gives to what was asked; an empty one takes the default."""
    found: dict[tuple[str, str], str] = {}
    for question in plan.questions:
        said = sent.texts.get(f"{_QUESTION}:{question.topic}:{question.word}", ())
        if said and (said[0].strip() or "" in question.choices):
            found[question.key] = said[0].strip()
    return found
