"""``python -m graphmodel`` is ``graphmodel``: signals are looked after before anything else is imported."""

import signal
import sys

from graphmodel.machine import ending


def main() -> None:
    """Run the command line and exit."""
    ending.install(_word)
    from graphmodel.cli import main as run

    run()


def _word(number: int) -> str:
    """Return what is said of a signal, in English where the rest of the program is not there yet."""
    interrupted = number == signal.SIGINT
    try:
        from graphmodel.words.languages import chosen_language
        from graphmodel.words.messages import say

        language = chosen_language(sys.argv[1:])
        if interrupted:
            return say("interrupted", language=language)
        return say("ended by a signal", language=language)
    except Exception:  # noqa: BLE001 - whatever was being imported is half there
        return "interrupted" if interrupted else "ended by a signal"


if __name__ == "__main__":
    main()
