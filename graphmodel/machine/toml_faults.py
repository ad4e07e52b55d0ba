"""What Python's reader of TOML finds wrong, put into words: it says so in English alone."""

from __future__ import annotations

import re
import tomllib

from graphmodel.words.messages import NOTHING, Message, plain

_AT = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_SAID = {
    "Invalid statement": Message("Invalid statement"),
    "Expected newline or end of document after a statement": Message(
        "Expected newline or end of document after a statement"
    ),
    "Expected '(?P<what>.+)'": Message("Expected {what!r}"),
    "Found invalid character (?P<what>.+)": Message("Found invalid character {what}"),
    "Illegal character (?P<what>.+)": Message("Illegal character {what}"),
    r"Cannot declare \((?P<what>.+)\) twice": Message("Cannot declare ({what}) twice"),
    "Cannot overwrite a value": Message("Cannot overwrite a value"),
    r"Cannot mutate immutable namespace \((?P<what>.+)\)": Message("Cannot mutate immutable namespace ({what})"),
    r"Cannot redefine namespace \((?P<what>.+)\)": Message("Cannot redefine namespace ({what})"),
    "Duplicate inline table key (?P<what>.+)": Message("Duplicate inline table key {what}"),
    r"Expected '\]' at the end of a table declaration": Message("Expected ']' at the end of a table declaration"),
    r"Expected '\]\]' at the end of an array declaration": Message("Expected ']]' at the end of an array declaration"),
    "Expected '=' after a key in a key/value pair": Message("Expected '=' after a key in a key/value pair"),
    "Invalid initial character for a key part": Message("Invalid initial character for a key part"),
    "Unclosed array": Message("Unclosed array"),
    "Unclosed inline table": Message("Unclosed inline table"),
    r"Unescaped '\\' in a string": Message("Unescaped '\\' in a string"),
    "Invalid hex value": Message("Invalid hex value"),
    "Escaped character is not a Unicode scalar value": Message("Escaped character is not a Unicode scalar value"),
    "Unterminated string": Message("Unterminated string"),
    "Invalid date or datetime": Message("Invalid date or datetime"),
    "Invalid value": Message("Invalid value"),
}
"""What the reader says, as patterns, and the same as a message."""


class NoTOML(tomllib.TOMLDecodeError):
    """A text that is no TOML: ``why``, on which ``line`` (0 where that is not known), and ``said``, why and where."""

    def __init__(self, why: Message, line: int = 0, column: int = 0, *, at_end: bool = False) -> None:
        at = Message(" (at line {line}, column {column})", line=line, column=column) if column else NOTHING
        self.why, self.line = why, line
        self.said = why + (Message(" (at end of document)") if at_end else at)
        super().__init__(self.said)


def explained(error: tomllib.TOMLDecodeError, text: str) -> NoTOML:
    """Return in our words what Python's reader found wrong with a text."""
    found = _AT.search(str(error))
    why = _in_words(str(error)[: found.start()] if found else str(error))
    if found is None:
        return NoTOML(why)
    if found["line"] is None:
        return NoTOML(why, text.count("\n") + 1, at_end=True)
    return NoTOML(why, int(found["line"]), int(found["column"]))


def _in_words(said: str) -> Message:
    for pattern, message in _SAID.items():
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return message.filled(**found.groupdict()) if found.groupdict() else message
    return plain(said)
