"""Amounts as people write them, and costs by kind of link: in scenarios, in files, and in what commands say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphmodel
from graphmodel import Scenario
from graphmodel.errors import ScenarioError
from graphmodel.records.catalogue import Catalogue
from graphmodel.words.amounts import amount, money, read_amount
from tests.commands import Caller

CENTS = st.integers(0, 10**14)
LANGUAGES = st.sampled_from(["en", "fr"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("250000", 250_000),
        ("250 000", 250_000),
        ("250\u00a0000", 250_000),
        ("250\u202f000", 250_000),
        ("250,000", 250_000),
        ("250'000", 250_000),
        ("250\u2019000", 250_000),
        ("$250,000", 250_000),
        ("250 000 $", 250_000),
        ("250 000,50 $", 250_000.5),
        ("$1,250,000.75", 1_250_000.75),
        ("1 250,5", 1250.5),
        ("$250k", 250_000),
        ("1,5 M$", 1_500_000),
        ("1.5M", 1_500_000),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, value: float) -> None:
    assert read_amount(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "$",
        "much",
        "-5",
        "25 00",
        "1,25,000",
        "1,250 000",
        "250.000",
        "1.2345",
        "1,250,5",
        "1e5",
        "12 €",
        "$5$",
        "٣",
        "0x10",
        "1_000",
    ],
)
def test_what_says_no_amount_or_two_is_refused(text: str) -> None:
    assert read_amount(text) is None


@given(CENTS, LANGUAGES)
def test_an_amount_that_is_written_is_read_again(cents: int, language: str) -> None:
    value = cents / 100
    assert read_amount(amount(value).text(language)) == value  # type: ignore[arg-type]
    assert read_amount(money(value).text(language)) == value  # type: ignore[arg-type]


@given(CENTS, st.sampled_from([" ", "\u00a0", "\u202f", ",", "'", "\u2019"]), st.sampled_from("$ "), st.booleans())
def test_thousands_are_parted_in_any_way(cents: int, by: str, sign: str, behind: bool) -> None:
    whole, rest = divmod(cents, 100)
    text = f"{whole:,}".replace(",", by) + ("," if by != "," else ".") + f"{rest:02}"
    assert read_amount(f"{text} {sign}" if behind else f"{sign}{text}") == float(f"{whole}.{rest:02}")


TEXT = """name = "priced"
cost = "1 000"

[costs]
any = "250 000"
push = "$80,000.50"

[[change]]
do = "connect"
from = "drps-rms"
to = "rcmp-pip"

[[change]]
do = "connect"
from = "drps-rms"
to = "rcmp-cpic"
mode = "push"

[[change]]
do = "connect"
from = "drps-rms"
to = "peel-niche-rms"
cost = "5k"

[[change]]
do = "retire"
system = "winnipeg-mcm"
"""


def test_a_connect_costs_what_it_says_else_its_mode_else_any_else_the_scenario(canada: Catalogue) -> None:
    priced = Scenario.of_toml(TEXT)
    costs = priced.effects(canada)["unit_cost"].dropna().tolist()
    assert costs == [250_000, 80_000.5, 5_000, 1_000]
    assert priced.total_cost(canada) == 336_000.5
    assert Scenario.of_toml(priced.to_toml()) == priced
    both = priced + Scenario("other", costs={"any": 1}).connect("tps-versadex", "rcmp-pip")
    assert both.effects(canada)["unit_cost"].dropna().tolist() == [*costs, 1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'name = "x"\n[costs]\nquerry = 5\n',
            "x.toml:3:costs.querry: 'querry' is no kind of link (did you mean query?)",
        ),
        (
            'name = "x"\n[costs]\nquery = "1.250"\n',
            "x.toml:3:costs.query: '1.250' is no amount: write an amount as 250000",
        ),
        ('name = "x"\n[costs]\nquery = -5\n', "x.toml:3:costs.query: must be from 0 to"),
        ('name = "x"\ncosts = 5\n', "x.toml:2:costs: must be a table"),
        ('name = "x"\ncost = "lots"\n', "x.toml:2:cost: 'lots' is no amount"),
        ('name = "x"\ncost = 250 000\n', 'put an amount with signs in quotation marks, as cost = "250 000"'),
        ('name = "x"\n[costs]\nany = $250,000 # each\n', 'as any = "$250,000"'),
    ],
)
def test_what_is_no_cost_is_refused_at_its_place(text: str, said: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        Scenario.of_toml(text, "x.toml")
    assert said in str(refused.value)
    assert str(refused.value) != refused.value.text("fr")


FILES = {
    "top.toml": 'any = "250 000"\n',
    "table.toml": "[costs]\nany = 250000\n",
    "comma.csv": 'kind,cost\nany,"250,000"\n',
    "semicolon.csv": "genre;coût\nquery;250 000,00 $\n",
}


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("name", FILES)
def test_a_file_of_costs_prices_what_names_none(graphmodel: Caller, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(FILES[name], encoding="utf-8")
    links = graphmodel.rows("whatif", "connect", "drps-rms", "--costs", str(file), "--limit", "2")
    assert [(row["cost"], row["cost_per_gain"]) for row in links] == [
        (250_000, pytest.approx(250_000 / int(str(row["triples"])))) for row in links
    ]
    plan = graphmodel("-q", "plan", "--links", "2", "--costs", file, "--format", "json").json
    assert [step["cost"] for step in plan["steps"]] == [250_000, 500_000]  # type: ignore[index]
    (tmp_path / "mine.toml").write_text(Scenario("mine").connect("drps-rms", "rcmp-pip").to_toml(), encoding="utf-8")
    (row,) = graphmodel.rows("whatif", "compare", tmp_path / "mine.toml", "--costs", file)
    assert (row["cost"], row["cost_per_gain"]) == (250_000, pytest.approx(250_000 / int(str(row["triples"]))))
    assert (
        graphmodel("whatif", "run", tmp_path / "mine.toml", "--costs", file, "--format", "json").json["cost"] == 250_000
    )  # type: ignore[index]


def test_costs_are_shown_as_each_language_writes_them(graphmodel: Caller, tmp_path: Path) -> None:
    file, mine = tmp_path / "costs.toml", tmp_path / "mine.toml"
    file.write_text("any = 250000\n")
    mine.write_text(Scenario("mine").connect("drps-rms", "rcmp-pip").to_toml(), encoding="utf-8")
    english = graphmodel("--wide", "whatif", "compare", mine, "--costs", file).out
    french = graphmodel("--wide", "--lang", "fr", "whatif", "compare", mine, "--costs", file).out
    assert "$250,000" in english
    assert "per sightline" in english
    assert "250\u00a0000 $" in french
    assert "$ par visibilité" in french
    assert "Cost of the gain: $" in graphmodel("whatif", "run", mine, "--costs", file).out
    assert "$500,000 in all, $" in graphmodel("plan", "--links", "2", "--cost", "250 000").err


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "kind,cost\nquery,lots\n", "a.csv:2:query: 'lots' is no amount"),
        ("a.csv", "kind,cost\nquery,250,000\n", "a.csv:2:query: a line has two cells"),
        ("a.csv", "any,5\nany,6\n", "a.csv:2:any: stands twice"),
        ("a.toml", "pull = 5\n", "a.toml:1:pull: 'pull' is no kind of link"),
    ],
)
def test_a_file_of_costs_is_refused_at_its_place(
    graphmodel: Caller, tmp_path: Path, name: str, text: str, said: str
) -> None:
    (tmp_path / name).write_text(text)
    refused = graphmodel("plan", "--links", "1", "--costs", tmp_path / name)
    assert (refused.code, said in refused.err) == (1, True)


def test_python_takes_costs(canada: Catalogue) -> None:
    mine = Scenario("mine").connect("drps-rms", "rcmp-pip")
    assert graphmodel.compare(canada, [mine], costs={"any": "250 000"})["cost"].tolist() == [250_000]
    assert graphmodel.compare(canada, [mine.priced({"query": 5})], costs={"any": 7})["cost"].tolist() == [5]


def test_an_amount_that_is_none_is_refused_at_the_option(graphmodel: Caller) -> None:
    refused = graphmodel("plan", "--links", "1", "--budget", "lots")
    assert (refused.code, "'lots' is no amount" in refused.err) == (2, True)
