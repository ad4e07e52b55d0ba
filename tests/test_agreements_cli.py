"""``agreements`` and ``whatif barriers``: tables, what is told beneath them, and what is refused."""

from __future__ import annotations

import json

import pytest

import graphmodel as gm
from graphmodel.engine.states import STATES
from tests.commands import Caller

NONE_RECORDED = "none recorded does not mean not allowed"


def rows(text: str) -> list[dict[str, object]]:
    return json.loads(text)  # type: ignore[no-any-return]


def test_pairs_are_counted_by_class_unless_told(graphmodel: Caller) -> None:
    done = graphmodel("agreements", "--on", "canada", "--format", "json")
    found = rows(done.out)
    assert list(found[0]) == ["group", "name", *STATES]
    assert found[-1] == {"group": "all", "name": "All", **gm.agreements("canada").iloc[-1][list(STATES)].to_dict()}
    assert NONE_RECORDED in done.err
    assert "14 of them only inferred" in done.err


@pytest.mark.parametrize("by", ["province", "agency"])
def test_other_groups_have_the_same_sum(graphmodel: Caller, by: str) -> None:
    whole = rows(graphmodel("agreements", "--on", "canada", "--format", "json").out)[-1]
    assert rows(graphmodel("agreements", "--on", "canada", "--by", by, "--format", "json").out)[-1] == whole


def test_what_rests_on_some_agreements_is_shown_without_them(graphmodel: Caller) -> None:
    both = ("--without", "on-mfippa-32-f", "--without", "on-mfippa-32-g")
    less = rows(graphmodel("agreements", "--on", "canada", *both, "--format", "json").out)[-1]
    assert (less["allowed_not_within_reach"], less["agreed"]) == (63_779, 7_108)
    sure = rows(graphmodel("agreements", "--on", "canada", "--documented", "--format", "json").out)[-1]
    assert (sure["agreed"], sure["agreed_not_within_reach"]) == (2_592, 851)
    more = rows(graphmodel("agreements", "--on", "canada", "--purpose", "statistics", "--format", "json").out)[-1]
    assert more["allowed_not_within_reach"] > 93_293  # type: ignore[operator]


def test_an_agreement_that_there_is_not_is_refused_with_the_nearest(graphmodel: Caller) -> None:
    done = graphmodel("agreements", "--on", "canada", "--without", "ca-pip2")
    assert (done.code, done.out) == (1, "")
    assert "there is no agreement 'ca-pip2' (did you mean ca-pip?)" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--indicators", "--verdicts"),
        ("--indicators", "--by", "class"),
        ("--verdicts", "--purpose", "statistics"),
        ("--indicators", "--documented"),
    ],
)
def test_options_that_do_not_go_together_are_refused(graphmodel: Caller, arguments: tuple[str, ...]) -> None:
    done = graphmodel("agreements", "--on", "canada", *arguments)
    assert (done.code, done.out) == (2, "")


def test_people_read_a_few_ids_and_programs_all(graphmodel: Caller) -> None:
    table = graphmodel("agreements", "--on", "canada", "--indicators", "--format", "markdown").out
    assert "81 more: --format csv" in table
    line = rows(graphmodel("agreements", "--on", "canada", "--indicators", "--format", "json").out)[0]
    assert len(line["ids"]) == line["count"] == 87  # type: ignore[arg-type]


def test_the_computed_verdict_never_stands_alone(graphmodel: Caller) -> None:
    done = graphmodel("agreements", "--on", "canada", "--verdicts", "--format", "markdown")
    head = done.out.splitlines()[0]
    assert head.index("stated verdict") < head.index("computed verdict")
    said = "as stated: 5 real, 6 perceived and 2 unsettled. Computed from the agreements"
    assert said in done.err
    assert "They differ on 8: the stated ones lead." in done.err
    barriers = graphmodel("whatif", "barriers", "--on", "canada", "--format", "json")
    assert said in barriers.err
    (legal,) = [row for row in rows(barriers.out) if row["cause"] == "legal_privacy"]
    words = ("real", "perceived", "unsettled")
    assert [legal[word] for word in words] == [5, 6, 2]
    assert [legal[f"computed_{word}"] for word in words] == [1, 10, 2]
    assert all(row["real"] is None for row in rows(barriers.out) if row["cause"] != "legal_privacy")


def test_a_catalogue_without_agreements_says_that_none_is_recorded(graphmodel: Caller) -> None:
    done = graphmodel("agreements", "--on", "nleim-2014")
    assert done.code == 0
    assert "No agreement, law or policy is recorded" in done.err
    assert NONE_RECORDED in done.err
    told = graphmodel("agreements", "--on", "nleim-2014", "--verdicts")
    assert told.code == 0


def test_french_is_spoken(graphmodel: Caller) -> None:
    done = graphmodel("--lang", "fr", "agreements", "--on", "canada", "--verdicts", "--format", "markdown")
    assert "verdict consigné" in done.out
    assert "| Réel | Perçu |" in done.out
    assert "le verdict consigné prévaut" in done.err
