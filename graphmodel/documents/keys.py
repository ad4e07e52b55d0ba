"""What a scenario's keys may hold: each is a field of a dataclass that says its kind, its words and one sentence.

Validation, the text of a scenario and the documentation derive from these fields; nothing else states what a key is.
A key that is a column of the catalogue takes kind, words and references from the schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, Literal

from graphmodel.errors import Problem
from graphmodel.records.schema import Kind, TableName, tables
from graphmodel.words.messages import Message, within
from graphmodel.words.vocabulary import Vocabulary

KeyKind = Kind | Literal["number", "amount", "date", "systems", "agencies", "subjects"]
TARGET_KINDS: tuple[KeyKind, ...] = ("systems", "agencies", "subjects")
"""Kinds of keys that take ids or a selector; a subject is an agency or a system."""
LISTS: tuple[KeyKind, ...] = ("words", "references")


@dataclass(frozen=True)
class Key:
    """What one key may hold; ``refers_to`` names the tables whose ids it may take, checked against a catalogue."""

    name: str
    kind: KeyKind
    sentence: str
    """A Message where the key is required: then people are told it."""
    required: bool = False
    vocabulary: Vocabulary | None = None
    refers_to: tuple[TableName, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where something stands in a file: the line of its first key, and that of each of its keys."""

    file: str
    line: int
    lines: Mapping[str, int]


class KeyProblems:
    """What is wrong with one thing, gathered before it is refused; ``what`` names it where it stands in no file."""

    def __init__(self, what: str, place: Place | None = None) -> None:
        self._what, self._place = what, place
        self.problems: list[Problem] = []

    def __call__(self, key: str, message: str) -> None:
        """Note one fault of a key, or of the whole where the key is empty; a part of a key is ``from.type``."""
        if self._place is None:
            self.problems.append(Problem(self._what, 0, key, message))
            return
        line, part = self._place.line, key
        while part:
            if part in self._place.lines:
                line = self._place.lines[part]
                break
            part = part.rpartition(".")[0]
        self.problems.append(Problem(self._place.file, line, key, message))

    def __bool__(self) -> bool:
        return bool(self.problems)


def needs_key(what: str, key: Key) -> Message:
    """Return what to say where a key is needed and not there."""
    return Message("{what} needs the key {name}: {meaning}", what=what, name=key.name, meaning=within(key.sentence))


def key(kind: KeyKind, sentence: str, *, default: Any = None, required: bool = False, **rest: Any) -> Any:
    """Return a dataclass field that carries a Key; the field's name, without a last underscore, becomes the key's."""
    metadata = {"key": {"kind": kind, "sentence": sentence, "required": required, **rest}}
    return field(metadata=metadata) if required else field(default=default, metadata=metadata)


def column(table: TableName, name: str, sentence: str, **rest: Any) -> Any:
    """Return a dataclass field that carries the key of a column: its kind, its words and what it refers to."""
    known = tables()[table].column(name)
    held: dict[str, Any] = {"vocabulary": known.vocabulary, "refers_to": known.refers_to, **rest}
    return key(known.kind, sentence, **held)


def keys_of(items: Iterable[Field[Any]]) -> dict[str, Key]:
    """Return the keys that dataclass fields carry, by name, in order."""
    named = ((item.name.removesuffix("_"), item.metadata["key"]) for item in items if "key" in item.metadata)
    return {name: Key(name, **held) for name, held in named}


def key_fields(kind: type) -> dict[str, str]:
    """Return for each key of a dataclass the name of the field that holds it."""
    return {item.name.removesuffix("_"): item.name for item in fields(kind) if "key" in item.metadata}
