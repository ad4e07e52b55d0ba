"""Values of a mapping as the kinds that they must be; what is none is a fault at its place, and reading goes on."""

from __future__ import annotations

from typing import Any, cast

from graphmodel.words.messages import Message, plain


class MappingValues:
    """Gives the values of one mapping, and gathers all its faults."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Message] = []

    def fault(self, place: str, message: Message) -> None:
        """Note what is wrong at a place of the mapping."""
        self.faults.append(plain(f"{self.name}: {place}: ") + message)

    def separators(self, place: str, value: Any) -> tuple[str, ...]:
        """Return one text or several."""
        listed = self.listed(place, value) if isinstance(value, list) else [value]
        return tuple(text for item in listed if (text := self.text(place, item)))

    def texts(self, place: str, value: Any) -> dict[str, str]:
        """Return a table of texts."""
        return {name: self.text(f"{place}.{name}", text) for name, text in self.table(place, value).items()}

    def text(self, place: str, value: Any) -> str:
        """Return a text; empty where it is none."""
        return cast("str", self.typed(place, value, str, Message("must be a text in quotation marks"), ""))

    def flag(self, place: str, value: Any) -> bool:
        """Return true or false."""
        return cast("bool", self.typed(place, value, bool, Message("must be true or false"), instead=False))

    def table(self, place: str, value: Any) -> dict[str, Any]:
        """Return a table."""
        return cast(
            "dict[str, Any]", self.typed(place, value, dict, Message("must be a table of names and values"), {})
        )

    def listed(self, place: str, value: Any) -> list[Any]:
        """Return a list."""
        return cast("list[Any]", self.typed(place, value, list, Message("must be a list in square brackets"), []))

    def typed(self, place: str, value: Any, kind: type, wrong: Message, instead: object) -> object:
        """Return a value if it is of a kind; else it is a fault, and something stands in its place."""
        if isinstance(value, kind):
            return value
        self.fault(place, wrong)
        return instead

    def listed_texts(self, place: str, value: Any) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(self.text(place, item) for item in self.listed(place, value))

    def lines(self, place: str, value: Any) -> tuple[int, ...]:
        """Return one line or several, counted from 1, each below the one before."""
        found = self.listed(place, value) if isinstance(value, list) else [value]
        whole = [line for line in found if isinstance(line, int) and not isinstance(line, bool) and line > 0]
        if len(whole) < len(found) or not whole or sorted(set(whole)) != whole:
            self.fault(place, Message("must be a line, or a list of lines from the top down: header = [2, 3]"))
            return ()
        return tuple(whole)
