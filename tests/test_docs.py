"""What the documentation generates from the code is what the code says now; ``--update-docs`` writes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.graph.describe import schema_markdown

DOCS = Path(__file__).parents[1] / "docs"
BEGIN, END = "<!-- schema: begin -->\n", "<!-- schema: end -->"


def test_the_schema_of_the_graph_is_current(request: pytest.FixtureRequest) -> None:
    page = DOCS / "neo4j.md"
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    wanted = f"{before}{BEGIN}\n{schema_markdown()}\n{END}{after}"
    if request.config.getoption("--update-docs"):
        page.write_text(wanted, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == wanted
