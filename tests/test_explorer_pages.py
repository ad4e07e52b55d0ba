"""The pages: forms from the commands, tables that sort, search and turn over, records, downloads; nothing runs in them."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlsplit

import openpyxl
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from graphmodel.explorer.commands import answering, documents
from graphmodel.explorer.forms import choice_label
from graphmodel.explorer.places import RECORDS
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import open_store
from graphmodel.words.languages import LANGUAGES, speaking
from tests.commands import Caller
from tests.seen import Seen, seen
from tests.serving import Site, serving, settings_on
from tests.worlds.payloads import PAYLOADS, poisoned

PEEL = {"agency": "peel-regional-police"}


def test_the_page_holds_the_rows_of_the_command(explorer: Site, graphmodel: Caller) -> None:
    """All of them, page by page, with the names of what is named beside the ids."""
    rows = graphmodel.rows("sees", "peel-regional-police")
    found: list[list[str]] = []
    for page in range(1, 9):
        found += seen(explorer, "/sees", {**PEEL, "page": str(page)}).body if page <= -(-len(rows) // 50) else []
    assert len(found) == len(rows)
    for row, shown in zip(rows, found, strict=True):
        assert shown[0].endswith(f" {row['agency']}")
        assert [part.rpartition(" ")[2] for part in shown[2].split("; ")] == row["systems"]
        assert shown[3] == row["access"]


def test_numbers_are_sorted_as_numbers(explorer: Site, graphmodel: Caller) -> None:
    rows = graphmodel.rows("whatif", "connect", "drps-rms")
    page = seen(explorer, "/whatif/connect", {"system": "drps-rms", "sort": "agencies"})
    assert [int(row[5]) for row in page.body] == sorted(int(str(row["agencies"])) for row in rows)[:50]
    back = seen(explorer, "/whatif/connect", {"system": "drps-rms", "sort": "-agencies"})
    assert [int(row[5]) for row in back.body] == sorted((int(str(row["agencies"])) for row in rows), reverse=True)[:50]
    heads = {given.get("aria-sort") for given in back.all("th")}
    assert heads == {None, "descending"}


def test_rows_are_found_by_what_people_call_things(explorer: Site, graphmodel: Caller) -> None:
    rows = [
        row
        for row in graphmodel.rows("sees", "peel-regional-police")
        if row["agency"] == "abbotsford-police-department"
    ]
    page = seen(explorer, "/sees", {**PEEL, "find": "ABBOTSFORD police"})
    assert len(page.body) == len(rows) > 0
    assert "found among" in page.text
    assert "Nothing" not in seen(explorer, "/sees", {**PEEL, "find": "zzzz"}).text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_said_twice_of_an_answer(explorer: Site, language: str) -> None:
    """Notes of the command line repeat the title and the number of rows; a page has both already."""
    text = explorer.get("/query/run", {"query_id": "isolation/isolated-systems", "lang": language}).text
    title, rows = {"en": ("Isolated systems", "148 rows"), "fr": ("Systèmes isolés", "148 lignes")}[language]
    assert f"<h1>{title}</h1>" in text
    assert f"<li>{title}</li>" not in text
    assert f"<li>{rows}</li>" not in text


def test_every_field_and_choice_is_called_something_in_french() -> None:
    same = {"Question", "Cypher", "Type", "Province", "Organisation", "Population", "Budget", "Audience", "Public"}
    same |= {"SAFECOM", "LISI"}
    words = {word for item in answering().values() for made in item.inputs for word in (made.name, *made.choices)}
    words |= {word for item in documents().values() for made in item.inputs for word in (made.name, *made.choices)}
    said: list[list[str]] = []
    for language in LANGUAGES:
        with speaking(language):
            said.append([choice_label(word) for word in sorted(words)])
    assert {one for one, other in zip(*said, strict=True) if one == other} <= same


def test_the_line_for_a_terminal_answers_the_same(explorer: Site, graphmodel: Caller) -> None:
    import shlex

    told = [("system", "drps-rms"), ("respect", "legal_privacy"), ("limit", "5"), ("weight", "agencies")]
    text = re.search(r'class="line"><code>([^<]*)<', explorer.get("/whatif/connect", told).text)
    assert text is not None
    words = shlex.split(html.unescape(text[1]))
    assert words[:3] == ["graphmodel", "--store", str(explorer.resident.settings.store)]
    said = graphmodel(*words[1:], "-q", "--format", "json")
    assert said.json == explorer.get("/api/whatif/connect", told).json["answer"]


def test_every_page_speaks_french(explorer: Site) -> None:
    english = re.compile(r"\b(the|which|whose|and|rows|answer|search)\b", re.IGNORECASE)
    for command in answering().values():
        reply = explorer.get(command.path, {"lang": "fr"})
        assert (reply.headers["content-language"], 'lang="fr"' in reply.text) == ("fr", True)
        about = re.search(r"<h1>(.*?)</form>", reply.text, re.DOTALL)
        shown = re.sub(
            r"<datalist.*|<option.*?</option>|<code.*?</code>|<[^>]*>", " ", about[1] if about else "", flags=re.DOTALL
        )
        assert not english.findall(shown), command.name


def test_the_language_is_kept(explorer: Site) -> None:
    chosen = explorer.get("/", {"lang": "fr"})
    cookie = chosen.headers["set-cookie"].partition(";")[0]
    later = explorer.send("GET", "/", {"Host": explorer.host, "Cookie": f"{explorer.cookie}; {cookie}"})
    assert 'lang="fr"' in later.text
    prefers = explorer.get("/", **{"Accept-Language": "fr-CA,fr;q=0.9,en;q=0.8"})
    assert 'lang="fr"' in prefers.text
    assert 'lang="en"' in explorer.get("/", **{"Accept-Language": "de,en;q=0.8,fr;q=0.1"}).text


def test_links_lead_somewhere(explorer: Site) -> None:
    """Every address on some pages of each kind is answered."""
    todo = [
        "/",
        "/all",
        "/sees?agency=peel-regional-police&explain=on",
        "/agency/peel-regional-police",
        "/system/rcmp-cpic",
        "/query/list",
        "/scenario/list",
        "/search?q=warrant",
    ]
    found: set[str] = set()
    for path in todo:
        target = urlsplit(path)
        page = seen(explorer, target.path, parse_qsl(target.query))
        found |= {str(given["href"]) for given in page.all("a") if str(given["href"]).startswith("/")}
    kinds: dict[str, list[str]] = {}
    for address in sorted(found):
        kinds.setdefault(address.partition("?")[0].strip("/").partition("/")[0], []).append(address)
    slow = ("outage", "diff", "barriers", "format=", "/report?")
    for addresses in kinds.values():
        for address in [item for item in addresses if not any(word in item for word in slow)][:6]:
            status = explorer.send(
                "GET", address.partition("#")[0], {"Host": explorer.host, "Cookie": explorer.cookie}
            ).status
            assert status == (400 if address == "/plan" else 200), address


def test_a_record_shows_all_that_is_recorded(explorer: Site, canada: Catalogue) -> None:
    for kind, table in RECORDS.items():
        frame = canada.table(table)
        for row in frame.head(3).to_dict("records"):
            page = seen(explorer, f"/{kind}/{quote(str(row['id']), safe='')}")
            for column in ("name", "title", "note", "url", "population_served", "retention"):
                value = row.get(column)
                if isinstance(value, str) or (isinstance(value, int) and value):
                    assert " ".join(str(value).split()) in page.text
    assert explorer.get("/agency/nobody").status == 404


def test_a_record_says_what_hangs_on_it(explorer: Site, canada: Catalogue) -> None:
    links = canada.links[(canada.links["from"] == "drps-rms") | (canada.links["to"] == "drps-rms")]
    page = seen(explorer, "/system/drps-rms")
    hrefs = {str(given["href"]) for given in page.all("a")}
    assert {f"/link/{quote(id, safe='')}" for id in links["id"]} <= hrefs
    for agency in canada.uses.loc[canada.uses["system"] == "drps-rms", "agency"]:
        assert f"/agency/{agency}" in hrefs


def test_a_search_finds_by_name_and_goes_to_the_one_record(explorer: Site) -> None:
    reply = explorer.get("/search", {"q": "Peel Regional Police"})
    assert (reply.status, reply.headers["location"]) == (303, "/agency/peel-regional-police")
    page = seen(explorer, "/search", {"q": "peel"})
    assert {"/agency/peel-regional-police", "/system/peel-niche-rms"} <= {given["href"] for given in page.all("a")}
    suggested = explorer.get("/suggest", {"q": "police régionale de peel"}).json
    assert "peel-regional-police" in {item["id"] for item in suggested}
    assert "Nothing is called so" in seen(explorer, "/search", {"q": "zzzz"}).text


def test_a_workbook_holds_what_csv_holds(explorer: Site, graphmodel: Caller) -> None:
    rows = graphmodel("-q", "study", "--format", "csv").csv
    book = openpyxl.load_workbook(io.BytesIO(explorer.get("/study", {"format": "xlsx"}).body))
    cells = [
        ["" if cell is None else str(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)
    ]
    assert [[re.sub(r"\.0$", "", cell) for cell in row] for row in cells] == [
        [re.sub(r"\.0$", "", cell) for cell in row] for row in rows
    ]


def test_the_description_is_openapi(explorer: Site) -> None:
    for language in ("en", "fr"):
        described = explorer.get("/api/openapi.json", {"lang": language}).json
        OpenAPIV31SpecValidator(described).validate()
        for command in answering().values():
            given = {item["name"]: item for item in described["paths"][f"/api{command.path}"]["get"]["parameters"]}
            assert set(given) == {item.name for item in command.inputs} | {"lang"}


@pytest.fixture(scope="module")
def hostile(nleim: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Catalogue]]:
    """An explorer on a catalogue whose every text, ids among them, would run if a page took it for mark-up."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.duckdb"
    world = poisoned(nleim, ids=True)
    with open_store(str(path)) as store:
        store.write(world)
    with serving(settings_on(path)) as site:
        site.open()
        yield site, world


SAFE = {
    "html",
    "head",
    "meta",
    "title",
    "link",
    "script",
    "body",
    "a",
    "header",
    "div",
    "form",
    "label",
    "input",
    "datalist",
    "button",
    "ul",
    "li",
    "span",
    "nav",
    "main",
    "h1",
    "h2",
    "h3",
    "p",
    "dl",
    "dt",
    "dd",
    "section",
    "footer",
    "strong",
    "code",
    "details",
    "summary",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "select",
    "option",
    "fieldset",
    "legend",
    "textarea",
    "pre",
}


def test_no_text_is_taken_for_mark_up(hostile: tuple[Site, Catalogue]) -> None:
    site, world = hostile
    agency, system = str(world.agencies["id"][0]), str(world.systems["id"][0])
    link, source = str(world.links["id"][0]), str(world.sources["id"][0])
    paths = [
        ("/", ()),
        ("/sees", {"agency": agency}),
        ("/reach", {"agency": agency, "explain": "on"}),
        ("/whatif/connect", {"system": str(world.systems["id"].iloc[5])}),
        ("/query/run", {"query_id": "isolation/isolated-systems"}),
        ("/info", ()),
        (f"/agency/{quote(agency, safe='')}", ()),
        (f"/system/{quote(system, safe='')}", ()),
        (f"/link/{quote(link, safe='')}", ()),
        (f"/source/{quote(source, safe='')}", ()),
        ("/search", {"q": "fired"}),
        *(("/search", {"q": text}) for text in PAYLOADS),
        *(("/sees", {"agency": text, "find": text, "sort": text}) for text in PAYLOADS),
        *(("/sees", {text: text}) for text in PAYLOADS),
    ]
    answered = 0
    for path, given in paths:
        reply = site.get(path, given)
        assert reply.status in (200, 303, 400, 404, 422), (path, reply.status)
        answered += reply.status == 200
        page = Seen(reply)
        assert {tag for tag, _ in page.elements} <= SAFE
        for tag, attributes in page.elements:
            assert not any(name.startswith("on") or name in ("style", "srcdoc") for name in attributes)
            if tag == "script":
                assert attributes["src"] == "/static/search.js"
            for name in ("href", "action", "src"):
                assert str(attributes.get(name, "/")).startswith(("/", "#", "http://", "https://"))
                assert not str(attributes.get(name, "/")).startswith("//")
    assert answered > 30
