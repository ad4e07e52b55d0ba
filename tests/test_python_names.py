"""What the command line can do, Python can do by a name; and every name says what it takes and gives."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path

import click
import pandas as pd
import pytest

import graphmodel
from graphmodel import typing as types
from graphmodel.cli import cli
from tests.public_names import FUNCTIONS, INNER, public, unexported

COMMANDS = {
    "load": ["load", "open_store", "Store.write"],
    "check": ["check"],
    "info": ["Store.info"],
    "query list": ["list_queries"],
    "query show": ["query"],
    "query run": ["Store.ask"],
    "query lint": ["lint"],
    "cypher": ["Store.run"],
    "study": ["study"],
    "reach": ["reach"],
    "sees": ["sees"],
    "seen": ["seen"],
    "may": ["may"],
    "why": ["why"],
    "maturity": ["maturity"],
    "whatif connect": ["connect", "rank_partners", "confidence"],
    "whatif outage": ["outage"],
    "whatif run": ["whatif"],
    "whatif compare": ["compare"],
    "whatif barriers": ["barriers"],
    "agreements": ["agreements", "agreement_indicators", "verdicts"],
    "plan": ["plan", "plan_target"],
    "needs": ["needs", "Needs.read"],
    "scenario list": ["list_scenarios"],
    "scenario show": ["Scenario.effects"],
    "scenario check": ["Scenario.read", "Scenario.apply"],
    "map": ["Map"],
    "brief": ["brief"],
    "report": ["Report.of"],
    "diff": ["diff"],
    "export": ["export"],
    "new": ["new_workbook"],
    "import": ["import_sheet"],
    "survey make": ["make_survey"],
    "survey read": ["read_surveys"],
}
"""Every command, and what does the same in Python."""
COMMANDS_ALONE = {
    "query new": "writes a file to start from, for an editor",
    "glossary": "explains words: people read them",
    "query golden": "compares kept answers: in Python a test does",
    "serve": "answers in a browser: programs ask its API",
    "mcp": "answers assistants: programs call the package",
}
PYTHON_ALONE = {
    "Catalogue": "what load gives",
    "CatalogueDiff": "what diff gives",
    "Difference": "what whatif gives",
    "GraphmodelError": "what is raised",
    "Need": "one of Needs",
    "Selector": "commands take it as text",
    "Table": "what Store.ask gives",
    "flows": "a command writes no million rows: export does",
    "to_networkx": "gives an object; export writes GraphML",
    "use_language": "commands take --lang",
    "visibility": "a command writes no million rows",
}


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[str]:
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from commands(command.commands[name], (*path, name))
    else:
        yield " ".join(path)


def test_every_command_has_its_function_and_every_name_its_command() -> None:
    assert sorted(commands(cli)) == sorted([*COMMANDS, *COMMANDS_ALONE])
    named = [name for names in COMMANDS.values() for name in names]
    assert {name.partition(".")[0] for name in named} | PYTHON_ALONE.keys() == set(graphmodel.__all__)
    for name in named:
        assert callable(reduce(getattr, name.split("."), graphmodel)), name


@pytest.mark.parametrize("name", sorted(public().keys() - INNER))
def test_a_signature_speaks_of_names_that_are_exported(name: str) -> None:
    assert unexported(public()[name]) == set()


def test_what_is_left_out_of_that_has_to_be() -> None:
    assert {name for name, function in public().items() if unexported(function)} | {"Selector.of_text_in"} == INNER


def test_the_reader_of_signatures_sees_them() -> None:
    def wrong(one: Network, two: list[Any], three: np.ndarray = None) -> Language: ...  # type: ignore[name-defined]  # noqa: F821

    assert unexported(wrong) == {"Network", "Any", "ndarray"}
    assert {"CatalogueLike", "SelectorLike", "Plan"} <= set(types.__all__)
    assert sorted(types.__all__) == types.__all__


def test_types_are_those_of_their_names() -> None:
    """Two things of one name would deceive the reader of signatures."""
    for name in set(types.__all__) & set(graphmodel.__all__):
        assert getattr(types, name) is getattr(graphmodel, name)


def frames(canada: graphmodel.Catalogue, folder: Path) -> dict[str, pd.DataFrame]:
    """Give what every public function that returns a frame returns."""
    query = folder / "q.cypher"
    query.write_text("MATCH (s:System) RETURN s.id", encoding="utf-8")
    return {
        "barriers": graphmodel.barriers(canada),
        "compare": graphmodel.compare(canada, ["cad-rms"]),
        "agreement_indicators": graphmodel.agreement_indicators(canada),
        "agreements": graphmodel.agreements(canada),
        "flows": graphmodel.flows(canada),
        "lint": graphmodel.lint(query),
        "list_queries": graphmodel.list_queries(),
        "list_scenarios": graphmodel.list_scenarios(),
        "may": graphmodel.may(canada, "peel-regional-police"),
        "maturity": graphmodel.maturity(canada),
        "rank_partners": graphmodel.rank_partners(canada, "drps-rms"),
        "reach": graphmodel.reach(canada, "peel-regional-police"),
        "seen": graphmodel.seen(canada, "peel-regional-police"),
        "sees": graphmodel.sees(canada, "peel-regional-police"),
        "study": graphmodel.study(canada),
        "verdicts": graphmodel.verdicts(canada),
        "visibility": graphmodel.visibility(canada),
        "why": graphmodel.why(canada, "peel-regional-police", "winnipeg-police-service"),
    }


def columns_said(function: Callable[..., object]) -> list[str]:
    """Return the columns that a docstring names: the words after "Columns:", what stands in brackets left out."""
    text = " ".join((inspect.getdoc(function) or "").split())
    listed = text.partition("Columns: ")[2]
    while (shorter := re.sub(r" ?\([^()]*\)", "", listed)) != listed:
        listed = shorter
    listed = re.split(r"\.(?: |$)", listed)[0].split(", each ")[0]
    return re.split(r", (?:and )?| and ", listed)


def test_docstrings_name_the_columns_of_frames(canada: graphmodel.Catalogue, tmp_path: Path) -> None:
    made = frames(canada, tmp_path)
    giving = {
        name for name in FUNCTIONS if "DataFrame" in str(inspect.signature(getattr(graphmodel, name)).return_annotation)
    }
    assert made.keys() == giving
    for name, frame in made.items():
        assert columns_said(getattr(graphmodel, name)) == list(frame.columns), name
        assert len(frame), name


SCRIPT = """
from pathlib import Path

import graphmodel
from graphmodel.typing import CatalogueLike, Plan


def best(catalogue: CatalogueLike) -> str:
    return str(graphmodel.rank_partners(catalogue, "drps-rms", needs="wanted-person", limit=1)["partner"].iloc[0])


canada = graphmodel.load("canada")
print(graphmodel.export(canada, "csv", "folder").notes)
mine = graphmodel.Catalogue.from_frames({**canada.frames, "systems": canada.systems})
print(graphmodel.check(mine).problems, graphmodel.check("canada").warnings, best(Path("folder")))
with graphmodel.open_store("memory:") as store:
    store.write(canada)
    table = store.ask("isolation/isolated-systems", type="rms")
    print(table.to_frame().shape, table.records(), store.info().state, best(store))
    print(store.ask(graphmodel.query("maps/nation")).rows, store.run("MATCH (s:System) RETURN s.id").columns)
print(graphmodel.study(canada, by="province"), graphmodel.list_queries(), graphmodel.lint("q.cypher"))
print(graphmodel.reach(canada, "opp", "warrants"), graphmodel.sees(canada, "opp", classes=["warrants"]))
print(graphmodel.seen(canada, "opp", "rcmp"), graphmodel.may(canada, "opp", classes="dna", purposes=["statistics"]))
print(graphmodel.why("canada", "opp", "rcmp"), graphmodel.visibility(canada, "province=ON")["access"].value_counts())
print(graphmodel.maturity(canada, "type", "lisi")["missing"].tolist())
print(graphmodel.flows(canada)["passes"].map(len).sum())
graph = graphmodel.to_networkx(canada)
graphmodel.use_language("en")
print(graph.number_of_nodes(), sorted(graph.nodes)[:3])
agreed: Plan = graphmodel.plan(canada, 2, agreed=True)
print(agreed.worth, graphmodel.whatif(canada, "pip-2-0").states["gained"].sum())
planned: Plan = graphmodel.plan(canada, 3, ends="type=rms", others=["rcmp-pip"], needs=["wanted-person"], cost=2)
print(planned.method, planned.steps["triples"].sum(), graphmodel.plan_target(planned.after, 70).ties)
small = graphmodel.load("nleim-2014")
print(graphmodel.barriers(small).shape, graphmodel.confidence(small, small.systems["id"][0]).changes)
print(graphmodel.connect(canada, "drps-rms", "rcmp-pip").counts["triples"])
print(graphmodel.agreements(canada, "province", purposes=["statistics"])["agreed"].sum())
print(graphmodel.agreement_indicators(canada)["count"].tolist(), graphmodel.verdicts(canada)["verdict"].tolist())
repair = graphmodel.outage(canada, "rcmp-cpic").best_repair
print(repair["to"] if repair else "")
scenario = graphmodel.Scenario("mine").connect("type=rms province=ON", "rcmp-pip", cost=5).retire(["winnipeg-mcm"])
after = scenario.apply(canada)
print(graphmodel.whatif(canada, [scenario, "cad-rms"]).gained.shape, graphmodel.Difference(canada, after).measures())
print(graphmodel.compare(canada, [scenario, "pip-2-0"])["cost"].sum(), graphmodel.list_scenarios()["name"].tolist())
wanted = graphmodel.Needs("mine").need(who={"province": "ON"}, of="rcmp", sees="warrants")
print(graphmodel.needs(canada, wanted).passes, [need.title(1) for need in wanted.needs])
changes: graphmodel.CatalogueDiff = graphmodel.diff(canada, after)
print(changes.added, graphmodel.export(canada, "gexf", "n.gexf").notes)
print(graphmodel.read_surveys(canada, graphmodel.make_survey(canada, "opp", "opp.xlsx")).problems)
print(graphmodel.check(graphmodel.new_workbook("own.xlsx", catalogue=canada, agency="opp")).problems)
Path("own.csv").write_text("Agency,System,Type,Talks to\\nNorth,Niche,RMS,CPIC\\n", encoding="utf-8")
sheet = graphmodel.import_sheet("own.csv", answers={"direction": {"Talks to": "come"}})
print(sheet.catalogue.counts, sheet.mapping, [question.topic for question in sheet.open])
print(graphmodel.Map(canada, of="ON", scenario=scenario).save("map.html"))
print(graphmodel.Map("canada").to_pyvis().nodes, graphmodel.Report.of(small, "fr").save("r.html"))
print(graphmodel.brief("canada", "OPP", language="fr", audience="public").save("b.docx"))
print(graphmodel.Selector.of_text("type=rms"), graphmodel.Table(("a",), ((1,),)).to_frame())
try:
    graphmodel.reach(canada, "nobody")
except graphmodel.GraphmodelError as error:
    print(error.text("fr"))
need: graphmodel.Need = wanted.needs[0]
kept: graphmodel.Store = graphmodel.open_store("graph.duckdb")
"""


@pytest.mark.rotates("at length")
def test_a_users_script_that_calls_everything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(SCRIPT, "script.py", "exec"), {"__name__": "script"})
    assert "rcmp-pip" in capsys.readouterr().out
    assert {"map.html", "r.html", "n.gexf", "opp.xlsx"} <= {path.name for path in tmp_path.iterdir()}


def test_a_users_script_that_calls_everything_is_typed(tmp_path: Path) -> None:
    called = set(re.findall(r"graphmodel\.(\w+)", SCRIPT)) - {"typing", "duckdb"}
    assert called == set(graphmodel.__all__)
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    root = str(Path(graphmodel.__file__).parents[1])
    settings = {"typeCheckingMode": "strict", "extraPaths": [root], "include": ["script.py"], "pythonVersion": "3.11"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    asked = [
        sys.executable,
        "-m",
        "pyright",
        "--pythonpath",
        sys.executable,
        "--outputjson",
        "--project",
        str(tmp_path),
    ]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)
    assert found["summary"]["filesAnalyzed"] == 1
    said = [f"{item['range']['start']['line'] + 1}: {item['message']}" for item in found["generalDiagnostics"]]
    assert said == []
