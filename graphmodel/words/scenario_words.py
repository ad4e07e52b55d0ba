"""The closed vocabularies that only scenarios use, in English and in French."""

from __future__ import annotations

from graphmodel.words import vocabulary as v

BOTH, ONE_WAY = "both", "one_way"
WAYS = v.Vocabulary("direction", (v.Word(BOTH, "Both ways"), v.Word(ONE_WAY, "One way")))
LIVE_MODES = v.Vocabulary("mode of a live link", tuple(word for word in v.MODES if word.id != v.MANUAL))
SHARED = v.Vocabulary(
    "thing that two systems share",
    (
        v.Word("operator", "Operator"),
        v.Word("organisation", "Organisation of the operators"),
        v.Word("home", "An organisation that is a home of both"),
        v.Word("province", "Province of the operators"),
        v.Word("product", "Product"),
        v.Word("type", "Type"),
    ),
)
SHARED_BY_AGENCY = v.Vocabulary(
    "thing that an agency shares with the operator of a system",
    tuple(word for word in SHARED if word.id in ("organisation", "province")),
)
NATIONAL = v.Word("national", "National, no province")
PROVINCES = v.Vocabulary(v.PROVINCES.name, (*v.PROVINCES.words, NATIONAL))
