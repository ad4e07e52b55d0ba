"""What the documentation generates from the code is what the code says now; ``--update-docs`` writes it anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphmodel.answers.needs import Needs
from graphmodel.answers.needs.describe import keys_markdown as needs_markdown
from graphmodel.graph.describe import schema_markdown
from graphmodel.loading import load
from graphmodel.queries.sql.describe import functions_markdown
from graphmodel.scenario import Scenario
from graphmodel.scenario.describe import keys_markdown
from tests import generated_docs

DOCS = Path(__file__).parents[1] / "docs"
GENERATED = {
    "commands.md": ("commands", generated_docs.commands),
    "definitions.md": ("definitions", generated_docs.definitions),
    "queries.md": ("queries", generated_docs.queries),
    "neo4j.md": ("schema", schema_markdown),
    "cypher.md": ("functions", lambda: functions_markdown("en")),
    "cypher-fr.md": ("functions", lambda: functions_markdown("fr")),
    "own-data.md": ("words", lambda: generated_docs.mapping("en")),
    "own-data-fr.md": ("words", lambda: generated_docs.mapping("fr")),
    "scenarios.md": ("keys", keys_markdown),
    "needs.md": ("keys", needs_markdown),
}


def block(text: str, language: str) -> str:
    """Return the first block of a language."""
    return text.split(f"```{language}")[1].partition("\n")[2].split("```")[0]


@pytest.mark.parametrize("name", GENERATED)
def test_what_is_generated_is_current(request: pytest.FixtureRequest, name: str) -> None:
    page = DOCS / name
    part, made = GENERATED[name]
    begin, end = f"<!-- {part}: begin -->\n", f"<!-- {part}: end -->"
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(begin)
    after = rest.split(end)[1]
    wanted = f"{before}{begin}\n{made()}\n{end}{after}"
    if request.config.getoption("--update-docs"):
        page.write_text(wanted, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == wanted


def test_the_example_of_a_scenario_is_what_it_says() -> None:
    text = (DOCS / "scenarios.md").read_text(encoding="utf-8")
    example, python = (block(text, name) for name in ("toml", "python"))
    written = Scenario.of_toml(example)
    assert [change.do for change in written.changes] == ["connect", "connect", "lift"]
    names: dict[str, Any] = {}
    exec(python.replace("print(", "str("), names)
    assert names["after"] == names["mine"].apply(load("canada"))
    assert written.effects(load("canada"))["cost"].tolist()[0] == 250000


def test_the_example_of_needs_is_what_it_says() -> None:
    text = (DOCS / "needs.md").read_text(encoding="utf-8")
    example, python = (block(text, name) for name in ("toml", "python"))
    written = Needs.of_toml(example)
    found = written.answer(load("canada"))
    assert found.rows["name"].tolist() == ["Durham sees Toronto", "At booking"]
    assert found.rows["pairs"].tolist()[0] == 2
    names: dict[str, Any] = {}
    exec(python.replace("print(", "str("), names)
    assert names["wanted"] == Needs.read("wanted-person")
