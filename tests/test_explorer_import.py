"""Somebody's own spreadsheet in a browser: read as ``import`` reads it, seen by them alone, bounded, forgotten."""

from __future__ import annotations

import io
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from graphmodel.errors import GraphmodelError
from graphmodel.explorer import sessions as bounds
from graphmodel.explorer.sessions import NoRoom, Sessions
from graphmodel.loading import load
from tests.commands import Caller
from tests.seen import Seen
from tests.sending import send_file, send_form, token_of
from tests.serving import Site, serving, settings_on

OURS = (
    b"Agency,System,Type,Talks to\nNorthfield Police,Records,RMS,\nNorthfeild Police,Dispatch,CAD,Records\n"
    b"Southfield Police,Hub,Index,Records\nSouthfield Police,Other,Index,\n"
)
WAY = "answer:way:"


@pytest.fixture
def site(canada_file: Path) -> Iterator[Site]:
    """An explorer of its own, opened."""
    with serving(settings_on(canada_file)) as running:
        running.open()
        yield running


def used(site: Site, content: bytes = OURS, *answers: tuple[str, str]) -> None:
    """Send a file and let pages answer from it."""
    assert send_file(site, "Our systems.csv", content).status == 303
    reply = send_form(site, "/import/answers", [("form-token", token_of(site)), *answers, ("use", "on")])
    assert (reply.status, reply.headers["location"]) == (303, "/")


def test_pages_answer_as_the_import_does(site: Site, graphmodel: Caller, tmp_path: Path) -> None:
    file = tmp_path / "our-systems.csv"
    file.write_bytes(OURS)
    assert graphmodel("import", str(file), "-o", str(tmp_path / "ours"), "--yes").code == 0
    used(site)
    for path, told, words in (
        ("/api/study", {}, ["study"]),
        ("/api/sees", {"agency": "southfield-police"}, ["sees", "southfield-police"]),
        (
            "/api/query/run",
            {"query_id": "isolation/isolated-systems", "param": "type=rms"},
            ["query", "run", "isolation/isolated-systems", "-p", "type=rms"],
        ),
    ):
        said = graphmodel("--on", str(tmp_path / "ours"), *words, "--format", "json")
        assert said.code == 0
        assert site.get(path, told).json["answer"] == said.json
    assert load(tmp_path / "ours").digest == site.get("/api/study").json["catalogue"]["digest"]
    assert site.get("/import", {"format": "mapping"}).text == (tmp_path / "ours.toml").read_text(encoding="utf-8")


def test_the_files_are_the_catalogue_and_how_it_was_read(site: Site, tmp_path: Path) -> None:
    used(site)
    archive = tmp_path / "our-systems.zip"
    archive.write_bytes(site.get("/import", {"format": "zip"}).body)
    assert load(archive).digest == site.get("/api/study").json["catalogue"]["digest"]
    mapping, source = tmp_path / "our-systems.toml", tmp_path / "our-systems.csv"
    mapping.write_bytes(site.get("/import", {"format": "mapping"}).body)
    source.write_bytes(OURS)
    assert load(source, str(mapping)).digest == load(archive).digest
    brief = site.get("/brief", {"agency": "Northfield Police", "format": "docx"})
    assert zipfile.is_zipfile(io.BytesIO(brief.body))


def test_answers_change_what_is_read(site: Site) -> None:
    assert send_file(site, "a.csv", OURS).status == 303
    page = Seen(site.get("/import"))
    names = [str(given["name"]) for given in page.all("select")]
    same = next(name for name in names if name.startswith("answer:same:") and "Northfeild" in name)
    chosen = [given["value"] for given in page.all("option") if "selected" in given]
    assert len(chosen) == len(names)
    counts = []
    for answer in ("same", "two"):
        choices = {str(given["value"]) for given in page.all("option")}
        wanted = next((value for value in choices if value.startswith(answer)), answer)
        sent = send_form(site, "/import/answers", [("form-token", token_of(site)), (same, wanted), ("use", "on")])
        assert sent.status == 303, sent.text
        counts.append(len(site.get("/api/cypher", {"text": "MATCH (a:Agency) RETURN a.id AS id"}).json["answer"]))
    assert counts[1] == counts[0] + 1
    odd = send_form(site, "/import/answers", [("form-token", token_of(site)), (same, "nonsense")])
    assert (odd.status, "is no answer" in odd.text) == (422, True)


def test_a_banner_says_so_until_one_leaves(site: Site) -> None:
    before = site.get("/study")
    used(site)
    assert "<h1>our-systems.csv</h1>" in site.get("/").text
    for path in ("/study", "/agency/northfield-police", "/try", "/import"):
        page = Seen(site.get(path))
        assert "These pages answer from your own spreadsheet" in page.text
        assert site.get(path).headers["cache-control"] == "no-store"
    assert "--on our-systems.zip study" in Seen(site.get("/study")).text
    stale = site.get("/study", **{"If-None-Match": before.headers["etag"]})
    assert stale.status == 200
    assert send_form(site, "/import/leave", [("form-token", token_of(site))]).status == 303
    assert site.get("/study").body == before.body
    assert site.get("/agency/northfield-police").status == 404
    assert site.get("/import", {"format": "zip"}).headers["content-type"].startswith("text/html")


def test_nobody_else_sees_it(canada_file: Path) -> None:
    with serving(settings_on(canada_file), user_header="X-User") as site:
        anna, ben = {"X-User": "anna"}, {"X-User": "ben"}
        page = site.get("/import", **anna).text
        token = page.partition('name="form-token" value="')[2][:64]
        assert send_file(site, "a.csv", OURS, token, **ben).status == 403
        assert send_file(site, "a.csv", OURS, token, **anna).status == 303
        assert send_form(site, "/import/answers", [("form-token", token), ("use", "on")], **anna).status == 303
        assert site.get("/agency/northfield-police", **anna).status == 200
        for path in ("/agency/northfield-police", "/api/sees?agency=northfield-police"):
            assert site.get(path, **ben).status == 404
        assert "a.csv" not in site.get("/import", **ben).text
        assert send_form(site, "/import/leave", [("form-token", token)], **ben).status == 403


def bomb() -> bytes:
    """Return a workbook whose sheet is a gigabyte of blanks."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file:
            for _ in range(300):
                file.write(b" " * 1_000_000)
        archive.writestr("[Content_Types].xml", "<Types/>")
    return made.getvalue()


HOSTILE = {
    "no workbook": ("x.xlsx", b"hello"),
    "cut short": ("x.xlsx", b"PK\x03\x04junk"),
    "empty": ("x.csv", b""),
    "no ending": ("passwd", OURS),
    "a program": ("x.exe", b"MZ"),
    "an archive": ("x.zip", b"PK\x05\x06" + b"\0" * 18),
    "no table": ("x.csv", b"a,b\n1,2\n"),
    "no text": ("x.csv", bytes(range(256)) * 40),
    "a bomb": ("x.xlsx", bomb()),
    "too large": ("x.csv", OURS + b"," * 10_000_001),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_sheet_is_refused_in_words(site: Site, name: str) -> None:
    file, content = HOSTILE[name]
    reply = send_file(site, file, content)
    assert reply.status == 422, reply.text
    assert 'class="refusal"' in reply.text
    assert "/tmp" not in reply.text
    assert site.get("/study").status == 200
    assert "your own spreadsheet:" not in site.get("/study").text


@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/passwd.csv", "..\\evil.csv", "<b>x.csv", "é.csv", "a;b.csv"])
def test_a_name_is_only_a_name(site: Site, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert send_file(site, name, OURS).status == 303
    page = site.get("/import").text
    assert "<b>" not in page
    assert "etc" not in Seen(site.get("/import")).text or "passwd.csv" in page
    assert list(tmp_path.rglob("*.csv")) == []


def test_texts_of_a_sheet_are_no_mark_up(site: Site) -> None:
    content = OURS.replace(b"Northfield Police", b'"<script>alert(1)</script> Police"').replace(
        b"Records", b"<img src=x>"
    )
    assert send_file(site, "a.csv", content).status == 303
    page = Seen(site.get("/import"))
    assert [given.get("src") for given in page.all("script")] == ["/static/search.js"]
    assert page.all("img") == []


def test_only_a_form_of_ours_sends_a_file(site: Site) -> None:
    assert send_file(site, "a.csv", OURS, "0" * 64).status == 403
    assert send_file(site, "a.csv", OURS, **{"Sec-Fetch-Site": "cross-site"}).status == 403
    assert send_file(site, "a.csv", OURS, Origin="null").status == 403
    assert send_file(site, "a.csv", OURS, "0" * 64, Cookie="").status == 401
    assert send_form(site, "/import/leave", []).status == 403


def test_sessions_are_bounded_and_end_by_themselves() -> None:
    now = [0.0]
    held = Sessions(most=2, longest=10, clock=lambda: now[0])
    held.begin("anna", "a.csv", OURS)
    now[0] = 5
    held.begin("ben", "b.csv", OURS)
    with pytest.raises(NoRoom):
        held.begin("carl", "c.csv", OURS)
    replaced = held.begin("ben", "d.csv", OURS)
    assert held.of("ben") is replaced
    now[0] = 12
    assert held.of("anna") is None
    held.begin("carl", "c.csv", OURS)
    held.close()
    assert (held.of("ben"), replaced.content, replaced.plan) == (None, b"", None)


def test_a_workbook_that_unpacks_to_too_much_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    book, made = openpyxl.Workbook(), io.BytesIO()
    for row in (("Agency", "System", "Type"), ("Northfield Police", "Records", "RMS")):
        book.active.append(row)
    book.save(made)
    assert Sessions().begin("x", "x.xlsx", made.getvalue()).plan is not None
    monkeypatch.setattr(bounds, "LARGEST_INSIDE", 1_000)
    with pytest.raises(GraphmodelError, match="unpacked"):
        Sessions().begin("x", "x.xlsx", made.getvalue())


def test_what_cannot_be_read_is_said_beside_what_is(site: Site) -> None:
    odd = b"Agency,System,Type,Since\nNorthfield Police,Records,RMS,someday\n"
    assert send_file(site, "a.csv", odd).status == 303
    send_form(site, "/import/answers", [("form-token", token_of(site)), ("use", "on")])
    said = Seen(site.get("/import")).text
    assert "Not read: Since" in said
    assert "Pages answer from your spreadsheet now: 1 agency, 1 system, 1 source" in said


def test_what_is_idle_is_forgotten_though_nobody_visits(canada_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = threading.Event()
    monkeypatch.setattr("graphmodel.explorer.app._OFTEN", 0.05)
    monkeypatch.setattr(Sessions, "forget_old", lambda _: looked.set())
    with serving(settings_on(canada_file)):
        assert looked.wait(20)


def test_the_page_speaks_french(site: Site) -> None:
    assert send_file(site, "a.csv", OURS).status == 303
    page = Seen(site.get("/import", {"lang": "fr"}))
    assert "Votre propre feuille de calcul" in page.text
    assert "Est-ce le même organisme" in page.text
