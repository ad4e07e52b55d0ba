"""What each column of a table is: by its name, by what its cells say, by both."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from graphmodel.importing.header_words import roles_named, roles_within
from graphmodel.loading.columns import Sheet
from graphmodel.records.synonyms import understood
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, named, quoted

CERTAIN, LIKELY, GUESS = named("sureness", "certain"), named("sureness", "likely"), named("sureness", "a guess")
_YEAR = re.compile(r"(1[89]|20)\d\d([-/.].*)?")
_WORDS: Mapping[str, v.Vocabulary] = {
    "type": v.SYSTEM_TYPES,
    "status": v.STATUSES,
    "level": v.LEVELS,
    "sector": v.SECTORS,
    "province": v.PROVINCES,
    "mode": v.MODES,
    "direction": v.DIRECTIONS,
    "latency": v.LATENCIES,
}
VOCABULARIES = _WORDS
MOST_UNCLEAR = 0.5


@dataclass(frozen=True)
class ColumnGuess:
    """What a column is taken for, why, and how sure that is; the role is empty where it is not read."""

    name: str
    role: str
    why: Message
    sure: Message


def distinct(sheet: Sheet, name: str) -> list[str]:
    """Return the distinct texts of a column that are not empty, in the order of its rows."""
    column = sheet.columns[name]
    words = column.listed()
    return [words[code] for code in dict.fromkeys(column.codes.tolist()) if words[code]]


def share(vocabulary: v.Vocabulary, texts: list[str]) -> float:
    """Return which share of some texts says a word of a vocabulary."""
    return sum(understood(vocabulary, text) is not None for text in texts) / len(texts) if texts else 0.0


def guess_columns(sheet: Sheet) -> list[ColumnGuess]:
    """Return what each column of a table is, in order; of two that would be the same, the better one is."""
    found = [_guess(sheet, name) for name in sheet.columns]
    taken: dict[str, int] = {}
    order = {CERTAIN: 0, LIKELY: 1, GUESS: 2}
    for at in sorted(range(len(found)), key=lambda at: (order[found[at].sure], at)):
        guess = found[at]
        if not guess.role or guess.role in ("links", "sends", "asks"):
            continue
        if guess.role in taken:
            other = found[taken[guess.role]].name
            found[at] = ColumnGuess(
                guess.name, "", Message("{other} is taken for the same", other=quoted(other)), guess.sure
            )
        else:
            taken[guess.role] = at
    return found


def _guess(sheet: Sheet, name: str) -> ColumnGuess:
    texts = distinct(sheet, name)
    if not texts:
        return ColumnGuess(name, "", Message("it is empty"), CERTAIN)
    fits = partial(_fits, texts)
    named_roles = [role for role in roles_named(name) if fits(role)]
    if named_roles:
        role = max(named_roles, key=lambda role: _score(role, texts)) if len(named_roles) > 1 else named_roles[0]
        return ColumnGuess(name, role, Message("its name says so"), CERTAIN)
    return _less_sure(name, texts, fits)


def _less_sure(name: str, texts: list[str], fits: Callable[[str], bool]) -> ColumnGuess:
    if name.startswith("column ") and len(name) < 11:
        within = None
    else:
        within = next(((role, word) for role, word in roles_within(name) if fits(role)), None)
    if within:
        said = Message("its name holds {word}", word=quoted(within[1]))
        return ColumnGuess(name, within[0], said, LIKELY)
    for role, vocabulary in _WORDS.items():
        if share(vocabulary, texts) > MOST_UNCLEAR and not _looks_yes_no(texts):
            said = Message("its cells say words such as {word}", word=quoted(texts[0]))
            return ColumnGuess(name, role, said, GUESS)
    return ColumnGuess(name, "", Message("neither its name nor its cells say what it is"), GUESS)


def _looks_yes_no(texts: list[str]) -> bool:
    return share(v.YES_NO, texts) > MOST_UNCLEAR


def _score(role: str, texts: list[str]) -> float:
    if role in _WORDS:
        return share(_WORDS[role], texts)
    if role in ("since", "until", "as_of"):
        return sum(bool(_YEAR.fullmatch(text)) for text in texts) / len(texts)
    return 0.2


def _fits(texts: list[str], role: str) -> bool:
    """Return whether the cells can be what a role asks for."""
    if role in ("since", "until", "as_of"):
        return any(re.search(r"\b(1[89]|20)\d\d\b", text) for text in texts)
    if role in ("population_served", "sworn_officers"):
        return any(re.search(r"\d", text) for text in texts)
    if role in ("level", "sector", "province", "direction", "latency"):
        return share(_WORDS[role], texts) >= MOST_UNCLEAR
    return True
