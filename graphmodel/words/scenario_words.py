"""The closed vocabularies that only scenarios use, in English and in French."""

from __future__ import annotations

from graphmodel.words import vocabulary as v

BOTH, ONE_WAY = "both", "one_way"
WAYS = v.Vocabulary(
    "direction", (v.Word(BOTH, "Both ways", "Dans les deux sens"), v.Word(ONE_WAY, "One way", "À sens unique"))
)
LIVE_MODES = v.Vocabulary("mode of a live link", tuple(word for word in v.MODES if word.id != v.MANUAL))
SHARED = v.Vocabulary(
    "thing that two systems share",
    (
        v.Word("operator", "Operator", "Exploitant"),
        v.Word("organisation", "Organisation of the operators", "Organisation des exploitants"),
        v.Word("home", "An organisation that is a home of both", "Une organisation qui travaille dans les deux"),
        v.Word("province", "Province of the operators", "Province des exploitants"),
        v.Word("product", "Product", "Produit"),
        v.Word("type", "Type", "Type"),
    ),
)
SHARED_BY_AGENCY = v.Vocabulary(
    "thing that an agency shares with the operator of a system",
    tuple(word for word in SHARED if word.id in ("organisation", "province")),
)
NATIONAL = v.Word("national", "National, no province", "National, sans province")
PROVINCES = v.Vocabulary(v.PROVINCES.name, (*v.PROVINCES.words, NATIONAL))
