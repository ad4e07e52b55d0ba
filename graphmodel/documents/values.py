"""Texts, numbers, words and dates as TOML or Python gives them, in one form; or what is wrong with them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from graphmodel.documents.keys import Key, KeyProblems
from graphmodel.records.composed import composed
from graphmodel.records.slugs import bad_id
from graphmodel.words.amounts import WANTED, read_amount
from graphmodel.words.messages import NOTHING, Message, quoted
from graphmodel.words.messages import number as _number
from graphmodel.words.suggest import did_you_mean

MOST = 10**15
"""The largest number that a key may hold: sums of many of them stay exact."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
_ID = re.compile(r"[a-z0-9-]+")
_DATE = re.compile(r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
_FEW_WORDS = 20


def text_list(raw: object, place: str, faults: KeyProblems, key: Key | None = None) -> tuple[str, ...]:
    """Return the distinct texts of one text or a list of them, sorted."""
    if not isinstance(raw, str | list | tuple):
        faults(place, Message("must be a text in quotation marks, or a list of them{instead}", instead=not_a(raw)))
        return ()
    items = [raw] if isinstance(raw, str) else list(cast("list[object]", raw))
    if not items:
        faults(place, Message("is an empty list: name at least one, or leave the key out"))
    texts = [text for item in items if (text := word_text(item, place, faults)) is not None]
    for text in dict.fromkeys(texts):
        if key and (wrong := wrong_word(key, text)):
            faults(place, wrong)
    return tuple(sorted(set(texts)))


def word_text(raw: object, place: str, faults: KeyProblems) -> str | None:
    """Return a text without space around it; None where it is none, or holds what no table can hold."""
    if not isinstance(raw, str):
        faults(place, Message("must be a text in quotation marks{instead}", instead=not_a(raw)))
        return None
    text = composed(raw.strip())
    if not text:
        faults(place, Message("is empty: leave the key out instead"))
    elif found := _CONTROL.search(text):
        sign = f"U+{ord(found.group()):04X}"
        faults(place, Message("holds the control character {sign}: delete it", sign=sign))
    elif any("\ud800" <= sign <= "\udfff" for sign in text):
        faults(place, Message("holds half of a character: write it anew"))
    else:
        return text
    return None


def wrong_word(key: Key, text: str) -> str:
    """Return what is wrong with a word or an id, or an empty text."""
    if key.kind == "id":
        return "" if _ID.fullmatch(text.replace("{operator}", "a")) else bad_id(text)
    if key.kind == "boolean":
        return "" if text in ("true", "false") else Message("{text} is neither true nor false", text=quoted(text))
    if key.vocabulary is None or text in key.vocabulary:
        return ""
    words = key.vocabulary
    near = did_you_mean(text, words.ids)
    few = not near and len(words) <= _FEW_WORDS
    remedy = Message(": it is one of {words}", words=", ".join(words.ids)) if few else NOTHING
    return Message(
        "{text} is not {wanted}{near}{remedy}", text=quoted(text), wanted=words.one, near=near, remedy=remedy
    )


def number(key: Key, raw: object, place: str, faults: KeyProblems) -> int | float | None:
    """Return a number that the key may hold; None where it is none, or out of bounds."""
    whole = key.kind != "number"
    if isinstance(raw, bool) or not isinstance(raw, int if whole else int | float):
        wanted = Message("must be a whole number{instead}") if whole else Message("must be a number{instead}")
        faults(place, wanted.filled(instead=not_a(raw)))
        return None
    number = raw
    if not math.isfinite(number) or not 0 <= number <= MOST:
        faults(place, Message("must be from 0 to {most}", most=_number(MOST)))
    elif key.kind == "year" and not 1000 <= number < 3000:
        faults(place, Message("{number} is not a year from 1000 to 2999", number=number))
    else:
        return number
    return None


def amount(key: Key, raw: object, place: str, faults: KeyProblems) -> int | float | None:
    """Return a number, or the amount that a text says as people write amounts; None where it is none."""
    if not isinstance(raw, str):
        return number(replace(key, kind="number"), raw, place, faults)
    read = read_amount(raw)
    if read is None:
        faults(place, Message("{text} is no amount: {wanted}", text=quoted(raw), wanted=WANTED))
        return None
    return number(replace(key, kind="number"), read, place, faults)


def date_text(raw: object, place: str, faults: KeyProblems) -> str | None:
    """Return a year, a month or a day as text: 2027, 2027-04 or 2027-04-01."""
    meant = isinstance(raw, str | int | date) and not isinstance(raw, bool | datetime)
    text = str(raw).strip() if meant else ""
    try:
        if _DATE.fullmatch(text) and date.fromisoformat(text + "-01-01"[len(text) - 4 :]):
            return text
    except ValueError:
        pass
    faults(place, Message("must be a year or a day, as 2027 or 2027-04-01{instead}", instead=not_a(raw)))
    return None


def truth(raw: object, place: str, faults: KeyProblems) -> object:
    """Return true or false; what is neither is noted."""
    if not isinstance(raw, bool):
        faults(place, Message("must be true or false{instead}", instead=not_a(raw)))
    return raw


def not_a(raw: object) -> Message:
    """Return what a value is instead, where it can be said in a word."""
    if isinstance(raw, bool):
        return Message(", not true or false")
    if isinstance(raw, Mapping):
        return Message(", not a table")
    if isinstance(raw, list | tuple):
        return Message(", not a list")
    if isinstance(raw, int | float):
        return Message(", not a number")
    return Message(", not {text}", text=quoted(raw)) if isinstance(raw, str) else NOTHING
