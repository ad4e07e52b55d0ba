"""The map's file: everything stands where it belongs, and nothing that a catalogue says becomes code."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from graphmodel.maps import nation_map, page
from graphmodel.records.catalogue import Catalogue
from tests.commands import Caller

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "<!--",
    "\u2028",
    "'\"`${x}",
)


def data_of(html: str) -> dict[str, object]:
    """Return the data that a page carries, as the page reads them."""
    said: dict[str, object] = json.loads(_parts(page.unpacked(html))["application/json"])
    return said


def _parts(html: str) -> dict[str, str]:
    """Return the contents of the script elements of a page by their types."""
    return dict(re.findall(r'<script(?: type="([\w/]+)" [^>]*)?>(.*?)</script>', html, re.DOTALL))


def test_the_page_asks_for_nothing_and_runs_only_its_own_scripts(canada: Catalogue) -> None:
    html = page.unpacked(nation_map(canada))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'")
    parts = _parts(html)  # of one type the last: the data, after the story
    assert html.count("<script") == html.count("</script") == len(parts) + 1 == 4
    digests = [base64.b64encode(hashlib.sha256(parts[kind].encode()).digest()).decode() for kind in ("", "text/plain")]
    assert f"script-src 'sha256-{digests[0]}' 'sha256-{digests[1]}';" in policy[1]
    assert re.search(r'\s(?:src|href)="(?!#)', html) is None
    assert re.search(r"\son\w+=", html) is None
    for kind in ("", "text/plain"):
        assert re.search(r"^(?:import|export) ", parts[kind], re.MULTILINE) is None


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_is_data_and_nothing_else(text: str, canada: Catalogue) -> None:
    systems = canada.systems.assign(name=text, short=text)
    agencies = canada.agencies.assign(name=text, name_fr=text)
    html = nation_map(canada.replace_rows("systems", systems).replace_rows("agencies", agencies))
    assert html.count("<script") == nation_map(canada).count("<script")
    named = data_of(html)["columns"]["systems"]["named"][1:]
    assert {*named[::4], *named[2::4]} == {text.strip() or ""}


def test_a_page_is_packed_and_can_be_written_to_be_read(canada: Catalogue, graphmodel: Caller, tmp_path: Path) -> None:
    packed = nation_map(canada)
    assert packed == nation_map(canada)  # the same bytes every time
    place = tmp_path / "map.html"
    said = graphmodel("map", "--readable", "-o", place)
    assert said.code == 0, said.err
    readable = place.read_text(encoding="utf-8")
    assert readable == page.unpacked(packed)
    assert data_of(readable) == data_of(packed)
    assert page.script() in readable
    assert page.script() not in packed
    assert len(packed) < len(readable) / 2


def test_the_command_writes_one_file_and_says_where(graphmodel: Caller, tmp_path: Path) -> None:
    place = tmp_path / "carte é.html"
    said = graphmodel("--lang", "fr", "map", "-o", place, "--scenario", "pip-2-0")
    assert (said.code, said.out.strip()) == (0, str(place))
    html = place.read_text(encoding="utf-8")
    assert html.startswith('<!doctype html>\n<html lang="fr">')
    notes = data_of(html)["columns"]["links"]["note"]
    assert any("PIP 2.0" in note for note in notes)
    missing = graphmodel("map", "-o", tmp_path / "nowhere" / "map.html")
    assert (missing.code, "No such file or directory: make the folder first" in missing.err) == (1, True)


def test_no_text_of_the_script_goes_over_lines() -> None:
    """So that a line which begins as a comment is one, and an indent means nothing."""
    for file in (Path(page.__file__).parent / "js").rglob("*.js"):
        text = file.read_text(encoding="utf-8")
        assert all(line.count("`") % 2 == 0 for line in text.splitlines()), file
        assert not re.search(r"\\\n", text), file
    assert "/**" not in page.script()
