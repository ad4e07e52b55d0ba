"""The form of a page, made from what its command may be told: labels and help in both languages, names to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphmodel.errors import GraphmodelError
from graphmodel.explorer.commands import Answering, Input
from graphmodel.explorer.named import questions
from graphmodel.explorer.running import Runner
from graphmodel.explorer.scenario_pages import tried_name
from graphmodel.explorer.trying import PREFIX
from graphmodel.explorer.visit import PARAMETER, Visit
from graphmodel.queries.parameters import TYPES, Parameter
from graphmodel.queries.query import Query
from graphmodel.records.called import Called
from graphmodel.words import vocabulary as v
from graphmodel.words.headings import HEADINGS, heading
from graphmodel.words.languages import language
from graphmodel.words.messages import Message, named, plain, say

MOST_LISTED = 2_000
"""So many names stand in a page to choose from; of more, the command says which are near."""
_LABELS: Mapping[str, Message] = {
    "by": named("label", "count by"),
    "basis": named("label", "count"),
    "documented": named("label", "documented records alone"),
    "explain": named("label", "show the sources"),
    "weight": named("label", "worth"),
    "needs": named("label", "needs"),
    "respect": named("label", "leave out what is held back by"),
    "confidence": named("label", "doubt in the first place"),
    "limit": named("label", "most rows"),
    "links": named("label", "number of links"),
    "target": named("label", "target share"),
    "from": named("label", "one end"),
    "to": named("label", "other end"),
    "budget": named("label", "budget"),
    "cost": named("label", "cost of a link"),
    "scenario": named("label", "scenario"),
    "scenarios": named("label", "scenarios"),
    "search": named("label", "word"),
    "word": named("label", "word"),
    "pack": named("label", "pack"),
    "source": named("label", "scenario"),
    "sources": named("label", "which"),
    "timeout": named("label", "seconds at most"),
    "query_id": named("label", "question"),
    "param": named("label", "name=value"),
    "neo4j": named("label", "with the values put in, for Neo4j Browser"),
    "before": named("label", "before"),
    "after": named("label", "after"),
    "text": named("label", "Cypher"),
    "other": named("label", "other agency"),
    "systems": named("label", "systems"),
    "entries": named("label", "entries"),
    "type": named("label", "type"),
    "indicators": named("label", "what to look at"),
    "verdicts": named("label", "impediments of law: real or perceived"),
    "without": named("label", "without the agreement"),
    "scale": named("label", "scale"),
    "steps": named("label", "steps from the system"),
}
_CHOICES: Mapping[str, Message] = {
    "internal": named("choice", "Internal"),
    "public": named("choice", "Public"),
    "safecom": plain("SAFECOM"),
    "lisi": plain("LISI"),
    **{word.id: word.named for word in v.AGREEMENT_PURPOSES},
}
"""What people read for a choice, where it is no column of answers."""
_HOW: Mapping[str, Message] = {
    "agency": Message("Its id or its name."),
    "system": Message("Its id."),
    "class": Message("Only this class of records."),
}
MAP_QUESTION = "map-question"
"""The list of names of those questions that the map can show."""
_LONG = ("text",)
_FEW = 5


@dataclass(frozen=True)
class Choice:
    """One thing to choose: what is sent, what people read, and whether it is chosen."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Field:
    """One field of a form."""

    name: str
    label: str
    help: str
    kind: str
    """select, boxes, flag, number, text or long."""
    values: Sequence[str] = ("",)
    choices: Sequence[Choice] = ()
    names: str = ""
    """The list of names that stands in the page."""
    required: bool = False
    whole: bool = False
    default: str = ""

    @property
    def is_filled(self) -> bool:
        """Return whether something was chosen."""
        if self.choices:
            return any(item.chosen and item.value != self.default for item in self.choices)
        return any(value != self.default for value in self.values)


def fields(visit: Visit, asked: Answering) -> list[Field]:
    """Return the fields of a command's form, filled with what it was told."""
    made: list[Field] = []
    for item in asked.inputs:
        if item.names == "parameters":
            made += _of_question(visit)
        else:
            made.append(_field(visit, item))
    return made


@dataclass(frozen=True)
class Arranged:
    """The fields of a form: those that stand first, and those that one opens; ``open`` where one of these is filled."""

    first: Sequence[Field]
    more: Sequence[Field]
    open: bool


def arranged(made: Sequence[Field]) -> Arranged:
    """Return the fields with what few people need put aside, where there are many."""
    if len(made) <= _FEW:
        return Arranged(made, [], open=False)
    first = [item for at, item in enumerate(made) if item.required or at < _FEW - 1]
    more = [item for item in made if item not in first]
    return Arranged(first, more, open=any(item.is_filled for item in more))


def name_lists(visit: Visit, made: Sequence[Field]) -> Mapping[str, Sequence[Choice]]:
    """Return the lists of names that the fields of a page offer."""
    return {name: names_of(visit, name) for name in dict.fromkeys(field.names for field in made) if name}


def _field(visit: Visit, item: Input) -> Field:
    given = [value for value in visit.values.get(item.name, ()) if value]
    label, help = label_of(item.name), said_of(item)
    if item.shape == "flag":
        return Field(item.name, label, help, "flag", choices=[Choice("on", label, bool(given))])
    if item.shape == "choice":
        chosen = given or [item.default]
        choices = [Choice(word, choice_label(word), word in chosen) for word in item.choices]
        if item.many:
            return Field(item.name, label, help, "boxes", choices=choices, required=item.required)
        none = [] if item.default else [Choice("", "", not given)]
        return Field(item.name, label, help, "select", choices=[*none, *choices], default=item.default)
    known = words_of(visit.runner, item, visit.values.get(item.name, ()))
    if known and item.many:
        choices = [Choice(value, said, value in given) for value, said in known.items()]
        return Field(item.name, label, help, "boxes", choices=choices, required=item.required)
    if known:
        choices = [Choice(value, said, value in given) for value, said in known.items()]
        return Field(
            item.name, label, help, "select", choices=[Choice("", "", not given), *choices], required=item.required
        )
    kind = "number" if item.shape in ("integer", "number") else "long" if item.name in _LONG else "text"
    values = given or [item.default]
    names = item.names if item.names in ("agency", "system", "part", "query") else ""
    return Field(
        item.name,
        label,
        help,
        kind,
        values,
        names=names or "",
        required=item.required,
        whole=item.shape == "integer",
        default=item.default,
    )


def label_of(name: str) -> str:
    """Return what people read beside a field, or for one of its choices."""
    found = _LABELS.get(name) if name in _LABELS else HEADINGS.get(name)
    text = found.text() if found else heading(name)
    return text[:1].upper() + text[1:]


def choice_label(word: str) -> str:
    """Return what people read for one of the choices of a field."""
    return _CHOICES[word].text() if word in _CHOICES else label_of(word)


def said_of(item: Input) -> str:
    """Return what is said of an input; empty where nothing is."""
    how = _HOW.get(item.names or "")
    return item.help or (how.text() if how else "")


def words_of(runner: Runner, item: Input, given: Sequence[str] = ()) -> dict[str, str]:
    """Return the few names that an input may be, with what people call each; what is tried is given by its changes."""
    match item.names:
        case "class":
            return {word.id: word.named.text() for word in v.CARRIED_CLASSES}
        case "cause":
            return {word.id: word.named.text() for word in v.IMPEDIMENTS}
        case "scenario" | "needs" | "catalogue" as kind:
            tried = [value for value in given if value.startswith(PREFIX)] if kind == "scenario" else []
            known = {name: name for name in runner.names_known(kind)}
            return known | {value: say("what is tried: {changes}", changes=tried_name(value)) for value in tried}
        case _:
            return {}


def names_of(visit: Visit, name: str) -> list[Choice]:
    """Return the names to choose from of one kind; none where there are too many for a page."""
    match name:
        case "agency":
            return _of_called(visit.held.agencies)
        case "system":
            return _of_called(visit.held.systems)
        case "part":
            return _of_called(visit.held.agencies | visit.held.systems)
        case "query":
            return [Choice(query.id, query.named) for query in questions()]
        case "map-question":
            return [Choice(query.id, query.named) for query in questions() if query.shows == "map"]
        case _:
            return [Choice(id, called) for id, called in _known_to(visit, name).items()]


def _of_called(known: Called) -> list[Choice]:
    if len(known) > MOST_LISTED:
        return []
    at = 1 if language() == "fr" else 0
    return [Choice(id, (names[at] if at < len(names) else "") or names[0]) for id, names in known.names.items()]


def _known_to(visit: Visit, label: str) -> dict[str, str]:
    """Return the records of a label of the graph by their ids, where they are few enough to be listed."""
    from graphmodel.stores.asking import called

    try:
        known = called(label, visit.held.store.run)
    except GraphmodelError as error:
        visit.passing.append(error.text(visit.language))
        return {}
    return {choice.value: choice.label for choice in _of_called(known)}


def question_of(visit: Visit) -> Query | None:
    """Return the canned question that an address names, None where it names none."""
    id = next(iter(visit.values.get("query_id", ())), "")
    return questions().query(id) if id in questions().ids else None


def _of_question(visit: Visit) -> list[Field]:
    """Return a field for each parameter of the question that the address names."""
    question = question_of(visit)
    parted = [item.partition("=") for item in visit.values.get(PARAMETER, ())]
    given = {name: value for name, _, value in parted}
    if question is None:
        return [Field(PARAMETER, label_of(PARAMETER), "", "text", list(visit.values.get(PARAMETER, ())) or [""])]
    return [_parameter(item, given) for item in question.parameters]


def _parameter(item: Parameter, given: Mapping[str, str]) -> Field:
    kind, name = TYPES[item.type], f"{PARAMETER}.{item.name}"
    default = ";".join(map(str, item.default)) if isinstance(item.default, list | tuple) else str(item.default)
    if item.is_required:
        default = ""
    value, help, label = given.get(item.name, default), item.told.text(), label_of(item.name)
    if kind.kind == "flag":
        truth = value.lower() in ("true", "1", "on", "yes")
        yes, no = Choice("true", say("yes"), truth), Choice("false", say("no"), not truth)
        return Field(name, label, help, "select", choices=[yes, no])
    if kind.vocabulary and kind.kind == "text":
        choices = [Choice(word.id, word.named.text(), word.id == value) for word in kind.vocabulary]
        return Field(
            name, label, help, "select", choices=[Choice("", "", not value), *choices], required=item.is_required
        )
    listed = {"Agency": "agency", "System": "system"}.get(kind.label, kind.label if not kind.vocabulary else "")
    return Field(name, label, help, "text", [value], names=listed, required=item.is_required)
