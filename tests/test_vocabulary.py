"""The closed vocabularies hold the words of the format, each with a name in English and one in French."""

from __future__ import annotations

import re

import pytest

from graphmodel import shipped as content
from graphmodel.records.schema import tables
from graphmodel.words import vocabulary as v

FORMAT = (content.folder("data") / "canada" / "FORMAT.md").read_text(encoding="utf-8")
ALL = {name: words for name, words in vars(v).items() if isinstance(words, v.Vocabulary)}


def words_after(column: str) -> list[str]:
    """Return the words that FORMAT.md lists after a column's name, up to the next column or blank line."""
    found = re.search(
        rf"(?m)^[^\n]*\b{column}: (.+?)(?=\n\n|\n\w+\.csv|\n +\w+: |\n +[a-z_]+:|   +\w+: )", FORMAT, re.DOTALL
    )
    assert found, column
    text = re.sub(r"\([^)]*\)", "", found[1])
    return re.findall(r"\b[a-z_]+\b", text)


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("level", v.LEVELS),
        ("sector", v.SECTORS),
        ("scope", v.SCOPES),
        ("status", v.STATUSES),
        ("mode", v.MODES),
        ("latency", v.LATENCIES),
        ("access", v.ACCESSES),
        ("direction", v.DIRECTIONS),
        ("kind", v.AGREEMENT_KINDS),
        ("effect", v.EFFECTS),
        ("onward", v.ONWARD),
    ],
)
def test_the_words_are_those_of_the_format(column: str, words: v.Vocabulary) -> None:
    assert list(words.ids) == [word for word in words_after(column) if word in words.ids]
    assert set(words.ids) <= set(words_after(column))


def test_system_types_are_the_study_s_thirteen_and_three_apart() -> None:
    text = FORMAT[FORMAT.index("type: the 13 categories") : FORMAT.index("relays: true")]
    named = re.findall(r"\b([a-z]+(?:_[a-z]+)*)\b(?= \||\s+scope| and three| \n)", text)
    apart = ("broker", "national_repository", "biometric")
    assert (*v.STUDY_TYPES, *apart) == v.SYSTEM_TYPES.ids
    assert len(v.STUDY_TYPES) == 13
    assert len(v.SYSTEM_TYPES) == 16
    assert {"rms", "cad", "mcm", "jail_cell", "citizen_portal"} <= set(named)
    assert all(re.search(rf"\b{id}\b", text) for id in v.SYSTEM_TYPES.ids)


def test_data_classes_are_those_of_the_format_and_unspecified_may_be_carried() -> None:
    start = FORMAT.index("holds: persons")
    listed = re.findall(r"[a-z_]+", FORMAT[start + len("holds: ") : FORMAT.index("(empty too", start)])
    assert v.DATA_CLASSES.ids == tuple(listed)
    assert v.CARRIED_CLASSES.ids == (*listed, "unspecified")


def test_impediments_are_those_of_the_format() -> None:
    start = FORMAT.index("impediment: divergent")
    listed = re.findall(r"[a-z]+(?:_[a-z]+)+", FORMAT[start : FORMAT.index("(the causes", start)])
    assert v.IMPEDIMENTS.ids == tuple(listed)


def test_purposes_and_parts_in_agreements_are_those_of_the_format() -> None:
    text = FORMAT[FORMAT.index("agreements.csv") : FORMAT.index("\nstandards.csv")]
    (purposes,) = re.findall(r"purpose: (.+)", text)
    assert tuple(re.findall(r"[a-z_]+", purposes)) == v.AGREEMENT_PURPOSES.ids
    (roles,) = re.findall(r"role: (.+)", text)
    assert tuple(re.findall(r"[a-z_]+", roles)) == v.PARTY_ROLES.ids


def test_provinces_are_the_thirteen() -> None:
    assert set(v.PROVINCES.ids) == {"BC", "AB", "SK", "MB", "ON", "QC", "NB", "NS", "PE", "NL", "YT", "NT", "NU"}


@pytest.mark.parametrize("name", ALL)
def test_every_word_has_a_name_in_both_languages(name: str) -> None:
    words = ALL[name]
    assert len(words) == len(set(words.ids)) > 1
    for word in words:
        assert word.id in words
        assert words[word.id] is word
        assert word.en.strip() == word.en != ""
        assert word.fr.strip() == word.fr != ""
        assert (word.name(), word.name("fr")) == (word.en, word.fr)
        assert (words.label(word.id), words.label(word.id, "fr")) == (word.en, word.fr)
    assert len({word.en for word in words}) == len({word.fr for word in words}) == len(words)
    assert words.label("no-such-word", "fr") == "no-such-word"
    assert "no-such-word" not in words


def test_most_french_names_are_not_the_english_ones() -> None:
    same = {word.id for words in ALL.values() for word in words if word.en == word.fr}
    every = {word.id for words in ALL.values() for word in words}
    assert len(same) < len(every) // 8
    assert not same & {"rms", "broker", "warrants", "QC", "active", "legal_privacy"}


def test_every_vocabulary_serves_a_column() -> None:
    used = {column.vocabulary.name for table in tables().values() for column in table.columns if column.vocabulary}
    apart = {v.ADDS.name, v.STATES.name}  # of plausible links, of pairs
    assert {words.name for words in ALL.values()} - used == apart
    assert any(column.kind == "boolean" for table in tables().values() for column in table.columns)
    assert set(v.APART) | set(v.STUDY_TYPES) == set(v.SYSTEM_TYPES.ids)
    assert set(v.LIVE_STATUSES) | set(v.ENDED_STATUSES) | {"planned"} == set(v.STATUSES.ids)
    assert set(v.COPYING_MODES) | {v.MANUAL} <= set(v.MODES.ids)
    assert set(v.HOST_SECTORS) <= set(v.SECTORS.ids)
    assert v.STATISTICAL in v.PURPOSES
