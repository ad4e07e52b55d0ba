"""The glossary is whole: both languages, plain sentences, every word of art that a person meets, no word twice."""

from __future__ import annotations

import pytest

from graphmodel.words.glossary import TERMS, Term, term

MET = {
    *(
        "access",
        "adds",
        "agency",
        "agreed",
        "agreement",
        "allowed",
        "answers",
        "audience",
        "barrier",
        "broker",
        "cad",
        "carries",
        "catalogue",
        "confidence",
    ),
    *("copies", "cost-per-gain", "data-class", "digest", "documented", "entry", "flow", "full", "gain", "greedy"),
    *("held-back-by", "holds", "home", "host", "id", "impediment", "inferred", "interconnected", "internal-link"),
    *("internal-only", "island", "isolated", "link", "live", "mapping", "mcm", "met", "national-repository"),
    *("nearest-miss", "need", "neighbourhood", "offers", "organisation", "others-gain", "outage", "own-gain", "pack"),
    *("partner", "plan", "plausible", "pointer", "query", "reader", "relay", "rms", "scenario", "sees", "selector"),
    *("sightline", "slug", "step", "store", "study-types", "supplier", "target", "unspecified", "vendor", "verdict"),
    *("what-if", "within-reach", "maturity", "data-lane", "lisi", "settled"),
}
"""What the answers, the help, the map and the report call things without saying what they are."""
QUEBEC = {
    ("rms", "SGD"),
    ("cad", "RAO"),
    ("mcm", "GCG"),
    ("agency", "organisme"),
    ("isolated", "isolé"),
    ("interconnected", "relié (interconnecté)"),
    ("neighbourhood", "voisinage"),
    ("sightline", "visibilité"),
    ("confidence", "fiabilité"),
    ("store", "base"),
    ("cost-per-gain", "coût par gain"),
    ("study-types", "types visés par l'étude"),
}
SAME = {"LISI", "catalogue", "gain", "organisation", "plan", "plausible (a link)", "verdict"}
"""Names that begin with one word of both languages."""


def test_every_word_that_a_person_meets_is_there_and_no_word_twice() -> None:
    assert sorted(item.id for item in TERMS) == sorted(MET)


def test_the_terms_are_sorted_by_their_english_names() -> None:
    names = [item.name.casefold() for item in TERMS]
    assert names == sorted(set(names))
    french = [item.name.text("fr").casefold() for item in TERMS]
    assert len(french) == len(set(french))


def test_a_planner_in_quebec_finds_her_words() -> None:
    assert {(item.id, item.name.text("fr")) for item in TERMS} >= QUEBEC


@pytest.mark.parametrize("item", TERMS, ids=lambda item: item.id)
def test_a_term_says_what_it_means_in_one_or_two_short_sentences_of_each_language(item: Term) -> None:
    assert item.meaning.text("fr") != item.meaning
    assert (item.name.text("fr").split()[0] == item.name.split()[0]) == (item.name in SAME)
    for text in (str(item.meaning), item.meaning.text("fr")):
        assert text == " ".join(text.split())
        assert text[0].isupper()
        assert text.endswith(".")
        sentences = text.removesuffix(".").split(". ")
        assert len(sentences) <= 2, text
        assert max(len(sentence.split()) for sentence in sentences) <= 35, text


def test_a_term_is_found_by_its_id() -> None:
    assert term("island").name.text("fr") == "îlot"
