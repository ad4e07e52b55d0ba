"""``python -m graphmodel`` is ``graphmodel``: signals are looked after before anything else is imported."""

import signal
import sys

from graphmodel.machine import ending


def main() -> None:
    """Run the command line and exit."""
    look_after_signals()
    from graphmodel.cli import main as run

    with_explorer()
    run()


def with_explorer() -> None:
    """Add to the command line what stands above it: the explorer, which answers with its commands."""
    from graphmodel.cli import cli
    from graphmodel.explorer.command import serve
    from graphmodel.explorer.command_mcp import mcp

    cli.add_command(serve)
    cli.add_command(mcp)


def look_after_signals() -> None:
    """Let a signal end this process with one word, in the language that the command line asks for."""
    words: dict[int, str] = {}
    with ending.held():  # from the first moment on a signal waits until the words that are said of it are there
        ending.install(words.__getitem__)
        from graphmodel.words.languages import chosen_language
        from graphmodel.words.messages import say

        language = chosen_language(sys.argv[1:])
        ended = say("ended by a signal", language=language)
        words.update(dict.fromkeys(ending.SIGNALS, ended))
        words[signal.SIGINT] = say("interrupted", language=language)


if __name__ == "__main__":
    main()
