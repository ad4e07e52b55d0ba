"""Words as people write them read the same as ours, or are refused at their cell; never anything else in silence."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from graphmodel import check, load
from graphmodel.errors import CatalogueError
from graphmodel.records.schema import Column, TableName, tables
from graphmodel.records.synonyms import SYNONYMS, spellings, understood
from graphmodel.words import vocabulary as v
from tests.rotation import ALL, name_run
from tests.worlds.broken import folder, texts

EXAMPLES = 1_000 if name_run() == ALL else 200
"""A run tries a part of them; GRAPHMODEL_SEED=all tries a thousand."""
Rows = list[dict[str, str]]
WAYS = ("upper", "title", "spaces", "underscores", "hyphens", "label", "french", "synonym", "name", "bracketed", "slip")


def rows_of(table: str) -> Rows:
    return list(csv.DictReader(texts()[f"{table}.csv"].splitlines()))


def written(rows: Rows) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def cells() -> list[tuple[TableName, int, Column]]:
    """Return every cell of the sound world that is held to words or leads to a record."""
    return [
        (name, at, column)
        for name, table in tables().items()
        if f"{name}.csv" in texts()
        for at, row in enumerate(rows_of(name))
        for column in table.columns
        if row.get(column.name) and (column.vocabulary or column.refers_to or column.kind == "boolean")
    ]


def named(column: Column) -> dict[str, list[str]]:
    """Return what the records that a column leads to are called in their own tables, by id."""
    return {
        row["id"]: [row[name] for name in ("name", "name_fr", "short", "short_fr") if row.get(name)]
        for target in column.refers_to
        if f"{target}.csv" in texts()
        for row in rows_of(target)
    }


def mutated(column: Column, text: str, way: str, rnd: random.Random) -> str:
    """Return an item as somebody may have written it."""
    words = v.YES_NO if column.kind == "boolean" else column.vocabulary
    if way == "slip":
        at = rnd.randrange(len(text))
        return text[:at] + rnd.choice("abcdefghij") + text[at + 1 :]
    if way == "label" and words:
        text = words[text].en
    elif way == "french" and words:
        text = words[text].fr
    elif way == "synonym" and words:
        text = rnd.choice(SYNONYMS.get(words.name, {}).get(text, text).split(";")).strip()
    elif way in ("name", "bracketed") and column.refers_to and (called := named(column).get(text)):
        text = rnd.choice(called) if way == "name" else f"{called[0]} [{text}]"
    elif way == "upper":
        text = text.upper()
    elif way == "title":
        text = text.title()
    elif way == "spaces":
        text = f"  {text.replace(' ', '  ')} "
    elif way in ("underscores", "hyphens"):
        text = text.replace("-", "_").replace(" ", "_") if way == "underscores" else text.replace("_", "-")
    return text


@pytest.mark.rotates("at length")
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cell=st.sampled_from(cells()), way=st.sampled_from(WAYS), seed=st.integers(0, 2**32))
def test_a_mutation_reads_the_same_or_is_refused_at_its_cell(
    tmp_path_factory: pytest.TempPathFactory, cell: tuple[TableName, int, Column], way: str, seed: int
) -> None:
    name, at, column = cell
    rows = rows_of(name)
    rnd = random.Random(seed)
    items = rows[at][column.name].split(";") if column.is_list else [rows[at][column.name]]
    chosen = rnd.randrange(len(items))
    said = mutated(column, items[chosen].strip(), way, rnd)
    words = v.YES_NO if column.kind == "boolean" else column.vocabulary
    known = set(words.ids if words else named(column))
    assume(said == items[chosen] or said.strip() not in known)  # another word of ours is no mutation
    assume(";" not in said)
    items[chosen] = said
    rows[at][column.name] = ";".join(items)
    where = folder(tmp_path_factory.mktemp("mutated"), **{name: written(rows)})
    report = check(where)
    if report.catalogue is not None:
        assert report.catalogue.digest == load(folder(tmp_path_factory.mktemp("sound"))).digest
    else:
        assert {(problem.file, problem.column) for problem in report.problems} == {(f"{name}.csv", column.name)}
        assert way in ("slip", "name", "french", "label", "synonym")


def test_what_was_understood_is_told_once_a_word_and_strict_refuses_it(tmp_path: Path) -> None:
    rows = rows_of("systems")
    for row in rows:
        row["status"] = {"active": "In use"}.get(row["status"], row["status"])
    where = folder(tmp_path, systems=written(rows))
    report = check(where)
    told = [str(notice) for notice in report.notices if "In use" in str(notice)]
    assert told == ["systems.csv:status: 'In use' is read as active (Active)"]
    with pytest.raises(CatalogueError, match="'In use' is not a status"):
        load(where, strict=True)


def test_a_name_that_two_records_have_is_refused(tmp_path: Path) -> None:
    agencies, systems = rows_of("agencies"), rows_of("systems")
    for row in agencies[:2]:
        row["name"] = "Twin Police"
    systems[0]["operator"] = "Twin Police"
    report = check(folder(tmp_path, agencies=written(agencies), systems=written(systems)))
    assert [(one.file, one.row, one.column) for one in report.problems] == [("systems.csv", 2, "operator")]


def test_headers_are_read_as_people_write_them(tmp_path: Path) -> None:
    rows = [
        {
            {"type": "Type of system", "operator": "Exploité par", "name": " NAME"}.get(key, key): value
            for key, value in row.items()
        }
        for row in rows_of("systems")
    ]
    from graphmodel.forms.wording import LABELS

    french = LABELS["operator"].text("fr")
    rows = [{french if key == "Exploité par" else key: value for key, value in row.items()} for row in rows]
    where = folder(tmp_path, systems=written(rows))
    report = check(where)
    assert report.catalogue is not None
    assert report.catalogue.digest == load(folder(tmp_path / "sound")).digest
    assert sum("is read as operator" in str(notice) for notice in report.notices) == 1
    assert check(where, strict=True).catalogue is None


@pytest.mark.parametrize("vocabulary", [one for one in vars(v).values() if isinstance(one, v.Vocabulary)])
def test_every_word_is_known_by_its_labels_and_no_synonym_says_two_words(vocabulary: v.Vocabulary) -> None:
    for word in vocabulary:
        assert understood(vocabulary, word.id) == word.id
        assert understood(vocabulary, word.en.upper()) == word.id
        assert understood(vocabulary, word.fr) == word.id
    said = SYNONYMS.get(vocabulary.name, {})
    assert set(said) <= set(vocabulary.ids)
    for id, others in said.items():
        for other in others.split(";"):
            assert understood(vocabulary, other) == id, other
    assert set(spellings(vocabulary).values()) == set(vocabulary.ids)
