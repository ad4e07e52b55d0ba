"""Tables on a terminal: no letter is lost, nothing is wider than the terminal, words stay whole while there is room."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.cli.shared.widths import columns_that_fit, folded, widths_of
from tests.test_cli_terminal import on_terminal

pytestmark = pytest.mark.rotates("cli_widths")

TEXTS = st.lists(st.text("abc-_/é; ", max_size=40), min_size=1, max_size=4)


@given(st.text("abc-_/é;\n ", max_size=60), st.integers(1, 20))
def test_folding_loses_no_letter_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = folded(text, width).split("\n")
    assert max(map(len, lines)) <= width
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


@given(st.lists(TEXTS, min_size=1, max_size=6), st.integers(1, 120))
def test_columns_keep_to_the_room_and_use_it(columns: list[list[str]], room: int) -> None:
    made = widths_of(columns, room)
    whole = [max(1, *map(len, texts)) for texts in columns]
    if made is None:
        assert room < len(columns)
        return
    assert min(made) >= 1
    assert sum(made) == min(sum(whole), room) or all(width >= full for width, full in zip(made, whole, strict=True))
    if sum(whole) <= room:
        assert made == whole
        assert [folded(text, width) for texts, width in zip(columns, made, strict=True) for text in texts] == [
            text.rstrip() for texts in columns for text in texts
        ]


def test_ids_fold_after_a_hyphen_and_words_stay_whole() -> None:
    assert folded("rcmp-interpol-interface", 14) == "rcmp-interpol-\ninterface"
    assert folded("Lack of interfaces and standards", 12) == "Lack of\ninterfaces\nand\nstandards"
    assert folded("abcdefgh", 3) == "abc\ndef\ngh"
    assert widths_of([["id", "one-two-three"], ["why", "it is a long sentence of words"]], 30) == [13, 17]


@given(st.lists(TEXTS, min_size=2, max_size=6), st.integers(1, 120))
def test_no_word_is_broken_in_the_columns_that_are_shown(columns: list[list[str]], width: int) -> None:
    spare = [len(columns) - 1, 0]
    kept = columns_that_fit(columns, width, 3, spare)
    if kept is None:
        return
    assert kept in ([*range(len(columns))], [*range(len(columns) - 1)], [*range(1, len(columns) - 1)])
    shown = [columns[at] for at in kept]
    widths = widths_of(shown, width - 3 * len(shown))
    assert widths is not None
    for texts, room in zip(shown, widths, strict=True):
        for text in texts:
            words = re.findall(r"[^\s\-_/]+", text)
            assert re.findall(r"[^\s\-_/]+", folded(text, room)) == words


def test_what_a_narrow_terminal_leaves_out_is_named_and_wide_shows_it(canada_file: Path) -> None:
    narrow, wide = (
        on_terminal(80, "-q", "--store", canada_file, *given) for given in (("study",), ("study", "--wide"))
    )
    assert "Not shown, for want of room: internal, internal only. --wide" in narrow
    assert "n < 5" in narrow
    assert "internal only" in wide.splitlines()[0]
    assert "Not shown" not in wide


def test_rows_become_lines_where_no_table_fits(canada_file: Path) -> None:
    shown = on_terminal(24, "-q", "--store", canada_file, "study")
    assert max(map(len, shown.splitlines())) <= 24
    blocks = shown.strip().split("\n\n")
    assert len(blocks) == 17
    assert [line.split()[-1] for line in blocks[1].splitlines() if line.startswith("systems")] == ["53"]


@pytest.mark.parametrize("columns", [60, 100, 200])
def test_a_ranking_fits_the_terminal_and_can_be_read(canada_file: Path, columns: int) -> None:
    shown = on_terminal(columns, "-q", "--store", canada_file, "whatif", "connect", "drps-rms", "--limit", "4")
    assert max(map(len, shown.splitlines())) <= columns
    if columns >= 100:
        words = set(shown.split())
        assert {"partner", "sightlines", "agencies", "systems", "limitations;", "standards;"} <= words
        assert {"interpol-", "interface"} <= words or "rcmp-interpol-interface" in words
