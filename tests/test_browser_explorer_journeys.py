"""What people come to the explorer for, from the start page to the end: by mouse, by keys alone, in French, without scripts.

Each journey stands once, and each way works it. Each ends with what the command line says of the same.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

selenium = pytest.importorskip("selenium")

from docx import Document  # noqa: E402
from openpyxl import Workbook, load_workbook  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402

from graphmodel.scenario import Scenario  # noqa: E402
from tests.browser import Axe, Browser  # noqa: E402
from tests.browser.fixtures import Go, accessible  # noqa: E402
from tests.browser.hand import WAYS, Hand  # noqa: E402
from tests.commands import Caller, Outcome  # noqa: E402
from tests.serving import Site  # noqa: E402

ON_A_PAGE = 50
OURS = (
    ("Agency", "System", "Type", "Talks to"),
    ("Northfield Police", "Records", "RMS", None),
    ("Northfeild Police", "Dispatch", "CAD", "Records"),
    ("Southfield Police", "Hub", "Index", "Records"),
    ("Southfield Police", "Other", "Index", None),
)
turns = pytest.mark.rotates("journeys through the explorer")


@pytest.fixture(params=WAYS)
def hand(request: pytest.FixtureRequest, go: Go, browser: Browser, browsed: Site) -> Iterator[Hand]:
    """A person at the start page; while they worked, the console was silent and nothing was asked for elsewhere."""
    go("/")
    made = Hand(browser, request.param)
    with made.working():
        yield made
        assert browser.said == []
        assert {url.split("/")[2] for url in browser.asked} == {browsed.host}
    go("/")


def same_in_a_terminal(hand: Hand, graphmodel: Caller, *more: str | Path) -> Outcome:
    """Run the command line that a page says, with more words behind it."""
    program, *words = shlex.split(hand.line)
    assert program == "graphmodel"
    said = graphmodel("-q", *words, *more, store="")
    assert (said.code, said.err) == (0, "")
    return said


def all_rows(hand: Hand) -> int:
    """Return how many rows the answer has, by the line above its first table."""
    return int(re.findall(r"\d+", re.sub(r"(?<=\d)[,\s](?=\d)", "", hand.text(".count")))[-1])


@turns
def test_an_agency_is_found_with_what_it_sees_and_who_sees_it(hand: Hand, graphmodel: Caller) -> None:
    name = hand.word("Peel Regional Police", "Police régionale de Peel")
    hand.fill(
        "Search for an agency, a system, a question or a source",
        "Chercher un organisme, un système, une question ou une référence",
        name,
    )
    hand.send("Search", "Chercher")
    assert hand.heading == name
    for command, english, french in (
        ("sees", "Whose records an agency can see", "De qui un organisme peut voir les dossiers"),
        ("seen", "Who can see an agency's records", "Qui peut voir les dossiers d'un organisme"),
    ):
        hand.follow(english, french)
        rows = graphmodel.rows(command, "peel-regional-police")
        assert same_in_a_terminal(hand, graphmodel, "--format", "json").json == rows
        assert all_rows(hand) == len(rows)
        others = {row["agency"] for row in rows}
        assert re.findall(r"\d+", hand.text(".notes li"))[0] == str(len(others))
        (shown,) = hand.tables()
        assert [(row[0].ids, row[2].ids) for row in shown] == [
            ([row["agency"]], row["systems"]) for row in rows[:ON_A_PAGE]
        ]
        hand.back()


def ask_isolated(hand: Hand) -> None:
    """Find the question of isolated systems and ask it of the records systems of Ontario."""
    hand.follow("Questions", "Questions")
    hand.fill("Word", "Mot", hand.word("isolated", "isolés"))
    hand.send("Show the answer", "Afficher la réponse")
    hand.follow("isolation/isolated-systems", "isolation/isolated-systems")
    assert hand.heading == hand.word("Isolated systems", "Systèmes isolés")
    hand.choose(("Type", "Type"), ("Records management (RMS)", "Gestion des dossiers (SGD)"))
    hand.choose(("Province", "Province"), ("Ontario", "Ontario"))
    hand.send("Show the answer", "Afficher la réponse")


@turns
def test_isolated_records_systems_of_a_province(hand: Hand, graphmodel: Caller) -> None:
    ask_isolated(hand)
    rows = graphmodel.rows("query", "run", "isolation/isolated-systems", "-p", "type=rms", "-p", "province=ON")
    assert same_in_a_terminal(hand, graphmodel, "--format", "json").json == rows
    (shown,) = hand.tables()
    assert [(row[0].ids[0], row[3].number) for row in shown] == [(row["system"], row["officers"]) for row in rows]
    assert all_rows(hand) == len(rows) > 0


@turns
def test_the_xlsx_of_a_question(hand: Hand, graphmodel: Caller) -> None:
    ask_isolated(hand)
    sheet = load_workbook(hand.save("xlsx", "xlsx"), read_only=True).worksheets[0]
    said = graphmodel.rows("query", "run", "isolation/isolated-systems", "-p", "type=rms", "-p", "province=ON")
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [(row[0], row[-1]) for row in found[1:]] == [(row["system"], row["officers"]) for row in said]


@turns
def test_the_best_link_is_tried_saved_compared_and_run(hand: Hand, graphmodel: Caller) -> None:
    hand.follow("What if", "Hypothèses")
    hand.fill("System", "Système", "drps-rms")
    hand.send("Show the answer", "Afficher la réponse")
    best = hand.tables()[0][0]
    ranked = graphmodel.rows("whatif", "connect", "drps-rms")[0]
    assert (best[1].ids, best[3].number) == ([ranked["partner"]], ranked["triples"])

    hand.follow("Try it", "L'essayer")
    tried = hand.save("tried.toml", "tried.toml")
    told = graphmodel("-q", "--lang", hand.language, "whatif", "run", tried, "--format", "json").json
    assert measures(hand) == measured(told)
    assert told["counts"]["triples"] == ranked["triples"]  # type: ignore[index]

    name = f"Durham {hand.way}"
    hand.fill("Name", "Nom", name)
    hand.send("Save under this name", "Enregistrer sous ce nom")
    saved = hand.text("[role=status] code")

    hand.follow(saved, saved)
    assert Scenario.read(shlex.split(hand.line)[-1]).name == name
    assert measures(hand) == measured(told)
    assert same_in_a_terminal(hand, graphmodel, "--format", "json").json == told

    hand.follow("Scenarios", "Scénarios")
    hand.follow("Scenarios side by side, each by itself", "Des scénarios côte à côte, chacun pour soi")
    hand.tick("pip-2-0")
    hand.tick(saved)
    hand.send("Show the answer", "Afficher la réponse")
    rows = same_in_a_terminal(hand, graphmodel, "--format", "json").json
    (shown,) = hand.tables()
    assert [(row[0].text, *(cell.number for cell in row[1:4])) for row in shown] == [
        (row["scenario"], row["triples"], row["lost_triples"], row["agencies"])
        for row in rows  # type: ignore[attr-defined]
    ]
    assert {row[1].number for row in shown} >= {ranked["triples"]}
    hand.follow(name, name)
    assert "drps-rms" in hand.text("section")


def measures(hand: Hand) -> list[list[int]]:
    """Return before, after and change of each measure that a page shows of a scenario."""
    return [[cell.number for cell in row[1:4]] for row in hand.tables()[0]]


def measured(told: object) -> list[list[int]]:
    """Return the same of what the command line said."""
    return [[row[key] for key in ("before", "after", "change")] for row in told["measures"]]  # type: ignore[index]


@pytest.fixture
def own_file(tmp_path: Path, browser: Browser, go: Go) -> Iterator[Path]:
    """Somebody's own workbook; whatever a test does with it, the explorer answers from the catalogue afterwards."""
    book = Workbook()
    assert book.active is not None
    for row in OURS:
        book.active.append(row)
    path = tmp_path / "our-systems.xlsx"
    book.save(path)
    yield path
    go("/import")
    for button in browser.driver.find_elements(By.CSS_SELECTOR, "form[action='/import/leave'] button")[:1]:
        button.click()


@turns
def test_a_brief_of_an_own_workbook(own_file: Path, hand: Hand, graphmodel: Caller, tmp_path: Path) -> None:
    hand.follow("Your own spreadsheet", "Votre propre feuille de calcul")
    hand.give("File", "Fichier", own_file)
    hand.send("Read it", "Le lire")
    hand.send("Answer from it", "Répondre à partir d'elle")
    assert "our-systems.xlsx" in hand.text(".trying")
    hand.follow("All answers", "Toutes les réponses")
    hand.follow("One page about an agency in plain sentences", "Une page sur un organisme, en phrases simples")
    hand.fill("Agency", "Organisme", "Northfield Police")
    hand.send("Make it", "Préparer")

    ours = tmp_path / "ours"
    assert graphmodel("import", own_file, "-o", ours, "--yes").code == 0
    brief = ("-q", "--lang", hand.language, "--on", ours, "brief", "Northfield Police")
    assert words(hand.text("pre.text")) == words(graphmodel(*brief).out)
    file = tmp_path / "brief.docx"
    assert graphmodel(*brief, "-o", file).code == 0
    assert paragraphs(hand.save("docx", "docx")) == paragraphs(file)
    assert "Northfield Police" in " ".join(paragraphs(file))
    hand.send("Leave it", "La quitter")


def words(text: str) -> list[str]:
    """Return the words of a document, wherever its lines break."""
    return text.split()


def paragraphs(file: Path) -> list[str]:
    """Return the texts of a Word file."""
    return [paragraph.text for paragraph in Document(str(file)).paragraphs]


BEST = "try=connect:drps-rms:rcmp-cpic"


@pytest.mark.parametrize(
    "path",
    [
        "/try",
        f"/try?{BEST}&saved=x",
        "/scenario/list",
        "/whatif/run?scenarios=pip-2-0",
        "/whatif/compare?scenarios=pip-2-0&scenarios=try:connect:drps-rms:rcmp-cpic",
        "/query/list?search=isolated",
        "/seen?agency=peel-regional-police",
    ],
)
def test_pages_of_the_journeys_are_accessible(go: Go, browser: Browser, axe: Axe, browsed: Site, path: str) -> None:
    accessible(go, browser, axe, browsed, path)


def test_pages_of_an_own_workbook_are_accessible(
    own_file: Path, go: Go, browser: Browser, axe: Axe, browsed: Site
) -> None:
    hand = Hand(browser, WAYS[0])
    go("/import")
    hand.give("File", "Fichier", own_file)
    hand.send("Read it", "Le lire")
    accessible(go, browser, axe, browsed, "/import")
    hand.send("Answer from it", "Répondre à partir d'elle")
    for path in ("/", "/import", "/brief?agency=northfield-police"):
        accessible(go, browser, axe, browsed, path)
