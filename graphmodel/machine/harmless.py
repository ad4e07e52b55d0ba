"""Texts of others made harmless where they go: a terminal, a document in Markdown, a spreadsheet.

Nothing is lost: what a terminal would obey is written as its number, what would be markup or a formula as a text.
"""

from __future__ import annotations

import json
import re

FORMULA = r"[=+\-@\t\r]"
"""How a cell begins that a spreadsheet takes for a formula, for engines of regular expressions of any kind."""
_AT_START = re.compile(rf"(^|;)(?={FORMULA})")
_OBEYED = r"\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
_FOR_TERMINALS = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f{_OBEYED}]|\r(?!\n)")
_IN_JSON = re.compile(f"[{_OBEYED}]")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!~$&])")
_BREAK = re.compile(r"\s+")


def for_terminal(text: str) -> str:
    r"""Return a text with control characters and marks of direction as their numbers; lines and tabs stay.

    >>> print(for_terminal("\x1b[2Jgone \u202edrawkcab"))
    \x1b[2Jgone \u202edrawkcab
    """
    return _FOR_TERMINALS.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def for_json(text: str) -> str:
    r"""Return JSON of the same value in which no control character and no mark of direction stands as itself."""
    return _IN_JSON.sub(lambda found: json.dumps(found.group())[1:-1], text)


def for_markdown(text: str) -> str:
    r"""Return a text so that Markdown shows it as it is, on one line.

    >>> print(for_markdown("<b> | ![x](y)"))
    \<b\> \| \!\[x\](y)
    """
    return _MARKUP.sub(r"\\\1", _BREAK.sub(" ", text))


def for_spreadsheet(text: str) -> str:
    """Return a text with an apostrophe before it, and before items of a list, where it begins as a formula does.

    >>> for_spreadsheet("=1+1"), for_spreadsheet("a;=1"), for_spreadsheet("a=1")
    ("'=1+1", "a;'=1", 'a=1')
    """
    return _AT_START.sub(r"\1'", text)
