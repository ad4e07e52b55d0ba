"""The command line says of permission what Python says, in every format and both languages, and what is recorded."""

from __future__ import annotations

from typing import Any

import pytest

import graphmodel as package
from graphmodel.records.catalogue import Catalogue
from tests.commands import Caller

MAY = ("may", "peel-regional-police", "abbotsford-police-department")
PLAN = ("plan", "--links", "1", "--agreed")
STATES = ("agreed", "allowed", "forbidden", "not_recorded")
NOTE = {
    "en": "123 agreements, laws and policies are recorded, 14 of them only inferred: none recorded does not mean not allowed.",
    "fr": "123 ententes, lois et politiques sont consignées, dont 14 seulement inférées : l'absence d'entente consignée ne "
    "signifie pas que c'est interdit.",
}
LIMIT = {
    "en": "a class of records is coarser than a law",
    "fr": "une catégorie de données est plus grossière qu'une loi",
}
ANSWERS = (
    MAY,
    ("sees", *MAY[1:]),
    ("seen", *MAY[1:]),
    ("whatif", "connect", "drps-rms"),
    ("whatif", "connect", "drps-rms", "rcmp-pip"),
    PLAN,
)


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("command", ANSWERS, ids=" ".join)
def test_every_answer_says_what_is_recorded_and_its_limits(
    graphmodel: Caller, command: tuple[str, ...], lang: Any
) -> None:
    for form in ("table", "json"):
        said = graphmodel("--lang", lang, *command, "--format", form)
        assert said.code == 0
        assert said.err.rstrip().endswith(NOTE[lang])
        assert LIMIT[lang] in said.err


def test_may_is_told_in_every_format(graphmodel: Caller, canada: Catalogue) -> None:
    rows = package.may(canada, *MAY[1:]).to_dict("records")
    assert graphmodel.rows(*MAY) == rows
    names, *lines = graphmodel("-q", *MAY, "--format", "csv").csv
    assert names == ["agency", "class", "state", "systems", "agreements"]
    assert [line[3:] for line in lines] == [[";".join(row["systems"]), ";".join(row["agreements"])] for row in rows]
    assert "| Agreed, not within reach |" in graphmodel("-q", *MAY, "--format", "markdown").out
    french = graphmodel("-q", "--lang", "fr", *MAY).out
    assert "Convenu, hors de portée" in french
    assert "ententes" in french.splitlines()[0]


def test_may_is_limited_by_class_and_purpose(graphmodel: Caller, canada: Catalogue) -> None:
    some = graphmodel.rows(*MAY, "--class", "persons")
    assert [row["class"] for row in some] == ["persons"]
    asked = graphmodel.rows("may", "rcmp", "--purpose", "civil_screening", "--purpose", "statistics")
    assert len(asked) >= len(graphmodel.rows("may", "rcmp"))
    assert asked == package.may(canada, "rcmp", purposes=["civil_screening", "statistics"]).to_dict("records")
    assert graphmodel(*MAY, "--purpose", "court").code == 2


def test_the_sources_of_the_agreements_are_named(graphmodel: Caller, canada: Catalogue) -> None:
    (row,) = graphmodel.rows(*MAY, "--class", "persons", "--explain")
    named = canada.agreements.set_index("id")["source"]
    wanted = {source for id in row["agreements"] for source in named[id].split(";")}  # type: ignore[attr-defined]
    assert wanted
    assert wanted <= set(row["sources"])  # type: ignore[call-overload]


def test_a_catalogue_without_agreements_says_so(graphmodel: Caller) -> None:
    without = {
        "en": "No agreement, law or policy is recorded: none recorded does not mean not allowed.",
        "fr": "Aucune entente, loi ou politique n'est consignée : l'absence d'entente consignée ne signifie pas que c'est "
        "interdit.",
    }
    assert {row["state"] for row in graphmodel.rows("--on", "nleim-2014", "may", "ab-1")} == {"not_recorded"}
    for lang, said in without.items():
        found = graphmodel("--lang", lang, "--on", "nleim-2014", "may", "ab-1")
        assert (found.code, found.err.rstrip().endswith(said)) == (0, True), found.err
        assert "agreed" not in graphmodel("--on", "nleim-2014", "sees", "ab-1", "--format", "csv").out
        planned = graphmodel("--lang", lang, "--on", "nleim-2014", "plan", "--links", "1", "--agreed")
        assert planned.code == 0
        assert "--agreed" in planned.err
    assert "of one organisation" in graphmodel("may", "rcmp", "rcmp").err


def test_a_plan_says_what_counts(graphmodel: Caller, canada: Catalogue) -> None:
    for flag, name in (("--agreed", "agreed"), ("--allowed", "may")):
        said = graphmodel("plan", "--links", "2", flag, "--format", "json")
        answer: Any = said.json
        made = package.plan(canada, 2, agreed=flag == "--agreed", allowed=flag == "--allowed")
        assert [step[name] for step in answer["steps"]] == made.steps[name].tolist()
        assert answer["bound"] == made.bound == sum(step[name] for step in answer["steps"])
        assert answer["method"] == "proven best"
        assert "today counts" in said.err
    assert "aucune nouvelle entente" in graphmodel("--lang", "fr", *PLAN).err
    for more in (["--weight", "agencies"], ["--needs", "wanted-person"]):
        assert graphmodel(*PLAN, *more).code == 2
    assert graphmodel("plan", "--target", "60", "--allowed").code == 2


def test_a_scenario_counts_by_state(graphmodel: Caller, canada: Catalogue) -> None:
    answer: Any = graphmodel("-q", "whatif", "run", "pip-2-0", "--format", "json").json
    states = {row["state"]: row for row in answer["states"]}
    assert tuple(states) == STATES
    assert answer["states"] == package.whatif(canada, "pip-2-0").states.to_dict("records")
    assert sum(row["gained"] for row in answer["states"]) <= answer["counts"]["triples"]
    table = graphmodel("-q", "--lang", "fr", "whatif", "run", "pip-2-0", "--limit", "1").out
    assert "Aucune entente consignée" in table
    plain: Any = graphmodel("-q", "--on", "nleim-2014", "whatif", "run", "cad-rms", "--format", "json").json
    assert "states" not in plain
