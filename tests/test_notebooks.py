"""Each notebook runs from top to bottom in a fresh folder, asks nothing of the network, and is kept without outputs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

FOLDER = Path(__file__).parents[1] / "notebooks"
BOOKS = sorted(FOLDER.glob("*.ipynb"))
ASKS = re.compile(r"""(?:src|href|url|srcset|action)\s*[=(]\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
"""What would make a page ask another machine for something as it is shown."""


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def test_the_notebooks_are_there() -> None:
    assert [path.stem for path in BOOKS] == ["01-load", "02-isolated", "03-sees", "04-connect", "05-plan"]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_small_and_without_outputs(path: Path) -> None:
    book = read(path)
    nbformat.validate(book)
    assert len(book.cells) < 20
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert [(cell.outputs, cell.execution_count) for cell in code] == [([], None)] * len(code)
    assert book.cells[0].source.startswith("# ")
    assert book.cells[0].source.splitlines()[0].endswith("?")
    assert book.cells[-1].source.startswith("**Answer.**")


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    book = read(path)
    nbclient.NotebookClient(book, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in book.cells for output in cell.get("outputs", ())]
    assert outputs
    assert [output.output_type for output in outputs if output.output_type == "error"] == []
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    for output in outputs:
        page = output.get("data", {}).get("text/html", "")
        assert not ASKS.search(page), page[:200]
        assert "<script src" not in page
    if path.stem >= "04":
        assert any("srcdoc" in output.get("data", {}).get("text/html", "") for output in outputs), "no map"
