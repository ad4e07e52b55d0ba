"""A page as a PDF file: a browser that is on this machine prints it, unseen and off the network."""

from __future__ import annotations

import subprocess
from pathlib import Path

from graphmodel.errors import GraphmodelError
from graphmodel.machine.browser import PATIENCE, browser, run
from graphmodel.machine.ending import temporary
from graphmodel.machine.refusals import writing
from graphmodel.words.messages import Message

_LACKING = Message(
    "a PDF needs Chromium, Chrome or Edge, and none is on the PATH or in its usual place: write an .html file, open it "
    "in any browser and print it to PDF there; or write a .docx file; or install one (Debian: apt-get install chromium)"
)
_PRINTED = "page.pdf"


def why_no_pdf() -> Message | None:
    """Return why no PDF can be made here, with what to do; None where one can."""
    try:
        browser(_LACKING)
    except GraphmodelError:
        return _LACKING
    return None


def pdf_of(html: str, beside: Path) -> bytes:
    """Return an HTML page as PDF, on the sheets that its style asks for.

    The browser works in a folder of its own in ``beside``, which is removed. Raises GraphmodelError, with what to do,
    where no browser is found, or the one found prints nothing; MachineError where the folder cannot be made.
    """
    program = browser(_LACKING)
    with writing(beside), temporary(beside.resolve()) as folder:
        folder.mkdir(0o700)
        page, printed = folder / "page.html", folder / _PRINTED
        page.write_text(html, encoding="utf-8", newline="\n")
        try:
            _, err = run(
                program,
                folder,
                *("--no-pdf-header-footer", "--print-to-pdf-no-header"),  # as the one is called now, and was before
                f"--print-to-pdf={printed}",
                page.as_uri(),
            )
        except subprocess.TimeoutExpired:
            raise GraphmodelError(
                Message(
                    "{program} did not print the page within {seconds:.0f} s: write an .html file and print it to PDF "
                    "from a browser",
                    program=program,
                    seconds=PATIENCE,
                )
            ) from None
        if not printed.is_file() or not printed.stat().st_size:
            said = err.decode(errors="replace").strip().splitlines()
            raise GraphmodelError(
                Message(
                    "{program} did not print the page{why}: write an .html file and print it to PDF from a browser",
                    program=program,
                    why=f" ({said[-1][:200]})" if said else "",
                )
            )
        return printed.read_bytes()
