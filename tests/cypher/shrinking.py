"""Make a text that is answered differently smaller, as long as it still is: ``python -m tests.cypher.shrinking FILE...``.

Knows nothing of the grammar but its words and brackets: it leaves out parts and keeps what still differs. FILE is what
the long run wrote, or any text; the world is told by ``--world`` or by the seed in the file.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import click

from tests.cypher.__main__ import a_server
from tests.cypher.asking import Ours, Theirs
from tests.cypher.generator import Text
from tests.cypher.run import judge
from tests.cypher.worlds import canada, world

_CLAUSES = re.compile(
    r"\b(?=OPTIONAL MATCH|(?<!OPTIONAL )MATCH|(?<!STARTS )(?<!ENDS )WITH|UNWIND|RETURN|WHERE|ORDER BY|SKIP|LIMIT|UNION|AND |OR |XOR )"
)


def smaller(text: str) -> Iterator[str]:
    """Yield texts with something left out, the most first."""
    starts = [found.start() for found in _CLAUSES.finditer(text)] + [len(text)]
    for at, start in enumerate(starts[:-1]):
        for end in reversed(starts[at + 1 :]):
            yield text[:start] + text[end:]
    spans = sorted(_spans(text), key=lambda span: span[0] - span[1])
    for start, end in spans:
        yield text[: start + 1] + text[end:]
        yield text[:start] + text[start + 1 : end] + text[end + 1 :]
        yield text[:start] + "null" + text[end + 1 :]
    for start, end in spans:
        yield from (text[: start + 1] + held + text[end:] for held in _without_one(text[start + 1 : end]))
    yield from _without_one(text)
    for found in re.finditer(r"NOT |DISTINCT |:\w+[|&]|[|&]\w+|:\w+(?=[)\]\s{*])|p\d+ = |\*\d?\.*\d?| DESC| ASC", text):
        yield text[: found.start()] + text[found.end() :]
    for found in re.finditer(r"\w+\.\w+|'[^']*'|\b\d+(\.\d+)?\b", text):
        yield text[: found.start()] + "null" + text[found.end() :]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign in "([{":
            opened.append(at)
        elif sign in ")]}" and opened:
            yield opened.pop(), at


def _without_one(text: str) -> Iterator[str]:
    """Yield a text without one of the items that commas part."""
    depth, cuts = 0, [-1]
    for at, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and not depth:
            cuts.append(at)
    cuts.append(len(text))
    for left, right in pairwise(cuts):
        if len(cuts) > 2:
            yield (text[:left] if left > 0 else "") + (text[right:] if left > 0 else text[right + 1 :].lstrip())


def shrink(text: str, differs: Callable[[str], bool], most: int = 3000) -> str:
    """Return the smallest text found that still differs."""
    tried = {text}
    while True:
        for candidate in smaller(text):
            candidate = re.sub(r"  +", " ", candidate).strip()  # noqa: PLW2901
            if candidate in tried or len(tried) > most:
                continue
            tried.add(candidate)
            if differs(candidate):
                text = candidate
                break
        else:
            return text


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--world", "name", help="Number of the world, or canada.")
@click.option("--server", "uri", help="Address of a test server that runs already; its graph is replaced.")
def main(files: tuple[Path, ...], name: str | None, uri: str | None) -> None:
    """Shrink texts that are answered differently."""
    with a_server(uri) as server:
        theirs = Theirs(server)
        for file in files:
            told = file.read_text(encoding="utf-8")
            text = " ".join(line for line in told.splitlines() if not line.startswith("//"))
            found = re.search(r"\(seed \w+/(\w+)/\d+, parameters (.*)\)$", told, re.MULTILINE)
            values = ast.literal_eval(found[2]) if found else {}
            wanted = name or (found[1] if found else "1")
            catalogue = canada() if wanted == "canada" else world(int(wanted))
            theirs.write(catalogue)
            ours = Ours(catalogue)

            what = "DIFFERENT"
            for kind in ("BROKEN", "SQL REFUSED"):
                what = kind if told.startswith(f"// {kind}") else what

            def differs(cypher: str, ours: Ours = ours, values: dict[str, object] = values, what: str = what) -> bool:
                mine = ours.ask(cypher, values)
                given = judge(Text(cypher, values), mine, theirs.ask(cypher, values))
                return given[0] == what

            small = shrink(text, differs) if differs(text) else "(no difference any more)"
            mine, right = ours.ask(small, values), theirs.ask(small, values)
            click.echo(f"{file.name}, world {wanted}\n  {small}\n  ours {str(mine)[:300]}\n  Neo4j {str(right)[:300]}")
            ours.close()
        theirs.close()


if __name__ == "__main__":
    main()
