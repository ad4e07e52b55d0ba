"""What is said to whoever is refused at the door."""

from __future__ import annotations

from graphmodel.words.messages import say


def at_the_door(status: int) -> str:
    """Return why a status refuses, and what to do."""
    match status:
        case 401:
            return say(
                "This explorer opens by the address that it wrote when it started, once. Copy that address; if it was "
                "used already, end the explorer and start it again."
            )
        case 403:
            return say("Another site led here. For safety that is refused: type or copy the address instead.")
        case 400 | 415:
            return say("This is no form that is known here.")
        case 405:
            return say("Nothing is changed here: answers can only be read.")
        case 413:
            return say("Too much was sent.")
        case 414:
            return say("This address is too long.")
        case _:
            return say("This explorer does not answer by that name.")
