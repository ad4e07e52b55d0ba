"""The comment lines that open a query file: title, French title, prose, and ``@`` lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphmodel.errors import QueryError
from graphmodel.queries.parameters import HELP, TYPES
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean
from graphmodel.words.translations import translated

SHOWS = ("table", "map")
NEEDS = ("visibility",)

_COLUMNS = re.compile(r"\s{2,}")
_PARAMETER = re.compile(r"^([ \t]*//\s*@param[ \t]+\S+[ \t]+\S[^\n]*?[ \t]{2,})(\S[^\n]*?)(?=\s*$)", re.MULTILINE)
_TAGS = ("fr", "param", "shows", "needs")


@dataclass(frozen=True)
class Header:
    """What a query file says of itself; ``parameters`` holds (name, type, help, line)."""

    title: str
    title_fr: str
    description: str
    parameters: tuple[tuple[str, str, str, int], ...]
    shows: str
    needs: frozenset[str]


def read_header(text: str, place: str, *, strict: bool) -> Header:
    """Return what the leading ``//`` lines say; QueryError ``file:line: ...`` for a line that cannot be read.

    ``strict`` asks for a title in both languages, as every file of a pack has.
    """
    prose: list[str] = []
    tags: dict[str, str] = {}
    parameters: list[tuple[str, str, str, int]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith("//"):
            if line.strip():
                break
            continue
        words = line.strip().removeprefix("//").strip()
        if not words.startswith("@"):
            prose.append(words)
            continue
        tag, _, rest = words[1:].partition(" ")
        if tag not in _TAGS:
            if strict:
                raise QueryError(
                    Message(
                        "{place}:{number}: unknown tag @{tag}{near}",
                        place=place,
                        number=number,
                        tag=tag,
                        near=did_you_mean(tag, _TAGS),
                    )
                )
            continue
        if tag == "param":
            parameters.append((*_parameter(rest, f"{place}:{number}"), number))
        elif tag in tags:
            raise QueryError(Message("{place}:{number}: @{tag} stands twice", place=place, number=number, tag=tag))
        else:
            tags[tag] = rest.strip()
            _check_tag(tag, tags[tag], f"{place}:{number}")
    title = prose[0] if prose else ""
    if strict and not (title and tags.get("fr")):
        raise QueryError(Message("{place}:1: a query file opens with a // title and a // @fr title", place=place))
    return Header(
        title=title,
        title_fr=tags.get("fr", ""),
        description=" ".join(line for line in prose[1:] if line),
        parameters=tuple(parameters),
        shows=tags.get("shows", SHOWS[0]),
        needs=frozenset(tags.get("needs", "").split()),
    )


def _check_tag(tag: str, rest: str, place: str) -> None:
    known = {"shows": SHOWS, "needs": NEEDS}.get(tag)
    for word in rest.split() if known else ():
        if known and word not in known:
            raise QueryError(
                Message(
                    "{place}: @{tag} is one of {known}, not {word!r}",
                    place=place,
                    tag=tag,
                    known=", ".join(known),
                    word=word,
                )
            )
    if not rest:
        raise QueryError(Message("{place}: @{tag} says nothing", place=place, tag=tag))


def _parameter(rest: str, place: str) -> tuple[str, str, str]:
    """Read ``name  type  help``; two spaces at least part the type, which may have two words, from the help."""
    name, _, after = rest.strip().partition(" ")
    parts = _COLUMNS.split(after.strip(), maxsplit=1)
    if len(parts) != 2:
        raise QueryError(
            Message("{place}: write @param name  type  help, with two spaces before the help", place=place)
        )
    type, help = parts
    if type not in TYPES:
        raise QueryError(
            Message(
                "{place}: {type!r} is no parameter type{near}; one of {types}",
                place=place,
                type=type,
                near=did_you_mean(type, TYPES),
                types=", ".join(TYPES),
            )
        )
    return name, type, help


def told(text: str, language: Language) -> str:
    """Return the text of a query file with the help of its parameters in a language; it says the same to every reader."""
    return _PARAMETER.sub(lambda found: f"{found[1]}{translated(found[2], language, HELP)}", text)
