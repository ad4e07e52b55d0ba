"""Pages of the documentation and the blocks in them; and what the blocks of a French page are by those of its English one.

A French page has the blocks of its English page, in their order, with the words that an HTML comment of it translates:

    <!-- in the blocks
    inventory = inventaire
    -->

Only the lines of output that a command promises are its own: they are in French.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
ENGLISH = {"glossaire.md": "glossary.md"}
"""The French pages that have a name of their own; any other is called as its English page, with -fr."""
_BLOCK = re.compile(r'^```(\w*)(?: title="([^"]*)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
_GENERATED = re.compile(r"^<!-- (\w+): begin -->$.*?^<!-- \1: end -->$", re.MULTILINE | re.DOTALL)
_WORDS = re.compile(r"^<!-- in the blocks\n(.*?)^-->$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One block between fences: its language, the file that it is, if any, and its text."""

    language: str
    title: str
    body: str

    def __str__(self) -> str:
        titled = f' title="{self.title}"' if self.title else ""
        return f"```{self.language}{titled}\n{self.body}```"


def blocks(text: str) -> list[Block]:
    return [Block(*found) for found in _BLOCK.findall(text)]


def prose(text: str) -> str:
    """Return what a person wrote on a page: without blocks, generated parts and what stands in backticks."""
    return re.sub(r"`[^`\n]+`", "", _BLOCK.sub("", _WORDS.sub("", _GENERATED.sub("", text))))


def commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Yield (command, promised lines of output) for each ``$`` line."""
    steps: list[tuple[str, list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], []))
        elif line.strip():
            steps[-1][1].append(line)
    yield from steps


def french_pages() -> list[tuple[Path, Path]]:
    """Return each French page with its English one."""
    return [
        (page, DOCS / ENGLISH.get(page.name, page.name.replace("-fr.md", ".md")))
        for page in sorted(DOCS.glob("*.md"))
        if is_french(page)
    ]


def is_french(page: Path) -> bool:
    return page.stem.endswith("-fr") or page.name in ENGLISH


def words(french: str) -> dict[str, str]:
    """Return what a French page says for which words in the blocks of its English page."""
    return {
        ours: theirs
        for found in _WORDS.findall(french)
        for ours, _, theirs in (line.partition(" = ") for line in found.splitlines())
    }


def in_french(english: str, french: str) -> str:
    """Return a French page with the blocks that its English page asks for; AssertionError if their numbers differ."""
    asked, has = blocks(_GENERATED.sub("", english)), blocks(french)
    assert [block.language for block in has] == [block.language for block in asked]
    told = words(french)
    made = iter([_translated(block, told, own) for block, own in zip(asked, has, strict=True)])
    return _BLOCK.sub(lambda _: str(next(made)), french)


def _translated(block: Block, told: dict[str, str], own: Block) -> Block:
    body = _said(block.body, told)
    if block.language == "console":
        promises = [promised for _, promised in commands(own.body)]
        asked = [command for command, _ in commands(body)]
        lines = [
            line
            for command, promised in zip_longest(asked, promises[: len(asked)], fillvalue=())
            for line in (f"$ {command}", *promised)
        ]
        body = "".join(f"{line}\n" for line in lines)
    return Block(block.language, _said(block.title, told), body)


def _said(text: str, told: dict[str, str]) -> str:
    """Return a text with its words translated, the longest first, each once."""
    if not told:
        return text
    longest = "|".join(re.escape(word) for word in sorted(told, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{longest})(?!\w)", lambda found: told[found[0]], text)
