"""Layouts of a mapping, ``[sheet.NAME]``: where the table that recipes read by that name stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphmodel.loading.reading.layouts import Layout, Unfolding
from graphmodel.loading.shaping.mapping_values import MappingValues
from graphmodel.loading.shaping.mapping_words import SHEET, UNFOLD
from graphmodel.words.messages import Message, listed
from graphmodel.words.suggest import did_you_mean

_KEYS = tuple(word.name for word in SHEET)


def layouts_of(values: MappingValues, read: Mapping[str, Any]) -> dict[str, Layout]:
    """Return the layouts of a mapping by the name of their table; what is wrong in them is noted as faults."""
    found: dict[str, Layout] = {}
    for name, value in read.items():
        place = f"sheet.{name}"
        table = values.table(place, value)
        for key in table:
            if key not in _KEYS:
                values.fault(f"{place}.{key}", Message("no key of a sheet{near}", near=did_you_mean(key, _KEYS)))
        header = values.lines(f"{place}.header", table.get("header", 1))
        until = values.lines(f"{place}.until", table["until"]) if "until" in table else ()
        if len(until) > 1 or (header and until and until[0] <= header[-1]):
            values.fault(f"{place}.until", Message("is one line below the header"))
        known = _known(name)
        found[known] = Layout(
            _known(values.text(f"{place}.of", table.get("of", ""))) or known,
            header or (1,),
            until[0] if until else 0,
            values.listed_texts(f"{place}.fill_down", table.get("fill_down", [])),
            _unfolding(values, place, table),
        )
    return found


def _unfolding(values: MappingValues, place: str, read: Mapping[str, Any]) -> Unfolding | None:
    if "unfold" not in read:
        return None
    place = f"{place}.unfold"
    found = values.table(place, read["unfold"])
    for key in found:
        if key not in UNFOLD:
            values.fault(f"{place}.{key}", Message("no key of unfold: it has {keys}", keys=listed(UNFOLD)))
    names, cells = (values.text(f"{place}.{key}", found.get(key, "")) for key in ("names", "cells"))
    if not names or not cells or names == cells:
        values.fault(place, Message("has names and cells: what the two new columns are called"))
    return Unfolding(names, cells, values.listed_texts(f"{place}.columns", found.get("columns", [])))


def _known(name: str) -> str:
    return name.strip().casefold().removesuffix(".csv")
