"""What an input may be told by name where the command line takes files, too: no file is read for a browser.

Scenarios are those that ship, those of the workspace, and what is tried in an address.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from graphmodel import shipped
from graphmodel.cli.commands.own_packs import PACKS_VARIABLE
from graphmodel.cli.shared.settings import Settings
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.explorer.commands import Answering, Values
from graphmodel.explorer.resident import UploadedSettings
from graphmodel.explorer.saved import Workspace
from graphmodel.explorer.trying import FILE, PREFIX, TriedSet
from graphmodel.queries.packs import Library, library
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean, nearest

LINKS, MOST_LINKS = "links", 50
"""So many links are planned at once at most: a plan of hundreds takes minutes, and nobody can end it from a browser."""


def names_known(kind: str, settings: Settings, workspace: Workspace | None) -> Sequence[str] | None:
    """Return the names that may be given for what the command line takes from files, too; None for any other kind."""
    match kind:
        case "scenario":
            return [*shipped.scenarios(), *(workspace.names() if workspace else ())]
        case "needs":
            return list(shipped.needs())
        case "catalogue":
            own = () if isinstance(settings, UploadedSettings) else (settings.on or settings.store,)
            return list(dict.fromkeys((*shipped.catalogues(), *own)))
        case "query":
            return questions().ids
        case _:
            return None


def questions() -> Library:
    """Return the canned questions, those of the packs that the environment names among them, as the commands do."""
    own_packs = os.environ.get(PACKS_VARIABLE, "").split(os.pathsep)
    return library(tuple(Path(pack) for pack in own_packs if pack))


def ensure_known(asked: Answering, values: Values, settings: Settings, workspace: Workspace | None) -> None:
    """Refuse the path of a file where a name is meant: UnknownName. No file of this computer is read for a browser."""
    for item in asked.inputs:
        _ensure_few(item.name, values.get(item.name, ()))
        given = [value for value in values.get(item.name, ()) if not _is_tried(item.names or "", value)]
        known = names_known(item.names or "", settings, workspace) if given else None
        for value in given if known is not None else ():
            _ensure_among(item.name, value, known or ())


def _ensure_few(name: str, given: Sequence[str]) -> None:
    """Refuse to plan so many links that everybody else would wait for it."""
    if name == LINKS and any(_number(value) > MOST_LINKS for value in given):
        raise GraphmodelError(
            Message("in a browser at most {most} links are planned at once: ask in a terminal", most=MOST_LINKS)
        )


def _number(text: str) -> int:
    """Return the number of a text as the command line reads it, 0 where it reads none."""
    try:
        return int(text)
    except ValueError:
        return 0


def _ensure_among(name: str, value: str, known: Sequence[str]) -> None:
    if value in known:
        return
    said = Message(
        "{name}: there is none called {value!r}{near}; in a browser files are not read, only what is known by its name",
        name=name,
        value=value,
        near=did_you_mean(value, known),
    )
    raise UnknownName(said, nearest(value, known))


def _is_tried(kind: str, value: str) -> bool:
    return kind == "scenario" and value.startswith(PREFIX)


def scenario_texts(asked: Answering, values: Values, workspace: Workspace | None) -> Mapping[str, tuple[str, str]]:
    """Return the scenarios that stand in no file of the package: by name, the text and what it is called in a refusal.

    ScenarioError where an address says no change, GraphmodelError where a file of the workspace cannot be read.
    """
    found: dict[str, tuple[str, str]] = {}
    saved = workspace.names() if workspace else ()
    for value in _scenarios(asked, values):
        if value.startswith(PREFIX):
            found[value] = TriedSet.of([value]).scenario().to_toml(), FILE
        elif workspace and value in saved and value not in shipped.scenarios():
            found[value] = workspace.text(value), workspace.path(value).name
    return found


def typed(asked: Answering, values: Values, workspace: Workspace | None) -> Values:
    """Return values as a terminal takes them: the files that scenarios of an address or of the workspace are."""
    saved = workspace.names() if workspace else ()
    files = {value: name for name, value in tried_files(asked, values)}

    def file(value: str) -> str:
        if value in files:
            return files[value]
        return str(workspace.path(value)) if workspace and value in saved else value

    named = {item.name for item in asked.inputs if item.names == "scenario"}
    return {name: [file(value) for value in given] if name in named else given for name, given in values.items()}


def tried_files(asked: Answering, values: Values) -> list[tuple[str, str]]:
    """Return the files that hold what an address tries, each with the text that stands in the address for it."""
    tried = [value for value in dict.fromkeys(_scenarios(asked, values)) if value.startswith(PREFIX)]
    stem, dot, ending = FILE.partition(".")
    return [(f"{stem}{f'-{at}' if at > 1 else ''}{dot}{ending}", value) for at, value in enumerate(tried, 1)]


def _scenarios(asked: Answering, values: Values) -> list[str]:
    return [value for item in asked.inputs if item.names == "scenario" for value in values.get(item.name, ())]
