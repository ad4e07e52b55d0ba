"""The schema's columns are those of the format, and of every shipped table; every record is a row of its table."""

from __future__ import annotations

import csv
import re
from dataclasses import FrozenInstanceError, fields

import pytest

from graphmodel import shipped as content
from graphmodel.records.schema import (
    Agency,
    Agreement,
    Impediment,
    Link,
    Party,
    Product,
    Recommendation,
    Source,
    Standard,
    System,
    Use,
    row_of,
    table_of,
    tables,
)

FORMAT = (content.folder("data") / "canada" / "FORMAT.md").read_text(encoding="utf-8")
RECORDS = {
    "agencies": Agency(id="a", name="A", level="federal", sector="policing"),
    "systems": System(id="s", name="S", type="rms", operator="a", status="active"),
    "uses": Use(agency="a", system="s", role="user"),
    "links": Link(from_="s", to="t", direction="one_way", mode="push", status="active"),
    "products": Product(id="p", name="P"),
    "standards": Standard(id="n", name="N"),
    "impediments": Impediment(subject="a", impediment="legal_privacy"),
    "agreements": Agreement(id="g", name="G", kind="statute", effect="permits", status="active"),
    "parties": Party(agreement="g", role="both"),
    "recommendations": Recommendation(id="r", name="R"),
    "sources": Source(id="x", title="X"),
}
REQUIRED = {
    "agencies": {"id", "name", "level", "sector"},
    "systems": {"id", "name", "type", "operator", "status"},
    "uses": {"agency", "system", "role"},
    "links": {"from", "to", "direction", "mode", "status"},
    "sources": {"id", "title"},
    "products": {"id", "name"},
    "standards": {"id", "name"},
    "impediments": {"subject", "impediment"},
    "agreements": {"id", "name", "kind", "effect", "status"},
    "parties": {"agreement", "role"},
    "recommendations": {"id", "name"},
}


def columns_in_format(table: str) -> list[str]:
    (line,) = re.findall(rf"(?m)^{table}\.csv +(.+)$", FORMAT)
    line = re.sub(r"\((?!id,)[^)]*\)", "", line).replace("(id,)", "id,")
    line = re.split(r" {3,}", line)[0]
    return [name.strip() for name in line.split(",") if name.strip()]


@pytest.mark.parametrize("name", tables())
def test_columns_are_those_of_the_format_in_order(name: str) -> None:
    assert list(tables()[name].names) == columns_in_format(name)


@pytest.mark.parametrize("catalogue", content.catalogues())
def test_shipped_tables_have_these_columns_alone(catalogue: str) -> None:
    folder = content.catalogues()[catalogue]
    for name, table in tables().items():
        path = folder / f"{name}.csv"
        if name in ("agreements", "parties") and not path.exists():
            continue  # the study of 2014 recorded none
        with path.open(encoding="utf-8", newline="") as lines:
            header = next(csv.reader(lines))
        assert set(header) <= set(table.names)
        assert REQUIRED[name] <= set(header)


def test_required_columns_and_tables_are_those_of_the_format() -> None:
    assert {name: {c.name for c in table.columns if c.required} for name, table in tables().items()} == REQUIRED
    assert {name for name, table in tables().items() if table.required} == {"agencies", "systems"}


def test_defaults_are_those_of_the_format() -> None:
    found = {
        (name, c.name): c.default for name, table in tables().items() for c in table.columns if c.default is not None
    }
    assert found == {
        ("systems", "scope"): "local",
        ("systems", "relays"): False,
        ("systems", "confidence"): "documented",
        ("uses", "confidence"): "documented",
        ("links", "purpose"): "operational",
        ("links", "confidence"): "documented",
        ("agencies", "sensitivity"): "public",
        ("systems", "sensitivity"): "public",
        ("links", "sensitivity"): "public",
        ("agreements", "confidence"): "documented",
        ("agreements", "sensitivity"): "public",
        ("parties", "confidence"): "documented",
    }


def test_keys_are_those_of_the_format() -> None:
    keys = {name: table.key for name, table in tables().items()}
    assert keys.pop("uses") == ("agency", "system", "role")
    assert keys.pop("impediments") == ("subject", "to", "impediment", "note")
    assert keys.pop("parties") == ("agreement", "role", "agency", "sector", "level", "province")
    assert set(keys.values()) == {("id",)}


def test_references_lead_to_tables_with_ids() -> None:
    found = {
        (name, column.name): column.refers_to
        for name, table in tables().items()
        for column in table.columns
        if column.refers_to and column.name != "source"
    }
    assert found == {
        ("agencies", "part_of"): ("agencies",),
        ("systems", "operator"): ("agencies",),
        ("systems", "product"): ("products",),
        ("systems", "replaces"): ("systems",),
        ("uses", "agency"): ("agencies",),
        ("uses", "system"): ("systems",),
        ("links", "from"): ("systems",),
        ("links", "to"): ("systems",),
        ("links", "standard"): ("standards",),
        ("impediments", "subject"): ("agencies", "systems"),
        ("impediments", "to"): ("systems",),
        ("agreements", "systems"): ("systems",),
        ("parties", "agreement"): ("agreements",),
        ("parties", "agency"): ("agencies",),
    }
    cited = {name for name, table in tables().items() for column in table.columns if column.name == "source"}
    assert cited == set(tables()) - {"sources"}


@pytest.mark.parametrize("name", tables())
def test_every_column_says_what_it_is(name: str) -> None:
    table = tables()[name]
    assert table.sentence.endswith(".")
    assert table.noun
    for column in table.columns:
        assert column.sentence.endswith(".")
        assert table.column(column.name) is column
        assert (column.vocabulary is not None) == (column.kind in ("word", "words"))
        assert column.is_list == (column.kind in ("words", "references"))
        assert (column.kind in ("reference", "references")) == bool(column.refers_to)
    with pytest.raises(KeyError):
        table.column("no such column")


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_a_row_of_its_table(name: str) -> None:
    record = RECORDS[name]
    row = row_of(record)
    assert table_of(record) == name
    assert tuple(row) == tables()[name].names
    assert {column for column, value in row.items() if value is None} == {
        column.name for column in tables()[name].columns if not column.required and column.default is None
    }
    with pytest.raises(FrozenInstanceError):
        setattr(record, fields(record)[0].name, "other")


def test_a_record_without_a_required_value_cannot_be_made() -> None:
    with pytest.raises(TypeError):
        Agency(id="a", name="A", level="federal")
    with pytest.raises(TypeError):
        Agency("a", "A", "federal", "policing")
