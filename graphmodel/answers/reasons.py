"""The reasons why records are not seen, in words: a closed vocabulary, and a path drawn as one line of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graphmodel.engine.misses import NOT_CARRIED, NOT_COPIED, NOT_RELAYED, PLANNED, WRONG_DIRECTION, Breach, Miss
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message

NOTHING_HELD, NOTHING_READ, NOTHING_LINKED = "no_system_recorded", "reads_no_system", "nothing_linked"
REASONS = v.Vocabulary(
    "reason",
    (
        v.Word(NOTHING_HELD, "no system of theirs is recorded"),
        v.Word(NOTHING_READ, "no system to see it in is recorded"),
        v.Word(NOTHING_LINKED, "nothing linked"),
        v.Word(WRONG_DIRECTION, "wrong direction"),
        v.Word(NOT_CARRIED, "class not carried"),
        v.Word(NOT_RELAYED, "a link in between does not relay"),
        v.Word(NOT_COPIED, "live answers are not copied"),
        v.Word(PLANNED, "planned"),
    ),
)
"""Why records are not seen. What holds a link back is told beside it: to lift an impediment links nothing by itself."""
_SAID = {
    WRONG_DIRECTION: Message("{of} runs the other way"),
    NOT_CARRIED: Message("{of} does not carry {data_class}"),
    NOT_RELAYED: Message("{of} does not relay"),
    NOT_COPIED: Message("{of} copies, but live answers are not copied"),
    PLANNED: Message("{of} is planned"),
}


@dataclass(frozen=True)
class Reason:
    """Why an agency does not see records of a class, or that it does.

    ``words`` are of REASONS, none where they are seen; ``nearest`` is the path that lacks least, None without one.
    """

    words: tuple[str, ...]
    nearest: Miss | None = field(default=None)

    @property
    def seen(self) -> bool:
        """Return whether the records are visible."""
        return not self.words

    def drawn(self, data_class: str, language: Language = "en") -> str:
        """Return the nearest path in one line: ``a -> b -x-> c (b does not relay)``; empty without one."""
        return "" if self.nearest is None else drawn(self.nearest, data_class, language)

    def told(self, language: Language = "en") -> str:
        """Return the reasons in words, parted by semicolons."""
        return "; ".join(labels(self.words, language))


def labels(words: Iterable[str], language: Language = "en") -> list[str]:
    """Return reasons as people read them."""
    return [REASONS.label(word, language) for word in words]


def drawn(path: Miss, data_class: str, language: Language = "en") -> str:
    """Return a path in one line: a step that lacks something is crossed, what it lacks stands in brackets."""
    line = path.origin
    for step in path.steps:
        line += f" {'-x->' if step.breaches else '->'} {step.receiver}"
    lacking = "; ".join(said(breach, data_class, language) for breach in path.breaches)
    return f"{line} ({lacking})" if lacking else line


def said(breach: Breach, data_class: str, language: Language = "en") -> str:
    """Return in words what keeps records of a class from passing."""
    return _SAID[breach.reason].filled(of=breach.of, data_class=data_class).text(language)


def steps_of(path: Miss) -> list[dict[str, object]]:
    """Return a path as plain values: for each step from, to, link and breach, a list of reason and of (an id).

    What the origin itself lacks stands with the first step.
    """

    def plain(breaches: Sequence[Breach]) -> list[dict[str, str]]:
        return [{"reason": breach.reason, "of": breach.of} for breach in breaches]

    firsts = [path.start, *((),) * len(path.steps)]
    return [
        {"from": step.sender, "to": step.receiver, "link": step.link, "breach": plain((*first, *step.breaches))}
        for first, step in zip(firsts, path.steps, strict=False)
    ]
