"""One request as pages see it: in which language, on which state of the catalogue, with what it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from starlette.requests import Request

from graphmodel.explorer.commands import Answering, Values
from graphmodel.explorer.resident import Held
from graphmodel.explorer.running import FOR_PEOPLE, Answer, Runner
from graphmodel.explorer.trying import TRY
from graphmodel.words.languages import LANGUAGES, Language

if TYPE_CHECKING:
    from graphmodel.explorer.sessions import Session

LANGUAGE, FORMAT, SORT, FIND, PAGE, COLUMNS, SAVE = "lang", "format", "sort", "find", "page", "columns", "save"
RESERVED = (LANGUAGE, FORMAT, SORT, FIND, PAGE, COLUMNS, SAVE, TRY)
"""Parts of an address that are no input of a command: how its answer is shown."""
PARAMETER = "param"
COOKIE = "graphmodel-language"


@dataclass(frozen=True, eq=False)
class Visit:
    """One request."""

    request: Request
    runner: Runner
    held: Held
    language: Language
    token: str = ""
    """What a form of this visitor must send along."""
    session: Session | None = None
    """The spreadsheet that this visitor sent."""

    passing: list[str] = field(default_factory=list[str])
    """What failed while its page was made, and may not fail again."""

    @property
    def is_own(self) -> bool:
        """Return whether pages answer from the spreadsheet that this visitor sent."""
        return self.session is not None and self.session.held is self.held

    @property
    def path(self) -> str:
        """Return the path that was asked for."""
        return self.request.url.path

    @cached_property
    def given(self) -> Mapping[str, Sequence[str]]:
        """Return what stands in the address, by name."""
        found: dict[str, list[str]] = {}
        for name, value in self.request.query_params.multi_items():
            found.setdefault(name, []).append(value)
        return found

    def one(self, name: str) -> str:
        """Return the last value of a name; empty where there is none."""
        return [*self.given.get(name, ()), ""][-1] if name not in self.given else self.given[name][-1]

    @cached_property
    def values(self) -> Values:
        """Return what a command is told: ``param.type=rms`` of a form is ``param=type=rms``."""
        found: dict[str, list[str]] = {}
        for name, given in self.given.items():
            head, dot, rest = name.partition(".")
            if head == PARAMETER and dot:
                found.setdefault(PARAMETER, []).extend(f"{rest}={value}" for value in given)
            elif head not in RESERVED:
                found.setdefault(name, []).extend(value.replace("\r\n", "\n") for value in given)
        return found

    def run(self, asked: Answering, values: Values | None = None, form: str = FOR_PEOPLE) -> Answer:
        """Return the answer of a command."""
        answer = self.runner.run(self.held, asked, self.values if values is None else values, self.language, form)
        if answer.refusal is not None and answer.refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.passing.append(answer.refusal.text)
        return answer

    def at(self, path: str, pairs: Sequence[tuple[str, str]] = ()) -> Visit:
        """Return the same visit as if it asked for another page: a form that is refused comes back on its own page."""
        scope = {**self.request.scope, "method": "GET", "path": path, "query_string": urlencode(list(pairs)).encode()}
        return replace(self, request=Request(scope))

    def address(self, **changes: str) -> str:
        """Return this address with other values; an empty one takes a name away."""
        pairs = [
            (name, value)
            for name, given in self.given.items()
            for value in given
            if name not in changes and name != LANGUAGE
        ]
        return address(self.path, [*pairs, *((name, value) for name, value in changes.items() if value)])


def address(path: str, pairs: Sequence[tuple[str, str]] | Mapping[str, str] = ()) -> str:
    """Return the address of a path and what it is told."""
    said = urlencode(list(pairs.items()) if isinstance(pairs, Mapping) else list(pairs))
    return quote(path, safe="/%") + (f"?{said}" if said else "")


def language_of(request: Request, default: Language, *, decided: bool) -> Language:
    """Return the language of a request: its address, the cookie, what the explorer was told, what the browser prefers."""
    for said in (request.query_params.get(LANGUAGE), request.cookies.get(COOKIE)):
        for known in LANGUAGES:
            if said == known:
                return known
    if not decided:
        for part in request.headers.get("accept-language", "").split(","):
            for known in LANGUAGES:
                if part.strip().lower().startswith(known):
                    return known
    return default
