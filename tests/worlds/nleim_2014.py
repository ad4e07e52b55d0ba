"""The made-up catalogue `data/nleim-2014`: 39 police organisations that reproduce the shares published in 2014.

The interview data of the study were never published: `nleim_2014_facts.py` holds what was, and what is invented so that
every published share comes out. Write the catalogue again with `python -m tests.worlds.nleim_2014`.
"""

import csv
from operator import itemgetter
from pathlib import Path

from tests.worlds import nleim_2014_facts as facts
from tests.worlds.nleim_2014_facts import Row

HOME = Path(__file__).parents[2] / "data" / "nleim-2014"
MADE_UP = "made-up"
STUDY_AND_MADE_UP = "idc-2014;made-up"

COLUMNS = {
    "sources": "id title publisher year url",
    "agencies": "id name name_fr level sector part_of province population_served sworn_officers as_of source",
    "products": "id name vendor type source",
    "systems": "id name name_fr type operator product scope status since until replaces relays holds source confidence",
    "uses": "agency system role since until source confidence",
    "links": "id from to direction mode latency access carries purpose standard status since until note source confidence",
    "impediments": "subject to impediment note source",
    "standards": "id name name_fr owner openness source",
    "recommendations": "id name name_fr addresses concerns scenario source",
}
KEYS = {
    "uses": ["agency", "system", "role"],
    "links": ["from", "to", "id"],
    "impediments": ["subject", "to", "impediment", "note"],
}


def row(table: str, **cells: str) -> Row:
    """One record with every column of its table, cells not given being empty; `from_` stands for the column `from`.

    Whatever does not name its sources is invented, and confidence is stated wherever there is a column for it, but for uses.
    """
    columns = COLUMNS[table].split()
    made = dict.fromkeys(columns, "")
    if "source" in columns:
        made["source"] = MADE_UP
    if "confidence" in columns and table != "uses":
        made["confidence"] = "documented"
    return made | {name.rstrip("_"): text for name, text in cells.items()}


def agencies() -> dict[str, Row]:
    """The 39 organisations first, in a fixed order, then the RCMP's detachments, the hosts and the statistics office."""
    made: dict[str, Row] = {}

    def add(id: str, name: str, name_fr: str, level: str, sector: str = "policing", **cells: str) -> None:
        made[id] = row("agencies", id=id, name=name, name_fr=name_fr, level=level, sector=sector, **cells)

    for id, (name, name_fr, level, province) in facts.NAMED.items():
        add(id, name, name_fr, level, province=province, source=STUDY_AND_MADE_UP)
    for province, services in facts.GENERIC.items():
        for number, service in enumerate(services.split(";"), 1):
            level, officers = service.split()
            name, name_fr = (f"{word} {province}-{number}" for word in facts.LEVELS[level])
            cells = {"province": province, "sworn_officers": officers, "as_of": "2014"}
            add(f"{province.lower()}-{number}", name, name_fr, level, **cells)
    for province, (slug, name, name_fr) in facts.TERRITORIES.items():
        texts = f"RCMP detachments in {name}", f"Détachements de la GRC {name_fr}"
        add(f"rcmp-{slug}", *texts, "federal", part_of="rcmp", province=province, source=STUDY_AND_MADE_UP)
    add("optic-host", "Host of OPTIC", "Hôte d'OPTIC", "provincial", "broker", province="ON")
    add("prime-host", "Host of PRIME", "Hôte de PRIME", "provincial", "broker", province="BC")
    for province, (name, name_fr) in facts.EXCHANGES.items():
        texts = f"Justice exchange office ({name})", f"Bureau d'échange de la justice ({name_fr})"
        add(f"exchange-office-{province.lower()}", *texts, "provincial", "broker", province=province)
    add("statistics-office", "Statistics office", "Bureau de la statistique", "federal", "other")
    return made


def those(organisations: str) -> list[str]:
    """The ids of a text of ids, or of `inside TYPE` and `outside TYPE`."""
    side, _, type = organisations.partition(" ")
    return facts.CONNECTED[type][side == "outside"].split() if side in {"inside", "outside"} else organisations.split()


def owners(known: dict[str, Row], turn: int, type: str) -> list[str]:
    """Who has the first system of a type: those with links, then other organisations, starting elsewhere for each type."""
    first = those(f"inside {type}") + those(f"outside {type}")
    extra = [system for system in facts.EXTRA if system[1] == type]
    elsewhere = {operator for _, _, operator, _ in extra}
    organisations = list(known)[:39]
    others = [organisations[(turn * 5 + step * 7) % 39] for step in range(39)]  # 7 spreads them over the provinces
    return [*first, *(o for o in others if o not in first and o not in elsewhere)][: facts.TYPES[type][1] - len(extra)]


def systems(known: dict[str, Row]) -> dict[str, Row]:
    """Per study type as many live systems as TYPES says, then those that are not live, then those that stand apart."""
    made: dict[str, Row] = {}

    def add(id: str, type: str, operator: str, apart: str = "", apart_fr: str = "", **cells: str) -> None:
        agency, (_, _, name, name_fr, holds) = known[operator], facts.TYPES[type]
        cells = {
            "name": f"{name}, {agency['name']}" + (f" ({apart})" if apart else ""),
            "name_fr": f"{name_fr}, {agency['name_fr']}" + (f" ({apart_fr or apart})" if apart else ""),
            "product": f"records-suite-{facts.RECORDS_PRODUCT[agency['province']]}" if type == "rms" else "",
            "scope": "provincial" if id in facts.PROVINCIAL_MCM else facts.SCOPES.get(agency["level"], "local"),
            "status": "retiring" if id in facts.RETIRING else "active",
            "until": facts.PAST_UNTIL.get(id, ""),
            "replaces": facts.REPLACES.get(id, ""),
            "holds": "" if id in facts.HOLDS_UNKNOWN else holds,
        } | cells
        made[id] = row("systems", id=id, type=type, operator=operator, relays="false", **cells)

    for turn, (type, (ending, *_)) in enumerate(facts.TYPES.items()):
        for owner in owners(known, turn, type):
            add(f"{owner}-{ending}", type, facts.OPERATED_BY.get(f"{owner}-{ending}", owner))
    for extra in facts.EXTRA:
        add(*extra)
    for id, type, operator, status, since, until, replaces in facts.NOT_LIVE:
        add(
            id,
            type,
            operator,
            *facts.STATUS_NAMES[status],
            status=status,
            since=since,
            until=until,
            replaces=replaces,
            product="",
        )
    for id, name, name_fr, type, operator, scope, relays, holds in facts.APART:
        cells = {"name": name, "name_fr": name_fr, "scope": scope, "relays": relays, "holds": holds}
        made[id] = row("systems", id=id, type=type, operator=operator, status="active", **cells)
    return made


def links(known: dict[str, Row]) -> list[Row]:
    """Every link of the templates, then the special ones, re-keying by hand and the counts sent to the statistics office."""
    made: list[Row] = []

    def add(start: str, end: str, **cells: str) -> None:
        cells = {
            "direction": "one_way",
            "status": facts.STATUS_OF.get(f"{start}>{end}", "active"),
            "until": facts.UNTIL_OF.get(f"{start}>{end}", ""),
        } | cells
        made.append(row("links", from_=start, to=end, **cells))

    for start, end, organisations, direction, mode, latency, access, carries, standard in facts.LINKS:
        for o in those(organisations):
            pair = start.format(o=o), end.format(o=o, x=known[o]["province"].lower() if o in known else "")
            named = {"direction": direction, "latency": latency, "access": access, "standard": standard}
            add(*pair, mode=mode, carries=carries, **named)
    for start, end, cells in facts.SPECIAL:
        add(start, end, **cells)
    for o in those(facts.REKEYED):
        add(f"{o}-rms", "cpic", mode="manual", carries="persons;property", note="Typed in again by clerks")
    for o in those(facts.STATISTICS):
        named = {"latency": "periodic", "purpose": "statistical", "standard": "crime-survey"}
        add(f"{o}-rms", "crime-statistics", mode="file_transfer", carries="occurrences", **named)
    return made


def uses(known: dict[str, Row], made_links: list[Row]) -> list[Row]:
    """Readers and contributors. Only the RCMP's own detachments work in a study-type system that they do not operate."""
    divisions = [id for id in known if known[id]["part_of"]]
    found = {(o, s, "reader") for o in [*list(known)[:39], *divisions] for s in ("cpic", "pip")}
    found |= {(d, s, "user") for d in divisions for s in ("rcmp-rms", "rcmp-cad")}
    found |= {(o, "optic", "user") for o in those(facts.OPTIC)} | {(o, "prime", "user") for o in those(facts.PRIME)}
    found |= {("on-7", "on-1-cad", "reader"), ("ns-2", "ns-1-cad", "reader"), ("on-9", "on-1-rms-old", "user")}
    for link in made_links:
        sender, target = link["from"].rsplit("-", 1)[0], link["to"]
        if sender in known and link["status"] in {"active", "retiring"}:
            if target in facts.PROVINCIAL_MCM:
                found.add((sender, target, "reader"))
            if target in {*facts.PROVINCIAL_MCM, "afis", "pip", "crime-statistics"} or target.startswith("exchange-"):
                found.add((sender, target, "contributor"))
    # An operator needs no row, and the RCMP operates the national systems.
    return [
        row("uses", agency=a, system=s, role=r) for a, s, r in found if a != "rcmp" or s not in {"cpic", "pip", "afis"}
    ]


def small_tables() -> dict[str, list[Row]]:
    """Sources, products, standards, impediments and recommendations."""
    products = [
        row(
            "products",
            id=f"records-suite-{x}",
            name=f"Records suite {x.upper()}",
            vendor=f"Vendor {x.upper()}",
            type="rms",
        )
        for x in sorted(set(facts.RECORDS_PRODUCT.values()))
    ]
    standards = [
        row("standards", id=id, name=name, name_fr=name_fr, openness=openness)
        for id, name, name_fr, openness in facts.STANDARDS
    ]
    impediments = [
        row("impediments", subject=subject + ending, to=to, impediment=cause, note=note, source=STUDY_AND_MADE_UP)
        for subjects, ending, to, cause, note in facts.IMPEDIMENTS
        for subject in subjects.split()
    ]
    steps = [
        row(
            "recommendations",
            id=id,
            name=name,
            name_fr=name_fr,
            addresses=causes,
            concerns=types,
            scenario=scenario,
            source="idc-2014",
        )
        for id, name, name_fr, causes, types, scenario in facts.RECOMMENDATIONS
    ]
    sources = [facts.STUDY, row("sources", id=MADE_UP, title="Invented to reproduce the published shares")]
    return {
        "sources": sources,
        "products": products,
        "standards": standards,
        "impediments": impediments,
        "recommendations": steps,
    }


def make(folder: Path) -> None:
    """Write the catalogue into `folder`, rows in the order of their keys; the same bytes every time."""
    known = agencies()
    made_links = links(known)
    tables = small_tables() | {
        "agencies": list(known.values()),
        "systems": list(systems(known).values()),
        "uses": uses(known, made_links),
        "links": made_links,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        key = KEYS.get(table, ["id"])
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[table].split(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(rows, key=itemgetter(*key)))
    (folder / "about.toml").write_text(facts.ABOUT, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    make(HOME)
