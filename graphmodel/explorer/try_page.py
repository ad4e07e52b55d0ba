"""What if, by clicking: changes are tried one by one and kept in the address; the page says what they yield together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from graphmodel.cli.shared.missing import start_of
from graphmodel.errors import GraphmodelError, ScenarioError
from graphmodel.explorer.commands import answering
from graphmodel.explorer.forms import names_of
from graphmodel.explorer.pages import parts_of, refused
from graphmodel.explorer.running import Refusal
from graphmodel.explorer.saved import NotSaved
from graphmodel.explorer.sending import Sent
from graphmodel.explorer.showing import page
from graphmodel.explorer.try_links import PATH, TOML, toml_page
from graphmodel.explorer.trying import FILE, TRY, TriedChange, TriedSet
from graphmodel.explorer.visit import FORMAT, LANGUAGE, Visit, address
from graphmodel.words.messages import say

SAVE_PATH = "/try/save"
BESIDE, CONNECT, RETIRE, SAVED = "beside", ("from", "to"), "retire", "saved"


@dataclass(frozen=True)
class ShownChange:
    """A change as a page shows it: the word for it, its systems with their pages, and where the rest is without it."""

    label: str
    systems: Sequence[tuple[str, str, str]]
    """Id, name and page of each."""
    without: str


def try_page(visit: Visit, problem: str = "") -> Response:
    """Return the page of what is tried; its changes stand in the address. ``problem`` says why it was not saved."""
    try:
        tried, beside = TriedSet.of(visit.given.get(TRY, ())), TriedSet.of(visit.given.get(BESIDE, ()))
        added = _added(visit, tried)
        if added is not None:
            return RedirectResponse(_address(added, beside), 303)
        scenario = tried.scenario() if tried else None
    except GraphmodelError as error:
        return refused(visit, Refusal(400, error.text(visit.language)))
    if scenario and visit.one(FORMAT) == TOML:
        saved = {"Content-Disposition": "attachment"}  # the link says the name
        return Response(scenario.to_toml(), media_type="application/toml", headers=saved)
    asked = answering()["whatif run"]
    told = visit.run(asked, {"scenarios": [tried.name]}) if tried else None
    workspace = visit.runner.workspace
    settings = visit.runner.resident.settings
    spoken = ["--lang", visit.language] if visit.language != "en" else []
    return page(
        visit,
        "try.html.j2",
        told.refusal.status if told and told.refusal else 400 if problem else 200,
        problem=problem,
        changes=[_shown(visit, tried, beside, change) for change in tried.changes],
        systems=names_of(visit, "system"),
        kept=[*tried.pairs, *(((BESIDE, beside.name),) if beside else ())],
        answer=told,
        parts=parts_of(visit, asked, told) if told and not told.refusal else [],
        undo=_address(TriedSet(tried.changes[:-1]), beside),
        aside=_address(TriedSet(), tried),
        compare=_compare(tried, beside),
        beside=beside.texts,
        beside_page=_address(beside, tried),
        file=FILE,
        file_page=toml_page(tried.name),
        line=asked.line({"scenarios": [FILE]}, [*start_of(settings), *spoken]),
        leads=_leads(tried) if tried else [],
        saves=workspace is not None,
        saved_names=workspace.names() if workspace else [],
        saved=visit.one(SAVED),
        saved_page=address(asked.path, {"scenarios": visit.one(SAVED)}),
    )


def _added(visit: Visit, tried: TriedSet) -> TriedSet | None:
    """Return the set with what a form adds; None where none was sent."""
    ends = [visit.one(name).strip() for name in CONNECT]
    retired = visit.one(RETIRE).strip()
    if all(ends):
        return tried.with_("connect", *ends)
    return tried.with_("retire", retired) if retired else None


def _shown(visit: Visit, tried: TriedSet, beside: TriedSet, change: TriedChange) -> ShownChange:
    label = say("connect") if change.do == "connect" else say("retire")
    systems = [
        (id, visit.held.called(id, visit.language), address(f"/system/{id}", tried.pairs)) for id in change.systems
    ]
    return ShownChange(label, systems, _address(tried.without(change), beside))


def _address(tried: TriedSet, beside: TriedSet) -> str:
    return address(PATH, [*tried.pairs, *(((BESIDE, beside.name),) if beside else ())])


def _compare(tried: TriedSet, beside: TriedSet) -> str:
    """Return where both sets stand side by side; empty where there is one alone."""
    if not tried or not beside:
        return ""
    return address(answering()["whatif compare"].path, [("scenarios", beside.name), ("scenarios", tried.name)])


def _leads(tried: TriedSet) -> Sequence[tuple[str, str]]:
    """Return what else answers in the world of these changes."""
    leads = [(say("On the map"), f"{address('/map')}#{address('', {'try': tried.on_map}).removeprefix('?')}")]
    for name, more in (("plan", {"links": "3"}), ("needs", {}), ("scenario show", {})):
        asked = answering()[name]
        told = {item.name for item in asked.inputs if item.names == "scenario"}
        leads.append((asked.title, address(asked.path, {next(iter(told)): tried.name, **more})))
    return leads


def save(visit: Visit, sent: Sent) -> Response:
    """Save what is tried in the workspace, and lead back to it."""
    workspace = visit.runner.workspace
    back = visit.at(PATH)
    if workspace is None:
        return refused(back, Refusal(404, say("Nothing is saved here: start the explorer with --workspace FOLDER.")))
    try:
        tried = TriedSet.of(sent.texts.get(TRY, ()))
        if not tried:
            return refused(back, Refusal(400, say("There is nothing to save: try a change first.")))
        back = visit.at(PATH, tried.pairs)
        title = sent.one("name").strip()
        scenario = tried.scenario(title)
        scenario.apply(visit.held.catalogue)
        name = workspace.save(title, scenario, over=bool(sent.one("over")))
    except (NotSaved, ScenarioError) as error:
        return try_page(back, error.text(visit.language))
    return RedirectResponse(address(PATH, [*tried.pairs, (SAVED, name), (LANGUAGE, visit.language)]), 303)
