"""What is said to a person: a text in English that knows how to say itself in the other language.

A message is a text, the English one, so it goes wherever a text goes; it keeps what it was made of, and is put into
words at the edge, where the language is known. Values that are messages themselves are put in by language:

>>> near = Message(" (did you mean {word}?)", word="active")
>>> text = Message("{text!r} is no status{near}", text="actve", near=near)
>>> text
"'actve' is no status (did you mean active?)"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from numbers import Number
from typing import Protocol, Self

from graphmodel.words.languages import Language
from graphmodel.words.languages import language as in_force
from graphmodel.words.translations import translated, translated_number

_QUOTED = 60


class _Source(Protocol):
    """What a message is made of."""

    def text(self, language: Language) -> str:
        """Return it in a language."""
        ...


@dataclass(frozen=True)
class _Template:
    """A text of the catalogue, with the values that stand in it."""

    id: str
    values: Mapping[str, object] | None = field(hash=False)
    """None where the text is no template: then its braces are braces."""
    context: str = ""

    def text(self, language: Language) -> str:
        text = translated(self.id, language, self.context)
        return text if self.values is None else text.format(**_in_language(self.values, language))


@dataclass(frozen=True)
class _Counted:
    """A text of the catalogue that depends on a number."""

    one: str
    many: str
    count: int
    values: Mapping[str, object] = field(hash=False)

    def text(self, language: Language) -> str:
        text = translated_number(self.one, self.many, self.count, language)
        return text.format(count=_number(f"{self.count:,}", language), **_in_language(self.values, language))


@dataclass(frozen=True)
class _Number:
    """A number as English writes it."""

    written: str

    def text(self, language: Language) -> str:
        return _number(self.written, language)


@dataclass(frozen=True)
class _Within:
    """A sentence as it goes on within another one."""

    sentence: str

    def text(self, language: Language) -> str:
        said = in_language(self.sentence, language)
        return said[:1].lower() + said[1:]


@dataclass(frozen=True)
class _Joined:
    """Several texts as one, with another between them."""

    between: str
    texts: tuple[str, ...]

    def text(self, language: Language) -> str:
        return in_language(self.between, language).join(in_language(text, language) for text in self.texts)


@dataclass(frozen=True)
class _Shown:
    """What a value looks like, kept in its place: a message outlives the value, and goes to other processes."""

    text: str
    representation: str

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.representation

    def __format__(self, form: str) -> str:
        return format(self.text, form)


def _lasting(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value if value is None or isinstance(value, (str, Number)) else _Shown(str(value), repr(value))
        for name, value in values.items()
    }


class Message(str):
    """A text of the catalogue with values in it; equal to a text that says the same in English.

    ``id`` is the English text, a template of ``str.format`` where values are given. ``context`` tells apart what is
    one word in English and two in French.
    """

    __slots__ = ("_source",)
    _source: _Source

    def __new__(cls, id: str, /, *, context: str = "", **values: object) -> Self:
        """Return the text with the values in it."""
        return cls.of_source(_Template(id, _lasting(values) or None, context))

    @classmethod
    def of_source(cls, source: _Source) -> Self:
        """Return the message that is made of something that can be said in each language."""
        message = super().__new__(cls, source.text("en"))
        message._source = source
        return message

    def text(self, chosen: Language | None = None) -> str:
        """Return the text in a language, or in the one in force."""
        return self._source.text(chosen or in_force())

    def filled(self, **values: object) -> Message:
        """Return the same text, a template, with values that were not known when it was written."""
        if not isinstance(self._source, _Template):
            return self
        known = self._source.values or {}
        return self.of_source(_Template(self._source.id, {**known, **_lasting(values)}, self._source.context))

    def __reduce__(self) -> tuple[object, ...]:
        return _restored, (self._source,)

    def __add__(self, more: str) -> Message:
        return joined("", (self, more))

    def __radd__(self, before: str) -> Message:
        return joined("", (before, self))


def _restored(source: _Source) -> Message:
    return Message.of_source(source)


def plain(text: str) -> Message:
    """Return a text that is the same in both languages, as the name of a file is."""
    return text if isinstance(text, Message) else joined("", (text,))


def in_language(text: str, chosen: Language | None = None) -> str:
    """Return a text in a language, or in the one in force: a plain text is the same in both."""
    return text.text(chosen) if isinstance(text, Message) else str(text)


def say(id: str, /, *, language: Language | None = None, **values: object) -> str:
    """Return a text of the catalogue in a language, or in the one in force."""
    return _Template(id, values or None).text(language or in_force())


def named(context: str, id: str, /) -> Message:
    """Return a word of the catalogue that has its meaning in a context: of a heading, of a vocabulary."""
    return Message(id, context=context)


def joined(between: str, texts: Iterable[str]) -> Message:
    """Return several texts as one, with another between them."""
    return Message.of_source(_Joined(between, tuple(texts)))


def listed(texts: Iterable[str]) -> Message:
    """Return ``a, b and c``."""
    items = list(texts)
    if len(items) < 2:
        return joined("", items)
    return joined(", ", items[:-1]) + Message(" and ") + items[-1]


def either(texts: Iterable[str]) -> Message:
    """Return ``a or b``."""
    return joined(Message(" or "), texts)


def within(sentence: str) -> Message:
    """Return a sentence with a small first letter, to stand within another one."""
    return Message.of_source(_Within(sentence))


def number(count: int) -> Message:
    """Return a whole number with its thousands parted as each language does."""
    return figure(f"{count:,}")


def figure(written: str) -> Message:
    """Return a number that is written as in English, ``1,234.5``, as each language writes it."""
    return Message.of_source(_Number(written))


def plural(one: str, many: str) -> tuple[str, str]:
    """Return both forms of a text that depends on a number, for ``counted`` to choose from."""
    return one, many


def counted(count: int, one: str, many: str, **values: object) -> Message:
    """Return a text that depends on a number: ``counted(3, "{count} problem", "{count} problems")``."""
    return Message.of_source(_Counted(one, many, count, _lasting(values)))


NOTHING = plain("")
"""What is put in where there is nothing to say."""


def quoted(text: str, most: int = _QUOTED) -> str:
    """Return a text as messages quote it: one line, not too long."""
    return repr(text if len(text) <= most else text[: most - 3] + "...")


def _number(written: str, language: Language) -> str:
    return written.replace(",", "\u00a0").replace(".", ",") if language == "fr" else written


def _in_language(values: Mapping[str, object], language: Language) -> dict[str, object]:
    return {name: value.text(language) if isinstance(value, Message) else value for name, value in values.items()}
