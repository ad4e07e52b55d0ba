"""The forms of the explorer: a field for each input of a command, filled as it was sent, and silent where nothing is chosen."""

from __future__ import annotations

import re

import pytest

from graphmodel.explorer.commands import Answering, answering
from graphmodel.queries.packs import library
from tests.commands import Caller
from tests.seen import seen
from tests.serving import Site

SELECT = re.compile(r"<select[^>]* name=\"([^\"]+)\".*?</select>", re.DOTALL)
OPTION = re.compile(r"<option value=\"([^\"]*)\"( selected)?>")


@pytest.mark.parametrize("path", ["/sees", "/plan", "/whatif/connect", "/needs", "/study", "/query/run", "/cypher"])
def test_forms_have_a_field_for_each_input(explorer: Site, path: str) -> None:
    command = next(item for item in answering().values() if item.path == path)
    page = seen(explorer, path, status=400 if path == "/plan" else 200)
    fields = [given for tag, given in page.elements if tag in ("input", "select", "textarea")]
    assert {item.name for item in command.inputs} <= {given.get("name") for given in fields}
    labelled = {given.get("for") for given in page.all("label")}
    for given in fields:
        if given.get("type") not in ("checkbox", "hidden"):
            assert given.get("id") in labelled or given.get("aria-label")
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))


def test_a_form_comes_back_as_it_was_sent(explorer: Site) -> None:
    page = seen(
        explorer,
        "/whatif/connect",
        [("system", "drps-rms"), ("weight", "agencies"), ("respect", "legal_privacy"), ("documented", "on")],
    )
    checked = {(given["name"], given["value"]) for given in page.all("input") if "checked" in given}
    assert checked == {("respect", "legal_privacy"), ("documented", "on")}
    assert [given["value"] for given in page.all("option") if "selected" in given] == ["agencies"]
    assert [given["value"] for given in page.all("input") if given.get("id") == "in-system"] == ["drps-rms"]


def test_a_question_has_a_form_of_its_parameters(explorer: Site, graphmodel: Caller) -> None:
    page = seen(explorer, "/query/run", {"query_id": "isolation/isolated-systems", "param.type": "cad"})
    rows = graphmodel.rows("query", "run", "isolation/isolated-systems", "-p", "type=cad")
    assert len(page.body) == len(rows) > 0
    assert "param.type" in {given.get("name") for given in page.all("select")}
    assert "Isolated systems" in page.text
    assert " ".join(library().query("isolation/isolated-systems").text.split()) in page.text
    asks = seen(explorer, "/query/run", {"query_id": "reach/what-an-agency-sees"}, 404)
    assert asks.body == []


@pytest.mark.parametrize("command", answering().values(), ids=lambda command: command.name)
def test_what_nobody_chooses_is_not_sent(explorer: Site, command: Answering) -> None:
    """A browser sends the chosen option of a list, or its first: nothing, or what holds where nothing is said."""
    page = explorer.get(command.path).text
    inputs = {item.name: item for item in command.inputs}
    for found in SELECT.finditer(page):
        options = OPTION.findall(found[0])
        sent = next((value for value, chosen in options if chosen), options[0][0])
        assert sent in ("", inputs[found[1]].default), found[1]
