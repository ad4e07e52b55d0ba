"""Agencies by what people call them: an id, or a name that is no other's."""

from __future__ import annotations

import pandas as pd
import pytest

import graphmodel
from graphmodel.errors import UnknownName
from graphmodel.records.called import Called, agency_called
from graphmodel.records.catalogue import Catalogue
from tests.commands import Caller

AGENCIES = pd.DataFrame(
    {
        "id": ["opp", "sq", "peel", "york", "twin-a", "twin-b"],
        "name": ["Ontario Provincial Police", "Sûreté du Québec", "Peel-Regional Police", "York", "Twin", "Twin"],
        "name_fr": ["Police provinciale de l\u2019Ontario", "", "Police régionale de Peel", "", "", ""],
        "short": ["OPP", "SQ", "PRP", "opp", "T", ""],
    }
)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("opp", "opp"),
        ("OPP", "opp"),
        ("ontario provincial  police", "opp"),
        ("Police provinciale de l'Ontario", "opp"),
        ("surete du quebec", "sq"),
        ("Peel Regional-Police", "peel"),
        ("prp", "peel"),
        ("york", "york"),
        ("t", "twin-a"),
    ],
)
def test_an_id_or_a_name_of_its_own_names_a_record(text: str, id: str) -> None:
    assert Called.of(AGENCIES).meant_by(text) == [id]


def test_a_name_that_two_have_is_refused_with_both_ids(canada: Catalogue) -> None:
    agencies = canada.table("agencies").copy()
    agencies["short"] = agencies["short"].mask(agencies["id"].isin(["opp", "rcmp"]), "The Police")
    two = Catalogue.unchecked({**canada.frames, "agencies": agencies})
    with pytest.raises(UnknownName, match="'the police' names several, opp and rcmp: give the id of one"):
        agency_called(two, "the police")


def test_what_is_nearly_a_name_is_asked_for_by_its_id(canada: Catalogue) -> None:
    with pytest.raises(UnknownName) as refused:
        agency_called(canada, "Toronto Polise Service")
    assert refused.value.nearest[0] == "toronto-police-service"
    assert str(refused.value) == "there is no agency 'Toronto Polise Service' (did you mean toronto-police-service?)"
    with pytest.raises(UnknownName, match="that is a system; name an agency"):
        agency_called(canada, "rcmp-cpic")


def test_a_part_of_a_name_finds_all_that_hold_it() -> None:
    assert Called.of(AGENCIES).holding("POLICE") == ["opp", "peel"]
    assert Called.of(AGENCIES).holding("québec") == ["sq"]
    assert Called.of(AGENCIES).holding("zzz") == []


@pytest.mark.rotates("at length")
def test_every_question_about_an_agency_takes_a_name(graphmodel: Caller) -> None:
    peel, named = "peel-regional-police", "Police régionale de PEEL"
    for command in ("reach", "sees", "seen"):
        assert graphmodel(command, named) == graphmodel(command, peel)
    toronto = ("toronto-police-service", "Toronto Police Service")
    assert graphmodel("why", named, toronto[1]) == graphmodel("why", peel, toronto[0])


def test_python_takes_a_name(canada: Catalogue) -> None:
    for ask in (graphmodel.reach, graphmodel.sees, graphmodel.seen):
        assert ask(canada, "Peel Regional Police").equals(ask(canada, "peel-regional-police"))


def test_some_words_of_a_name_do_where_only_one_has_them(canada: Catalogue) -> None:
    assert agency_called(canada, "winnipeg police") == "winnipeg-police-service"
    assert agency_called(canada, "ville de québec") == agency_called(canada, "SPVQ")
    with pytest.raises(UnknownName, match="names several"):
        agency_called(canada, "Police Service")
    with pytest.raises(UnknownName, match="there is no agency"):
        agency_called(canada, "nnipeg")
