"""The sections of a report about who sees whom, what stands in the way, and which links would do most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graphmodel.answers.causes import rank_causes
from graphmodel.answers.rounding import percent
from graphmodel.report.charts import matrix
from graphmodel.report.document import Cell, Section
from graphmodel.report.given import Given
from graphmodel.words import vocabulary as v
from graphmodel.words.glossary import used_in
from graphmodel.words.messages import counted, in_language


def sight(given: Given) -> Section:
    """Return, for each two provinces, the share of the services of one that see records of the other."""
    seen, counts = _sight(given)
    places = [at for at, count in enumerate(counts) if count]
    provinces = list(v.PROVINCES)
    short = [provinces[at].id for at in places]
    shares = [[percent(seen[row, column], counts[row], 0) for column in places] for row in places]
    say = given.say
    rows: list[tuple[Cell, ...]] = [
        (provinces[at].name(given.language), int(counts[at]), *(int(share or 0) for share in line))
        for at, line in zip(places, shares, strict=True)
    ]
    words: tuple[str, ...] = (
        say(
            "Each row: of the police services of a province (n agencies, each division counted by itself), "
            "the per cent that can see at least one record of a system operated in the province of the "
            "column by an agency of another organisation. To see means technically within reach; permission "
            "is another matter.",
        ),
    )
    title = say("Who can see whom, by province")
    origins = ("graphmodel reach AGENCY --explain", "reach/seen-by-agency")
    elsewhere = int((given.catalogue.agencies["sector"] == "policing").sum()) - int(counts.sum())
    unplaced = say(
        "Police services whose province is not recorded are left out: {elsewhere}.",
        elsewhere=elsewhere,
    )
    if not seen.any():
        nothing = say(
            "No police service whose province is recorded can see a record of a system that another "
            "organisation operates in any province.",
        )
        return Section("sight", title, (nothing, *((unplaced,) if elsewhere else ())), origins, empty=True)
    words += (unplaced,) if elsewhere else ()
    grid = given.grid([say("services of"), "n", *short], rows, [[] for _ in rows])
    chart = matrix(short, shares, described=title)
    return Section("sight", title, words, origins, grid, chart)


def _sight(given: Given) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many services of each province see each province, shape (P, P), and how many there are, shape (P,)."""
    net = given.network
    ids = {word.id: at for at, word in enumerate(v.PROVINCES)}
    size = len(ids)
    agencies = given.catalogue.agencies
    home = agencies["province"].map(ids).fillna(-1).to_numpy(dtype=np.int64)
    police = (agencies["sector"] == "policing").to_numpy(dtype=bool) & (home >= 0)
    sees = np.zeros((len(home), size), dtype=bool)
    for _, agency, system in given.visibility.visible():
        operator = net.operator[system]
        other = (net.organisation[operator] != net.organisation[agency]) & (home[operator] >= 0)
        sees[agency[other], home[operator[other]]] = True
    counts = np.bincount(home[police], minlength=size).astype(np.int64)
    seen = np.zeros((size, size), dtype=np.int64)
    np.add.at(seen, home[police], sees[police].astype(np.int64))
    return seen, counts


def causes(given: Given) -> Section:
    """Return what stands in the way of missing links, by how much could be seen without it."""
    everything = rank_causes(given.catalogue, given.language)
    stated = everything["stated"] > 0
    table, unstated = everything[stated], ", ".join(everything.loc[~stated, "name"].astype(str))
    title = given.say("What stands in the way")
    origins = ("graphmodel whatif barriers", "impediments/by-cause")
    if table.empty:
        nothing = given.say("The catalogue states no impediment.")
        return Section("causes", title, (nothing,), origins, empty=True)
    rows: list[tuple[Cell, ...]] = [
        (str(row["name"]), int(row["stated"]), int(row["pairs"]), int(row["triples"]), int(row["alone"]))
        for row in table.to_dict("records")
    ]
    held = given.catalogue.impediments
    about = [[*held.loc[held["impediment"] == cause, "subject"].astype(str)] for cause in table["cause"].astype(str)]
    say = given.say
    words = say(
        "What stands in the way, as the catalogue states it. Pairs are plausible links that a cause "
        "holds back; sightlines are what agencies would newly see if all of them were built, alone if only "
        "that cause were lifted.",
    )
    headings = [say("cause"), *(given.heading(name) for name in ("stated", "pairs", "triples", "alone"))]
    return Section(
        "causes",
        title,
        (words, *((say("Not stated: {unstated}.", unstated=unstated),) if unstated else ())),
        origins,
        given.grid(headings, rows, about),
    )


def next_links(given: Given) -> Section:
    """Return the links that would let agencies see most, one after the other, with why and what holds them back."""
    steps = given.plan.steps
    names = given.named([*steps["from"], *steps["to"]])
    say = given.say
    words_of: dict[str, str] = {word.id: word.name(given.language) for word in v.IMPEDIMENTS}
    rows: list[tuple[Cell, ...]] = [
        (
            at + 1,
            f"{names[row['from']]} ↔ {names[row['to']]}",
            int(row["triples"]),
            int(row["total"]),
            "; ".join(in_language(reason, given.language) for reason in row["why"]),
            "; ".join(words_of[str(cause)] for cause in row["held_back_by"]),
        )
        for at, row in enumerate(steps.to_dict("records"))
    ]
    columns = ("rank", "link", "triples", "total", "why", "held_back_by")
    words = say(
        "Plausible links in the order in which they let agencies see most; each counts what the ones "
        "before it leave. A sightline is an agency, a system and a class of its records that the agency "
        "can newly see. Costs are not known.",
    )
    title, origins = say("Which links next"), (f"graphmodel plan --links {given.links}",)
    if not rows:
        nothing = say("No plausible link would let an agency see more.")
        return Section("next", title, (nothing,), origins, empty=True)
    return Section(
        "next",
        title,
        (words,),
        origins,
        given.grid(
            [given.heading(name) for name in columns],
            rows,
            [[row["from"], row["to"]] for row in steps.to_dict("records")],
        ),
    )


def limits(given: Given) -> Section:
    """Return what the data cannot say."""
    about = given.catalogue.about
    texts = (about.limits_fr if given.language == "fr" else about.limits) or about.limits or about.limits_fr
    title, origins = given.say("Limits of the data"), ("graphmodel info",)
    if not texts:
        return Section(
            "limits", title, (given.say("The catalogue states no limits of its data."),), origins, empty=True
        )
    return Section("limits", title, tuple(texts), origins)


def method(given: Given) -> Section:
    """Return how it was counted, in plain words."""
    say = given.say
    count = len(given.catalogue.sources)
    sources = counted(
        count,
        "The catalogue lists agencies, their information systems and the links between these; the sources that it "
        "names number {count}.",
        "The catalogue lists agencies, their information systems and the links between these; the sources that it "
        "names number {count}.",
    ).text(given.language)
    if not count:
        sources = say(
            "The catalogue lists agencies, their information systems and the links between these; it names no source."
        )
    brackets = say("Bracketed numbers are sources, listed at the end.")
    return Section(
        "method",
        say("How it was counted"),
        (
            f"{sources} "
            + say(
                "A link counts when it and both systems are in service; manual and purely statistical exchange "
                "does not count.",
            ),
            say(
                "An agency sees a record when one of the systems that it reads holds it, or receives it over "
                "links that run that way, carry that class of records and pass only through systems that relay "
                "what they receive.",
            ),
            say(
                "Beneath each section stands what to run to get the same numbers: a command, or the id of a "
                "query for “graphmodel query run”.",
            )
            + (f" {brackets}" if given.cited() else ""),
        ),
    )


def words(given: Given, texts: Sequence[str]) -> Section:
    """Return what the words of art in some texts of the report mean."""
    terms = used_in("\n".join(texts), given.language)
    told = tuple(f"{item.name.text(given.language)}: {item.meaning.text(given.language)}" for item in terms)
    return Section("words", given.say("What the words mean"), told, ("graphmodel glossary",))
