"""The report: its numbers against the commands and queries that it names, its bytes against the network and mark-up."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from graphmodel import agreement_indicators, agreements, plan, study, verdicts
from graphmodel.answers.reach import Reach
from graphmodel.cli import cli
from graphmodel.engine.network import Network
from graphmodel.records.catalogue import Catalogue
from graphmodel.report import Report, html, markdown, report
from graphmodel.report.document import number
from graphmodel.stores import Store
from tests.commands import Caller
from tests.oracle import Oracle
from tests.worlds.payloads import PAYLOADS, poisoned

pytestmark = pytest.mark.rotates("report")

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def english(canada: Catalogue) -> Report:
    return report(canada, links=2, today=TODAY)


@pytest.fixture(scope="module")
def french(nleim: Catalogue) -> Report:
    return report(nleim, "fr", audience="public", links=1, today=TODAY)


class Page(HTMLParser):
    """What a browser would find in a page: its elements with their attributes, and whether they are closed in order."""

    VOID = frozenset({"meta", "br", "rect", "line", "path"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.words += data


def test_the_study_table_is_that_of_the_command(english: Report, canada: Catalogue) -> None:
    section = english.section("study")
    first = english.section("summary")
    assert section is not None
    assert section.grid is not None
    assert first is not None
    expected = study(canada)
    assert [row[0] for row in section.grid.rows] == list(expected["name"])
    assert [row[1] for row in section.grid.rows] == list(expected["systems"])
    for (name, share), row in zip(
        expected[["name", "percent"]].itertuples(index=False), section.grid.rows, strict=True
    ):
        assert row[3] == share or row[3] is None, name
        shown = f"{share:.1f} %".replace(".0 %", ".0 %")
        assert row[3] is None or shown in first.chart


def test_isolated_systems_are_those_without_a_partner(english: Report, canada: Catalogue, canada_store: Store) -> None:
    section = english.section("isolated")
    assert section is not None
    assert section.grid is not None
    net = Network(canada)
    alone = int((net.live & (net.partners == 0)).sum())
    assert len(section.grid.rows) + section.grid.left_out == alone
    count = canada_store.run("MATCH (s:System) WHERE s.live AND NOT s.interconnected RETURN count(*) AS n").rows[0][0]
    assert count == alone
    assert next(fact.value for fact in english.facts if "isolated" in fact.label) == str(alone)


def test_sight_by_province_is_what_each_service_sees(english: Report, canada: Catalogue) -> None:
    section = english.section("sight")
    assert section is not None
    assert section.grid is not None
    reach = Reach(Network(canada))
    agencies = canada.agencies.set_index("id")
    systems = canada.systems.set_index("id")
    services = agencies[(agencies["sector"] == "policing") & agencies["province"].notna()]
    provinces = section.grid.headings[2:]
    organisation = Oracle(canada).organisation
    sees: dict[str, set[str]] = {}
    for at, id in enumerate(canada.agencies["id"]):
        if id not in services.index:
            continue
        operators = systems.loc[reach.seen_by(at)["system"].unique(), "operator"]
        others = operators[operators.map(organisation) != organisation(id)]
        sees[id] = set(agencies.loc[others, "province"].dropna())
    for row, seer in zip(section.grid.rows, provinces, strict=True):
        inside = list(services.index[services["province"] == seer])
        assert row[1] == len(inside)
        shares = [
            (200 * sum(seen in sees[id] for id in inside) + len(inside)) // (2 * len(inside)) for seen in provinces
        ]
        assert list(row[2:]) == shares


def test_next_links_are_those_of_the_plan(english: Report, canada: Catalogue) -> None:
    section = english.section("next")
    assert section is not None
    assert section.grid is not None
    steps = plan(canada, 2).steps
    assert [row[2] for row in section.grid.rows] == list(steps["triples"])
    assert [row[3] for row in section.grid.rows] == list(steps["total"])


def test_what_may_be_shared_is_that_of_the_command(english: Report, canada: Catalogue) -> None:
    section = english.section("sharing")
    assert section is not None
    assert section.grid is not None
    assert [row[1:] for row in section.grid.rows] == [tuple(row[2:]) for row in agreements(canada).to_numpy().tolist()]
    told = " ".join(section.words)
    assert "none recorded does not mean not allowed" in told
    for more in ({"without": ["on-mfippa-32-f", "on-mfippa-32-g"]}, {"documented": True}):
        left = agreements(canada, **more).iloc[-1]["allowed_not_within_reach"]  # type: ignore[arg-type]
        assert f"allowed, not within reach {left:,} of 93,293" in told


def test_indicators_and_verdicts_are_those_of_the_commands(english: Report, canada: Catalogue) -> None:
    looked, law = english.section("agreements"), english.section("law")
    assert looked is not None
    assert looked.grid is not None
    assert law is not None
    assert law.grid is not None
    assert [row[1:3] for row in looked.grid.rows] == [
        (row["count"], row["of"]) for row in agreement_indicators(canada).to_dict("records")
    ]
    both = verdicts(canada)
    assert [row[1:3] for row in law.grid.rows] == list(zip(both["verdict"], both["computed"], strict=True))
    cited = {source.number: source.id for source in english.cited}
    for row, sources in zip(both["sources"], law.grid.sources, strict=True):
        assert set(row) <= {cited[number] for number in sources}
    assert "as stated: 5 real, 6 perceived and 2 unsettled. Computed" in law.words[0]


def test_every_number_names_its_question_and_its_sources(english: Report, canada: Catalogue) -> None:
    known = set(canada.sources["id"])
    assert {source.id for source in english.cited} <= known
    assert [source.number for source in english.cited] == list(range(1, len(english.cited) + 1))
    for section in english.sections:
        assert section.origins or section.id == "method"
        if section.grid and section.id not in ("sight", "sharing"):  # of whole provinces and classes
            assert all(section.grid.sources[at] for at in range(len(section.grid.rows))), section.id


def test_origins_can_be_run(english: Report) -> None:
    from graphmodel.queries.packs import query

    for section in english.sections:
        for origin in section.origins:
            first, *rest = origin.split()
            if "/" in first:
                names = {parameter.name for parameter in query(first).parameters}
                assert {word.split("=")[0] for word in rest if "=" in word} <= names
            else:
                assert first == "graphmodel"
                assert rest[0] in cli.commands


def test_the_page_is_whole_and_asks_for_nothing(english: Report, french: Report) -> None:
    for told in (english, french):
        made = html(told)
        page = Page(made)
        assert ("html", {"lang": told.language}) in page.found
        tags = {tag for tag, _ in page.found}
        assert not tags & {"script", "link", "iframe", "img", "object"}
        names = {name for _, attrs in page.found for name in attrs}
        assert not names & {"src", "srcset", "style"}
        assert not any(name.startswith("on") for name in names)
        assert not re.search(r"url\(|@import", made)
        assert "digest" in page.words or "empreinte" in page.words
        links = [attrs["href"] or "" for tag, attrs in page.found if tag == "a"]
        assert links
        assert all(re.match(r"#|https?://", link) for link in links)


def test_french_is_french(french: Report, english: Report) -> None:
    for one, other in zip(french.sections, english.sections, strict=True):
        assert one.title != other.title
        if one.id != "limits":
            assert not set(one.words) & set(other.words)
    assert number(1234.5, "en") == "1,234.5"
    assert number(1234.5, "fr") == "1\u202f234,5"


def test_for_the_public_no_single_point_of_failure_is_named(french: Report, english: Report) -> None:
    for text in (html(french), markdown(french)):
        assert "défaillance" not in text
        assert "left-alone-by-outage" not in text
    assert "single point" in html(english)


def test_hostile_names_stay_text(nleim: Catalogue) -> None:
    made = report(poisoned(nleim), links=1, today=TODAY)
    page = Page(html(made))
    tags = {tag for tag, _ in page.found}
    assert not tags & {"script", "img", "iframe", "b"}
    assert not any(name.startswith("on") for _, attrs in page.found for name in attrs)
    assert not any((attrs.get("href") or "").lower().startswith("javascript") for _, attrs in page.found)
    assert any(payload in page.words for payload in PAYLOADS)
    written = markdown(made)
    assert not re.search(r"(?<!\\)<(?!https?://)", written)


def test_the_command_writes_both_forms(graphmodel: Caller, tmp_path: Path) -> None:
    for name, begin in (("r.html", "<!doctype html>"), ("r.md", "# Who is connected")):
        done = graphmodel("--on", "nleim-2014", "report", "--links", "1", "-o", tmp_path / name)
        assert (done.code, done.out) == (0, f"{tmp_path / name}\n")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)
    lost = graphmodel("--on", "nleim-2014", "report", "--links", "1", "-o", tmp_path / "no" / "r.html")
    assert lost.code == 1
    assert "cannot be written" in lost.err


def test_the_first_page_is_that_of_the_answers(english: Report, canada: Catalogue) -> None:
    """What joins provinces is counted link by link; what stands alone and the next links come from the other answers."""
    section, oracle = english.section("summary"), Oracle(canada)
    assert section is not None
    told = " ".join(section.words)
    reached: dict[str, set[str]] = {}
    across = 0
    for link in oracle.links:
        ends = [oracle.agencies[oracle.systems[link[end]]["operator"]]["province"] for end in ("from", "to")]
        for id, province in zip((link["from"], link["to"]), reversed(ends), strict=True):
            reached.setdefault(id, set()).update({province} - {""})
        across += "" not in ends and ends[0] != ends[1]
    names = canada.systems.set_index("id")["name"]
    best = sorted(reached, key=lambda id: -len(reached[id]))[:2]  # noqa: A006
    for id in best:
        assert f"{names[id]} ({len(reached[id])})" in told
    assert ("of two provinces directly" in told) == bool(across)
    alone = [id for id in oracle.systems if oracle.live(id) and not oracle.partners(id)]
    assert f"{len(alone)} systems stand alone" in told
    for step in plan(canada, 2).steps.to_dict("records"):
        assert f"{names[step['from']]} with {names[step['to']]} ({step['triples']} sightlines)" in told
    row = study(canada).set_index("group").loc["all"]
    assert f"connected to another system: {row['interconnected']}, or {row['percent']} %" in told
