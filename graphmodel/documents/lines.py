"""On which line each key of a TOML text stands: Python's reader does not say.

The text must be sound TOML already. A path is made of keys and, in arrays, numbers from 0: the key ``to`` of the
second ``[[change]]`` is ``("change", 1, "to")``.
"""

from __future__ import annotations

import re
import tomllib

Path = tuple[str | int, ...]
_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)+")
_BARE = re.compile(r"[^\s.=\[\]{},\"'#]+")
_PLAIN = re.compile(r"[^,\]}\n#]+")
_STRINGS = {
    '"""': re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}(?!")', re.DOTALL),
    "'''": re.compile(r"'''.*?'{3,5}(?!')", re.DOTALL),
    '"': re.compile(r'"(?:[^"\\]|\\.)*"'),
    "'": re.compile(r"'[^']*'"),
}


def key_lines(text: str) -> dict[Path, int]:
    """Return the line, from 1, on which each key, table and item of an array begins."""
    return _Scan(text.replace("\r\n", "\n")).document()


class _Scan:
    """One walk through one text; ``at`` is where it has come to."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines: dict[Path, int] = {}
        self._counted, self._line = 0, 1
        self._arrays: dict[Path, int] = {}

    def document(self) -> dict[Path, int]:
        table: Path = ()
        while self._blank() < len(self.text):
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)
        return self.lines

    def _blank(self) -> int:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _note(self, path: Path) -> None:
        """Note that a path begins here; the first place of each path counts."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        for size in range(1, len(path) + 1):
            self.lines.setdefault(path[:size], self._line)

    def _header(self) -> Path:
        """Read ``[a.b]`` or ``[[a.b]]``: a table below the last item of each array that the names pass."""
        brackets = 2 if self.text.startswith("[[", self.at) else 1
        start = self.at
        self.at += brackets
        names = self._names()
        steps: list[str | int] = []
        for number, name in enumerate(names, 1):
            steps.append(name)
            if number == len(names) and brackets == 2:
                self._arrays[tuple(steps)] = self._arrays.get(tuple(steps), -1) + 1
            if tuple(steps) in self._arrays:
                steps.append(self._arrays[tuple(steps)])
        path = tuple(steps)
        end, self.at = self.at, start
        self._note(path)
        self.at = end + brackets
        return path

    def _names(self) -> list[str]:
        """Read the names of a dotted key, quoted or bare, up to what follows them."""
        names: list[str] = []
        while True:
            self._blank()
            sign = self.text[self.at]
            if sign in "\"'":
                token = self._string()
                names.append(str(tomllib.loads(f"x = {token}")["x"]))
            else:
                found = _BARE.match(self.text, self.at)
                assert found, "a sound key"
                self.at = found.end()
                names.append(found.group())
            self._blank()
            if not self.text.startswith(".", self.at):
                return names
            self.at += 1

    def _pair(self, table: Path) -> None:
        start = self.at
        path = (*table, *self._names())
        end, self.at = self.at, start
        self._note(path)
        self.at = end + 1  # the equals sign
        self._blank()
        self._value(path)

    def _value(self, path: Path) -> None:
        sign = self.text[self.at]
        if sign in "\"'":
            self._string()
        elif sign == "[":
            self.at += 1
            number = 0
            while not self._closed("]"):
                self._note((*path, number))
                self._value((*path, number))
                number += 1
        elif sign == "{":
            self.at += 1
            while not self._closed("}"):
                self._pair(path)
        else:
            found = _PLAIN.match(self.text, self.at)
            assert found, "a sound value"
            self.at = found.end()

    def _closed(self, bracket: str) -> bool:
        """Return whether a list ends here, past blanks and a comma; if so, step behind its bracket."""
        self._blank()
        if self.text.startswith(",", self.at):
            self.at += 1
            self._blank()
        if self.text.startswith(bracket, self.at):
            self.at += 1
            return True
        return False

    def _string(self) -> str:
        quotes = next(quotes for quotes in _STRINGS if self.text.startswith(quotes, self.at))
        found = _STRINGS[quotes].match(self.text, self.at)
        assert found, "a sound string"
        self.at = found.end()
        return found.group()
