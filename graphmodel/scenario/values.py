"""One value of a scenario, as TOML or Python gives it, in the one form that changes hold; or what is wrong with it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import cast

from graphmodel.composed import composed
from graphmodel.loading.cells import bad_id, shown
from graphmodel.scenario.keys import LISTS, TARGET_KINDS, Faults, Key
from graphmodel.scenario.selectors import Chosen, Selector
from graphmodel.suggest import did_you_mean

MOST = 10**15
"""The largest number that a key may hold: sums of many of them stay exact."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
_ID = re.compile(r"[a-z0-9-]+")
_DATE = re.compile(r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
_FEW_WORDS = 20


def canonical(key: Key, raw: object, place: str, faults: Faults) -> object:
    """Return a value in the form that its kind has: text, number, truth, a tuple of words, or a Selector.

    What is wrong is noted at ``place``; the value returned then means nothing.
    """
    if key.kind in TARGET_KINDS:
        return _target(cast("Chosen", key.kind), raw, place, faults)
    if key.kind in LISTS:
        return text_list(raw, place, faults, key)
    if key.kind == "boolean":
        return _typed(raw, bool, "true or false", place, faults)
    if key.kind in ("number", "integer", "year"):
        return _number(key, raw, place, faults)
    if key.kind == "date":
        return _date(raw, place, faults)
    text = _text(raw, place, faults)
    if text is not None and (wrong := _wrong_word(key, text)):
        faults(place, wrong)
    return text


def text_list(raw: object, place: str, faults: Faults, key: Key | None = None) -> tuple[str, ...]:
    """Return the distinct texts of one text or a list of them, sorted."""
    if not isinstance(raw, str | list | tuple):
        faults(place, f"must be a text in quotation marks, or a list of them{_not(raw)}")
        return ()
    items = [raw] if isinstance(raw, str) else list(cast("list[object]", raw))
    if not items:
        faults(place, "is an empty list: name at least one, or leave the key out")
    texts = [text for item in items if (text := _text(item, place, faults)) is not None]
    for text in dict.fromkeys(texts):
        if key and (wrong := _wrong_word(key, text)):
            faults(place, wrong)
    return tuple(sorted(set(texts)))


def _target(of: Chosen, raw: object, place: str, faults: Faults) -> tuple[str, ...] | Selector | None:
    """Return ids in the order given, or a selector."""
    if isinstance(raw, Selector):
        if raw.of != of:
            faults(place, f"selects {raw.of}, not {of}")
        return raw
    if isinstance(raw, Mapping):
        return Selector.of_mapping(cast("Mapping[str, object]", raw), of, faults, place)
    if not isinstance(raw, str | list | tuple):
        faults(place, f"must be an id in quotation marks, a list of ids, or a selector in braces{_not(raw)}")
        return None
    text_list(cast("object", raw), place, faults)
    items = [raw] if isinstance(raw, str) else cast("list[object]", raw)
    return tuple(dict.fromkeys(composed(item.strip()) for item in items if isinstance(item, str)))


def _text(raw: object, place: str, faults: Faults) -> str | None:
    """Return a text without space around it; None where it is none, or holds what no table can hold."""
    if not isinstance(raw, str):
        faults(place, f"must be a text in quotation marks{_not(raw)}")
        return None
    text = composed(raw.strip())
    if not text:
        faults(place, "is empty: leave the key out instead")
    elif found := _CONTROL.search(text):
        faults(place, f"holds the control character U+{ord(found.group()):04X}: delete it")
    elif any("\ud800" <= sign <= "\udfff" for sign in text):
        faults(place, "holds half of a character: write it anew")
    else:
        return text
    return None


def _wrong_word(key: Key, text: str) -> str:
    """Return what is wrong with a word or an id, or an empty text."""
    if key.kind == "id":
        return "" if _ID.fullmatch(text.replace("{operator}", "a")) else bad_id(text)
    if key.kind == "boolean":
        return "" if text in ("true", "false") else f"{shown(text)} is neither true nor false"
    if key.vocabulary is None or text in key.vocabulary:
        return ""
    words = key.vocabulary
    near = did_you_mean(text, words.ids)
    remedy = f": it is one of {', '.join(words.ids)}" if not near and len(words) <= _FEW_WORDS else ""
    article = "an" if words.name[0] in "aeio" else "a"
    return f"{shown(text)} is not {article} {words.name}{near}{remedy}"


def _number(key: Key, raw: object, place: str, faults: Faults) -> int | float | None:
    whole = key.kind != "number"
    if isinstance(raw, bool) or not isinstance(raw, int if whole else int | float):
        faults(place, f"must be a {'whole ' if whole else ''}number{_not(raw)}")
        return None
    number = raw
    if not math.isfinite(number) or not 0 <= number <= MOST:
        faults(place, f"must be from 0 to {MOST:,}")
    elif key.kind == "year" and not 1000 <= number < 3000:
        faults(place, f"{number} is not a year from 1000 to 2999")
    else:
        return number
    return None


def _date(raw: object, place: str, faults: Faults) -> str | None:
    """Return a year, a month or a day as text: 2027, 2027-04 or 2027-04-01."""
    meant = isinstance(raw, str | int | date) and not isinstance(raw, bool | datetime)
    text = str(raw).strip() if meant else ""
    try:
        if _DATE.fullmatch(text) and date.fromisoformat(text + "-01-01"[len(text) - 4 :]):
            return text
    except ValueError:
        pass
    faults(place, f"must be a year or a day, as 2027 or 2027-04-01{_not(raw)}")
    return None


def _typed(raw: object, kind: type, meant: str, place: str, faults: Faults) -> object:
    if not isinstance(raw, kind):
        faults(place, f"must be {meant}{_not(raw)}")
    return raw


def _not(raw: object) -> str:
    """Return what a value is instead, where it can be said in a word."""
    if isinstance(raw, bool):
        return ", not true or false"
    if isinstance(raw, Mapping):
        return ", not a table"
    if isinstance(raw, list | tuple):
        return ", not a list"
    if isinstance(raw, int | float):
        return ", not a number"
    return f", not {shown(raw)}" if isinstance(raw, str) else ""
