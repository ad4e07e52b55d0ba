"""Each notebook ships with what it answers: it runs from top to bottom in a fresh folder, asks nothing of the network,
and says the same again. ``make notebooks`` writes them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("nbclient")

from notebooks import make  # noqa: E402 - it needs what stands above

pytestmark = pytest.mark.rotates("notebooks")

BOOKS = make.books()
ASKS = re.compile(r"""(?:src|href|url|srcset|action)\s*[=(]\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
"""What would make a page ask another machine for something as it is shown."""
LARGEST = 150_000


def test_the_notebooks_are_there() -> None:
    assert [path.stem for path in BOOKS] == ["01-load", "02-isolated", "03-sees", "04-connect", "05-plan"]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_small_and_has_its_outputs(path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    assert len(book.cells) < 22
    assert path.stat().st_size < LARGEST
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    pictures = [output for cell in code for output in cell.outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == 1
    assert book.cells[0].source.startswith("# ")
    assert book.cells[0].source.splitlines()[0].endswith("?")
    assert book.cells[-1].source.startswith("**Answer.**")


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_answers_as_it_ships(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    book = make.run(path, tmp_path)
    outputs: list[Any] = [output for cell in book.cells for output in cell.get("outputs", ())]
    assert outputs
    assert [output.output_type for output in outputs if output.output_type == "error"] == []
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    for output in outputs:
        page = output.get("data", {}).get("text/html", "")
        assert not ASKS.search(page), page[:200]
        assert "<script src" not in page
    if path.stem >= "04":
        assert any("srcdoc" in output.get("data", {}).get("text/html", "") for output in outputs), "no map"
    assert make.texts(book) == make.texts(nbformat.read(path, as_version=4))
