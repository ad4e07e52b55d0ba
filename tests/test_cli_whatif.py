"""``whatif`` and ``plan`` say what the analysis says, in every format and language; the store stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphmodel.answers.causes import COLUMNS as CAUSES
from graphmodel.answers.causes import rank_causes
from graphmodel.answers.difference.worlds import Difference
from graphmodel.answers.plan import plan
from graphmodel.answers.ranking import rank_partners
from graphmodel.answers.whatif import confidence, connect, outage
from graphmodel.api.comparing import COLUMNS as COMPARED
from graphmodel.records.catalogue import Catalogue
from graphmodel.scenario import Scenario, Selector
from graphmodel.words.headings import HEADINGS
from tests.commands import Caller
from tests.links import gain
from tests.oracle import Oracle

pytestmark = pytest.mark.rotates("cli_whatif")

RANKED = [
    "rank",
    "partner",
    "name",
    "type",
    "operator",
    "triples",
    "own",
    "others",
    "agencies",
    "systems",
    "agreed",
    "allowed",
    "forbidden",
    "not_recorded",
    "adds",
    "why",
    "held_back_by",
    "ties",
]
LINK = ("whatif", "connect", "drps-rms", "rcmp-pip")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("whatif", "connect", "drps-rms"),
    LINK,
    ("whatif", "outage", "calgary-sentry"),
    ("whatif", "run", "mugshots"),
    ("whatif", "compare", "mugshots", "cad-rms"),
    ("whatif", "barriers"),
    ("plan", "--links", "1", "--from", "drps-rms"),
    ("plan", "--target", "61.5"),
)
SCENARIO = """name = "own link"
cost = 250000
[[change]]
do = "connect"
from = "drps-rms"
to = "rcmp-pip"
"""


@pytest.fixture(autouse=True)
def same_store(canada_file: Path) -> Any:
    """No command changes the store, by a single byte."""
    before = canada_file.read_bytes()
    yield
    assert canada_file.read_bytes() == before


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own link.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.mark.rotates
@pytest.mark.parametrize("command", [item for item in COMMANDS if item[1] != "outage"], ids=" ".join)
def test_every_command_answers_in_every_format_and_language(graphmodel: Caller, command: tuple[str, ...]) -> None:
    for language, form in (("en", "table"), ("en", "csv"), ("fr", "json"), ("fr", "markdown")):
        said = graphmodel("--lang", language, *command, "--format", form)
        assert said.code == 0, said.err
        assert said.out.strip()
        assert "Traceback" not in said.out + said.err
        assert said.err.strip(), "what the numbers rest on is said"
    quiet = graphmodel("-q", "--lang", "fr", *command)
    assert (quiet.code, quiet.err) == (0, "")


@pytest.mark.parametrize("command", COMMANDS[:1] + COMMANDS[4:6], ids=" ".join)
def test_rows_agree_in_csv_and_json(graphmodel: Caller, command: tuple[str, ...]) -> None:
    names, *lines = graphmodel("-q", *command, "--format", "csv").csv
    rows = graphmodel.rows(*command)
    assert [list(row) for row in rows] == [names] * len(lines)
    for row, line in zip(rows, lines, strict=True):
        for value, cell in zip(row.values(), line, strict=True):
            text = ";".join(value) if isinstance(value, list) else "" if value is None else str(value)
            assert text == cell


def test_a_ranking_is_that_of_the_analysis(graphmodel: Caller, canada: Catalogue) -> None:
    rows = graphmodel.rows("whatif", "connect", "drps-rms")
    assert list(rows[0]) == RANKED
    ties = [row["ties"] for row in rows]
    bare = [{name: cell for name, cell in row.items() if name != "ties"} for row in rows]
    assert bare == rank_partners(canada, "drps-rms").to_dict("records")
    assert ties == [sum(other["triples"] == row["triples"] for other in rows) - 1 for row in rows]
    assert graphmodel.rows("whatif", "connect", "drps-rms", "--limit", "3") == rows[:3]
    assert len(graphmodel("-q", "whatif", "connect", "drps-rms").out.splitlines()) == 2 + 20
    assert len(graphmodel("-q", "whatif", "connect", "drps-rms", "--limit", "0").out.splitlines()) == 2 + len(rows)
    respected = graphmodel.rows("whatif", "connect", "drps-rms", "--respect", "legal_privacy")
    assert [row["partner"] for row in respected] == [
        row["partner"]
        for row in rows
        if "legal_privacy" not in row["held_back_by"]  # type: ignore[operator]
    ]
    agencies = graphmodel.rows("whatif", "connect", "drps-rms", "--weight", "agencies")
    counts = [row["agencies"] for row in agencies]
    assert counts == sorted(counts, reverse=True)  # type: ignore[type-var]


def test_one_link_is_what_the_world_with_it_gains(graphmodel: Caller, canada: Catalogue) -> None:
    found: Any = graphmodel("-q", *LINK, "--format", "json").json
    assert list(found) == ["gained", "lost", "counts", "study", "measures", "states"]
    rows = {tuple(row.values()) for row in found["gained"]}
    assert rows == gain(Oracle(canada), "drps-rms", "rcmp-pip")
    assert {tuple(row) for row in found["gained"]} == {("agency", "system", "class")}
    assert found["lost"] == []
    assert found["counts"] == {"triples": 94, "agencies": 42, "systems": 5, "lost_triples": 0}
    rms = next(row for row in found["study"] if row["group"] == "rms")
    assert (rms["interconnected_before"], rms["interconnected"], rms["systems"]) == (20, 21, 34)
    named = [row["measure"] for row in found["measures"]]
    assert named == ["triples", "agencies", "officers", "population", "isolated", "islands", "single_points"]
    names, *lines = graphmodel("-q", *LINK, "--format", "csv").csv
    assert names == ["change", "agency", "system", "class"]
    assert {tuple(line) for line in lines} == {("gained", *row) for row in rows}


def test_an_outage_says_who_loses_and_how_to_mend_it(graphmodel: Caller, canada: Catalogue) -> None:
    made = outage(canada, "rcmp-cpic")
    found: Any = graphmodel("-q", "whatif", "outage", "rcmp-cpic", "--format", "json").json
    assert list(found)[:5] == ["gained", "lost", "counts", "study", "measures"]
    assert len(found["lost"]) == len(made.lost) == found["counts"]["lost_triples"]
    assert found["isolated"] == made.newly_isolated
    assert found["repairs"] == made.repairs.to_dict("records")
    assert found["best_repair"] == made.best_repair
    assert found["agencies"] == made.agencies.to_dict("records")
    table = graphmodel("-q", "whatif", "outage", "rcmp-cpic", "--limit", "2").out
    assert "Left isolated, and the cheapest link that mends it:" in table
    assert table.count("lost  ") == 2
    french = graphmodel("-q", "--lang", "fr", "whatif", "outage", "rcmp-cpic", "--limit", "2").out
    assert "Qui perd le plus :" in french
    assert "les deux" in french


def test_scenarios_alone_stacked_and_side_by_side(graphmodel: Caller, canada: Catalogue, own: Path) -> None:
    both: Any = graphmodel("-q", "whatif", "run", own, "mugshots", "--format", "json").json
    after = Scenario.read("mugshots").apply(Scenario.read(own).apply(canada))
    assert both["counts"] == Difference(canada, after).counts
    assert both["cost"] == 250_000
    rows = graphmodel.rows("whatif", "compare", own, "mugshots")
    assert [tuple(row) for row in rows] == [COMPARED] * 2
    assert COMPARED == ("scenario", "triples", "lost_triples", "agencies", "cost", "cost_per_gain", "held_back_by")
    assert list(rows[0].values()) == [
        "own link",
        94,
        0,
        42,
        250_000,
        250_000 / 94,
        ["missing_interfaces_standards", "no_national_leadership", "technology_limitations"],
    ]
    alone = Difference(canada, Scenario.read("mugshots").apply(canada)).counts
    assert (rows[1]["triples"], rows[1]["cost"], rows[1]["cost_per_gain"]) == (alone["triples"], None, None)


def test_barriers_are_those_of_the_analysis(graphmodel: Caller, canada: Catalogue) -> None:
    rows = graphmodel.rows("whatif", "barriers")
    assert [tuple(row) for row in rows] == [CAUSES] * 8
    wanted = rank_causes(canada).astype("object")
    assert rows == wanted.where(wanted.notna(), None).to_dict("records")
    assert "--respect takes technology_limitations, " in graphmodel("whatif", "barriers").err


def test_a_plan_is_that_of_the_analysis(graphmodel: Caller, canada: Catalogue, own: Path) -> None:
    found: Any = graphmodel(
        "-q", "plan", "--links", "3", "--from", "type=cad province=ON", "--to", "relays=true", "--format", "json"
    ).json
    assert list(found) == ["method", "steps", "bound", "gap_percent", "ties"]
    assert [list(step)[:4] for step in found["steps"]] == [["from", "to", "triples", "total"]] * 3
    from graphmodel.engine.network import Network

    ends, others = (Selector.of_text(text).systems(Network(canada)) for text in ("type=cad province=ON", "relays=true"))
    made = plan(canada, 3, ends=ends, others=others)
    assert (found["method"], found["steps"]) == (made.method, made.steps.to_dict("records"))
    assert "method: proven best" in graphmodel("plan", "--links", "3", "--from", "type=cad province=ON").err
    assert "% of any plan" in graphmodel("plan", "--links", "4", "--from", "type=cad province=ON").err
    priced: Any = graphmodel(
        "-q",
        "plan",
        "--links",
        "3",
        "--from",
        "tps-versadex",
        "--scenario",
        own,
        "--budget",
        "500000",
        "--format",
        "json",
    ).json
    assert [step["cost"] for step in priced["steps"]] == [250_000, 500_000]
    short = graphmodel("plan", "--links", "3", "--from", "drps-rms", "--to", "rcmp-pip")
    assert "1 of 3 links: nothing more is gained, or the budget ends" in short.err
    assert graphmodel("-q", "plan", "--target", "61,5 %".replace(" ", ""), "--format", "json").code == 0


def test_documented_gives_an_interval(graphmodel: Caller, canada: Catalogue) -> None:
    sure = canada.documented()
    said = graphmodel("whatif", "connect", "drps-rms", "rcmp-pip", "--documented", "--format", "json")
    few, all_of = (connect(world, "drps-rms", "rcmp-pip").counts["triples"] for world in (sure, canada))
    found: Any = said.json
    assert found["counts"]["triples"] == few < all_of
    assert f"{few} sightlines on documented records alone, {all_of} on all" in said.err
    rows = graphmodel.rows("whatif", "connect", "drps-rms", "--documented", "--weight", "agencies")
    assert list(rows[0]) == [*RANKED[:6], "triples_all", *RANKED[6:]]
    whole = rank_partners(canada, "drps-rms").set_index("partner")["triples"].to_dict()
    assert [row["triples_all"] for row in rows] == [whole.get(row["partner"]) for row in rows]
    sure_rows = rank_partners(sure, "drps-rms", weight="agencies")
    assert [row["triples"] for row in rows] == sure_rows["triples"].tolist()
    said = graphmodel("whatif", "run", "cad-rms", "--documented", "--format", "csv")
    assert " sightlines on documented records alone, 770 on all" in said.err


@pytest.mark.rotates("at length")
def test_confidence_says_whom_to_ask_first(graphmodel: Caller, canada: Catalogue) -> None:
    made = confidence(canada, "drps-rms")
    said = graphmodel("whatif", "connect", "drps-rms", "--confidence", "--limit", "2", "--format", "json")
    found: Any = said.json
    assert list(found) == ["partners", "confidence"]
    assert len(found["partners"]) == 2
    assert found["confidence"] == {
        "first": made.first,
        "triples": made.triples,
        "inferred": made.inferred,
        "facts": made.facts.to_dict("records"),
    }
    assert f"another partner is first in {made.changes} of {made.inferred} cases" in said.err


REFUSED = (
    (("whatif", "connect", "RETIRED"), 1, "is retired: only a live system"),
    (("whatif", "connect", "RETIRED", "drps-rms"), 1, "is retired: only a live system"),
    (("whatif", "connect", "drps-rms", "RETIRED"), 1, "is retired: only a live system"),
    (("whatif", "outage", "RETIRED"), 1, "is retired: only a live system"),
    (("whatif", "connect", "drps-rms", "drps-rms"), 1, "drps-rms cannot be linked with itself"),
    (("whatif", "connect", "BOTH1", "BOTH2"), 1, "are linked both ways already: there is nothing to add"),
    (("whatif", "connect", "drps-rmz"), 1, "there is no system 'drps-rmz' (did you mean drps-rms?)"),
    (("whatif", "connect", "rcmp"), 1, "there is no system 'rcmp': that is an agency; name a system"),
    (("whatif", "outage", "nothing-like-it"), 1, "there is no system 'nothing-like-it'"),
    (("whatif", "connect", "drps-rms", "--respect", "legal"), 1, "there is no cause 'legal'"),
    (("whatif", "connect", "drps-rms", "--weight", "officers"), 1, "sworn_officers is recorded for "),
    (("whatif", "connect", "drps-rms", "--weight", "money"), 2, "'money' is not one of"),
    (("whatif", "connect", "drps-rms", "--limit", "-1"), 2, "-1 is not in the range"),
    (("whatif", "connect", "drps-rms", "rcmp-pip", "--confidence"), 2, "are for a ranking"),
    (("whatif", "connect", "drps-rms", "rcmp-pip", "--weight", "agencies"), 2, "are for a ranking"),
    (("whatif", "connect", "drps-rms", "--documented", "--confidence"), 2, "leaves no inferred link to doubt"),
    (("whatif", "connect", "INFERRED", "--documented"), 1, "itself is only inferred: leave --documented out"),
    (("whatif", "connect"), 2, "Missing argument 'SYSTEM'"),
    (("whatif", "run"), 2, "Missing argument"),
    (("whatif", "run", "pip-3-0"), 1, "pip-2-0"),
    (("whatif", "compare", "mugshots", "no such.toml"), 1, "no such.toml"),
    (("plan",), 2, "say either --links K or --target PERCENT"),
    (("plan", "--links", "2", "--target", "60"), 2, "say either --links K or --target PERCENT"),
    (("plan", "--links", "0"), 1, "a plan has at least one link, not 0"),
    (("plan", "--links", "two"), 2, "'two' is not a valid integer"),
    (("plan", "--links", "2", "--budget", "-1"), 1, "a budget cannot be -1: give 0 or more"),
    (("plan", "--links", "2", "--budget", "nan"), 1, "a budget cannot be nan"),
    (("plan", "--links", "2", "--cost", "0"), 1, "a link cannot cost 0: give more than 0"),
    (("plan", "--links", "2", "--cost", "inf"), 2, "'inf' is no amount"),
    (("plan", "--target", "101%"), 1, "a target of 101 % cannot be: give a share above 0 and up to 100"),
    (("plan", "--target", "0"), 1, "a target of 0 % cannot be"),
    (("plan", "--target", "much"), 2, "'much' is no share: write 60 or 60%"),
    (("plan", "--target", "50"), 1, "197 of 338 systems (58.3 %) are interconnected already"),
    (
        ("plan", "--target", "99", "--from", "drps-rms"),
        1,
        "99 % cannot be reached: 197 of 338 systems are interconnected and ",
    ),
    (("plan", "--target", "70", "--budget", "3"), 1, "the budget of 3 pays for 3"),
    (("plan", "--target", "70", "--weight", "agencies"), 2, "--needs and --weight are for --links"),
    (("plan", "--links", "2", "--respect", "rain"), 1, "there is no cause 'rain'"),
    (("plan", "--links", "2", "--from", "type=rmss"), 1, "rmss"),
    (("plan", "--links", "2", "--from", "tpye=rms"), 1, "tpye"),
    (("plan", "--links", "2", "--from", "nobody-rms"), 1, "nobody-rms"),
    (("plan", "--links", "2", "--to", "holds=gossip"), 1, "gossip"),
    (("plan", "--links", "2", "--scenario", "pip-3-0"), 1, "pip-2-0"),
)


@pytest.mark.parametrize(
    ("command", "code", "reason"), REFUSED, ids=lambda part: " ".join(part) if isinstance(part, tuple) else ""
)
def test_senseless_wishes_are_refused_with_the_reason(
    graphmodel: Caller, canada: Catalogue, command: tuple[str, ...], code: int, reason: str
) -> None:
    oracle = Oracle(canada)
    both = next((one, other) for one, other, link in oracle.flows if link["direction"] == "two_way")
    named = {
        "RETIRED": next(id for id, row in oracle.systems.items() if row["status"] == "retired"),
        "INFERRED": next(
            id for id, row in oracle.systems.items() if row["confidence"] == "inferred" and oracle.live(id)
        ),
        "BOTH1": both[0],
        "BOTH2": both[1],
    }
    said = graphmodel(*(named.get(part, part) for part in command))
    assert (said.code, said.out) == (code, "")
    assert reason in said.err
    assert "Traceback" not in said.err
    assert "defect" not in said.err


def test_a_system_that_a_scenario_retires_cannot_be_planned_with(graphmodel: Caller, tmp_path: Path) -> None:
    path = tmp_path / "gone.toml"
    path.write_text('name = "gone"\n[[change]]\ndo = "retire"\nsystem = "drps-rms"\n', encoding="utf-8")
    said = graphmodel("plan", "--links", "1", "--from", "drps-rms", "--scenario", path, "--format", "json")
    found: Any = said.json
    assert (said.code, found["steps"]) == (0, [])
    assert "0 of 1 links: nothing more is gained" in said.err
    run: Any = graphmodel("-q", "whatif", "run", path, "--format", "json").json
    assert run["counts"]["lost_triples"] > 0
    twice = graphmodel("whatif", "run", path, path)
    assert (twice.code, twice.out) == (1, "")
    assert "retired" in twice.err


@pytest.mark.parametrize("command", COMMANDS[:2] + COMMANDS[3:], ids=" ".join)
def test_every_heading_is_french_where_asked(graphmodel: Caller, command: tuple[str, ...]) -> None:
    """A heading that HEADINGS does not know would be the English name of the column."""
    said = graphmodel("-q", "--lang", "fr", *command, "--format", "markdown").out.splitlines()
    rules = [at for at, line in enumerate(said) if line.startswith("| ---")]
    assert rules
    known = {head.text("fr").replace("- ", "") for head in HEADINGS.values()}
    for at in rules:
        assert {item.strip() for item in said[at - 1].strip("| ").split("|")} <= known


def test_causes_are_told_in_words_to_people_and_by_id_to_programs(graphmodel: Caller) -> None:
    command = ("whatif", "connect", "drps-rms", "--limit", "1")
    assert "Technology limitations; " in graphmodel("-q", *command).out
    assert "Limites technologiques; " in graphmodel("-q", "--lang", "fr", *command).out
    assert "technology_limitations;" in graphmodel("-q", "--lang", "fr", *command, "--format", "csv").out
