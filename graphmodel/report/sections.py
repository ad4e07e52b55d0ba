"""The sections of a report about what is connected, what stands alone and what holds it together.

Each is a function of what is given; sight, causes and next links are in ``outlook``.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from itertools import chain
from typing import Any

from graphmodel.answers.provenance import cites_nothing
from graphmodel.answers.study import study
from graphmodel.engine.failure import single_points
from graphmodel.report.charts import bars
from graphmodel.report.document import Cell, Fact, Section, number
from graphmodel.report.given import Given
from graphmodel.words import vocabulary as v

MOST = 40
"""Rows of a list; the question named beneath it has them all."""
_ALL = "all"


def facts(given: Given) -> tuple[Fact, ...]:
    """Return the numbers of the summary."""
    table = study(given.catalogue, language=given.language)
    row = table[table["group"] == _ALL].to_dict("records")[0]
    net, language = given.network, given.language
    live, alone = int(net.live.sum()), int((net.live & (net.partners == 0)).sum())
    say = given.say
    islands = len(given.ask("isolation/islands"))
    studied: tuple[Fact, ...] = ()
    if row["systems"]:
        share = f"{number(float(row['percent']), language)} %"
        connected = say("study systems connected to another one", "systèmes d'étude reliés à un autre")
        then = Fact(say("in the study of 2014", "dans l'étude de 2014"), f"{row['published_2014']} %", "published_2014")
        studied = (Fact(connected, share, "graphmodel study"), then)

    def noun(count: int, one: tuple[str, str], many: tuple[str, str]) -> str:
        return say(one[0] if count == 1 else many[0], one[1] if count < 2 else many[1])

    return (
        *studied,
        Fact(
            noun(live, ("live system", "système en service"), ("live systems", "systèmes en service")),
            number(live, language),
            "inventory/systems",
        ),
        Fact(
            noun(alone, ("of them isolated", "dont isolé"), ("of them isolated", "dont isolés")),
            number(alone, language),
            "isolation/isolated-systems -p type=",
        ),
        Fact(
            noun(len(net.links), ("link in service", "lien en service"), ("links in service", "liens en service")),
            number(len(net.links), language),
            "standards/links-by-standard",
        ),
        Fact(
            noun(
                islands,
                ("island of two systems or more", "îlot de deux systèmes ou plus"),
                ("islands of two systems or more", "îlots de deux systèmes ou plus"),
            ),
            number(islands, language),
            "isolation/islands",
        ),
    )


def by_type(given: Given) -> Section:
    """Return the study's table beside today's: the types of which a system is in service, the others by name."""
    everything = study(given.catalogue, language=given.language)
    some = everything["systems"] > 0
    table, none = (
        everything[some],
        [str(name) for name in everything.loc[~some & (everything["group"] != _ALL), "name"]],
    )
    say = given.say
    compared = bool(table["published_2014"].notna().any())
    title = say("Connected systems", "Les systèmes reliés")
    if compared:
        title += say(", beside the study of 2014", ", auprès de l'étude de 2014")
    origins = ("graphmodel study", "interoperability/interconnected-by-type")
    if table.empty:
        sentence = say("No system in service is recorded.", "Aucun système en service n'est consigné.")
        return Section("study", title, (sentence,), origins)
    columns = [name for name in table.columns if name != "group" and (compared or name != "published_2014")]
    rows: list[tuple[Cell, ...]] = [
        tuple(_cell(cell) for cell in row) for row in table[columns].itertuples(index=False)
    ]
    of_type = [given.of_type(str(group)) for group in table["group"]]
    about = [
        ids if group != _ALL else list(chain.from_iterable(of_type))
        for group, ids in zip(table["group"], of_type, strict=True)
    ]
    shares = [
        (str(row["name"]), _share(row["published_2014"]), _share(row["percent"]), _note(given, row))
        for row in table.to_dict("records")
    ]
    chart = bars(
        shares,
        legend=("2014", say("today", "aujourd'hui")),
        described=say("Share of systems connected, 2014 and today", "Part des systèmes reliés, 2014 et aujourd'hui"),
    )
    unsourced = say(
        "No system, use or link here names a source: “% documented” leaves out only what is marked as inferred.",
        "Aucun système, usage ou lien n'indique ici de source : « % documenté » n'écarte que ce qui est marqué inféré.",
    )
    words = (
        say(
            "A system is connected when at least one link in service joins it to another system. Records that are only "
            "inferred are left out of the column “% documented”: the truth lies between the two. A share of "
            "fewer than 5 systems is marked, and should not be quoted alone.",
            "Un système est relié lorsqu'au moins un lien en service le joint à un autre. La colonne « % documenté » "
            "laisse de côté ce qui n'est qu'inféré : la vérité se trouve entre les deux. Une part de moins de "
            "5 systèmes est signalée et ne devrait pas être citée seule.",
        ),
        *((unsourced,) if cites_nothing(given.catalogue) else ()),
        say(
            "Agencies are those at work in such a system: they operate it, hosts apart, or work in it.",
            "Les organismes sont ceux qui travaillent dans un tel système : ils l'exploitent, hébergeurs à part, ou "
            "l'utilisent.",
        ),
    )
    if none:
        types = ", ".join(none)
        words += (
            say(
                f"Of these types no system in service is recorded: {types}.",
                f"De ces types, aucun système en service n'est consigné : {types}.",
            ),
        )
    return Section(
        "study",
        title,
        words,
        origins,
        given.grid([given.heading(name) for name in columns], rows, about),
        chart if compared else "",
    )


def isolated(given: Given) -> Section:
    """Return the systems without a link, the largest services first."""
    answer = given.ask("isolation/isolated-systems", type="")
    names = given.named(str(row[0]) for row in answer.rows)
    types = dict(zip(given.network.systems, given.network.type, strict=True))
    labels = {word.id: word.fr if given.language == "fr" else word.en for word in v.SYSTEM_TYPES}
    rows: list[tuple[Cell, ...]] = [
        (names[str(id)], labels[str(types[str(id)])], str(operator), _cell(officers))
        for id, _, operator, officers in answer.rows
    ]
    headings = [given.say("system", "système"), *(given.heading(name) for name in ("type", "operator", "officers"))]
    words = given.say(
        "Isolated means that no link in service with another system is recorded.",
        "Isolé veut dire qu'aucun lien en service avec un autre système n'est consigné.",
    )
    title, origins = (
        given.say("Systems that stand alone", "Les systèmes isolés"),
        ("isolation/isolated-systems -p type=",),
    )
    if not rows:
        nothing = given.say("No system in service stands alone.", "Aucun système en service n'est isolé.")
        return Section("isolated", title, (nothing,), origins)
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
    headings = [given.say("system", "système"), *(given.heading(name) for name in ("partners", "links"))]
    headings[1] = given.say("partners", "partenaires")
    rows: list[list[Cell]] = [[names[str(row[0])], _cell(row[3]), _cell(row[4])] for row in answer.rows]
    words = [
        given.say(
            "Partners are the other systems that a link in service joins it to.",
            "Les partenaires sont les autres systèmes auxquels un lien en service le joint.",
        )
    ]
    title = given.say("What holds the network together", "Ce qui tient le réseau ensemble")
    origins = (
        "interoperability/most-connected",
        *(() if given.public else ("whatif/left-alone-by-outage -p system=ID",)),
    )
    if not rows:
        words = [given.say("No system has three partners or more", "Aucun système n'a trois partenaires ou plus")]
        if not given.public:
            words.append(
                given.say(f"single points of failure: {len(single)}", f"points de défaillance unique : {len(single)}")
            )
        return Section("hubs", title, ("; ".join(words) + ".",), origins)
    if not given.public:
        headings.append(given.say("single point of failure", "point de défaillance unique"))
        for row, asked in zip(rows, answer.rows, strict=True):
            row.append(given.say("yes", "oui") if asked[0] in single else "")
        words.append(
            given.say(
                "A single point of failure is a system without which an island of connected systems falls apart. "
                f"Number of them: {len(single)}. Not to be passed on without thought.",
                "Un point de défaillance unique est un système sans lequel un îlot de systèmes reliés se défait. "
                f"Leur nombre : {len(single)}. À ne pas transmettre sans réflexion.",
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
