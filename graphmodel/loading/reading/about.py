"""What a catalogue says of itself: ``about.toml`` beside the tables, or a sheet ``about`` of keys and values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, cast

from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.reading.source import TableSource
from graphmodel.machine.toml import parse_document
from graphmodel.machine.toml_faults import NoTOML
from graphmodel.records.composed import composed
from graphmodel.records.schema import About
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean

_KEYS = tuple(item.name for item in fields(About))
_LISTS = ("limits", "limits_fr")
_FLAG = "made_up"


def read_about(source: TableSource, findings: Findings) -> About:
    """Return what a source says of itself; nothing where it does not."""
    file = source.about_file
    if source.about is None:
        return About()
    try:
        said = source.about()
        found = _toml(said) if isinstance(said, bytes) else _from_pairs(said)
    except Unreadable as error:
        findings.unreadable(file, error)
        return About()
    kept: dict[str, Any] = {}
    for key, value in found.items():
        if key not in _KEYS:
            findings.warning(file, Message("is not read") + did_you_mean(key, _KEYS), column=key)
        elif (wrong := wrong_value(key, value)) is not None:
            findings.problem(file, wrong, column=key)
        else:
            kept[key] = tuple(value) if key in _LISTS else value
    return About(**kept)


def _toml(content: bytes) -> Mapping[str, Any]:
    try:
        return parse_document(composed(content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise Unreadable(Message("is not UTF-8: save it as UTF-8")) from error
    except NoTOML as error:
        raise Unreadable(Message("is no TOML: {why}", why=error.said)) from error


def _from_pairs(pairs: Mapping[str, list[str]]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for key, values in pairs.items():
        one = values[0] if len(values) == 1 else values
        if key in _LISTS:
            found[key] = values
        elif key == _FLAG:
            found[key] = {"true": True, "false": False, "": False}.get(str(one).lower(), one)
        else:
            found[key] = one or ""
    return found


def wrong_value(key: str, value: object) -> Message | None:
    """Return what is wrong with a value of that key, or None where nothing is."""
    if key in _LISTS:
        listed = isinstance(value, list | tuple)
        right = listed and all(isinstance(item, str) for item in cast("list[object]", value))
        return None if right else Message("must be a list of sentences")
    if key == _FLAG:
        return None if isinstance(value, bool) else Message("must be true or false")
    return None if isinstance(value, str) else Message("must be a text")
