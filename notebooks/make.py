"""Run the notebooks and keep them with what they answer: ``make notebooks``.

A map is left out of what is kept, for its page is large; so is the version of Python, for any will do.
"""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
LARGEST = 60_000
"""Letters of HTML in one output that are kept; a map has more."""


def books() -> list[Path]:
    """Return the notebooks in their order."""
    return sorted(FOLDER.glob("*.ipynb"))


def run(path: Path, folder: Path) -> Any:
    """Return a notebook after it ran from top to bottom in a folder, with all that it answered."""
    import_module("matplotlib.font_manager")  # finds its fonts the first time, and would say so in the notebook
    book = import_module("nbformat").read(path, as_version=4)
    client = import_module("nbclient").NotebookClient(
        book, timeout=300, record_timing=False, resources={"metadata": {"path": str(folder)}}
    )
    client.execute()
    return book


def kept(book: Any) -> Any:
    """Return a notebook that ran as it is shipped."""
    book.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    for cell in book.cells:
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            page = output.get("data", {}).get("text/html", "")
            if len(page) > LARGEST:
                del output["data"]["text/html"]
    return book


def texts(book: Any) -> list[list[str]]:
    """Return what the cells of a notebook answer in words, pictures left out."""
    return [
        [
            text
            for output in cell.get("outputs", ())
            for text in (output.get("text", ""), *_plain(output.get("data", {})))
            if text
        ]
        for cell in book.cells
    ]


def _plain(data: Any) -> list[str]:
    return [text for kind in ("text/plain", "text/html") if len(text := data.get(kind, "")) <= LARGEST]


def main() -> None:
    """Run every notebook, each in a fresh folder, and write it with its outputs."""
    for path in books():
        with tempfile.TemporaryDirectory() as folder:
            book = kept(run(path, Path(folder)))
        import_module("nbformat").write(book, path)
        print(path.name, f"{path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
