"""The explorer answers what the command line answers: the same commands, the same values, the same refusals."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping

import pytest

from graphmodel import shipped
from graphmodel.cli import cli
from graphmodel.explorer.commands import ELSEWHERE, OWN_PAGES, Answering, Input, answering, documents, leaves
from graphmodel.queries.packs import library
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from tests.commands import Caller
from tests.serving import Site

SEEDS = 9
TEXTS: Mapping[str, tuple[str, ...]] = {
    "text": (
        "MATCH (s:System) WHERE s.live RETURN s.id AS id, s.partners AS partners ORDER BY id LIMIT 7",
        "MATCH (a:Agency {id: 'crpq'}) RETURN a.name AS name",
        "MATCH (s:System) DELETE s",
        "nonsense",
    ),
    "word": ("island", "sightline", "no such word"),
    "without": ("on-mfippa-32-f", "no-such-agreement"),
    "search": ("warrants", "cad"),
    "pack": ("isolation", "visibility", "nothing"),
    "target": ("60", "62%", "much"),
    "from": ("type=rms province=ON", "drps-rms", "type=nothing"),
    "to": ("relays=true", "rcmp-cpic"),
    "budget": ("5", "a lot"),
    "cost": ("2", "1.5"),
}
"""What is written into inputs that take any text."""
SOMETIMES = 0.35


def names(canada: Catalogue) -> Mapping[str, list[str]]:
    """Return what each kind of name may be: mostly what there is, sometimes what there is not."""
    agencies, systems = list(canada.agencies["id"]), list(canada.systems["id"])
    return {
        "agency": [*agencies, "Peel Regional Police", "nobody", "-x", "rcmp-cpic"],
        "system": [*systems, "nothing", "peel-regional-police"],
        "part": [*agencies, *systems],
        "query": [*library().ids, "isolation/isolated", "no such"],
        "scenario": [*shipped.scenarios(), "pip"],
        "needs": [*shipped.needs(), "wanted"],
        "class": [*v.CARRIED_CLASSES.ids, "warants"],
        "cause": [*v.IMPEDIMENTS.ids, "bad-luck"],
        "catalogue": [*shipped.catalogues(), "nowhere"],
        "parameters": ["type=rms", "province=ON", "agency=crpq", "class=warrants", "type="],
    }


def asked(command: Answering, known: Mapping[str, list[str]], seed: int) -> list[tuple[str, str]]:
    """Return what a command is told: whatever it needs, and now and then what it may be told."""
    chance = random.Random(f"{command.name} {seed}")
    told: list[tuple[str, str]] = []
    for item in command.inputs:
        wanted = item.required or (item.name == "links" and seed % 2)
        if not wanted and chance.random() > SOMETIMES:
            continue
        told += [(item.name, value(item, known, chance)) for _ in range(chance.choice((1, 1, 2)) if item.many else 1)]
    return told


def value(item: Input, known: Mapping[str, list[str]], chance: random.Random) -> str:
    if item.shape == "flag":
        return "on"
    if item.choices:
        return chance.choice(item.choices)
    if item.shape == "integer":
        return str(chance.choice((1, 2, 3, -1)))
    if item.shape == "number":
        return chance.choice(("30", "25.5", "0"))
    options = known.get(item.names or "") or TEXTS.get(item.name)
    assert options, f"{item.name}: say what it may be told in TEXTS"
    return chance.choice(options)


def typed(command: Answering, told: list[tuple[str, str]], form: str = "json") -> list[str]:
    """Return a command line of its own making: the explorer's is what is tested."""
    words, places = list(command.words), []
    inputs = {item.name: item for item in command.inputs}
    for item in inputs.values():
        for name, value_ in told:
            if name == item.name:
                if item.shape == "flag":
                    words.append(f"--{name}")
                elif item.option:
                    words.append(f"--{name}={value_}")
                else:
                    places.append(value_)
    return [*words, *([] if command.is_text else ["--format", form]), "--", *places]


CASES = [(name, seed) for name in answering() for seed in range(SEEDS)]


@pytest.mark.rotates("explorer_answers")
@pytest.mark.parametrize(("name", "seed"), CASES)
def test_the_api_answers_as_the_command_line(
    explorer: Site, graphmodel: Caller, canada: Catalogue, name: str, seed: int
) -> None:
    command = answering()[name]
    told = asked(command, names(canada), seed)
    said, reply = graphmodel(*typed(command, told)), explorer.get(f"/api{command.path}", told)
    if reply.status == 200:
        body = reply.json
        printed = said.out.rstrip("\n") if command.is_text else json.loads(said.out)
        assert body["answer"] == printed
        assert body["passed"] == (said.code == 0)
        for note in (*body["notes"], *body["limits"]):
            assert note in said.err
        assert body["catalogue"] == {"name": canada.about.name, "digest": canada.digest}
    else:
        assert said.code in (1, 2)
        assert reply.headers["content-type"] == "application/problem+json"
        assert reply.json["status"] == reply.status
        if "in a browser files are not read" not in reply.json["detail"]:
            assert reply.json["detail"] in said.err


def test_a_random_question_is_mostly_answered(explorer: Site, canada: Catalogue) -> None:
    """What only ever compares refusals compares nothing."""
    known = names(canada)
    quick = [command for command in answering().values() if command.words[0] in ("sees", "seen", "reach", "study")]
    replies = [explorer.get(f"/api{c.path}", asked(c, known, seed)) for c in quick for seed in range(SEEDS)]
    assert sum(reply.status == 200 for reply in replies) > len(replies) / 2


def test_three_lists_are_one() -> None:
    """The commands that answer, the pages and the paths of the API: of every command it is said where it is answered."""
    every = {" ".join(words) for words, _ in leaves(cli)}
    lists = (set(answering()), set(documents()), set(OWN_PAGES), set(ELSEWHERE))
    assert set().union(*lists) == every
    assert sum(map(len, lists)) == len(every)


def test_each_command_has_a_page_and_a_path(explorer: Site) -> None:
    described = explorer.get("/api/openapi.json").json["paths"]
    assert set(described) == {f"/api{command.path}" for command in answering().values()}
    listed = explorer.get("/all").text
    for command in answering().values():
        assert f'href="{command.path}"' in listed
        assert explorer.get(command.path).status in (200, 400)
        assert explorer.get(f"/api{command.path}").status in (200, 400)
    for name in ELSEWHERE:
        assert f"graphmodel {name}<" in listed


def test_the_api_speaks_french(explorer: Site, graphmodel: Caller) -> None:
    command = answering()["why"]
    told = [("agency", "peel-regional-police"), ("other", "toronto-police-service")]
    reply = explorer.get("/api/why", [*told, ("lang", "fr")])
    said = graphmodel("--lang", "fr", *typed(command, told))
    assert (reply.json["answer"], reply.headers["content-language"]) == (said.json, "fr")
    for note in reply.json["notes"]:
        assert note in said.err
    refused = explorer.get("/api/sees", {"agency": "nobody", "lang": "fr"})
    assert (refused.status, refused.json["detail"]) == (404, "il n'y a pas d'organisme 'nobody'")


def test_sources_come_with_an_answer_that_names_them(explorer: Site, canada: Catalogue) -> None:
    told = {"agency": "peel-regional-police", "class": "warrants", "explain": "on"}
    body = explorer.get("/api/sees", told).json
    named = {id for row in body["answer"] for id in row["sources"]}
    assert named
    assert {source["id"] for source in body["sources"]} == named
    assert named <= set(canada.sources["id"])


def test_an_answer_that_is_known_is_not_sent_again(explorer: Site) -> None:
    for path in ("/api/study", "/study", "/agency/toronto-police-service"):
        first = explorer.get(path)
        again = explorer.get(path, **{"If-None-Match": first.headers["etag"]})
        assert (first.status, again.status, again.body) == (200, 304, b"")
        french = explorer.get(path, {"lang": "fr"}, **{"If-None-Match": first.headers["etag"]})
        assert french.status == 200


@pytest.mark.parametrize("told", [{"x": "1"}, {"agency": "a", "agencies": "b"}])
def test_what_no_command_knows_is_refused(explorer: Site, told: dict[str, str]) -> None:
    reply = explorer.get("/api/sees", told)
    assert reply.status == 400
    assert list(told)[-1] in reply.json["detail"]


@pytest.mark.parametrize("form", ["csv", "json", "markdown"])
def test_files_hold_what_the_command_line_writes(explorer: Site, graphmodel: Caller, form: str) -> None:
    for path, told in (
        ("/sees", {"agency": "toronto-police-service"}),
        ("/whatif/outage", {"system": "drps-rms"}),
        ("/study", {}),
    ):
        name = path.strip("/").replace("/", " ")
        said = graphmodel("-q", *typed(answering()[name], list(told.items()), form))
        reply = explorer.get(path, {**told, "format": form})
        assert reply.text == said.out
        assert reply.headers["content-disposition"].startswith("attachment")
