"""The page's modules by themselves: sound, short, fit to be put together; what they answer is in test_conformance."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from graphmodel.maps.words import page_texts
from tests.node import SCRIPTS, TESTS, node, run

pytestmark = pytest.mark.rotates("maps_engine")

__all__ = ["node"]
LONGEST = 350
MODULES = sorted(SCRIPTS.rglob("*.js"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SCRIPTS).as_posix())
def test_modules_are_sound_short_and_can_be_put_together(node: str, path: Path) -> None:
    """The page has all modules in one script: imports and exports stand alone on their lines and are taken out."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith(("// ", "/** "))
    assert len(text.splitlines()) <= LONGEST
    module = re.compile(
        r'import \{ [\w, ]+ \} from "\.{1,2}/[\w./]+\.js";|export (async )?(function\*?|const|class) \w+\b.*'
    )
    for line in text.splitlines():
        if re.match(r"\s*(import|export)\b", line):
            assert module.fullmatch(line), line
        assert "\t" not in line
        assert line == line.rstrip()
    checked = run(node, "--check", path)
    assert checked.returncode == 0, checked.stderr


def test_the_modules_pass_their_own_tests(node: str, tmp_path: Path) -> None:
    texts = tmp_path / "texts.json"
    texts.write_text(json.dumps(page_texts()), encoding="utf-8")
    done = run(node, "--test", *sorted(TESTS.glob("*.test.mjs")), GRAPHMODEL_TEXTS=str(texts))
    assert done.returncode == 0, done.stdout + done.stderr
