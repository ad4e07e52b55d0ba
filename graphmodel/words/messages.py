"""What is said to a person: one sentence in English, with the same sentence in French.

A message is a text, the English one, so it goes wherever a text goes; at the edge, where the language is known,
``in_language`` takes the other. Values that are messages themselves are put in by language:

>>> near = Message(" (did you mean {word}?)", " (vouliez-vous dire {word}?)", word="active")
>>> said = Message("{text!r} is no status{near}", "{text!r} n'est pas un statut{near}", text="actve", near=near)
>>> in_language(said, "fr")
"'actve' n'est pas un statut (vouliez-vous dire active?)"
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self


class Message(str):
    """A sentence in English that carries itself in French; equal to a text that says the same in English.

    ``english`` and ``french`` are templates of ``str.format`` where values are given, and plain texts where none are.
    """

    __slots__ = ("french",)
    french: str

    def __new__(cls, english: str, french: str, **values: object) -> Self:
        """Return the two sentences with the values in them."""
        if values:
            english, french = english.format(**values), french.format(**_in_french(values))
        made = super().__new__(cls, english)
        made.french = french
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        return str(self), self.french

    def __add__(self, more: str) -> Message:
        return Message(str(self) + str(more), self.french + in_language(more, "fr"))

    def __radd__(self, before: str) -> Message:
        return Message(before + str(self), in_language(before, "fr") + self.french)


NOTHING = Message("", "")
_QUOTED = 60


def plain(text: str) -> Message:
    """Return a text that is the same in both languages, as the name of a file is."""
    return text if isinstance(text, Message) else Message(text, text)


def in_language(text: str, language: str) -> str:
    """Return a text in a language: French where it has it and ``language`` is ``fr``, else as it is."""
    return text.french if language == "fr" and isinstance(text, Message) else str(text)


def joined(by: str, texts: Iterable[str]) -> Message:
    """Return several texts as one, parted by another."""
    listed = list(texts)
    return Message(
        in_language(by, "en").join(map(str, listed)), in_language(by, "fr").join(in_language(t, "fr") for t in listed)
    )


def listed(texts: Iterable[str]) -> Message:
    """Return ``a, b and c``."""
    items = list(texts)
    if len(items) < 2:
        return joined("", items)
    return joined(", ", items[:-1]) + Message(" and ", " et ") + items[-1]


def number(count: int) -> Message:
    """Return a whole number with its thousands parted as each language does."""
    said = f"{count:,}"
    return Message(said, said.replace(",", "\u00a0"))


def counted(count: int, one: tuple[str, str], many: tuple[str, str]) -> Message:
    """Return a number with its noun; French takes the singular for 0 too."""
    return number(count) + " " + Message(one[0] if count == 1 else many[0], one[1] if count < 2 else many[1])


def _in_french(values: dict[str, object]) -> dict[str, object]:
    return {name: in_language(value, "fr") if isinstance(value, str) else value for name, value in values.items()}


def quoted(text: str, most: int = _QUOTED) -> str:
    """Return a text as messages quote it: one line, not too long."""
    return repr(text if len(text) <= most else text[: most - 3] + "...")
