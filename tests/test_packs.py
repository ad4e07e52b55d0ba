"""Packs of queries: the shipped ones, a person's own beside them, and files that cannot be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graphmodel import shipped as content
from graphmodel.errors import QueryError, UnknownName
from graphmodel.queries import packs
from graphmodel.queries.parameters import TYPES
from graphmodel.queries.query import parse
from tests.test_query import HEADER, TEXT


def test_ids_are_paths_and_unknown_ones_get_a_hint() -> None:
    library = packs.shipped()

    assert (
        packs.query("isolation/isolated-systems").path == content.folder("cypher") / "isolation/isolated-systems.cypher"
    )
    assert set(packs.packs()) == {
        "inventory", "interoperability", "isolation", "reach", "whatif", "standards", "impediments", "provenance",
        "quality", "maps", "agreements", "maturity",
    }  # fmt: skip
    assert len(library.ids) >= 48
    for wrong in ("isolation/isolated-system", "isolated-systems", "reach/isolated-systems"):
        with pytest.raises(UnknownName, match="did you mean isolation/isolated-systems"):
            packs.query(wrong)
    with pytest.raises(UnknownName, match="query list"):
        packs.query("zzz")
    with pytest.raises(UnknownName, match="did you mean reach"):
        library.pack("reech")
    assert {query.id for query in library.pack("maps")} >= {"maps/nation", "maps/agency"}


def test_search_finds_words_in_both_languages_without_accents() -> None:
    found = {query.id for query in packs.search("ILOTS")}
    assert "isolation/islands" in found
    assert "isolation/islands" in {query.id for query in packs.search("islands")}
    assert packs.search("zzzz") == ()


def test_every_shipped_query_is_told_in_both_languages() -> None:
    for query in packs.shipped():
        assert query.title[0].isupper()
        assert query.title_fr[0].isupper()
        assert query.title != query.title_fr
        assert query.description.endswith(".")
        assert all(parameter.help for parameter in query.parameters)
        assert ("OFFERED_BY" in query.text) == ("visibility" in query.needs)
        assert query.shows == ("map" if query.pack == "maps" else "table")


def own_pack(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names:
        (folder / f"{name}.cypher").write_text(HEADER + "RETURN 1 AS x", encoding="utf-8")
    return folder


def test_a_persons_own_pack_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    own = own_pack(tmp_path / "mine", "alone")
    (own / "notes.txt").write_text("no query", encoding="utf-8")
    (own / "golden").mkdir()
    library = packs.library([own, own / ".." / "mine"])
    assert set(library.ids) == {*packs.shipped().ids, "mine/alone"}
    assert packs.query("mine/alone", [own]).title == "Title"
    assert library.query("maps/agency").shows == "map"
    assert "mine" in library.packs


def test_a_persons_own_pack_may_bear_a_shipped_name_but_take_no_shipped_id(tmp_path: Path) -> None:
    maps = own_pack(tmp_path / "maps", "mine")
    assert packs.query("maps/mine", [str(maps)]).pack == "maps"
    (maps / "mine.cypher").rename(maps / "nation.cypher")
    with pytest.raises(QueryError, match=r"nation.cypher: maps/nation is the id of .* already: rename"):
        packs.query("maps/agency", [maps])


def test_two_own_packs_of_one_name_may_not_hold_one_id(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    both = [own_pack(tmp_path / at / "mine", "alone") for at in "ab"]
    with pytest.raises(QueryError, match="mine/alone is the id of"):
        packs.library(both).query("mine/alone")


def test_a_pack_that_is_no_folder_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="nowhere is no folder of queries: graphmodel query new nowhere/NAME"):
        packs.query("maps/agency", [tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("content_of_file", "words"), [(None, "No such file"), (b"RETURN '\xe9' AS x", "UTF-8"), (b"", "no statement")]
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content_of_file: bytes | None, words: str) -> None:
    path = tmp_path / "own.cypher"
    if content_of_file is not None:
        path.write_bytes(content_of_file)
    with pytest.raises(QueryError, match=words) as raised:
        packs.read_file(path)
    assert str(raised.value).startswith(str(path))


def test_a_persons_file_may_have_windows_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "own.cypher"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert packs.read_file(path).parameters == parse("pack/name", TEXT).parameters


def test_types_have_names_in_both_languages() -> None:
    assert all(name == type.name and type.named.text("fr") for name, type in TYPES.items())


def test_reading_all_queries_imports_nothing_heavy() -> None:
    code = (
        "import sys; from graphmodel.queries import packs, lint, guard; list(packs.shipped());"
        "print(sorted({'pandas', 'numpy', 'pyarrow', 'duckdb'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
