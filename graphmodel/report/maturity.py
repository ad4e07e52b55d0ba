"""The section of a report about how mature links are, as intervals."""

from __future__ import annotations

import pandas as pd

from graphmodel.answers.maturity import ALL, Maturity, missing_counts
from graphmodel.engine.maturity import SCALES
from graphmodel.report.document import Cell, Section
from graphmodel.report.given import Given
from graphmodel.words.headings import FACTS

_MOST = 3


def maturity(given: Given) -> Section:
    """Return the levels of links by type of system: of the lowest link, and the level that half of them reach."""
    say, language = given.say, given.language
    scales = {scale: Maturity(given.network, scale) for scale in SCALES}
    lane, lisi = (found.of_groups("type", language) for found in scales.values())
    title = say("How mature links are")
    origins = ("graphmodel maturity --by type", "maturity/by-type", "maturity/missing-facts")
    if not len(scales["safecom"].rows):
        nothing = say("No link in service and none that people re-key by hand is recorded.")
        return Section("maturity", title, (nothing,), origins, empty=True)
    headings = [
        say("type"),
        say("links"),
        say("data lane, settled"),
        say("data lane, lowest link"),
        say("data lane, half of the links reach"),
        say("LISI, settled"),
        say("LISI, lowest link"),
        say("LISI, half of the links reach"),
    ]
    rows: list[tuple[Cell, ...]] = [
        (str(name), int(links), *one, *other)
        for name, links, one, other in zip(
            lane["name"], lane["links"], _cells(given, lane), _cells(given, lisi), strict=True
        )
    ]
    whole = [table[table["group"] == ALL].to_dict("records")[0] for table in (lane, lisi)]
    most = ", ".join(
        f"{FACTS[name].text(language)} ({count})" for name, count in missing_counts(scales.values())[:_MOST]
    )
    words = [
        say(
            "Links in service, and those that people re-key by hand. SAFECOM's data lane goes from 0 (by hand) over 1 (files) "
            "and 3 (a custom interface) to 5 (a standard, both ways); LISI from 0 (by hand) to 4 (across sectors or provinces, "
            "by a published standard). 3 to 4 means that what is recorded leaves both open, not that the link is weak. A link "
            "counts in each type that has one of its ends."
        ),
        say(
            "Settled: {lane} of {links} links on the data lane, {lisi} on LISI.",
            lane=int(whole[0]["settled"]),
            lisi=int(whole[1]["settled"]),
            links=int(whole[0]["links"]),
        ),
    ]
    if most:
        words.append(say("Missing most, with the number of links: {most}.", most=most))
    grid = given.grid(headings, rows, [[] for _ in rows])
    return Section("maturity", title, tuple(words), origins, grid)


def _cells(given: Given, table: pd.DataFrame) -> list[tuple[Cell, ...]]:
    """Return, for each group, how many links are settled, the level of the lowest, and the level that half reach."""
    names = ["settled", "low", "high", "half_low", "half_high"]
    return [
        (int(settled), _interval(given, low, high), _interval(given, half_low, half_high))
        for settled, low, high, half_low, half_high in table[names].itertuples(index=False)
    ]


def _interval(given: Given, low: int, high: int) -> str:
    return str(low) if low == high else given.say("{low} to {high}", low=low, high=high)
