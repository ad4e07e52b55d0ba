"""Nothing that a text of others holds reaches a terminal, a document or a spreadsheet as an order; every value is named."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.cli.shared.output import show
from graphmodel.machine.harmless import for_json, for_markdown, for_spreadsheet, for_terminal
from graphmodel.records.schema import Agency
from graphmodel.values.elements import scalar, shown
from graphmodel.values.table import Table
from tests.commands import Caller, spawn

pytestmark = pytest.mark.rotates("harmless")

ORDERS = ("\x1b]52;c;ZXZpbA==\x07", "\x1b[2J", "\x9b31m", "\u202edrawkcab", "\u2066x", "\x07", "a\rb", "\x7f", "\u200f")
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What no terminal may be given, but line feeds and tabs."""
HOSTILE = "".join(ORDERS)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder with orders to a terminal wherever somebody may write a text."""
    gm.export(gm.load("nleim-2014"), "csv", tmp_path / "world")
    told = json.dumps(HOSTILE).replace("\x7f", "\\u007f")
    about = f"name = {told}\nname_fr = {told}\nlimits = [{told}]\nlimits_fr = [{told}]\n"
    (tmp_path / "world" / "about.toml").write_text(about, encoding="utf-8")
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "one.cypher").write_text(
        "// One \u202edrawkcab \x9b31m\n// @fr Une \x1b[2J\n// All.\nMATCH (s:System) RETURN s.id AS id // \x1b[31m\n",
        encoding="utf-8",
    )
    return tmp_path


CALLS = (
    ("--on", "{0}/world", "study"),
    ("--lang", "fr", "query", "list", "pack", "--pack", "{0}/pack"),
    ("query", "list", "pack", "--pack", "{0}/pack"),
    ("query", "show", "pack/one", "--pack", "{0}/pack"),
    ("query", "lint", "{0}/pack"),
    ("--on", "{0}/world", "info"),
    ("--on", "{0}/world", "info", "--format", "markdown"),
    ("--on", "{0}/world", "query", "run", "pack/one", "--pack", "{0}/pack"),
    ("--on", "{0}/world", "cypher", f"RETURN '{HOSTILE}' AS `x\u202ey`"),
    ("--on", "{0}/world", "cypher", f"RETURN '{HOSTILE}' AS x", "--format", "markdown"),
    ("check", f"{HOSTILE.replace('/', '')}"),
    ("--on", "nleim-2014", "reach", HOSTILE),
    (HOSTILE,),
    ("study", "--by", HOSTILE),
    ("--on", HOSTILE, "study"),
    ("--on", "nleim-2014", "whatif", "run", HOSTILE),
)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(call)[:30].encode("unicode_escape").decode())
def test_no_order_reaches_a_terminal(graphmodel: Caller, hostile: Path, call: tuple[str, ...]) -> None:
    said = graphmodel(*(item.format(hostile) if "{0}" in item else item for item in call), store="memory:")
    assert "defect" not in said.err
    assert OBEYED.findall(said.out + said.err) == []
    if HOSTILE in call or "world" in " ".join(call):
        assert "\\x1b" in said.out + said.err or "\\u202e" in said.out + said.err


def test_programs_get_texts_as_they_are(graphmodel: Caller) -> None:
    query = f"RETURN '{HOSTILE}' AS x"
    said = graphmodel("-q", "--on", "nleim-2014", "cypher", query, "--format", "json", store="memory:")
    assert said.json == [{"x": HOSTILE}]
    assert OBEYED.findall(said.out) == []
    said = graphmodel("-q", "--on", "nleim-2014", "cypher", query, "--format", "csv", store="memory:")
    assert list(csv.reader(io.StringIO(said.out, newline=""))) == [["x"], [HOSTILE]]


def test_orders_of_the_terminal_are_numbers_and_nothing_else_changes() -> None:
    every = "".join(map(chr, range(0x3000)))
    assert OBEYED.findall(for_terminal(every)) == []
    assert for_terminal("é\n\tᐃᓄᒃᑎᑐᑦ 👮\u200d♀️\r\n") == "é\n\tᐃᓄᒃᑎᑐᑦ 👮\u200d♀️\r\n"
    assert for_terminal(HOSTILE).encode().decode("unicode_escape") == HOSTILE
    assert json.loads(for_json(json.dumps(every, ensure_ascii=False))) == every


MARKUP = ("<script>alert(1)</script>", "![x](http://x/y.png)", "[a](javascript:b)", "a|b", "`c`", "&lt;", "# h", "a\nb")


def test_markdown_shows_every_text_as_it_is(graphmodel: Caller) -> None:
    """Read by GitHub's rule: a backslash before a mark takes its meaning, and nothing else does."""
    query = f"RETURN {', '.join(f'{json.dumps(text)} AS c{n}' for n, text in enumerate(MARKUP))}"
    said = graphmodel("-q", "--on", "nleim-2014", "cypher", query, "--format", "markdown", store="memory:")
    row = said.out.splitlines()[2]
    cells = re.split(r"(?<!\\) \| ", row.removeprefix("| ").removesuffix(" |"))
    assert [re.sub(r"\\(.)", r"\1", cell) for cell in cells] == [text.replace("\n", " ") for text in MARKUP]
    assert not re.search(r"(?<!\\)[<>\[\]`|!&#]", " ".join(cells))
    assert for_markdown("plain text, 1.5 (ok)") == "plain text, 1.5 (ok)"


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "a;=1", "=cmd|' /C calc'!A0")


def test_no_cell_of_a_csv_answer_is_a_formula(graphmodel: Caller) -> None:
    rows = ", ".join(json.dumps(text) for text in FORMULAS)
    call = ("--on", "nleim-2014", "cypher", f"UNWIND [{rows}] AS x RETURN x, -5 AS n, [-1, -2] AS l, 'a=b' AS y")
    said = graphmodel(*call, "--format", "csv", store="memory:")
    header, *lines = csv.reader(io.StringIO(said.out, newline=""))
    assert header == ["x", "n", "l", "y"]
    assert [line[1:] for line in lines] == [["-5", "-1;-2", "a=b"]] * len(FORMULAS)
    assert [line[0].replace("'", "", 1) for line in lines] == list(FORMULAS)
    for line in lines:
        assert not any(part.startswith(("=", "+", "-", "@", "\t", "\r")) for part in line[0].split(";"))
    assert f"{len(FORMULAS)} cells begin as a formula does" in said.err
    assert "commencent comme une formule" in graphmodel("--lang", "fr", *call, "--format", "csv", store="memory:").err
    assert "formula" not in graphmodel("-q", *call, "--format", "csv", store="memory:").err
    assert [row["x"] for row in graphmodel.rows(*call, store="memory:")] == list(FORMULAS)
    assert for_spreadsheet("a-b") == "a-b"


def test_one_rule_says_what_a_formula_is() -> None:
    """What answers change is what exports announce, and what workbooks write as text."""
    from graphmodel.exchange.sheets import put_text
    from graphmodel.exchange.tables import as_csv

    sheet = openpyxl.Workbook().active
    assert sheet is not None
    for row, text in enumerate(("=1", "+1", "-1", "@x", "a=1", "1-1", "x"), start=1):
        agency = gm.Catalogue.unchecked({}).add(Agency(id="a", name=text, level="federal", sector="other"))
        cell = sheet.cell(row, 1)
        put_text(cell, text)
        is_formula = for_spreadsheet(text) != text
        assert bool(as_csv(agency).notes) == is_formula
        assert bool(cell.quotePrefix) == is_formula


VALUES: tuple[tuple[object, object], ...] = (
    (float("nan"), "NaN"),
    (float("inf"), "Infinity"),
    (-float("inf"), "-Infinity"),
    (np.float64("inf"), "Infinity"),
    (np.int64(3), 3),
    (pd.NA, None),
    (pd.NaT, None),
    (None, None),
    (True, True),
    (b"\x00\xff", "0x00ff"),
    (dt.date(2020, 1, 2), "2020-01-02"),
    (dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=dt.UTC), "2020-01-02T03:04:05+00:00"),
    (dt.timedelta(days=1), "<timedelta: 1 day, 0:00:00>"),
)


@pytest.mark.parametrize(("value", "named"), VALUES, ids=lambda value: repr(value)[:30])
def test_every_value_is_named_in_every_format(capsys: pytest.CaptureFixture[str], value: object, named: object) -> None:
    assert shown(value) == named
    text = {"None": "", "True": "true"}.get(str(named), str(named))
    for form in ("json", "csv", "table", "markdown"):
        show(("x", "y"), [(value, "end")], form)
        out = capsys.readouterr().out
        if form == "json":
            assert json.loads(out, parse_constant=pytest.fail) == [{"x": named, "y": "end"}]
        else:
            assert re.sub(r"\\(.)", r"\1", out.splitlines()[-1]).replace("| ", "").strip('" ').startswith(text)
    assert str(text).replace("<", "&lt;").replace(">", "&gt;") in Table(("x",), ((value,),))._repr_html_()


def test_values_of_a_server_are_named() -> None:
    time = pytest.importorskip("neo4j.time")
    spatial = pytest.importorskip("neo4j.spatial")
    assert scalar(time.Date(2020, 1, 2)) == "2020-01-02"
    assert scalar(time.DateTime(2020, 1, 2, 3, 4, 5)) == "2020-01-02T03:04:05.000000000"
    assert scalar(time.Duration(days=1, seconds=3)) == "P1DT3S"
    assert scalar(spatial.CartesianPoint((1.0, 2.0))) == "point({srid: 7203, x: 1.0, y: 2.0})"
    assert scalar(spatial.WGS84Point((1.0, 2.0, 3.0))) == "point({srid: 4979, x: 1.0, y: 2.0, z: 3.0})"
    assert scalar(float("inf")) == float("inf")  # in Python a number stays one


@pytest.mark.rotates("processes")
@pytest.mark.parametrize("encoding", ["iso-8859-1", "ascii", "cp1252"])
def test_a_terminal_that_has_not_every_sign_loses_none(encoding: str) -> None:
    call = ("-q", "--on", "nleim-2014", "cypher", "RETURN 'é → 👮' AS x", "--format")
    for form in ("table", "markdown", "json", "csv"):
        done = subprocess.run(
            [sys.executable, "-m", "graphmodel", *call, form],
            capture_output=True,
            check=False,
            timeout=60,
            env={**os.environ, "PYTHONIOENCODING": encoding},
        )
        said, out = done.stderr.decode(encoding), done.stdout.decode(encoding)
        assert "Traceback" not in said
        assert "defect" not in said
        if form == "csv":
            assert (done.returncode, "has no sign for U+" in said, "PYTHONUTF8=1" in said) == (1, True, True)
        elif form == "json":
            assert json.loads(out) == [{"x": "é → 👮"}]
        else:
            assert "\\u2192 " in re.sub(r"\\\\", r"\\", out)
            assert done.returncode == 0


def test_the_names_in_a_zip_are_harmless(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("agencies.csv", "id,name\n")
        archive.writestr("evil\x1b]52;c;eA==\x07\u202e.csv", "a,b\n")
    said = spawn("check", tmp_path / "x.zip")
    assert OBEYED.findall(said.out + said.err) == []
    assert "\\x1b]52" in said.out + said.err
