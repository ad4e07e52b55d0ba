"""One value of a key, as TOML or Python gives it, in the one form that changes and needs hold; or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from graphmodel.documents.choosing import SEVERAL, Chosen
from graphmodel.documents.keys import LISTS, TARGET_KINDS, Key, KeyProblems
from graphmodel.documents.selectors import Selector
from graphmodel.documents.values import amount, date_text, not_a, number, text_list, truth, word_text, wrong_word
from graphmodel.records.composed import composed
from graphmodel.words.messages import Message


def canonical(key: Key, raw: object, place: str, faults: KeyProblems) -> object:
    """Return a value in the form that its kind has: text, number, truth, a tuple of words, or a Selector.

    What is wrong is noted at ``place``; the value returned then means nothing.
    """
    if key.kind in TARGET_KINDS:
        return _target(cast("Chosen", key.kind), raw, place, faults)
    if key.kind in LISTS:
        return text_list(raw, place, faults, key)
    if key.kind == "boolean":
        return truth(raw, place, faults)
    if key.kind in ("number", "integer", "year"):
        return number(key, raw, place, faults)
    if key.kind == "amount":
        return amount(key, raw, place, faults)
    if key.kind == "date":
        return date_text(raw, place, faults)
    text = word_text(raw, place, faults)
    if text is not None and (wrong := wrong_word(key, text)):
        faults(place, wrong)
    return text


def _target(of: Chosen, raw: object, place: str, faults: KeyProblems) -> tuple[str, ...] | Selector | None:
    """Return ids in the order given, or a selector."""
    if isinstance(raw, Selector):
        if raw.of != of:
            faults(place, Message("selects {chosen}, not {wanted}", chosen=SEVERAL[raw.of], wanted=SEVERAL[of]))
        return raw
    if isinstance(raw, str) and "=" in raw:
        return Selector.of_text_in(raw, of, faults, place)
    if isinstance(raw, Mapping):
        return Selector.of_mapping(cast("Mapping[str, object]", raw), of, faults, place)
    if not isinstance(raw, str | list | tuple):
        faults(
            place,
            Message(
                "must be an id in quotation marks, a list of ids, or a selector in braces{instead}", instead=not_a(raw)
            ),
        )
        return None
    text_list(cast("object", raw), place, faults)
    items = [raw] if isinstance(raw, str) else cast("list[object]", raw)
    return tuple(dict.fromkeys(composed(item.strip()) for item in items if isinstance(item, str)))
