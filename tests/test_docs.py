"""What the documentation generates from the code is what the code says now; ``--update-docs`` writes it anew."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import graphmodel
from graphmodel.answers.needs import Needs
from graphmodel.answers.needs.describe import keys_markdown as needs_markdown
from graphmodel.graph.describe import schema_markdown
from graphmodel.loading import load
from graphmodel.maps.words import page_texts
from graphmodel.queries.sql.describe import functions_markdown
from graphmodel.scenario import Scenario
from graphmodel.scenario.describe import keys_markdown
from graphmodel.words.languages import Language
from tests import api_docs, generated_docs
from tests.doc_pages import DOCS, blocks, french_pages, in_french, prose, words

MAPS = Path(graphmodel.__file__).parent / "maps"
GENERATED = {
    "contributing.md": ("tree", generated_docs.tree),
    "api.md": ("reference", api_docs.reference),
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
    "queries-fr.md": ("queries", generated_docs.questions),
    "glossary.md": ("glossary", lambda: generated_docs.glossary("en")),
    "glossaire.md": ("glossary", lambda: generated_docs.glossary("fr")),
}


def test_the_reference_has_every_name() -> None:
    assert sorted(name for names in api_docs.GROUPS.values() for name in names) == sorted(graphmodel.__all__)


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


def names(pair: tuple[Path, Path]) -> str:
    return pair[0].stem


@pytest.mark.parametrize("pair", french_pages(), ids=names)
def test_a_french_page_has_the_blocks_of_its_english_page(
    request: pytest.FixtureRequest, pair: tuple[Path, Path]
) -> None:
    french, english = (page.read_text(encoding="utf-8") for page in pair)
    wanted = in_french(english, french)
    if request.config.getoption("--update-docs"):
        pair[0].write_text(wanted, encoding="utf-8")
    assert pair[0].read_text(encoding="utf-8") == wanted


@pytest.mark.parametrize("pair", french_pages(), ids=names)
def test_a_french_page_translates_no_word_in_vain(pair: tuple[Path, Path]) -> None:
    french, english = (page.read_text(encoding="utf-8") for page in pair)
    held = "".join(map(str, blocks(english)))
    assert [word for word in words(french) if word not in held] == []


@pytest.mark.parametrize("pair", french_pages(), ids=names)
def test_the_two_pages_of_a_pair_begin_with_a_link_to_each_other(pair: tuple[Path, Path]) -> None:
    french, english = (page.read_text(encoding="utf-8") for page in pair)
    assert french.splitlines()[2].startswith(f"*[In English]({pair[1].name})")
    assert english.splitlines()[2].startswith(f"*[En français]({pair[0].name})")
    if any(block.language == "console" for block in blocks(french)):
        assert "GRAPHMODEL_LANG=fr" in french.split("```")[0]


@pytest.mark.parametrize("page", [*DOCS.glob("*.md"), DOCS.parent / "README.md"], ids=lambda page: page.stem)
def test_prose_says_sightline_where_code_says_triple(page: Path) -> None:
    said = prose(page.read_text(encoding="utf-8"))
    assert re.findall(r"(?i).*\btriplet?s?\b.*", said) == []


@pytest.mark.parametrize(("name", "language"), [("map.md", "en"), ("map-fr.md", "fr")])
def test_the_map_has_the_buttons_that_its_page_names(name: str, language: Language) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    named = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", page.partition("\n## ")[2]))
    assert len(named) >= 12
    texts = [
        re.escape(text).replace(r"\{steps\}", "[123]")
        for text in page_texts()[language].values()
        if isinstance(text, str)
    ]
    signs = "".join(
        path.read_text(encoding="utf-8") for path in (MAPS / "page.html.j2", MAPS / "js/page/nest/roles.js")
    )
    unknown = [label for label in named if not any(re.fullmatch(text, label) for text in texts)]
    assert [
        label for label in unknown if label[0].isalpha() or (f">{label}<" not in signs and f'"{label}"' not in signs)
    ] == []


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
