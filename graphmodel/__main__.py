"""``python -m graphmodel`` is ``graphmodel``: signals are looked after before anything else is imported."""

import os
import signal
import sys

from graphmodel.machine import ending


def main() -> None:
    """Run the command line and exit."""
    ending.install(_word)
    from graphmodel.cli import main as run

    run()


def _word(number: int) -> str:
    french = _asked_for_french()
    if number == signal.SIGINT:
        return "interrompu" if french else "interrupted"
    return "terminé par un signal" if french else "ended by a signal"


def _asked_for_french() -> bool:
    """Return whether the command line asks for French: its own reader may not be there yet."""
    given = sys.argv[1:]
    for at, item in enumerate(given):
        if item == "--lang":
            return given[at + 1 : at + 2] == ["fr"]
        if item.startswith("--lang="):
            return item == "--lang=fr"
    return os.environ.get("GRAPHMODEL_LANG") == "fr"


if __name__ == "__main__":
    main()
