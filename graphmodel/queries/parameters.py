"""What a reader may choose: the closed set of parameter types, and values read from the command line.

"Any" is an empty text, -1 or an empty list, and never null. A query says of a parameter whether it may be any: its help
says what empty means ("which type; empty means all"). Where it does not, an empty value is refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NoReturn, cast

from graphmodel.errors import QueryError, UnknownName
from graphmodel.records.called import Called
from graphmodel.records.composed import composed
from graphmodel.records.synonyms import understood
from graphmodel.values.elements import own_value
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import NOTHING, Message
from graphmodel.words.suggest import did_you_mean, meant, nearest

Kind = Literal["text", "number", "flag", "list"]
TYPE, HELP = "parameter type", "parameter"
"""What tells the names of types, and the help of parameters, apart from other texts of the catalogue."""
Scalar = str | int | float | bool
Value = Scalar | Sequence[Scalar]


@dataclass(frozen=True)
class ParameterType:
    """One word a ``@param`` line may use for its type.

    ``kind`` is what the value is; ``label`` names the nodes whose ids it takes, ``vocabulary`` the words it takes.
    ``item`` is the type of each value of a list.
    """

    name: str
    kind: Kind = "text"
    label: str = ""
    vocabulary: v.Vocabulary | None = None
    item: str = ""

    @property
    def named(self) -> Message:
        """Return what people call it."""
        return Message(self.name, context=TYPE)


TYPES: Mapping[str, ParameterType] = {
    type.name: type
    for type in (
        ParameterType("text"),
        ParameterType("number", "number"),
        ParameterType("flag", "flag"),
        ParameterType("list", "list"),
        ParameterType("agency", label="Agency"),
        ParameterType("organisation", label="Agency"),
        ParameterType("system", label="System"),
        ParameterType("product", label="Product"),
        ParameterType("vendor", label="Vendor"),
        ParameterType("standard", label="Standard"),
        ParameterType("agreement", label="Agreement"),
        ParameterType("source", label="Source"),
        ParameterType("recommendation", label="Recommendation"),
        ParameterType("impediment", label="Impediment", vocabulary=v.IMPEDIMENTS),
        ParameterType("system type", label="SystemType", vocabulary=v.SYSTEM_TYPES),
        ParameterType("province", label="Province", vocabulary=v.PROVINCES),
        ParameterType("data class", vocabulary=v.CARRIED_CLASSES),
        ParameterType("data classes", "list", vocabulary=v.CARRIED_CLASSES, item="data class"),
        ParameterType("system types", "list", label="SystemType", vocabulary=v.SYSTEM_TYPES, item="system type"),
        ParameterType("level", vocabulary=v.LEVELS),
        ParameterType("sector", vocabulary=v.SECTORS),
        ParameterType("status", vocabulary=v.STATUSES),
    )
}
"""Every parameter type by the word that names it in a query file."""

_FLAGS = {
    **dict.fromkeys(("true", "yes", "y", "1", "on", "oui", "o", "vrai"), True),
    **dict.fromkeys(("false", "no", "n", "0", "off", "non", "faux"), False),
}
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_SEPARATOR = re.compile(r"[;,]")
_BOUND = 2**63
_ANY = re.compile(r"\b(empty means|vide veut dire)\b")


@dataclass(frozen=True)
class Parameter:
    """One thing the reader may choose: its name, type (a word of ``TYPES``), default and one sentence of help."""

    name: str
    type: str
    default: Value
    help: str

    @property
    def kind(self) -> Kind:
        """Return what the value is: text, number, flag or list."""
        return TYPES[self.type].kind

    @property
    def told(self) -> Message:
        """Return the help, which people read in their language where it is one of ours."""
        return Message(self.help, context=HELP)

    @property
    def may_be_empty(self) -> bool:
        """Return whether an empty value stands for any: whether the help says what empty means, or there is no help."""
        return not self.help or _ANY.search(self.help) is not None

    @property
    def is_required(self) -> bool:
        """Return whether who asks must say which: it may not be empty, and what its default names is an example."""
        return not self.may_be_empty and self.kind in ("text", "list")

    def check(self, value: object, known: Mapping[str, Collection[str]] | None = None) -> Value:
        """Return a value that fits, lists as lists; QueryError where it does not.

        With ``known``, the ids of a store by label, UnknownName where it names an id or a word that is not known.
        """
        value = own_value(value)
        fits = {
            "text": isinstance(value, str),
            "number": isinstance(value, int | float) and not isinstance(value, bool),
            "flag": isinstance(value, bool),
            "list": isinstance(value, list),
        }[self.kind]
        if not fits:
            raise QueryError(
                Message(
                    "parameter {name} is a {kind}, not {value!r}",
                    name=self.name,
                    kind=TYPES[self.kind].named,
                    value=value,
                )
            )
        if value in ("", []):
            self._ensure_may_be_empty()
        ensure_passable(value)
        if known is None:
            return cast("Value", value)
        if isinstance(value, list):
            words = cast("list[Scalar]", value)
            return [self._known(word, known) if isinstance(word, str) else word for word in words]
        return self._known(value, known) if isinstance(value, str) else cast("Value", value)

    def coerce(self, text: str, known: Mapping[str, Collection[str]] | None = None) -> Value:
        """Return the value that a text from the command line stands for.

        A list is separated by commas or semicolons; an empty text means any, where the query takes that. ``known`` holds
        the ids of a store by label (``{"Agency": ids, ...}``); without it only words of closed vocabularies are checked.
        QueryError for a text of the wrong type, UnknownName with the nearest names for an id that is not known.
        """
        text = composed(text.strip())
        if not text:
            self._ensure_may_be_empty()
        if self.kind == "number":
            return self._number(text)
        if self.kind == "flag":
            if text.lower() not in _FLAGS:
                raise QueryError(
                    Message("parameter {name} is a flag: write true or false, not {text!r}", name=self.name, text=text)
                )
            return _FLAGS[text.lower()]
        if self.kind == "list":
            items = [item.strip() for item in _SEPARATOR.split(text)]
            return [self._known(item, known) for item in items if item]
        return self._known(text, known)

    def _ensure_may_be_empty(self) -> None:
        if not self.may_be_empty:
            raise QueryError(
                Message(
                    "empty is no {type} here: give the parameter {name} a value",
                    type=TYPES[self.type].named,
                    name=self.name,
                )
            )

    def _number(self, text: str) -> int | float:
        if not text:
            return -1
        if not _NUMBER.fullmatch(text):
            raise QueryError(Message("parameter {name} is a number, not {text!r}", name=self.name, text=text))
        return int(text) if text.lstrip("+-").isdigit() else float(text)

    def _known(self, word: str, known: Mapping[str, Collection[str]] | None) -> str:
        """Return the id that a word names: itself, what people call it, or a name that is no other's."""
        if not word:
            return word
        type = TYPES[self.type]
        singular = TYPES[type.item or type.name].named
        absent = Message("there is no {singular} {word!r}{near}", singular=singular, word=word, near=NOTHING)
        if type.vocabulary:
            return understood(type.vocabulary, word) or _refuse(word, type.vocabulary.ids, absent)
        names = known.get(type.label) if known is not None and type.label else None
        if names is None or word in names:
            return word
        return names.one(word, absent) if isinstance(names, Called) else _refuse(word, names, absent)


def _refuse(word: str, names: Collection[str], absent: Message) -> NoReturn:
    near = nearest(word, names)
    if near:
        raise UnknownName(absent.filled(near=meant(near[0])), near)
    listed = Message("; one of {names}", names=", ".join(names)) if len(names) <= 25 else NOTHING
    raise UnknownName(absent + listed, near)


def ensure_passable(value: object) -> None:
    """Do nothing for a value that every store takes alike; QueryError for any other.

    Passable are text without a NUL and without half a surrogate pair, whole numbers of 64 bits, finite numbers, true
    and false, and lists of these; never null.
    """
    if isinstance(value, list | tuple):
        for item in cast("Sequence[object]", value):
            ensure_passable(item)
    elif isinstance(value, str):
        if "\0" in value:
            raise QueryError(Message("text with a NUL character cannot be passed on"))
        try:
            value.encode()
        except UnicodeEncodeError:
            raise QueryError(Message("text with half a surrogate pair cannot be passed on")) from None
    elif isinstance(value, int):
        if not -_BOUND <= value < _BOUND:
            raise QueryError(Message("{value} does not fit into 64 bits", value=value))
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise QueryError(Message("{value} is not a finite number", value=value))
    elif value is None:
        raise QueryError(Message("a parameter is never null; '', -1 or [] means any"))
    else:
        raise QueryError(Message("a parameter cannot be a {kind}", kind=type(value).__name__))


def find(parameters: Sequence[Parameter], name: str, query: str) -> Parameter:
    """Return one parameter by name; QueryError with the nearest name where the query takes none of that name."""
    for parameter in parameters:
        if parameter.name == name:
            return parameter
    names = [parameter.name for parameter in parameters]
    takes = Message("it takes: {names}", names=", ".join(names)) if names else Message("it takes none")
    raise QueryError(
        Message(
            "{query} takes no parameter {name!r}{near}; {takes}",
            query=query,
            name=name,
            near=did_you_mean(name, names),
            takes=takes,
        )
    )
