"""What the cells of a link name: a system of the sheet, an agency that has one, a system that has no row, or nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphmodel.importing.agencies import AgencyNames
from graphmodel.importing.names import nearest_of, spellings
from graphmodel.importing.questions import GivenAnswers, Question
from graphmodel.importing.systems import WELL_KNOWN, SystemNamed, SystemNames, is_name, type_of
from graphmodel.records.slugs import folded
from graphmodel.records.synonyms import understood
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, plain, quoted

LEFT_OUT = ""


@dataclass(frozen=True)
class Mentioned:
    """A system that is named in links alone: its type and operator (empty: not recorded), each with its reason."""

    name: str
    type: str
    operator: str
    why: Message


@dataclass
class Ends:
    """What each text names, by agency of the row and text: what the system is called, empty where it is left out.

    ``notes`` says of a text why, where that is not plain; ``foreign`` says of an agency and a text that a system of
    another agency is meant, and ``assumed`` which of these nobody answered.
    """

    called: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    mentioned: dict[str, Mentioned] = field(default_factory=dict[str, Mentioned])
    notes: dict[str, Message] = field(default_factory=dict[str, Message])
    foreign: dict[tuple[str, str], Message] = field(default_factory=dict[tuple[str, str], Message])
    assumed: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])


class EndsFinder:
    """Finds what texts name; what cannot be known is asked."""

    def __init__(self, systems: SystemNames, agencies: AgencyNames, given: GivenAnswers, texts: Sequence[str]) -> None:
        self.systems = systems
        self.agencies = agencies
        self.given = given
        self.ends = Ends()
        self.spelt = spellings(text for text in texts if text)
        self.counts = Counter(folded(text) for text in texts)
        self.of_agency = {folded(name): name for name in agencies.kept.values()}
        self.named = list(dict.fromkeys(one.text for one in systems.all))

    def find(self, agency: str, text: str) -> str:
        """Return what the system is called that a text names in the row of an agency; empty where it is left out."""
        key = agency, text
        if key not in self.ends.called:
            self.ends.called[key] = self._find(agency, text)
        return self.ends.called[key]

    def _find(self, agency: str, text: str) -> str:
        if not is_name(text):
            return LEFT_OUT
        several = self.systems.of_name(text)
        if len(several) == 1 and agency and several[0].operator not in ("", agency):
            return self._of_another(agency, text, several[0])
        if several:
            return self._one_of(agency, text, [one.called for one in several], [one.operator for one in several])
        kind = understood(v.SYSTEM_TYPES, text)
        mine = [one for one in self.systems.of(agency) if one.type == kind]
        if kind and len(mine) == 1:
            self.ends.notes.setdefault(text, Message("the only system of that type of the same organization"))
            return mine[0].called
        owner = self.of_agency.get(folded(text))
        if owner:
            return self._one_of(agency, text, [one.called for one in self.systems.of(owner)], [], owner=owner)
        near = nearest_of(text, self.named)
        if near and self._is_same(text, near.kept, near.ratio, slip=near.slip):
            return self._find(agency, near.kept)
        return self._mention(text)

    def _one_of(self, agency: str, text: str, called: list[str], operators: list[str], *, owner: str = "") -> str:
        if len(called) == 1:
            if owner:
                said = Message("the only system of {owner}", owner=quoted(owner))
                self.ends.notes.setdefault(text, said)
            return called[0]
        own = [one for one, operator in zip(called, operators, strict=False) if operator == agency]
        if len(own) == 1:
            self.ends.notes.setdefault(text, Message("that of the same organization"))
            return own[0]
        choices = {"": Message("none: leave these links out"), **{one: plain(one) for one in called[:12]}}
        answer = self.given.ask(
            Question(
                "which",
                text,
                Message("{text} names an organization: which of its systems is meant?", text=quoted(text))
                if owner
                else Message("{text} is the name of several systems: which is meant?", text=quoted(text)),
                choices,
                "",
                Message("nothing says which"),
            )
        )
        self.ends.notes[text] = Message("answered") if answer else Message("nothing says which system: left out")
        return answer

    def _of_another(self, agency: str, text: str, other: SystemNamed) -> str:
        """Return what a text means that is the name of another agency's system; asked where one of its own may be meant."""
        key = folded(text)
        own = [one.called for one in self.systems.of(agency) if key and key in folded(one.text)]
        if not own and key not in self.systems.products:
            return other.called
        word = f"{agency}: {text}" if own else text
        said: Message = (
            Message(
                "{agency} names {text}, as a system of {owner} is called, and has {own} itself. Which is meant?",
                agency=quoted(agency),
                text=quoted(text),
                owner=quoted(other.operator),
                own=", ".join(map(quoted, own)),
            )
            if own
            else Message(
                "{text} is the name of a product, and of a system of {owner}. Which is meant where other organizations "
                "name it, as {agency} does?",
                text=quoted(text),
                owner=quoted(other.operator),
                agency=quoted(agency),
            )
        )
        choices = {
            other.called: Message("that of {owner}", owner=quoted(other.operator)),
            **{one: plain(one) for one in own},
            LEFT_OUT: Message("none: leave these links out"),
        }
        why = Message("no other system is called so")
        answer = self.given.ask(Question("whose", word, said, choices, other.called, why))
        given = self.given.is_given("whose", word)
        if answer == other.called:
            self.ends.foreign[agency, text] = Message(
                "{text}, which {agency} names, is taken for that of {owner}",
                text=quoted(text),
                agency=quoted(agency),
                owner=quoted(other.operator),
            )
        else:
            self.ends.notes.setdefault(text, Message("said by whoever imported it"))
        if not given:
            self.ends.assumed.add((agency, text))
        return answer

    def _is_same(self, text: str, kept: str, ratio: float, *, slip: bool) -> bool:
        answer = self.given.ask(
            Question(
                "same",
                text,
                Message(
                    "{other} is nearly {kept} ({ratio} of 100 alike). Is it the same system?",
                    other=quoted(text),
                    kept=quoted(kept),
                    ratio=round(ratio),
                ),
                {"same": Message("the same"), "two": Message("two systems")},
                "same" if slip else "two",
                Message("they differ by one slip in a long word")
                if slip
                else Message("they differ by more than a slip"),
            )
        )
        if answer == "same":
            self.ends.notes[text] = Message("taken for {kept}", kept=quoted(kept))
        return answer == "same"

    def _operator_of_all(self) -> Question:
        """Return the question who operates systems of a sheet that names no organization at all."""
        return Question(
            "operator",
            "*",
            Message("Nothing names an organization. Who operates these systems?"),
            {"": Message("not recorded")},
            "",
            Message("nothing says it"),
            free=True,
        )

    def _mention(self, text: str) -> str:
        name = self.spelt.get(text, text)
        key = folded(name)
        if key not in self.ends.mentioned:
            kind, why = type_of(name, self.given, name=True)
            known = WELL_KNOWN.get(name.casefold())
            everybody = self.given.ask(self._operator_of_all()) if not self.of_agency else ""
            operator = self.given.ask(
                Question(
                    "operator",
                    name,
                    Message("Who operates {name}? It has no row of its own.", name=quoted(name)),
                    {"": Message("not recorded"), **({known[1]: plain(known[1])} if known else {})},
                    known[1] if known else everybody,
                    Message("it is widely known") if known else Message("nothing says it"),
                    free=True,
                    minor=not self.of_agency and not known,
                )
            )
            self.ends.mentioned[key] = Mentioned(name, kind, operator, why)
        return self.ends.mentioned[key].name


def by_text(called: Mapping[tuple[str, str], str]) -> dict[str, dict[str, list[str]]]:
    """Return for each text what it names, and for which agencies of rows."""
    found: dict[str, dict[str, list[str]]] = {}
    for (agency, text), name in called.items():
        found.setdefault(text, {}).setdefault(name, []).append(agency)
    return found
