"""Values as Cypher literals, and back.

Law: for every value that ``quote`` takes, ``read(tokenize(quote(value)), 0)`` gives an equal value of the same type,
and so do the engines.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

from graphmodel.errors import QueryError
from graphmodel.queries.language.tokens import Token

Scalar = str | int | float | bool
Value = Scalar | Sequence[Scalar]

_INT_BOUND = 2**63
_WORDS = {"TRUE": True, "FALSE": False}
_SPECIAL = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TABLE = str.maketrans(_SPECIAL)


def quote(value: object) -> str:
    """Return a value as a literal that can be nothing but that value, on every engine.

    Takes text, whole numbers of 64 bits, finite numbers, booleans and lists or tuples of these; QueryError for
    anything else, for text with a NUL or half a surrogate pair, and for null, which no parameter may be.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quote_text(value)
    if isinstance(value, int):
        if not -_INT_BOUND <= value < _INT_BOUND:
            raise QueryError(f"{value} does not fit into 64 bits")
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise QueryError(f"{value} is not a finite number")
        text = repr(value).replace("e+", "e")  # ladybug refuses 1e+22
        return text if "." in text or "e" in text else f"{text}.0"
    if isinstance(value, list | tuple):
        return f"[{', '.join(quote(item) for item in cast('Sequence[object]', value))}]"
    if value is None:
        raise QueryError("a parameter is never null; '', -1 or [] means any")
    raise QueryError(f"a parameter cannot be a {type(value).__name__}")


def _quote_text(value: str) -> str:
    if "\0" in value:
        raise QueryError("text with a NUL character cannot be passed on")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise QueryError("text with half a surrogate pair cannot be passed on") from None
    return f"'{value.translate(_TABLE)}'"


def read(tokens: Sequence[Token], index: int) -> tuple[Value, int] | None:
    """Return the literal that starts at a token and the index after it, or None where none starts there."""
    if index >= len(tokens):
        return None
    if tokens[index].marks("["):
        return _read_list(tokens, index + 1)
    return _read_scalar(tokens, index)


def _read_scalar(tokens: Sequence[Token], index: int) -> tuple[Scalar, int] | None:
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.kind == "text":
        return token.value, index + 1
    if token.kind == "number":
        return _number(token.value), index + 1
    if token.keyword in _WORDS:
        return _WORDS[token.keyword], index + 1
    if token.marks("-") and index + 1 < len(tokens) and tokens[index + 1].kind == "number":
        return -_number(tokens[index + 1].value), index + 2
    return None


def _read_list(tokens: Sequence[Token], index: int) -> tuple[Value, int] | None:
    items: list[Scalar] = []
    if index < len(tokens) and tokens[index].marks("]"):
        return items, index + 1
    while (found := _read_scalar(tokens, index)) is not None:
        items.append(found[0])
        index = found[1]
        if index >= len(tokens) or not tokens[index].marks(",", "]"):
            return None
        if tokens[index].marks("]"):
            return items, index + 1
        index += 1
    return None


def _number(text: str) -> int | float:
    if text[:2].lower() in ("0x", "0o"):
        return int(text, 0)
    return float(text) if "." in text or "e" in text.lower() else int(text)
