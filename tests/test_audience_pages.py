"""Nothing of what is internal is in the bytes of a map or a report for the public, whatever else is asked of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graphmodel import Map, brief, open_store
from graphmodel.maps.page import unpacked
from graphmodel.records.catalogue import Catalogue
from graphmodel.report import html, markdown, report
from graphmodel.scenario import Scenario
from tests.commands import Caller
from tests.test_audience import secretive

pytestmark = pytest.mark.rotates("audience_pages")

SECRETS = (
    *("zqx-unit", "zqx unit", "unité zqx", "zqx-vault", "zqx vault", "zqx-owned", "zqx owned", "zqx-wire"),
    *("zqx note", "zqx way", "zqx vendor", "zqx-vaulter", "zqx-other", "zqx other"),
)
SCENARIO = """
name = "more"

[[change]]
do = "connect"
from = "open-cad"
to = "zqx-owned"
"""


def map_of(**asked: object) -> Callable[[Catalogue, str, Path], str]:
    return lambda world, audience, _: unpacked(Map(world, audience=audience, **asked).html())  # type: ignore[arg-type]


def changed(world: Catalogue, audience: str, folder: Path) -> str:
    (folder / "more.toml").write_text(SCENARIO, encoding="utf-8")
    return unpacked(Map(world, scenario=Scenario.read(folder / "more.toml"), audience=audience).html())


PAGES: dict[str, Callable[[Catalogue, str, Path], str]] = {
    "map": map_of(),
    "types": map_of(of="ON"),
    "agency": map_of(of="open-force"),
    "query": map_of(query="maps/nation"),
    "scenario": changed,
    "html": lambda world, audience, _: html(report(world, audience=audience, links=1)),
    "markdown": lambda world, audience, _: markdown(report(world, "fr", audience=audience, links=1)).replace("\\", ""),
    "brief": lambda world, audience, _: brief(world, "open-force", audience=audience).html(),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_internal_is_in_the_bytes(name: str, tmp_path: Path) -> None:
    make, world = PAGES[name], secretive()
    public, whole = make(world, "public", tmp_path), make(world, "internal", tmp_path)
    assert "Open RMS" in public
    assert [secret for secret in SECRETS if secret in public] == []
    assert sum(secret in whole for secret in SECRETS) >= (1 if name in {"html", "markdown", "brief"} else 4)


def test_the_commands_pass_it_on(graphmodel: Caller, tmp_path: Path) -> None:
    store = str(tmp_path / "world.duckdb")
    with open_store(store) as opened:
        opened.write(secretive())
    for command, name in (("map", "m.html"), ("report", "r.html"), ("report", "r.md")):
        done = graphmodel(command, "--audience", "public", "-o", tmp_path / name, store=store)
        assert done.code == 0, done.err
        written = unpacked((tmp_path / name).read_text(encoding="utf-8")).replace("\\", "")
        assert "Open RMS" in written
        assert [secret for secret in SECRETS if secret in written + done.err + done.out] == []
