"""One answer: a command is run on the catalogue that is held, and what it hands over is kept.

``Answer`` is the same for a page, a download and the API. What cannot be answered is an answer too: its ``problem``
says why, in words.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import cast

import click

from graphmodel.cli import cli
from graphmodel.cli.shared.bilingual import speaking_click
from graphmodel.cli.shared.collecting import CollectedRows, collecting
from graphmodel.cli.shared.output import ReadRows, as_read
from graphmodel.errors import GraphmodelError, QueryTimeout, StoreError, UnansweredQuery, UnknownName
from graphmodel.explorer.commands import Answering, Values, answering
from graphmodel.explorer.kept import Kept, today
from graphmodel.explorer.named import ensure_known, names_known, scenario_texts, typed
from graphmodel.explorer.resident import Held, Resident
from graphmodel.explorer.saved import Workspace
from graphmodel.machine.refusals import translated
from graphmodel.records.composed import composed
from graphmodel.scenario.texts import named_texts
from graphmodel.words.languages import Language, speaking
from graphmodel.words.messages import say

FOR_PEOPLE, FOR_PROGRAMS = "markdown", "json"
"""The forms in which commands are run: all rows as people read them, and what ``--format json`` writes."""
MOST_KEPT = 64_000_000
"""Bytes of answers that are kept, about."""
_OF_CELL, _LOOKED_AT = 60, 50
_log = logging.getLogger(__name__)
_choosing_words = Lock()
"""Click reads the language of its own words from the environment: one command line is parsed at a time."""


@dataclass(frozen=True)
class Refusal:
    """Why there is no answer: an HTTP status, and the reason with its remedy in the language that was asked for."""

    status: int
    text: str


@dataclass(frozen=True, eq=False)
class Answer:
    """What came of one run: tables and lines of text, or one value for programs, and what is said beside them."""

    language: Language
    parts: Sequence[CollectedRows | str] = ()
    value: object = None
    file: bytes = b""
    """The document that was asked for."""
    notes: Sequence[str] = ()
    limits: Sequence[str] = ()
    sources: Sequence[Mapping[str, object]] = ()
    refusal: Refusal | None = None
    passed: bool = True
    """False where the command line would exit with 1: a need that does not pass, a problem that was found."""
    size: int = field(default=1_000)
    """Bytes, about."""

    @property
    def tables(self) -> list[CollectedRows]:
        """Return the tables among the parts."""
        return [part for part in self.parts if isinstance(part, CollectedRows)]

    @cached_property
    def _read(self) -> dict[int, ReadRows]:
        return {}

    def read_at(self, at: int) -> ReadRows:
        """Return a table as people read it, every column and row."""
        found = self._read.get(at)
        if found is None:
            with speaking(self.language):
                found = self._read[at] = as_read(self.tables[at], every=True)
        return found


class Runner:
    """Runs commands on what a resident holds, and keeps their answers as long as there is room."""

    def __init__(self, resident: Resident, workspace: Workspace | None = None, most_kept: int = MOST_KEPT) -> None:
        self.resident = resident
        self.workspace = workspace
        self._kept: Kept[Answer] = Kept(most_kept)

    @property
    def kept(self) -> int:
        """Return the bytes of answers that are kept, about."""
        return self._kept.size

    def run(self, held: Held, asked: Answering, values: Values, language: Language, form: str = FOR_PEOPLE) -> Answer:
        """Return the answer of a command that is told some values, by the names of its inputs."""
        told = tuple((name, tuple(given)) for name, given in values.items() if any(given))
        saved = self.workspace.stamp() if self.workspace else None
        key = (held.number, today(), language, asked.name, form, told, saved)
        if (kept := self._kept.get(key)) is not None:
            return kept
        answer = self._answered(held, asked, dict(told), language, form)
        if answer.refusal is None:
            self._kept.keep(key, answer, answer.size)
        return answer

    def make_ahead(self) -> None:
        """Make what many answers share before anyone asks: parts of the engine, and what is imported late."""
        held = self.resident.current()
        live = held.catalogue.systems.query("status == 'active'")
        for row in live[["id", "operator"]].head(1).itertuples(index=False):
            told: Mapping[str, Values] = {
                "sees": {"agency": (str(row.operator),)},
                "seen": {"agency": (str(row.operator),)},
                "whatif connect": {"system": (str(row.id),)},
                "query run": {"query_id": ("isolation/isolated-systems",)},
                "study": {},
            }
            for name, values in told.items():
                self.run(held, answering()[name], values, self.resident.settings.lang)

    def names_known(self, kind: str) -> Sequence[str]:
        """Return the names that may be given for a kind of thing that the command line takes from files, too."""
        return names_known(kind, self.resident.settings, self.workspace) or ()

    def typed(self, asked: Answering, values: Values) -> Values:
        """Return values as a terminal takes them."""
        return typed(asked, values, self.workspace)

    def _answered(self, held: Held, asked: Answering, values: Values, language: Language, form: str) -> Answer:
        with speaking(language):
            try:
                return self._collected(held, asked, values, language, form)
            except click.ClickException as error:
                with _choosing_words, speaking_click(language):
                    return Answer(language, refusal=Refusal(400, error.format_message()))
            except GraphmodelError as error:
                return Answer(language, refusal=Refusal(_status(error), error.text(language)))
            except Exception as error:  # noqa: BLE001 - whoever asks gets one line, the log the rest
                known = translated(error)
                if known is not None:
                    return Answer(language, refusal=Refusal(503, known.text(language)))
                _log.exception("%s failed", asked.name)
                return Answer(language, refusal=Refusal(500, failed()))

    def _collected(self, held: Held, asked: Answering, values: Values, language: Language, form: str) -> Answer:
        ensure_known(asked, values, self.resident.settings, self.workspace)
        told = any(item.names == "catalogue" for item in asked.inputs)
        settings = self.resident.settings_for(held, language, told=told)
        words = [composed(word) for word in asked.arguments(values, form)]
        with _choosing_words, speaking_click(language):
            above = click.Context(cli, info_name="graphmodel", obj=settings)
            context = asked.command.make_context(asked.name, words, parent=above)
        passed = True
        texts = scenario_texts(asked, values, self.workspace)
        with collecting() as collected, named_texts(texts), context:
            try:
                asked.command.invoke(context)
            except click.exceptions.Exit as end:
                passed = end.exit_code == 0
        value = collected.values[0] if collected.values else None
        if value is None and asked.is_text:
            value = "\n".join(part for part in collected.parts if isinstance(part, str))
        return Answer(
            language,
            tuple(collected.parts),
            value,
            collected.files[0] if collected.files else b"",
            tuple(collected.notes),
            tuple(collected.limits),
            tuple(collected.sources),
            passed=passed,
            size=_size(collected.parts, value) + sum(map(len, collected.files)),
        )


def failed() -> str:
    """Return what is said of a defect: nothing of what was in the way."""
    return say("This failed, and the fault is ours. The log of the explorer says what happened: please report it.")


def _status(error: GraphmodelError) -> int:
    if isinstance(error, UnknownName):
        return 404
    if isinstance(error, QueryTimeout):
        return 504
    if isinstance(error, UnansweredQuery):
        return 422
    return 503 if isinstance(error, StoreError) else 422


def _size(parts: Sequence[CollectedRows | str], value: object) -> int:
    """Return about how many bytes an answer takes, by what its first rows are like."""
    total = 1_000
    for part in parts:
        if isinstance(part, str):
            total += len(part)
        else:
            total += len(part.rows) * _of_some(part.rows[:_LOOKED_AT]) * 2  # as they are, and as people read them
    rows = cast("list[object]", value) if isinstance(value, list) else [value]
    return total + len(rows) * _of_some(rows[:_LOOKED_AT])


def _of_some(rows: Sequence[object]) -> int:
    return 0 if not rows else sum(_of(row) for row in rows) // len(rows)


def _of(value: object) -> int:
    if isinstance(value, dict):
        return _OF_CELL + sum(map(_of, cast("Mapping[object, object]", value).values()))
    if isinstance(value, list | tuple):
        return _OF_CELL + sum(map(_of, cast("Sequence[object]", value)))
    return _OF_CELL + (len(value) if isinstance(value, str) else 0)
