"""The sections of a report about what is connected, what stands alone and what holds it together.

Each is a function of what is given; sight, causes and next links are in ``outlook``.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from itertools import chain
from typing import Any

from graphmodel.answers.provenance import cites_nothing
from graphmodel.engine.failure import single_points
from graphmodel.report.charts import bars
from graphmodel.report.document import Cell, Fact, Section, number
from graphmodel.report.given import Given
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import counted

MOST = 40
"""Rows of a list; the question named beneath it has them all."""
_ALL = "all"


def facts(given: Given) -> tuple[Fact, ...]:
    """Return the numbers of the summary."""
    table = given.study
    row = table[table["group"] == _ALL].to_dict("records")[0]
    net, language = given.network, given.language
    live, alone = int(net.live.sum()), int((net.live & (net.partners == 0)).sum())
    say = given.say
    islands = len(given.ask("isolation/islands"))
    studied: tuple[Fact, ...] = ()
    if row["systems"]:
        share = f"{number(float(row['percent']), language)} %"
        connected = say("study systems connected to another one")
        then = Fact(say("in the study of 2014"), f"{row['published_2014']} %", "published_2014")
        studied = (Fact(connected, share, "graphmodel study"), then)

    return (
        *studied,
        Fact(
            counted(live, "live system", "live systems").text(language),
            number(live, language),
            "inventory/systems",
        ),
        Fact(
            counted(alone, "of them isolated", "of them isolated").text(language),
            number(alone, language),
            "isolation/isolated-systems -p type=",
        ),
        Fact(
            counted(len(net.links), "link in service", "links in service").text(language),
            number(len(net.links), language),
            "standards/links-by-standard",
        ),
        Fact(
            counted(islands, "island of two systems or more", "islands of two systems or more").text(language),
            number(islands, language),
            "isolation/islands",
        ),
    )


def by_type(given: Given) -> Section:
    """Return the study's table beside today's: the types of which a system is in service, the others by name."""
    everything = given.study
    some = everything["systems"] > 0
    table, none = (
        everything[some],
        [str(name) for name in everything.loc[~some & (everything["group"] != _ALL), "name"]],
    )
    say = given.say
    compared = bool(table["published_2014"].notna().any())
    title = say("Connected systems, beside the study of 2014") if compared else say("Connected systems")
    origins = ("graphmodel study", "interoperability/interconnected-by-type")
    if table.empty:
        sentence = say("No system in service is recorded.")
        return Section("study", title, (sentence,), origins, empty=True)
    unsourced = cites_nothing(given.catalogue)
    left_out = {"group", *(() if compared else ("published_2014",)), *(("percent_documented",) if unsourced else ())}
    columns = [name for name in table.columns if name not in left_out]
    rows: list[tuple[Cell, ...]] = [
        tuple(_cell(cell) for cell in row) for row in table[columns].itertuples(index=False)
    ]
    of_type = [given.of_type(str(group)) for group in table["group"]]
    about = [
        ids if group != _ALL else list(chain.from_iterable(of_type))
        for group, ids in zip(table["group"], of_type, strict=True)
    ]
    documented = say(
        "Records that are only inferred are left out of the column “% documented”: the truth lies between the two."
    )
    if unsourced:
        documented = say("No system, use or link here names a source, so no share of documented ones is given.")
    words: tuple[str, ...] = (
        say("A system is connected when at least one link in service joins it to another system.")
        + f" {documented} "
        + say("A share of fewer than 5 systems is marked, and should not be quoted alone."),
        say(
            "Agencies are those at work in such a system: they operate it, hosts apart, or work in it.",
        ),
    )
    if none:
        types = ", ".join(none)
        words += (
            say(
                "Of these types no system in service is recorded: {types}.",
                types=types,
            ),
        )
    return Section(
        "study",
        title,
        words,
        origins,
        given.grid([given.heading(name) for name in columns], rows, about),
    )


def chart(given: Given) -> str:
    """Return the shares of connected systems, in 2014 and today, as bars; empty where there is nothing to compare."""
    table = given.study
    some = table[table["systems"] > 0]
    if not some["published_2014"].notna().any():
        return ""
    shares = [
        (str(row["name"]), _share(row["published_2014"]), _share(row["percent"]), _note(given, row))
        for row in some.to_dict("records")
    ]
    return bars(
        shares,
        legend=("2014", given.say("today")),
        described=given.say("Share of systems connected, 2014 and today"),
    )


def isolated(given: Given) -> Section:
    """Return the systems without a link, the largest services first."""
    answer = given.ask("isolation/isolated-systems", type="")
    names = given.named(str(row[0]) for row in answer.rows)
    operators = dict(zip(given.catalogue.systems["id"], given.catalogue.systems["operator"], strict=True))
    names |= given.named(str(operators[row[0]]) for row in answer.rows)
    types = dict(zip(given.network.systems, given.network.type, strict=True))
    labels = {word.id: word.name(given.language) for word in v.SYSTEM_TYPES}
    rows: list[tuple[Cell, ...]] = [
        (names[str(id)], labels[str(types[str(id)])], names[str(operators[id])], _cell(officers))
        for id, _, _, officers in answer.rows
    ]
    headings = [given.say("system"), *(given.heading(name) for name in ("type", "operator", "officers"))]
    words = given.say(
        "Isolated means that no link in service with another system is recorded.",
    )
    title, origins = (
        given.say("Systems that stand alone"),
        ("isolation/isolated-systems -p type=",),
    )
    if not rows:
        nothing = given.say("No system in service stands alone.")
        return Section("isolated", title, (nothing,), origins, empty=True)
    return Section(
        "isolated",
        title,
        (words,),
        origins,
        given.grid(headings, rows, [[row[0]] for row in answer.rows], most=MOST),
    )


def hubs(given: Given) -> Section:
    """Return the systems that most others are linked to; and unless it is for anybody, what falls apart without which."""
    answer = given.ask("interoperability/most-connected", least=3)
    names = given.named(str(row[0]) for row in answer.rows)
    net = given.network
    single = set(net.systems[single_points(net)])
    headings = [given.say("system"), *(given.heading(name) for name in ("partners", "links"))]
    headings[1] = given.say("partners")
    rows: list[list[Cell]] = [[names[str(row[0])], _cell(row[3]), _cell(row[4])] for row in answer.rows]
    words = [
        given.say(
            "Partners are the other systems that a link in service joins it to.",
        )
    ]
    title = given.say("What holds the network together")
    origins = (
        "interoperability/most-connected",
        *(() if given.public else ("whatif/left-alone-by-outage -p system=ID",)),
    )
    if not rows:
        nobody = given.say("No system has three partners or more.")
        if not given.public:
            nobody = given.say(
                "No system has three partners or more; single points of failure: {single}.", single=len(single)
            )
        return Section("hubs", title, (nobody,), origins, empty=True)
    if not given.public:
        headings.append(given.say("single point of failure"))
        for row, told in zip(rows, answer.rows, strict=True):
            row.append(given.say("yes") if told[0] in single else "")
        words.append(
            given.say(
                "A single point of failure is a system without which an island of connected systems falls "
                "apart. Number of them: {single}. Not to be passed on without thought.",
                single=len(single),
            )
        )
    grid = given.grid(headings, rows, [[row[0]] for row in answer.rows], most=MOST // 2)
    return Section("hubs", title, tuple(words), origins, grid)


def _cell(value: Any) -> Cell:
    """Return a cell of a frame or an answer as a plain value; whole numbers stay whole."""
    plain: Any = value.tolist() if hasattr(value, "tolist") else value  # a number of numpy's as one of Python's
    if plain is None or (isinstance(plain, float) and math.isnan(plain)):
        return None
    if isinstance(plain, bool):
        return str(plain).lower()
    if isinstance(plain, int | float):
        return plain
    text = str(plain)
    return None if text in {"", "<NA>", "nan"} else text


def _share(value: object) -> float | None:
    cell = _cell(value)
    return None if cell is None else float(cell)


def _note(given: Given, row: dict[Hashable, Any]) -> str:
    share = _share(row["percent"])
    if share is None:
        return ""
    flag = _cell(row["flag"])
    return f"{number(share, given.language)} % ({row['interconnected']}/{row['systems']}){f' {flag}' if flag else ''}"
