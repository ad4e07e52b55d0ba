"""What is tried by clicking: the address holds it, the page says what ``whatif run`` says, a workspace keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from graphmodel.cli.shared.output import as_plain
from graphmodel.errors import ScenarioError
from graphmodel.explorer import saved as saving
from graphmodel.explorer.trying import TriedChange, TriedSet
from graphmodel.scenario import Scenario
from tests.commands import Caller
from tests.seen import Seen
from tests.sending import send_form, token_of
from tests.serving import Reply, Site, serving, settings_on

LINK, GONE = "connect:drps-rms:rcmp-pip", "retire:winnipeg-mcm"
BOTH = [("try", LINK), ("try", GONE)]


@pytest.fixture
def keeping(canada_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Site, Path]]:
    """An explorer with a workspace, and its folder."""
    folder = tmp_path / "saved"
    folder.mkdir()
    monkeypatch.setattr(saving, "_OFTEN", 0.0)
    with serving(settings_on(canada_file), workspace=folder) as site:
        site.open()
        yield site, folder


def form_of(site: Site) -> tuple[str, str]:
    """Return the token of the form that saves, as a field."""
    return "form-token", token_of(site, f"/try?try={LINK}")


def send(site: Site, given: list[tuple[str, str]], path: str = "/try/save", **headers: str) -> Reply:
    return send_form(site, path, given, **headers)


def test_the_page_says_what_the_command_says_of_the_file(explorer: Site, graphmodel: Caller, tmp_path: Path) -> None:
    file = tmp_path / "tried.toml"
    file.write_bytes(explorer.get("/try", [*BOTH, ("format", "toml")]).body)
    said = graphmodel("whatif", "run", str(file), "--format", "json")
    name = f"try:{LINK}~{GONE}"
    assert explorer.get("/api/whatif/run", {"scenarios": name}).json["answer"] == said.json
    page = Seen(explorer.get("/try", BOTH))
    rows = [[cell.rpartition(" ")[2] for cell in row] for row in page.body if row[:1] in (["gained"], ["lost"])]
    wanted = [["gained", *row.values()] for row in said.json["gained"]] + [
        ["lost", *row.values()] for row in said.json["lost"]
    ]
    assert [row[:2] for row in rows[:5]] == [as_plain(row)[:2] for row in wanted[:5]]
    counts = said.json["counts"]
    assert f"{counts['triples']} sightlines" in page.text
    assert f"{counts['lost_triples']} lost" in page.text
    assert "whatif run tried.toml" in page.text


def test_changes_come_and_go_one_by_one(explorer: Site) -> None:
    hrefs = {str(given.get("href")) for given in Seen(explorer.get("/try", BOTH)).all("a")}
    assert "/try?" + urlencode([("try", LINK)]) in hrefs
    assert "/try?" + urlencode([("try", GONE)]) in hrefs
    added = explorer.get("/try", [*BOTH, ("from", "crpq"), ("to", "rcmp-cpic")])
    assert (added.status, added.headers["location"]) == (
        303,
        "/try?" + urlencode([*BOTH, ("try", "connect:crpq:rcmp-cpic")]),
    )
    again = explorer.get("/try", [("try", GONE), ("retire", "winnipeg-mcm")])
    assert again.headers["location"] == "/try?" + urlencode([("try", GONE)])


def test_rows_and_systems_lead_to_trying(explorer: Site, graphmodel: Caller) -> None:
    first = graphmodel.rows("whatif", "connect", "drps-rms")[0]["partner"]
    for path in ("/whatif/connect?system=drps-rms", "/system/drps-rms"):
        hrefs = {given.get("href") for given in Seen(explorer.get(path)).all("a")}
        assert "/try?" + urlencode({"try": f"connect:drps-rms:{first}"}) in hrefs
    hrefs = {given.get("href") for given in Seen(explorer.get("/system/drps-rms", [("try", GONE)])).all("a")}
    assert "/try?" + urlencode([("try", GONE), ("try", "retire:drps-rms")]) in hrefs
    assert "/try?" + urlencode([("try", GONE), ("try", f"connect:drps-rms:{first}")]) in hrefs


def test_other_answers_stand_in_the_world_that_is_tried(explorer: Site, graphmodel: Caller, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(TriedSet.of([LINK, GONE]).scenario().to_toml(), encoding="utf-8")
    name = TriedSet.of([LINK, GONE]).name
    for path, words, told in (
        ("/api/plan", ["plan", "--links", "2", "--scenario", str(file)], {"links": "2", "scenario": name}),
        ("/api/needs", ["needs", "--scenario", str(file)], {"scenario": name}),
    ):
        assert explorer.get(path, told).json["answer"] == graphmodel(*words, "--format", "json").json
    pages = {str(given.get("href")) for given in Seen(explorer.get("/try", BOTH)).all("a")}
    assert "/map#" + urlencode({"try": "drps-rms..rcmp-pip~-winnipeg-mcm"}) in pages
    both = explorer.get("/whatif/compare", [("scenarios", name), ("scenarios", "try:" + GONE)])
    assert "whatif compare tried.toml tried-2.toml" in Seen(both).text
    assert {"tried.toml", "tried-2.toml"} <= {given.get("download") for given in Seen(both).all("a")}


@pytest.mark.parametrize(
    "text", ["x", "connect:a", "connect:a:b:c", "retire:", "retire:a:b", "delete:a", "connect::", ":", "try:try:a"]
)
def test_what_is_no_change_is_refused(explorer: Site, text: str) -> None:
    reply = explorer.get("/try", {"try": text})
    assert reply.status == 400
    assert "is no change" in reply.text
    assert explorer.get("/api/whatif/run", {"scenarios": f"try:{text}"}).status == 422


def test_systems_that_there_are_not_are_refused_by_name(explorer: Site) -> None:
    reply = explorer.get("/try", {"try": "connect:nothing:rcmp-pip"})
    assert reply.status == 422
    assert "is no system" in reply.text
    assert explorer.get("/try", [("try", f"retire:x{at}") for at in range(60)]).status == 400


@pytest.mark.parametrize("id", ["a:b", "a~b", "a..b", "a b", "é", "%3A", '"><script>', "-x", "try:"])
def test_any_id_comes_back_from_an_address(id: str) -> None:
    made = TriedSet((TriedChange("connect", (id, "b")), TriedChange("retire", (id,))))
    assert TriedSet.of(made.texts) == made
    assert TriedSet.of([made.name]) == made
    assert Scenario.of_toml(made.scenario().to_toml()) == made.scenario()


def test_a_scenario_is_saved_and_answers_by_its_name(keeping: tuple[Site, Path], graphmodel: Caller) -> None:
    site, folder = keeping
    given = [form_of(site), *BOTH, ("name", "Mon lien à moi")]
    reply = send(site, given)
    assert (reply.status, "saved=mon-lien-a-moi" in reply.headers["location"]) == (303, True)
    (file,) = folder.iterdir()
    assert file.name == "mon-lien-a-moi.toml"
    assert Scenario.read(file).name == "Mon lien à moi"
    said = graphmodel("whatif", "run", str(file), "--format", "json").json
    assert site.get("/api/whatif/run", {"scenarios": "mon-lien-a-moi"}).json["answer"] == said
    page = Seen(site.get("/whatif/run", {"scenarios": "mon-lien-a-moi"}))
    assert str(file) in page.text
    file.write_text(Scenario("other").retire("rcmp-pip").to_toml(), encoding="utf-8")
    later = site.get("/api/whatif/run", {"scenarios": "mon-lien-a-moi"}).json["answer"]
    assert later == graphmodel("whatif", "run", str(file), "--format", "json").json != said


def test_scenarios_that_are_compared_lead_to_their_pages(keeping: tuple[Site, Path]) -> None:
    """A row bears the name that a scenario says; what is saved is found by the name of its file."""
    site, _ = keeping
    assert send(site, [form_of(site), ("try", GONE), ("name", "Mon lien à moi")]).status == 303
    given = [("scenarios", "pip-2-0"), ("scenarios", "mon-lien-a-moi"), ("scenarios", "try:" + LINK)]
    page = Seen(site.get("/whatif/compare", given))
    names = [row[0] for row in page.body]
    assert sorted(names) == sorted(["pip-2-0", "Mon lien à moi", "connect drps-rms rcmp-pip"])
    hrefs = {str(link.get("href")) for link in page.all("a")}
    for href in (
        "/scenario/show?source=pip-2-0",
        "/scenario/show?source=mon-lien-a-moi",
        "/try?" + urlencode({"try": LINK}),
    ):
        assert href in hrefs
        assert site.get(href).status == 200
    assert "what is tried: connect drps-rms rcmp-pip" in page.text
    assert {"/whatif/run?scenarios=mon-lien-a-moi", "/whatif/compare"} <= {
        link.get("href") for link in Seen(site.get("/scenario/list")).all("a")
    }


def test_nothing_is_replaced_without_saying_so(keeping: tuple[Site, Path]) -> None:
    site, folder = keeping
    given = [form_of(site), ("name", "one")]
    assert send(site, [*given, ("try", LINK)]).status == 303
    before = (folder / "one.toml").read_text(encoding="utf-8")
    refused = send(site, [*given, ("try", GONE)])
    assert (refused.status, "is saved already" in refused.text) == (400, True)
    assert (folder / "one.toml").read_text(encoding="utf-8") == before
    assert send(site, [*given, ("try", GONE), ("over", "on")]).status == 303
    assert "winnipeg-mcm" in (folder / "one.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["../../evil", "/etc/passwd", "..", "", "   ", "a/b", "C:\\x", "\x00", "pip-2-0", "x" * 500, "con\r\nX: 1"]
)
def test_no_name_leads_out_of_the_folder(keeping: tuple[Site, Path], name: str) -> None:
    site, folder = keeping
    reply = send(site, [form_of(site), ("try", LINK), ("name", name)])
    assert reply.status in (303, 400)
    outside = [path for path in folder.parent.iterdir() if path != folder]
    assert outside == []
    for path in folder.iterdir():
        assert re.fullmatch(r"[a-z0-9-]{1,80}\.toml", path.name)


def test_only_a_form_of_ours_saves(keeping: tuple[Site, Path], canada_file: Path) -> None:
    site, folder = keeping
    whole = [("try", LINK), ("name", "x")]
    _, token = form_of(site)
    assert send(site, whole).status == 403
    assert send(site, [("form-token", "0" * 64), *whole]).status == 403
    assert send(site, [("form-token", token), *whole], Origin="https://evil.example").status == 403
    assert send(site, [("form-token", token), *whole], **{"Sec-Fetch-Site": "same-site"}).status == 403
    assert send(site, [("form-token", token), *whole], Cookie="").status == 401
    assert send(site, [("form-token", token), *whole], **{"Content-Type": "text/plain"}).status == 415
    assert send(site, [("form-token", token), *whole], "/try").status == 405
    assert site.get("/try/save", [("form-token", token), *whole]).status == 405
    with serving(settings_on(canada_file), workspace=folder) as other:
        other.open()
        assert send(other, [("form-token", token), *whole]).status == 403
    assert list(folder.iterdir()) == []


def test_the_folder_is_bounded_and_only_scenarios_are_read(
    keeping: tuple[Site, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site, folder = keeping
    secret = tmp_path / "secret.toml"
    secret.write_text('name = "secret"\n', encoding="utf-8")
    (folder / "linked.toml").symlink_to(secret)
    (folder / "Not A Slug.toml").write_text('name = "x"\n', encoding="utf-8")
    for name in ("linked", "Not A Slug", "../secret", str(secret)):
        assert site.get("/api/whatif/run", {"scenarios": name}).status == 404
    monkeypatch.setattr(saving, "MOST", 1)
    given = [form_of(site), ("try", LINK)]
    for more in ([], [("over", "on")]):
        assert send(site, [*given, ("name", "linked"), *more]).status == 400
    assert secret.read_text(encoding="utf-8") == 'name = "secret"\n'
    assert send(site, [*given, ("name", "one")]).status == 303
    full = send(site, [*given, ("name", "two")])
    assert (full.status, "are saved already" in full.text) == (400, True)


def test_without_a_workspace_nothing_is_saved(explorer: Site) -> None:
    page = Seen(explorer.get("/try", [("try", LINK)]))
    assert "form-token" not in {given.get("name") for given in page.all("input")}


def test_a_set_of_none_is_refused() -> None:
    with pytest.raises(ScenarioError):
        TriedSet.of(["try:nonsense"])
