"""Which way records go: said by a column or by its name, or asked for all links of which the sheet says the same; the default is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphmodel.importing.names import UNSAID
from graphmodel.importing.questions import GivenAnswers, Question
from graphmodel.importing.recoding import word_question
from graphmodel.importing.shapes import Links
from graphmodel.importing.sheets import ImportedTable
from graphmodel.records.synonyms import spelt, understood
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import NOTHING, Message, counted, quoted

COME, GO, BOTH, OUT = "come", "go", "both", "out"
WAYS: Mapping[str, Message] = {
    COME: Message("records come from the other system: this one asks"),
    GO: Message("records go to the other system: this one sends"),
    BOTH: Message("both ways"),
    OUT: Message("nobody knows: leave these links out"),
}
SHEET, ANSWERED, DEFAULT = "sheet", "answered", "default"
"""Who says which way records go: the sheet itself, whoever imports it, or nobody."""
WHO: Mapping[str, Message] = {
    SHEET: Message("the sheet says so"),
    ANSWERED: Message("said by whoever imported it"),
    DEFAULT: Message("the default: nobody said it"),
}
FIXED = {"sends": (GO, "push"), "asks": (COME, "query"), "from_to": (GO, "unknown")}
"""Kinds of links whose columns say which way records go, and how the links work."""
_BY_MODE = {"push": GO, "file_transfer": GO, "manual": GO, "replicate": BOTH, "federated_search": BOTH, "query": COME}
_BY_WORD = {
    **dict.fromkeys(
        ("in", "inbound", "incoming", "receive", "receives", "pull", "import", "entrant", "entree", "recoit"), COME
    ),
    **dict.fromkeys(
        ("out", "outbound", "outgoing", "send", "sends", "push", "export", "sortant", "sortie", "envoie"), GO
    ),
}
_NOT_LINKED = frozenset(("no", "n", "non", "0", "-", "\N{EN DASH}", "\N{EM DASH}", "none", "aucun", "aucune", "n/a"))
_SHOWN = 6


@dataclass(frozen=True)
class LinkWay:
    """Which way records go, and who says it."""

    way: str
    said: str

    @property
    def doubt(self) -> Message:
        """Why links whose way the sheet does not say are inferred."""
        if self.said == ANSWERED:
            return Message(
                "Whoever imported the sheet said which way, and the sheet does not, so these links are inferred."
            )
        return Message("Nobody said which way, so these links are inferred.")


@dataclass
class _Group:
    """Links of which the sheet says the same, so that one question is for all of them."""

    column: str
    mode: str
    """What the sheet itself says of how they work; empty where it says nothing that is understood."""
    matrix: bool
    pairs: dict[tuple[str, str], None] = field(default_factory=dict[tuple[str, str], None])
    modes: set[str] = field(default_factory=set[str])
    turned: bool = True
    """Whether each pair stands the other way round too, in a two-way table."""

    @property
    def default(self) -> tuple[str, Message]:
        """The way that is taken where nobody says it, and why."""
        mode = next(iter(self.modes)) if len(self.modes) == 1 else "unknown"
        if self.matrix and mode == "unknown":
            if self.turned:
                return BOTH, Message("the table says the same both ways")
            return GO, Message("from the row to the column")
        return _BY_MODE.get(mode, COME), Message("so it mostly is")


class WayFinder:
    """Finds which way records go; the links that share a question are all noted first, so that it can name them.

    What a question is called, and which links it is for, rests on the sheet alone and on no other answer.
    """

    def __init__(self, given: GivenAnswers) -> None:
        self.given = given
        self.groups: dict[str, _Group] = {}

    def mode(self, text: str) -> str:
        """Return how links work of which a cell says so; asked where it is unclear."""
        if not text or text.casefold() in UNSAID:  # "yes" says that there is a link, and not how it works
            return "unknown"
        return understood(v.MODES, text) or self.given.ask(word_question("mode", text))

    def why(self, text: str) -> Message:
        """Return why a cell is taken to say what ``mode`` returns."""
        if understood(v.MODES, text):
            return Message("it is a word for it")
        if text.casefold() in UNSAID:
            return Message("it says that there is a link, and not how it works")
        return Message("answered") if self.given.is_given("mode", text) else Message("unclear: the default")

    def note(self, one: ImportedTable, part: Links, text: str, start: str, end: str) -> None:
        """Note a link of which a cell says how it works, or which way."""
        word = self._word(one, part, text)
        if not word:
            return
        if word not in self.groups:
            matrix = part.kind == "matrix"
            mode = understood(v.MODES, text) or "" if "direction" not in part.columns else ""
            self.groups[word] = _Group(part.end if not matrix else one.shown, mode, matrix)
        group = self.groups[word]
        group.pairs.setdefault((start, end))
        group.modes.add("unknown" if "direction" in part.columns else self.mode(text))

    def note_turned(self, one: ImportedTable, *, turned: bool) -> None:
        """Note whether a two-way table says the same both ways."""
        if one.name in self.groups:
            self.groups[one.name].turned = turned

    def find(self, one: ImportedTable, part: Links, text: str) -> LinkWay:
        """Return which way records go of which a cell says how, or which way."""
        said = "direction" in part.columns
        if (said or part.kind not in FIXED) and understood(v.DIRECTIONS, text) == "two_way":
            return LinkWay(BOTH, SHEET)
        if said and (way := _BY_WORD.get(spelt(text))):
            return LinkWay(way, SHEET)
        if part.kind in FIXED:
            return LinkWay(FIXED[part.kind][0], SHEET)
        word = self._word(one, part, text)
        if word not in self.groups:  # it says that there is no link, or no link came of it
            return LinkWay(OUT, SHEET)
        answer = self.given.ask(self._question(word))
        return LinkWay(answer, ANSWERED if self.given.is_given("direction", word) else DEFAULT)

    def _word(self, one: ImportedTable, part: Links, text: str) -> str:
        """Return what the question for a link is called; empty where the sheet itself says which way records go."""
        if part.kind in FIXED or understood(v.DIRECTIONS, text) == "two_way":
            return ""
        unsaid = one.name if part.kind == "matrix" else part.end
        if "direction" in part.columns:
            return "" if _BY_WORD.get(spelt(text)) else unsaid
        if part.kind == "matrix" and text.casefold() in _NOT_LINKED:
            return ""
        return understood(v.MODES, text) or unsaid

    def _question(self, word: str) -> Question:
        """Return the question which way records go, with the first link of its kind as the example."""
        group = self.groups[word]
        start, end = (quoted(name) for name in next(iter(group.pairs)))
        count = len(group.pairs)
        how = Message(" ({mode})", mode=v.MODES[group.mode].named) if group.mode else NOTHING
        likewise = Message(", the others likewise") if count > 1 else NOTHING
        default, why = group.default
        if count == 1:
            links: Message = Message(
                "{start} - {column} - {end}{how}", start=start, column=quoted(group.column), end=end, how=how
            )
        else:
            pairs = [f"{one} - {other}" for one, other in group.pairs]
            links = counted(
                count,
                "{count} link by {column}{how}: {pairs}",
                "{count} links by {column}{how}: {pairs}",
                column=quoted(group.column),
                how=how,
                pairs=", ".join(pairs[:_SHOWN]) + (", ..." if count > _SHOWN else ""),
            )
        return Question(
            "direction",
            word,
            Message("{links}: which way do records go?", links=links),
            {
                COME: Message(
                    "records come from {end}: {start} asks{likewise}", start=start, end=end, likewise=likewise
                ),
                GO: Message("records go to {end}: {start} sends{likewise}", start=start, end=end, likewise=likewise),
                BOTH: WAYS[BOTH],
                OUT: WAYS[OUT],
            },
            default,
            why,
        )
