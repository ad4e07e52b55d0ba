"""Halves go up wherever a share is shown, and a cost is never rounded: beside decimals of Python's own."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import graphmodel as gm
from graphmodel import report
from graphmodel.answers.rounding import percent, scaled_percent
from graphmodel.answers.target import plan_target
from graphmodel.errors import GraphmodelError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Link, System
from graphmodel.report.markdown import markdown
from graphmodel.words.amounts import amount
from tests.commands import Caller
from tests.oracle import Oracle

pytestmark = pytest.mark.rotates("rounding")

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("digits", [0, 1, 2])
def test_a_share_is_that_of_decimal_arithmetic(digits: int) -> None:
    halves = 0
    for whole in range(1, 90):
        parts = np.arange(whole + 1)
        for part, scaled in zip(parts.tolist(), scaled_percent(parts, np.full(whole + 1, whole), digits), strict=True):
            exact = Fraction(100 * part, whole)
            step = Decimal(1).scaleb(-digits)
            right = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, ROUND_HALF_UP)
            assert Decimal(str(percent(part, whole, digits))) == right == Decimal(int(scaled)).scaleb(-digits)
            halves += (exact * 10**digits).denominator == 2
    assert halves > 10
    assert percent(0, 0) is None


def test_no_other_place_rounds_a_share() -> None:
    """A format of a product by 100, or round() of one, is the fault that came back: shares go through ``rounding``."""
    wrong = re.compile(r"100(\.0)? \*[^\n]*:\.\df\}|\bround\((share|percent)|100(\.0)? \* [^\n]*\.round\(")
    found = [
        path.name for path in (ROOT / "graphmodel").rglob("*.py") if wrong.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def services(count: int, seeing: int, *, division: bool = False) -> Catalogue:
    """Return so many Ontario services, some of which see the record system of one in British Columbia."""
    police: dict[str, Any] = {"level": "municipal", "sector": "policing"}
    agencies = [Agency(id=f"a{n}", name=f"A{n}", province="ON", **police) for n in range(count)]
    agencies[0] = Agency(id="a0", name="A0", province="ON", part_of="b" if division else None, **police)
    active: dict[str, Any] = {"type": "rms", "status": "active", "holds": "persons"}
    return Catalogue.unchecked({}).add(
        *agencies,
        Agency(id="b", name="B", province="BC", **police),
        *(System(id=f"s{n}", name=f"S{n}", operator=f"a{n}", **active) for n in range(count)),
        System(id="sb", name="SB", operator="b", **active),
        *(Link(from_="sb", to=f"s{n}", direction="one_way", mode="query", status="active") for n in range(seeing)),
    )


@pytest.mark.parametrize(("seeing", "said"), [(1, 13), (3, 38), (5, 63), (7, 88)])
def test_the_reports_matrix_takes_halves_up(seeing: int, said: int) -> None:
    made = report.report(services(8, seeing), links=1)
    section = made.section("sight")
    assert section is not None
    assert section.grid is not None
    row = next(row for row in section.grid.rows if row[0] == "Ontario")
    assert dict(zip(section.grid.headings, row, strict=True)) == {"services of": "Ontario", "n": 8, "BC": said, "ON": 0}
    assert f">{said}</text>" in section.chart


def test_a_division_does_not_see_another_organisation_in_its_own() -> None:
    """The matrix counts agencies; what they see is another organisation's, as ``sees`` says."""
    made = report.report(services(2, 2, division=True), links=1)
    section = made.section("sight")
    assert section is not None
    assert section.grid is not None
    assert next(row for row in section.grid.rows if row[0] == "Ontario")[2] == 50
    assert "agency of another organisation" in section.words[0]


def test_the_reports_matrix_of_canada_is_what_agencies_see(canada: Catalogue) -> None:
    section = report.report(canada, links=1).section("sight")
    assert section is not None
    assert section.grid is not None
    oracle = Oracle(canada)
    province = {id: row["province"] for id, row in oracle.agencies.items()}
    police = [id for id, row in oracle.agencies.items() if row["sector"] == "policing"]
    for number, home in enumerate(("NB", "PE")):
        mine = [id for id in police if province[id] == home]
        row = dict(zip(section.grid.headings, next(r for r in section.grid.rows if r[0] in NAMES[number]), strict=True))
        for there in ("ON", "NB", "PE"):
            seeing = sum(
                any(
                    province[oracle.systems[system]["operator"]] == there
                    and oracle.organisation(oracle.systems[system]["operator"]) != oracle.organisation(agency)
                    for system, _ in oracle.visible(agency)
                )
                for agency in mine
            )
            assert (row["n"], row[there]) == (len(mine), percent(seeing, len(mine), 0))


NAMES = (("New Brunswick",), ("Prince Edward Island",))


@pytest.mark.rotates("at length")
def test_the_summary_says_which_islands_it_counts(canada: Catalogue) -> None:
    oracle = Oracle(canada)
    found = {frozenset(oracle.island(id)) for id in oracle.systems if oracle.live(id)}
    several = sum(len(island) > 1 for island in found)
    facts = {fact.label: fact.value for fact in report.report(canada, links=1).facts}
    assert facts["islands of two systems or more"] == str(several) != str(len(found))
    assert int(gm.Difference(canada, canada).measures().set_index("measure").loc["islands", "before"]) == several


def test_a_share_of_what_is_documented_says_so_where_nothing_names_a_source(
    graphmodel: Caller, canada: Catalogue
) -> None:
    said = "No system, use or link here names a source, so no share of documented ones is given."
    assert said in markdown(report.report(services(2, 1), links=1))
    assert said not in markdown(report.report(canada, links=1))
    assert "names a source" not in graphmodel("study").err


def test_a_cost_is_told_as_it_is(graphmodel: Caller, tmp_path: Path) -> None:
    for cost in (250_000_000, 12_000_000, 0.4, 0):
        path = tmp_path / f"cost{cost}.toml"
        change = '[[change]]\ndo = "connect"\nfrom = "drps-rms"\nto = "rcmp-pip"\n'
        path.write_text(f'name = "x"\ncost = {cost}\n{change}', encoding="utf-8")
        (row,) = graphmodel.rows("whatif", "compare", path)
        assert row["cost_per_gain"] == float(Fraction(str(cost)) / 94)
        assert f"Cost: {cost:,}\n" in graphmodel("-q", "whatif", "run", path).out
        french = f"{cost:,}".replace(",", "\u00a0").replace(".", ",")
        assert f"Coût : {french}\n" in graphmodel("-q", "--lang", "fr", "whatif", "run", path).out
    for heading, language in (("cost per gain", "en"), ("coût par gain", "fr")):
        assert heading in graphmodel("-q", "--lang", language, "whatif", "compare", path).out
    assert amount(1e22) == "10,000,000,000,000,000,000,000"
    with pytest.raises(GraphmodelError, match=r"links at 1,234,567.5 each, 12,345,675 in all: the budget of 2,500,000"):
        plan_target(services(18, 0), 100, cost=1_234_567.5, budget=2_500_000)


def test_a_change_without_effect_is_told_with_the_reason(graphmodel: Caller, tmp_path: Path) -> None:
    path = tmp_path / "idle.toml"
    changes = (
        'do = "connect"\nfrom = {type = "rms", province = "NU"}\nto = {type = "cad"}\nif_any = true',
        'do = "relay"\nsystem = {relays = true}',
        'do = "connect"\nfrom = "drps-rms"\nto = "rcmp-pip"',
    )
    path.write_text('name = "idle"\n' + "".join(f"[[change]]\n{text}\n" for text in changes), encoding="utf-8")
    said = (
        "idle: change 1, connect from [type=rms province=NU] to [type=cad], changes nothing: selects nothing: no live "
        "systems with type=rms province=NU\n"
        "idle: change 2, relay system [relays=true], changes nothing: all that it asks for is so already\n"
    )
    asked: tuple[tuple[str | Path, ...], ...] = (
        ("whatif", "run", path),
        ("whatif", "compare", path),
        ("plan", "--links", "1", "--from", "drps-rms", "--scenario", path),
        ("needs", "wanted-person", "--scenario", path),
        ("query", "run", "isolation/isolated-systems", "--scenario", path),
        ("map", "--scenario", path, "-o", tmp_path / "map.html"),
    )
    for command in asked:
        found = graphmodel(*command)
        assert (found.code, said in found.err) == (0, True), command
        assert "change 3" not in found.err
    assert "le changement 2, relay system [relays=true], ne change rien : tout ce qu'il demande" in (
        graphmodel("--lang", "fr", "whatif", "run", path).err
    )
