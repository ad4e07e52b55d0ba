"""Tools for assistants: the commands that answer, read-only, with typed inputs and bounded rows.

Nothing here knows a protocol: a tool has a name, a schema and an answer, or a refusal in words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from graphmodel.cli.shared.output import as_plain
from graphmodel.errors import GraphmodelError
from graphmodel.explorer.api import body_of
from graphmodel.explorer.commands import Answering, Input, answering
from graphmodel.explorer.finding import found
from graphmodel.explorer.forms import said_of, words_of
from graphmodel.explorer.openapi import schema_of, schema_of_answer
from graphmodel.explorer.resident import Held
from graphmodel.explorer.running import FOR_PROGRAMS, Answer, Refusal, Runner
from graphmodel.words.languages import LANGUAGES, Language, speaking
from graphmodel.words.messages import counted, say
from graphmodel.words.suggest import did_you_mean

FIND = "find"
WORDS, ROWS, SKIP, LANGUAGE = "words", "rows", "skip", "lang"
OWN = (ROWS, SKIP, LANGUAGE)
"""Inputs of every tool: how much of an answer is given, and in which language."""
ROWS_GIVEN, MOST_ROWS, MOST_BYTES = 200, 2_000, 1_000_000
"""Rows of a list that are given unless told, at most, and the bytes that an answer may take."""


@dataclass(frozen=True)
class Tool:
    """A command under the name that assistants call it by; ``without`` and ``required`` narrow what it is told."""

    name: str
    command: str
    without: Sequence[str] = ()
    required: Sequence[str] = ()

    @property
    def asked(self) -> Answering:
        """Return the command."""
        return answering()[self.command]

    @property
    def inputs(self) -> list[Input]:
        """Return what it may be told."""
        return [item for item in self.asked.inputs if item.name not in self.without]

    def needs(self, item: Input) -> bool:
        """Return whether nothing is answered without an input."""
        return item.required or item.name in self.required


TOOLS: Mapping[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool("study", "study"),
        Tool("reach", "reach"),
        Tool("sees", "sees"),
        Tool("seen", "seen"),
        Tool("may", "may"),
        Tool("why", "why"),
        Tool("whatif_connect", "whatif connect", required=("partner",)),
        Tool("rank_partners", "whatif connect", without=("partner",)),
        Tool("outage", "whatif outage"),
        Tool("plan", "plan"),
        Tool("needs", "needs"),
        Tool("agreements", "agreements"),
        Tool("maturity", "maturity"),
        Tool("list_questions", "query list"),
        Tool("run_question", "query run"),
        Tool("cypher", "cypher"),
    )
}
"""The tools that are commands; ``find`` is the search box of the explorer."""


@dataclass(frozen=True)
class Described:
    """What an assistant is told of a tool: JSON Schemas of what it takes and gives."""

    name: str
    title: str
    about: str
    takes: Mapping[str, Any]
    gives: Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """What a tool answers: one object and a short text; or why not, in ``refusal``."""

    text: str
    body: Mapping[str, Any] = field(default_factory=dict[str, Any])
    refusal: Refusal | None = None


class Toolbox:
    """The tools on what a runner holds."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def described(self) -> list[Described]:
        """Return all tools, in the language in force."""
        return [self._of_finding(), *(self._of_tool(tool) for tool in TOOLS.values())]

    def _of_finding(self) -> Described:
        words = {"type": "string", "description": say("What it is called, or a part of that.")}
        about = say(
            "Find agencies, systems, questions, standards, agreements and sources by what they are called. "
            "The ids that it gives are what other tools take."
        )
        return Described(FIND, say("Find by name"), about, _taking({WORDS: words}, [WORDS]), gives())

    def _of_tool(self, tool: Tool) -> Described:
        told = {item.name: self._input(item) for item in tool.inputs}
        needed = [item.name for item in tool.inputs if tool.needs(item)]
        return Described(tool.name, tool.asked.title, tool.asked.about, _taking(told, needed), gives())

    def _input(self, item: Input) -> dict[str, Any]:
        one = schema_of(item)
        known = list(words_of(self._runner, item))
        if known:
            one = {**one, "enum": known}
        made = {"type": "array", "items": one} if item.many else one
        said = said_of(item)
        return {**made, "description": said} if said else made

    def call(self, name: str, given: Mapping[str, Any]) -> Told:
        """Return what a tool answers; nothing is raised."""
        spoken = given.get(LANGUAGE)
        known: Mapping[object, Language] = {language: language for language in LANGUAGES}
        language = known.get(str(spoken), self._runner.resident.settings.lang)
        with speaking(language):
            try:
                rows, skip = _bound(given, ROWS, ROWS_GIVEN, 1), _bound(given, SKIP, 0, 0)
                if LANGUAGE in given and spoken not in known:
                    return _refused(say("{name}: one of {known}", name=LANGUAGE, known=", ".join(LANGUAGES)))
                told = {key: value for key, value in given.items() if key not in OWN}
                held = self._runner.resident.current()
                answer = self._found(held, told, language) if name == FIND else self._run(held, name, told, language)
            except _UnfitError as error:
                return _refused(str(error))
            except GraphmodelError as error:
                return _refused(error.text(language), 503)
            if answer.refusal is not None:
                return Told(answer.refusal.text, refusal=answer.refusal)
            return _bounded(answer, held, rows, skip)

    def _found(self, held: Held, told: Mapping[str, Any], language: Language) -> Answer:
        for name in told:
            if name != WORDS:
                _unknown(FIND, name, [WORDS, *OWN])
        words = told.get(WORDS)
        if not isinstance(words, str) or not words.strip():
            raise _UnfitError(say("{tool} needs {name}", tool=FIND, name=WORDS))
        hits = [{"kind": hit.kind, "id": hit.id, "name": hit.name} for hit in found(held, words, language)]
        about = held.catalogue.about
        limits = (about.limits_fr if language == "fr" else about.limits) or about.limits
        return Answer(language, value=hits, limits=[held.name(language), *limits])

    def _run(self, held: Held, name: str, told: Mapping[str, Any], language: Language) -> Answer:
        tool = TOOLS.get(name)
        if tool is None:
            known = [FIND, *TOOLS]
            raise _UnfitError(
                say(
                    "There is no tool {name!r}{near}: there are {known}",
                    name=name,
                    near=did_you_mean(name, known).text(language),
                    known=", ".join(known),
                )
            )
        known_inputs = {item.name: item for item in tool.inputs}
        for key in told:
            if key not in known_inputs:
                _unknown(name, key, [*known_inputs, *OWN])
        values = {key: _texts(key, value, many=known_inputs[key].many) for key, value in told.items()}
        for item in tool.inputs:
            if tool.needs(item) and not any(values.get(item.name, ())):
                raise _UnfitError(say("{tool} needs {name}", tool=name, name=item.name))
        return self._runner.run(held, tool.asked, values, language, FOR_PROGRAMS)


class _UnfitError(Exception):
    """A tool was told what it cannot be told; the text says what."""


def _unknown(tool: str, name: str, known: Sequence[str]) -> None:
    near = did_you_mean(name, known).text()
    raise _UnfitError(say("{tool} has no input {name!r}{near}", tool=tool, name=name, near=near))


def _texts(name: str, value: object, *, many: bool) -> list[str]:
    """Return a value of JSON as an address would give it: texts; a switch that is off is none."""
    values = cast("list[object]", value) if isinstance(value, list) else [value]
    if isinstance(value, list) and not many:
        raise _UnfitError(say("{name} takes one value, not a list", name=name))
    texts: list[str] = []
    for one in values:
        if isinstance(one, bool):
            texts += ["on"] if one else []
        elif isinstance(one, str | int | float):
            texts.append(str(int(one)) if isinstance(one, float) and one.is_integer() else str(one))
        elif one is not None:
            raise _UnfitError(say("{name} takes a text or a number, not an object", name=name))
    return texts


def _bound(given: Mapping[str, Any], name: str, default: int, least: int) -> int:
    value = given.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= _MOST[name]:
        said = say("{name}: a whole number from {least} to {most}", name=name, least=least, most=_MOST[name])
        raise _UnfitError(said)
    return value


_MOST = {ROWS: MOST_ROWS, SKIP: 100_000_000}


def _taking(told: Mapping[str, Any], needed: Sequence[str]) -> dict[str, Any]:
    rows = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": ROWS_GIVEN}
    skip = {"type": "integer", "minimum": 0, "maximum": _MOST[SKIP], "default": 0}
    own = {
        ROWS: {**rows, "description": say("So many rows of each list are given at most.")},
        SKIP: {**skip, "description": say("So many rows of each list are passed over: for what was left out before.")},
        LANGUAGE: {"enum": [*LANGUAGES], "description": say("Language of what people read.")},
    }
    return {
        "type": "object",
        "properties": {**told, **own},
        "required": list(needed),
        "additionalProperties": False,
    }


def gives() -> dict[str, Any]:
    """Return the JSON Schema of what every tool answers."""
    made = schema_of_answer()
    left = {"type": "array", "items": {"type": "string"}, "description": say("What of the answer is not given here.")}
    return {
        **made,
        "properties": {**made["properties"], "left_out": left},
        "required": [*made["required"], "left_out"],
    }


def _refused(text: str, status: int = 400) -> Told:
    return Told(text, refusal=Refusal(status, text))


def _bounded(answer: Answer, held: Held, rows: int, skip: int) -> Told:
    """Return an answer with so many rows of each of its lists, and what was left out of them in words."""
    value, left = as_plain(answer.value), list[str]()
    if isinstance(value, list):
        value = _part("", cast("list[object]", value), rows, skip, left)
    elif isinstance(value, dict):
        value = {
            name: _part(name, cast("list[object]", one), rows, skip, left) if isinstance(one, list) else one
            for name, one in cast("dict[str, object]", value).items()
        }
    body = {**body_of(answer, held), "answer": value, "left_out": left}
    plain = cast("dict[str, Any]", as_plain(body))
    size = len(json.dumps(plain, ensure_ascii=False).encode())
    if size > MOST_BYTES:
        said = say(
            "This answer takes {size} bytes, and {most} is the most: ask for fewer rows with {name}.",
            size=size,
            most=MOST_BYTES,
            name=ROWS,
        )
        return _refused(said, 422)
    return Told(_short(value, plain), plain)


def _part(name: str, value: list[object], rows: int, skip: int, left: list[str]) -> list[object]:
    given = value[skip : skip + rows]
    out = len(value) - len(given)
    if out:
        said = say(
            "{given} of {all} rows are given, from row {skip} on; {out} are left out.",
            given=len(given),
            all=len(value),
            skip=skip,
            out=out,
        )
        left.append(f"{name}: {said}" if name else said)
    return given


def _short(value: object, body: Mapping[str, Any]) -> str:
    """Return what an answer comes to, as lines of text."""
    lines = list[str]()
    if isinstance(value, list):
        lines.append(counted(len(cast("list[object]", value)), "{count} row.", "{count} rows.").text())
    lines += [*body["left_out"], *body["notes"]]
    if not body["passed"]:
        lines.append(say("The check does not pass."))
    lines.append(say("Catalogue and limits: {limits}", limits=" ".join(body["limits"])))
    return "\n".join(lines)
