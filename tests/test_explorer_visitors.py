"""What one visitor is given is no other's: pages are shared, forms and own spreadsheets are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sending import send_file, send_form
from tests.serving import Reply, Site, serving, settings_on
from tests.test_explorer_import import OURS

FORM = re.compile(r'name="form-token" value="(\w{64})"')
PAGES = (
    "/",
    "/all",
    "/agency/peel-regional-police",
    "/system/rcmp-pip",
    "/sees?agency=peel-regional-police",
    "/search?q=pol",
    "/try?try=connect:drps-rms:rcmp-pip",
    "/try",
    "/import",
    "/nothing-here",
)
ANNA, BEN = {"X-User": "anna"}, {"X-User": "ben"}


@pytest.fixture(scope="module")
def office(canada_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An explorer behind a proxy that names who asks, with a workspace."""
    folder = tmp_path_factory.mktemp("saved")
    with serving(settings_on(canada_file), user_header="X-User", workspace=folder) as site:
        yield site


def told(site: Site, path: str, who: dict[str, str]) -> tuple[Reply, set[str]]:
    reply = site.get(path, **who)
    return reply, set(FORM.findall(reply.text))


@pytest.mark.parametrize("path", PAGES)
def test_a_form_is_for_who_asked_and_kept_nowhere(office: Site, path: str) -> None:
    first, hers = told(office, path, ANNA)
    again, same = told(office, path, ANNA)
    other, his = told(office, path, BEN)
    assert (first.body, hers) == (again.body, same)
    assert not hers & his
    for reply, tokens in ((first, hers), (other, his)):
        assert ("no-store" in reply.headers["cache-control"]) == (bool(tokens) or reply.status != 200)


def test_what_everybody_may_read_is_made_once(office: Site) -> None:
    """The answer to who names what he has is that he has it, whoever asked for it first."""
    hers = office.get("/sees?agency=opp", **ANNA)
    his = office.get("/sees?agency=opp", **BEN)
    assert (hers.body, hers.headers["etag"]) == (his.body, his.headers["etag"])
    assert office.get("/sees?agency=opp", **{**BEN, "If-None-Match": hers.headers["etag"]}).status == 304


def test_an_own_spreadsheet_changes_no_page_of_another(office: Site) -> None:
    """Pages that Anna reads from her own file are made for her alone, though Ben asked for them before and after."""
    paths = ("/", "/study", "/api/study", "/agency/peel-regional-police")
    before = {path: office.get(path, **BEN).body for path in paths}
    token = FORM.findall(office.get("/import", **ANNA).text)[0]
    assert send_file(office, "ours.csv", OURS, token, **ANNA).status == 303
    assert send_form(office, "/import/answers", [("form-token", token), ("use", "on")], **ANNA).status == 303
    own = {path: office.get(path, **ANNA) for path in paths}
    assert {path: reply.headers["cache-control"] for path, reply in own.items()} == dict.fromkeys(paths, "no-store")
    assert not any(own[path].body == before[path] for path in paths)
    assert {path: office.get(path, **BEN).body for path in paths} == before
    assert send_form(office, "/import/leave", [("form-token", token)], **ANNA).status == 303
    assert {path: office.get(path, **ANNA).body for path in paths} == before
