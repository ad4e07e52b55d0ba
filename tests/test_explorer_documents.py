"""The map, the report and the brief in a browser: what the commands write, each under its own policy, and as files."""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import docx
import pytest

from graphmodel.explorer.safety import HEADERS
from tests.commands import Caller
from tests.seen import Seen
from tests.serving import Site

PEEL = {"agency": "peel-regional-police"}
_MADE = re.compile(rb"\d{4}-\d\d-\d\d[^<]*")


def policy(text: str) -> dict[str, list[str]]:
    """Return a content security policy by its directives."""
    parts = [part.split() for part in text.split(";")]
    return {part[0]: part[1:] for part in parts}


@pytest.mark.rotates("at length")
@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, []),
        ({"of": "ON"}, ["--of", "ON"]),
        ({"of": "rcmp-pip", "steps": "2"}, ["--of", "rcmp-pip", "--steps", "2"]),
        ({"scenario": "pip-2-0"}, ["--scenario", "pip-2-0"]),
        (
            {"query_id": "maps/agency", "param.agency": "peel-regional-police"},
            ["maps/agency", "-p", "agency=peel-regional-police"],
        ),
        ({"audience": "public", "lang": "fr"}, ["--audience", "public", "--lang", "fr"]),
    ],
)
def test_the_map_is_the_file(
    explorer: Site, graphmodel: Caller, tmp_path: Path, told: dict[str, str], words: list[str]
) -> None:
    file = tmp_path / "map.html"
    assert graphmodel("map", *words, "-o", str(file)).code == 0
    reply = explorer.get("/map", told)
    assert (reply.status, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert reply.body == file.read_bytes()


def test_the_map_may_run_its_own_script_and_nothing_else(explorer: Site) -> None:
    allowed = policy(explorer.get("/map").headers["content-security-policy"])
    assert allowed["default-src"] == ["'none'"]
    assert allowed["frame-ancestors"] == ["'none'"]
    assert allowed["form-action"] == ["'none'"]
    assert len(allowed["script-src"]) == 2
    assert all(source.startswith("'sha256-") for source in allowed["script-src"])
    assert "connect-src" not in allowed
    others = explorer.get("/map").headers
    for name, value in HEADERS.items():
        assert name == "Content-Security-Policy" or others[name.lower()] == value
    assert explorer.get("/map/ask").headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("told", "status"),
    [({"of": "nowhere"}, 404), ({"scenario": "/etc/passwd"}, 404), ({"format": "docx"}, 400), ({"x": "1"}, 400)],
)
def test_a_map_that_cannot_be_is_refused_in_words(explorer: Site, told: dict[str, str], status: int) -> None:
    reply = explorer.get("/map", told)
    assert reply.status == status
    assert 'class="refusal"' in reply.text
    assert reply.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def test_nothing_is_written_but_what_is_sent(explorer: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for path in ("/map?of=QC", "/brief?agency=toronto-police-service&format=html", "/brief?agency=crpq&format=md"):
        assert explorer.get(path).status in (200, 404)
    assert list(tmp_path.iterdir()) == []


def test_the_brief_is_the_file(explorer: Site, graphmodel: Caller, tmp_path: Path) -> None:
    for kind in ("html", "md"):
        file = tmp_path / f"brief.{kind}"
        assert graphmodel("brief", PEEL["agency"], "-o", str(file)).code == 0
        reply = explorer.get("/brief", {**PEEL, "format": kind})
        assert reply.body == file.read_bytes()
    assert graphmodel("brief", PEEL["agency"]).out.strip() in explorer_text(explorer)
    looked_at = explorer.get("/brief", {**PEEL, "format": "html"})
    assert "content-disposition" not in looked_at.headers
    assert policy(looked_at.headers["content-security-policy"])["frame-ancestors"] == ["'none'"]
    saved = explorer.get("/brief", {**PEEL, "format": "html", "save": "on"})
    assert (saved.headers["content-disposition"], saved.body) == ("attachment; filename=brief.html", looked_at.body)


def explorer_text(explorer: Site) -> str:
    """Return the sentences on the page of a brief."""
    import html

    found = re.search(r'<pre class="text">(.*?)</pre>', explorer.get("/brief", PEEL).text, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_a_brief_is_had_for_word_and_on_paper(explorer: Site) -> None:
    word = explorer.get("/brief", {**PEEL, "format": "docx", "lang": "fr"})
    made = docx.Document(io.BytesIO(word.body))
    assert "Police régionale de Peel" in "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert explorer.get("/brief", {**PEEL, "format": "pdf"}).body.startswith(b"%PDF-")


def test_where_no_browser_is_the_page_says_so(explorer: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("graphmodel.machine.browser.PLACES", {})
    page = Seen(explorer.get("/brief", {"agency": "ottawa-police-service"}))
    assert "a PDF needs Chromium, Chrome or Edge" in page.text
    kinds = {parse_qs(urlsplit(str(given["href"])).query).get("format", [""])[0] for given in page.all("a")}
    assert {"html", "docx", "md"} <= kinds
    assert "pdf" not in kinds
    refused = explorer.get("/brief", {"agency": "ottawa-police-service", "format": "pdf"})
    assert refused.status == 422
    assert "a PDF needs Chromium" in refused.text


@pytest.mark.rotates("at length")
def test_the_report_is_the_file(explorer: Site, graphmodel: Caller, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert graphmodel("report", "--links", "1", "-o", str(file)).code == 0
    reply = explorer.get("/report", {"links": "1", "format": "html"})
    assert _MADE.sub(b"", reply.body) == _MADE.sub(b"", file.read_bytes())
    assert policy(reply.headers["content-security-policy"])["default-src"] == ["'none'"]
    page = Seen(explorer.get("/report", {"links": "1", "lang": "fr"}))
    assert "Le rapport" in page.text
    assert "graphmodel --store" in page.text
    assert "report --links 1" in page.text


def test_pages_lead_to_the_map(explorer: Site) -> None:
    for path, wanted in (
        ("/agency/peel-regional-police", "/map#item=agency%3Apeel-regional-police"),
        ("/system/drps-rms", "/map#item=system%3Adrps-rms"),
        ("/sees?agency=peel-regional-police&class=warrants", "/map#see=peel-regional-police~warrants"),
        ("/seen?agency=peel-regional-police", "/map#see=-peel-regional-police"),
        ("/whatif/connect?system=drps-rms&partner=rcmp-pip", "/map#try=drps-rms..rcmp-pip"),
        ("/whatif/run?scenarios=pip-2-0", "/map?scenario=pip-2-0"),
        (
            "/query/run?query_id=maps/agency&param.agency=peel-regional-police",
            "/map?query_id=maps%2Fagency&param=agency%3Dpeel-regional-police",
        ),
    ):
        assert wanted in {given.get("href") for given in Seen(explorer.get(path)).all("a")}, path
