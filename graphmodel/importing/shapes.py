"""What a table says: a list of agencies, a register of systems, links, a two-way table, a column for each type of system."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from graphmodel.importing.columns import GUESS, LIKELY, ColumnGuess, distinct, guess_columns, share
from graphmodel.importing.header_words import roles_named
from graphmodel.loading.columns import Sheet
from graphmodel.loading.reading.layouts import Unfolding
from graphmodel.records.slugs import folded
from graphmodel.records.synonyms import understood
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, quoted

FROM, TO, HOW = "From", "To", "How"
_QUESTION = re.compile(
    r"\s*(\?|\([^)]*\)|[:/-]\s*(y/n|yes/no|o/n|oui/non))\s*$|\s+(y/n|yes/no|o/n|oui/non)\??$", re.IGNORECASE
)
_MARKS = {
    "x",
    "✓",
    "✔",
    "1",
    "yes",
    "y",
    "oui",
    "o",
    "no",
    "n",
    "non",
    "0",
    "-",
    "\N{EN DASH}",
    "\N{EM DASH}",
    "both",
    "?",
}


@dataclass(frozen=True)
class Systems:
    """Systems that a table names: which column is what of ours, or the type that all of them are.

    ``says_yes`` is a column that says whether the agency of the row has such a system, which has no name of its own.
    """

    columns: Mapping[str, str]
    type: str = ""
    says_yes: str = ""
    label: str = ""


@dataclass(frozen=True)
class Links:
    """Links that a table names: from the system of the row, or from one column to another.

    ``kind`` says what the columns mean: ``talks`` (which way is not known), ``sends``, ``asks``, ``from_to`` or ``matrix``.
    """

    kind: str
    start: str
    end: str
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    of: int = 0
    """Which of the table's groups of systems the start belongs to."""


@dataclass(frozen=True)
class Shape:
    """What a table says, and what each of its columns was taken for."""

    kind: str
    guesses: tuple[ColumnGuess, ...]
    agencies: Mapping[str, str] = field(default_factory=dict[str, str])
    systems: tuple[Systems, ...] = ()
    links: tuple[Links, ...] = ()
    flags: Mapping[str, str] = field(default_factory=dict[str, str])
    unfold: Unfolding | None = None
    users: str = ""
    """The column of agencies that work in the system of the row."""


NOTHING_TAKES = Message("nothing of ours takes it")
_OF_AGENCY = ("level", "sector", "province", "population_served", "sworn_officers", "as_of")
_OF_SYSTEM = ("type", "status", "since", "until", "product", "vendor", "holds", "name_fr", "short")
_OF_LINK = ("mode", "direction", "latency", "carries", "note")


def shape_of(sheet: Sheet) -> Shape | None:
    """Return what a table says; None where it says nothing that is known here."""
    guesses = guess_columns(sheet)
    matrix = _matrix(sheet, guesses)
    if matrix:
        return matrix
    if not any(guess.role and guess.sure is not GUESS for guess in guesses):
        return None
    guesses = _settled(sheet, guesses)
    roles = {guess.role: guess.name for guess in guesses if guess.role}
    grouped = _groups(sheet, guesses) if "agency" in roles or "name" in roles else None
    if grouped:
        return grouped
    if "from" in roles and "to" in roles:
        columns = {role: roles[role] for role in (*_OF_LINK, "status", "since", "until") if role in roles}
        return Shape("links", tuple(guesses), links=(Links("from_to", roles["from"], roles["to"], columns),))
    if "system" in roles:
        return _register(sheet, guesses, roles)
    if "agency" in roles:
        agencies = {role: roles[role] for role in (*_OF_AGENCY, "short", "name_fr") if role in roles}
        return Shape("agencies", tuple(guesses), {"name": roles["agency"], **agencies})
    return None


def _settled(sheet: Sheet, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Return guesses made with regard to each other: what a bare "Name" names, and what a "Type" is the type of."""
    roles = {guess.role: guess.name for guess in guesses if guess.role}
    found = list(guesses)

    def become(old: str, new: str, why: Message) -> None:
        for at, guess in enumerate(found):
            if guess.role == old:
                found[at] = replace(guess, role=new, why=why, sure=LIKELY)
                del roles[old]
                roles[new] = guess.name

    if "type" in roles and "level" not in roles and "system" not in roles:
        texts = distinct(sheet, roles["type"])
        if share(v.LEVELS, texts) > share(v.SYSTEM_TYPES, texts):
            become("type", "level", Message("its cells say levels of government"))
    if "name" in roles:
        of_system = {"type", "vendor", "links", "status", "holds"} & roles.keys()
        if "system" not in roles and ("agency" in roles or of_system):
            become("name", "system", Message("the other columns are those of systems"))
        elif "agency" not in roles:
            become("name", "agency", Message("the other columns are those of agencies"))
    if "system" not in roles and "from" not in roles and "product" in roles and ("links" in roles or "type" in roles):
        become("product", "system", Message("no other column names the systems"))
    if "from" in roles and "to" not in roles and "system" in roles:
        become("from", "asks", Message("it says from where records come"))
    if "to" in roles and "from" not in roles and "system" in roles:
        become("to", "sends", Message("it says to where records go"))
    if "system" in roles and "to" in roles and "from" in roles:
        become("system", "", Message("from and to name the systems"))
    if "number" in roles:
        become("number", "", Message("it only numbers the rows"))
    if "contact" in roles:
        become("contact", "", NOTHING_TAKES)
    of_system = {"type", "links", "vendor", "holds", "sends", "asks"} & roles.keys()
    if "system" not in roles and "from" not in roles and ("agency" not in roles or of_system):
        _first_names(sheet, found, roles)
    return found


def _first_names(sheet: Sheet, found: list[ColumnGuess], roles: dict[str, str]) -> None:
    """Take the first column whose cells are all texts of letters, none twice, for what the rows are about."""
    for at, guess in enumerate(found):
        texts = distinct(sheet, guess.name)
        if (
            not guess.role
            and texts
            and len(texts) == sheet.count
            and all(re.search(r"[^\W\d]", text) for text in texts)
        ):
            role = "system" if {"type", "links", "vendor", "holds", "sends", "asks"} & roles.keys() else "agency"
            found[at] = replace(guess, role=role, why=Message("each of its cells is another name"), sure=GUESS)
            roles[role] = guess.name
            return


def _register(sheet: Sheet, guesses: list[ColumnGuess], roles: Mapping[str, str]) -> Shape:
    columns = {role: roles[role] for role in _OF_SYSTEM if role in roles}
    flags = _flags(sheet, guesses)
    guesses = [
        replace(guess, role="holds", why=Message("it says of data yes or no"), sure=LIKELY)
        if guess.name in flags
        else guess
        for guess in guesses
    ]
    made = {role: roles[role] for role in _OF_LINK if role in roles}
    links = [
        Links({"links": "talks"}.get(guess.role, guess.role), "", guess.name, made)
        for guess in guesses
        if guess.role in ("links", "sends", "asks")
    ]
    agencies = {"name": roles["agency"]} if "agency" in roles else {}
    if agencies:
        agencies |= {role: roles[role] for role in _OF_AGENCY if role in roles}
    systems = Systems({"name": roles["system"], **agencies_of(agencies), **columns})
    users = roles.get("users", "")
    return Shape("register", tuple(guesses), agencies, (systems,), tuple(links), flags, users=users)


def agencies_of(agencies: Mapping[str, str]) -> dict[str, str]:
    """Return the operator's column of systems that stand in rows of agencies."""
    return {"operator": agencies["name"]} if agencies else {}


def _flags(sheet: Sheet, guesses: list[ColumnGuess]) -> dict[str, str]:
    found: dict[str, str] = {}
    for guess in guesses:
        word = understood(v.DATA_CLASSES, _QUESTION.sub("", guess.name))
        if word and share(v.YES_NO, distinct(sheet, guess.name)) == 1 and guess.role not in ("agency", "system"):
            found[guess.name] = word
    return found if len(found) > 1 else {}


def _groups(sheet: Sheet, guesses: list[ColumnGuess]) -> Shape | None:
    """Return the shape of a table with one agency a row and columns for each type of system, if it is one."""
    agency = next(guess for guess in guesses if guess.role in ("agency", "name"))
    groups: dict[str, dict[str, str]] = {}
    types: dict[str, str] = {}
    for guess in guesses:
        if guess is agency:
            continue
        label, rest = _typed(guess.name)
        if not label:
            continue
        texts = distinct(sheet, guess.name)
        role = _role_within(rest, texts)
        if role:
            groups.setdefault(label, {}).setdefault(role, guess.name)
            types[label] = understood(v.SYSTEM_TYPES, label) or "other"
    groups = {label: columns for label, columns in groups.items() if columns.keys() & {"name", "yes"}}
    if len(groups) < 2 and not any(len(columns) > 1 for columns in groups.values()):
        return None
    systems: list[Systems] = []
    links: list[Links] = []
    taken: dict[str, tuple[str, str]] = {}
    for label, columns in groups.items():
        for role, name in columns.items():
            taken[name] = (role, label)
        of = {role: name for role, name in columns.items() if role in ("name", *_OF_SYSTEM) and role != "type"}
        yes = columns.get("yes", "") if "name" not in columns else ""
        systems.append(Systems({**of, "operator": agency.name}, types[label], yes, label))
        made = {role: columns[role] for role in _OF_LINK if role in columns}
        links += [
            Links({"links": "talks"}.get(role, role), "", columns[role], made, len(systems) - 1)
            for role in ("links", "sends", "asks")
            if role in columns
        ]
    told: list[ColumnGuess] = []
    for guess in guesses:
        if guess.name in taken:
            role, label = taken[guess.name]
            said = Message("its name holds the type of system {label}", label=quoted(label))
            told.append(ColumnGuess(guess.name, role, said, LIKELY))
        elif guess is agency or guess.role in _OF_AGENCY:
            told.append(guess)
        else:
            told.append(replace(guess, role="", why=NOTHING_TAKES))
    agencies = {"name": agency.name, **{g.role: g.name for g in told if g.role in _OF_AGENCY}}
    return Shape("groups", tuple(told), agencies, tuple(systems), tuple(links))


def _typed(name: str) -> tuple[str, str]:
    """Return the words of a column's name that say a type of system, and the rest of it; nothing where none do."""
    words = _QUESTION.sub("", name).replace(":", " ").split()
    for count in range(len(words), 0, -1):
        label = " ".join(words[:count])
        rest = " ".join(words[count:])
        if understood(v.SYSTEM_TYPES, label) and not roles_named(label):
            return label, rest.strip(" -\N{EN DASH}\N{EM DASH}/")
    for count in range(len(words) - 1, 0, -1):
        label, rest = " ".join(words[-count:]), " ".join(words[:-count])
        if understood(v.SYSTEM_TYPES, label) and roles_named(rest):
            return label, rest
    return "", ""


def _role_within(rest: str, texts: list[str]) -> str:
    if not texts:
        return ""
    if not rest or "has" in rest.casefold().split():
        return "yes" if all(text.casefold() in _MARKS for text in texts) else "name"
    roles = roles_named(rest)
    role = next((role for role in roles if role in ("name", "links", "sends", "asks", *_OF_SYSTEM, *_OF_LINK)), "")
    role = role or ("name" if {"system"} & set(roles) else "product" if "vendor" in roles else "")
    return "product" if role == "vendor" else role


def _matrix(sheet: Sheet, guesses: list[ColumnGuess]) -> Shape | None:
    """Return the shape of a two-way table: names down the first column that are those along the header too."""
    first, *others = sheet.columns
    if len(others) < 2:
        return None
    down = {folded(text) for text in distinct(sheet, first)}
    along = {folded(name) for name in others}
    if len(down & along) < max(2, min(len(down), len(along)) / 2):
        return None
    texts = {text for name in others for text in distinct(sheet, name)}
    if not texts:
        return None
    said = [
        text
        for text in texts
        if text.casefold() in _MARKS or understood(v.MODES, text) or understood(v.DIRECTIONS, text)
    ]
    if len(said) < len(texts) / 2:
        return None
    why = Message("its names stand in the first column too")
    told = [
        ColumnGuess(first, "from", Message("its names stand along the header too"), LIKELY),
        *(ColumnGuess(name, "to", why, LIKELY) for name in others if folded(name) in down),
        *(
            ColumnGuess(name, "to", Message("it stands among others that are systems"), GUESS)
            for name in others
            if folded(name) not in down
        ),
    ]
    order = {name: at for at, name in enumerate(sheet.columns)}
    told.sort(key=lambda guess: order[guess.name])
    links = Links("matrix", first, TO, {"mode": HOW})
    del guesses
    return Shape("matrix", tuple(told), links=(links,), unfold=Unfolding(TO, HOW))
