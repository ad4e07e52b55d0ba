"""Very many problems of one kind: each kind and each word is told, the rest counted, and none of them kept."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from graphmodel.errors import CatalogueError, Problem
from graphmodel.loading import CheckReport, check
from graphmodel.loading.findings import MOST
from graphmodel.records.catalogue import Catalogue
from tests.commands import spawn
from tests.worlds.broken import SOUND, folder, texts, zipped

MANY = 5_000


def counts(report: CheckReport) -> Counter[tuple[str, str]]:
    """Return how many problems a report stands for, by file and column."""
    found: Counter[tuple[str, str]] = Counter()
    for problem in report.problems:
        found[problem.file, problem.column] += 1 + problem.more
    return found


def links(**columns: Any) -> pd.DataFrame:
    """Return links of the sound world, with some columns changed."""
    base = {"from": "apd-rms", "to": "cpic", "direction": "one_way", "mode": "manual", "status": "active"}
    ids = [f"l{n}" for n in range(MANY)]
    return pd.DataFrame({"id": ids}).assign(**base).assign(**columns)


def with_links(here: Path, frame: pd.DataFrame) -> Path:
    return folder(here, links=frame.to_csv(index=False).encode())


def test_each_kind_of_problem_is_counted_row_by_row(tmp_path: Path) -> None:
    chance = np.random.default_rng(3)
    wrong = {name: chance.random(MANY) < 0.6 for name in ("to", "status", "since", "id", "mode")}
    frame = links()
    frame["since"] = "2010"
    frame.loc[wrong["to"], "to"] = "nowhere"
    frame.loc[wrong["status"], "status"] = "actve"
    frame.loc[wrong["since"], "since"] = "MMX"
    frame.loc[wrong["id"], "id"] = "l0"
    frame.loc[wrong["mode"], "mode"] = ""
    report = check(with_links(tmp_path, frame))
    again = int(frame["id"].duplicated().sum())
    expected = {name: int(mask.sum()) for name, mask in wrong.items()} | {"id": again}
    assert counts(report) == {("links.csv", name): count for name, count in expected.items()}
    assert len(report.problems) == 5 * MOST
    told = [problem for problem in report.problems if problem.more]
    assert len(told) == 5
    for problem in told:
        rest = f"{expected[problem.column] - MOST:,}"
        assert problem.message.endswith(f" ... and {rest} more like it")
        assert problem.text("fr").endswith(f" ... et {rest.replace(',', chr(160))} autres du même genre")


def test_two_kinds_in_one_column_are_counted_apart(tmp_path: Path) -> None:
    frame = links(id="L 1")
    report = check(with_links(tmp_path, frame))
    assert counts(report) == {("links.csv", "id"): MANY + MANY - 1}
    assert len([problem for problem in report.problems if problem.more]) == 2


def test_a_rare_word_is_not_lost_among_many_like_another(tmp_path: Path) -> None:
    status = np.full(MANY, "actve", dtype=object)
    status[[3_000, MANY - 1]] = "zzz", "yyy"
    report = check(with_links(tmp_path, links(status=status)))
    told = [str(problem) for problem in report.problems]
    assert f"links.csv:{3_000 + 2}:status: 'zzz'" in "\n".join(told)
    assert f"links.csv:{MANY - 1 + 2}:status: 'yyy'" in "\n".join(told)
    assert counts(report) == {("links.csv", "status"): MANY}


def test_as_many_as_are_told_need_no_rest(tmp_path: Path) -> None:
    status = np.full(MANY, "active", dtype=object)
    status[:MOST] = "actve"
    problems = check(with_links(tmp_path, links(status=status))).problems
    assert [problem.more for problem in problems] == [0] * MOST
    status[MOST] = "actve"
    problems = check(with_links(tmp_path / "more", links(status=status))).problems
    assert (len(problems), problems[-1].more) == (MOST, 1)
    assert problems[-1].text("fr").endswith(" ... et 1 autre du même genre")


def test_frames_are_counted_as_files_are() -> None:
    frames = {name: pd.read_csv(SOUND / f"{name}.csv") for name in ("agencies", "systems", "uses")}
    frame = links(note=[["a", "list"]] * MANY)
    with pytest.raises(CatalogueError) as refused:
        Catalogue.from_frames({**frames, "links": frame})
    of_note = [problem for problem in refused.value.problems if problem.column == "note"]
    assert (len(of_note), sum(1 + problem.more for problem in of_note)) == (MOST, MANY)


def test_the_rest_is_counted_in_what_an_error_says() -> None:
    shown = [Problem("t.csv", line, "", "is wrong") for line in range(2, 202)]
    error = CatalogueError([*shown, Problem("t.csv", 202, "", "is wrong", more=1_234)])
    assert str(error).splitlines()[-1] == "... and 1,235 more problems"


def test_a_small_zip_of_a_million_wrong_rows(tmp_path: Path) -> None:
    count = 1_500_000
    files = {**texts(), "sources.csv": "id,title,year\n" + "?,,x\n" * count}
    path = zipped(tmp_path, files.items(), zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 60_000
    ended = spawn("check", str(path))
    assert ended.code == 1
    told = ended.out.splitlines()
    rest = f"{count - MOST:,}"
    more = [line.split(":")[2] for line in told if line.endswith(f" ... and {rest} more like it")]
    assert sorted(more) == ["id", "title", "year"]
    assert len(told) < 5 * MOST
    assert (
        int(ended.err.splitlines()[-2].removesuffix(" problems").replace(",", ""))
        == 4 * count - 1 + source_references()
    )


def source_references() -> int:
    """Return how many cells of the sound world name a source, which the other table has not."""
    frames = [pd.read_csv(path, dtype="str") for path in SOUND.glob("*.csv")]
    return sum(int(frame["source"].notna().sum()) for frame in frames if "source" in frame)
