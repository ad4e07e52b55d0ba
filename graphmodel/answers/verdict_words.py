"""What is said of the verdicts on impediments of law: stated and computed side by side, the stated one first."""

from __future__ import annotations

import pandas as pd

from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, counted, listed, number


def verdict_words(verdicts: pd.DataFrame) -> Message | None:
    """Return how many impediments of law are real and perceived, as stated and as computed; None where there are none."""
    count = len(verdicts)
    if not count:
        return None
    differ, stated = int(verdicts["differ"].sum()), int(verdicts["verdict"].notna().sum())
    if not stated:
        return counted(
            count,
            "On the {count} impediment of law and privacy no verdict is stated. What the agreements say of classes of "
            "records is no verdict on a law: {computed}.",
            "On the {count} impediments of law and privacy no verdict is stated. What the agreements say of classes of "
            "records is no verdict on a law: {computed}.",
            computed=_sizes(verdicts["computed"]),
        )
    return counted(
        count,
        "Verdict on the {count} impediment of law and privacy, as stated: {stated}. Computed from the agreements, which "
        "know classes of records only: {computed}. They differ on {differ}: the stated one leads.",
        "Verdicts on the {count} impediments of law and privacy, as stated: {stated}. Computed from the agreements, which "
        "know classes of records only: {computed}. They differ on {differ}: the stated ones lead.",
        stated=_sizes(verdicts["verdict"]),
        computed=_sizes(verdicts["computed"]),
        differ=number(differ),
    )


def _sizes(words: pd.Series) -> Message:
    """Return how often each verdict stands in a column, and how often none does."""
    sizes = [int(words.eq(word).sum()) for word in v.VERDICTS.ids] + [int(words.isna().sum())]
    told = [
        counted(sizes[0], "{count} real", "{count} real"),
        counted(sizes[1], "{count} perceived", "{count} perceived"),
        counted(sizes[2], "{count} unsettled", "{count} unsettled"),
        counted(sizes[3], "{count} not stated", "{count} not stated"),
    ]
    return listed([said for size, said in zip(sizes, told, strict=True) if size])
