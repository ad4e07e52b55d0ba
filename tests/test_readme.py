"""The README's tour is run: every command in order, and every line of output that it promises."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rotation import rotated

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [body for name, body in _BLOCK.findall(text) if name == language]


def transcript() -> list[tuple[str, list[str]]]:
    """Return (command, promised lines of output) for each ``$`` line of the tour."""
    steps: list[tuple[str, list[str]]] = []
    for body in blocks("console"):
        for line in body.splitlines():
            if line.startswith("$ "):
                steps.append((line[2:], []))
            elif line.strip() and line.strip() != "...":
                steps[-1][1].append(line)
    return steps


def taken(steps: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """Return this run's share of the tour: the first command, a third of the others, and those whose files these read."""
    kept = {0, *rotated(len(steps))}
    for at in sorted(kept, reverse=True):
        for before, (command, _) in enumerate(steps[:at]):
            written = re.search(r" -o (\S+)", command)
            if written and written[1] in steps[at][0].split():
                kept.add(before)
    return [steps[at] for at in sorted(kept)]


def test_the_tour_holds(tmp_path: Path) -> None:
    steps = [(command, promised) for command, promised in transcript() if command.startswith("graphmodel")]
    assert len(steps) >= 8
    for command, promised in taken(steps):
        arguments = [sys.executable, "-m", *shlex.split(command)]
        done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        said = {" ".join(line.split()) for line in (done.stdout + done.stderr).splitlines()}
        missing = [line for line in promised if " ".join(line.split()) not in said]
        assert not missing, f"{command} does not say: {missing}\nit says: {done.stdout}{done.stderr}"


@pytest.mark.parametrize("body", blocks("python"), ids=lambda body: body.strip().splitlines()[0])
def test_the_python_example_runs(body: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", body], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    promised = re.findall(r"# -> (.*)$", body, re.MULTILINE)
    assert promised, "the example shows no result"
    assert [line for line in promised if line not in done.stdout] == []


def test_the_make_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8") if (ROOT / "Makefile").exists() else None
    for command, _ in transcript():
        if command.startswith("make ") and makefile is not None:
            assert f"\n{command.removeprefix('make ')}:" in makefile
