"""A mapping as text that a person reads and keeps: recipes with their guesses above them, words with their reasons beside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graphmodel.loading.reading.layouts import Layout
from graphmodel.words.messages import Message, in_language

_WIDTH = 116


@dataclass
class WrittenRecipe:
    """One recipe to be written: its keys in TOML, comments above it, and recodings, each word with its reason."""

    table: str
    comments: list[str] = field(default_factory=list[str])
    keys: dict[str, str] = field(default_factory=dict[str, str])
    recode: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict[str, dict[str, tuple[str, str]]])

    def word(self, column: str, theirs: str, ours: str, why: str = "") -> None:
        """Add a word to a recoding; the first of two that differ by capitals alone stands."""
        words = self.recode.setdefault(column, {})
        if theirs.casefold() not in {known.casefold() for known in words}:
            words[theirs] = ours, why

    def cite(self, source: str) -> None:
        """Let the records name a source."""
        before = self.keys.get("constant", "").removesuffix(" }")
        self.keys["constant"] = f"{before}, source = {quoted(source)} }}" if before else table({"source": source})

    def text(self) -> str:
        """Return the recipe as TOML."""
        lines = [comment(line) for line in self.comments]
        lines.append(f"[[{self.table}]]")
        lines += [f"{name} = {value}" for name, value in self.keys.items() if value]
        for column, words in self.recode.items():
            if words:
                lines.append(f"[{self.table}.recode.{key(column)}]")
                lines += [
                    f"{key(theirs)} = {quoted(ours)}" + (f"  {comment(why)}" if why else "")
                    for theirs, (ours, why) in words.items()
                ]
        return "\n".join(lines) + "\n"


def layout_text(name: str, layout: Layout, comments: Iterable[str]) -> str:
    """Return where a table stands as TOML."""
    lines = [comment(line) for line in comments]
    lines.append(f"[sheet.{key(name)}]")
    if layout.of != name:
        lines.append(f"of = {quoted(layout.of)}")
    lines.append(f"header = {layout.header[0] if len(layout.header) == 1 else list(layout.header)}")
    if layout.until:
        lines.append(f"until = {layout.until}")
    if layout.fill_down:
        lines.append(f"fill_down = {array(layout.fill_down)}")
    if layout.unfold:
        lines.append(f"unfold = {table({'names': layout.unfold.names, 'cells': layout.unfold.cells})}")
    return "\n".join(lines) + "\n"


def comment(text: str) -> str:
    """Return a text as one line of comment, whatever signs it holds."""
    said = " ".join(in_language(text).split())
    return "# " + "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in said)


def quoted(text: str) -> str:
    """Return a text as TOML has it.

    >>> quoted('RMS "old"')
    '"RMS \\\\"old\\\\""'
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def key(name: str) -> str:
    """Return a name as a key of TOML: bare where it may be."""
    bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else quoted(name)


def array(texts: Sequence[str]) -> str:
    """Return texts as a list of TOML."""
    return "[" + ", ".join(map(quoted, texts)) + "]"


def table(texts: Mapping[str, str]) -> str:
    """Return texts by name as an inline table of TOML."""
    return "{ " + ", ".join(f"{key(name)} = {quoted(text)}" for name, text in texts.items()) + " }"


def tables(lists: Mapping[str, Sequence[str]]) -> str:
    """Return lists by name as an inline table of TOML."""
    return "{ " + ", ".join(f"{key(name)} = {array(texts)}" for name, texts in lists.items()) + " }"


def step(by: Sequence[str], of: Sequence[str], without: Sequence[str]) -> str:
    """Return a step of ``rows`` as TOML."""
    left = f", without = {array(without)}" if without else ""
    return f"{{ by = {array(by)}, of = {array(of)}{left} }}"


def guessed(text: Message) -> Message:
    """Return what a comment says of a guess."""
    return Message("guess: {text}", text=text)
