"""Write a made-up catalogue of any size: `python benchmarks/generate.py FOLDER [--agencies N --systems N ...]`.

Modelled on what is hard about a continent's police network, so that times measured on it mean something: by default
18,000 agencies, 200,000 systems and 1,000,000 links; two hubs with about 31,000 and 20,000 partners; a quarter of the
live systems isolated; a few hundred islands beside one giant component of about 145,000 systems; about 1,100 relays,
most of them message switches of a region that pass records on to each other; one operator with a seventh of all systems.
Every column of the format is used, every row cites sources, and some rows are traps: retired, planned, manual and
statistical links, parallel and reciprocal links, active links to retired systems.

The same sizes and seed give the same bytes. Nothing loops over rows: rows are drawn as whole columns.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from shape import TYPES, Ints, Network, Size, network

from graphmodel.words import vocabulary as v

Texts = NDArray[np.object_]

SWITCHED = "occurrences persons vehicles warrants"  # what a hub or a switch deals in
YEARS = (1985, 2026)
ABOUT = """\
name = "Made-up network for benchmarks"
name_fr = "Réseau inventé pour mesurer les performances"
made_up = true
limits = ["Made up: drawn at random to have the size and shape of a continent's police network."]
limits_fr = ["Données inventées : tirées au hasard avec la taille et la forme du réseau policier d'un continent."]
"""


def type_names() -> Texts:
    """The types that are drawn, then the two that are set apart."""
    return np.array([*TYPES, "broker", "national_repository"], dtype=object)


def draw(rng: np.random.Generator, shares: dict[str, float], count: int) -> Texts:
    """`count` words, each as often as its share; the empty word takes what the shares leave of 1."""
    words = np.array([*shares, ""], dtype=object)
    weights = [*shares.values(), max(0.0, 1 - sum(shares.values()))]
    found: Texts = words[rng.choice(len(words), count, p=np.array(weights) / sum(weights))]
    return found


def ids(prefix: str, count: int) -> Texts:
    """Slugs `prefix-0000` of equal length, so that they sort as their numbers do."""
    numbers = np.strings.zfill(np.arange(count).astype(np.str_), len(str(count - 1)))
    return np.strings.add(f"{prefix}-", numbers).astype(object)


def years(rng: np.random.Generator, count: int, filled: float) -> pd.Series:
    """Years, missing but for the share that is filled."""
    return pd.Series(rng.integers(*YEARS, count), dtype="Int64").mask(rng.random(count) >= filled)


def citations(rng: np.random.Generator, size: Size, count: int) -> Texts:
    """Source cells: three of four rows cite one source, the others two, in order."""
    one = ids("source", size.sources)
    two = one[:-1] + ";" + one[1:]
    cells: Texts = np.where(rng.random(count) < 0.75, rng.choice(one, count), rng.choice(two, count))
    return cells


def class_cells() -> tuple[list[list[str]], Texts]:
    """Per drawn type its `holds` cells, and per type and cell four choices of what a link may carry of it."""
    holds, carried = [], []
    for classes in [*(words for _, words in TYPES.values()), SWITCHED, SWITCHED]:
        words = classes.split()
        cells = [words, words[:2], words[-1:], words[: len(words) // 2 + 1]]
        holds.append([";".join(cell) for cell in cells])
        carried.append([[cell[0], cell[-1], ";".join(cell), ";".join(cell[:2])] for cell in cells])
    return holds, np.array(carried, dtype=object)


def agencies_table(rng: np.random.Generator, size: Size) -> pd.DataFrame:
    """Agencies; every tenth is a division of one with a smaller number, so that nothing is part of itself."""
    n, number = size.agencies, np.arange(size.agencies)
    host = (number > 0) & (number <= size.hosts)
    id = ids("agency", n)
    levels = {"municipal": 0.62, "regional": 0.2, "provincial": 0.08, "first_nations": 0.06, "federal": 0.02}
    levels |= {"private": 0.02}
    sectors = {"policing": 0.72, "courts": 0.06, "corrections": 0.05, "prosecution": 0.04, "emergency": 0.05}
    sectors |= {"border": 0.01, "transport": 0.03, "oversight": 0.02, "other": 0.02}
    sector = np.where(host, np.where(number % 5 == 0, "vendor_operated", "broker"), draw(rng, sectors, n))
    sector[0] = "policing"
    above = rng.integers(0, np.maximum(number // 10, 1))
    above = np.where(above <= size.hosts, 0, above)
    province = np.array(v.PROVINCES.ids, dtype=object)[number * len(v.PROVINCES) // n]
    officers = pd.Series(np.rint(rng.lognormal(4, 1.3, n)), dtype="Int64").mask(rng.random(n) < 0.4)
    return pd.DataFrame({
        "id": id,
        "name": "Police service " + pd.Series(id).str[7:],
        "name_fr": np.where(rng.random(n) < 0.7, "Service de police nº " + pd.Series(id).str[7:], ""),
        "level": np.where(number == 0, "federal", draw(rng, levels, n)),
        "sector": sector,
        "part_of": np.where((rng.random(n) < 0.1) & ~host & (number > 0), id[above], ""),
        "province": np.where(number == 0, "", province),
        "population_served": officers * 550,
        "sworn_officers": officers,
        "as_of": pd.Series(rng.integers(2009, 2026, n), dtype="Int64").mask(officers.isna()),
        "source": citations(rng, size, n),
    })  # fmt: skip


def systems_table(rng: np.random.Generator, size: Size, net: Network, agency: Texts, held: Ints) -> pd.DataFrame:
    """Systems; one replaces others only where their numbers are smaller, so that no chain comes back."""
    n, number, core = size.systems, np.arange(size.systems), 1 + size.switches
    id, type = ids("system", n), type_names()[net.type]
    holds = np.array(class_cells()[0], dtype=object)[net.type, held]
    holds[(rng.random(n) < 0.1) & (number >= core)] = ""
    ended = draw(rng, {"retired": 0.55, "planned": 0.35, "cancelled": 0.1}, n)
    current = np.where((rng.random(n) < 0.015) & (number >= core), "retiring", "active")
    older = id[rng.integers(0, np.maximum(number, 1))]
    oldest = id[rng.integers(0, np.maximum(number // 2, 1))]
    both = np.where(oldest < older, oldest + ";" + older, older)
    replaces = np.where(rng.random(n) < 0.8, older, both)
    replaces[(rng.random(n) > 0.03) | (number == 0)] = ""
    products = ids("product", 400)
    names = np.array([v.SYSTEM_TYPES[type].en for type in type_names()], dtype=object)
    names_fr = np.array([v.SYSTEM_TYPES[type].fr for type in type_names()], dtype=object)
    return pd.DataFrame({
        "id": id,
        "name": names[net.type] + " " + pd.Series(id).str[7:],
        "name_fr": np.where(rng.random(n) < 0.6, names_fr[net.type] + " " + pd.Series(id).str[7:], ""),
        "type": type,
        "operator": agency[net.owner],
        "product": np.where(rng.random(n) < 0.8, products[(rng.zipf(1.3, n) - 1) % 400], ""),
        "scope": np.where(number < core, "provincial", draw(rng, {"local": 0.7, "regional": 0.15, "provincial": 0.1}, n)),
        "status": np.where(net.live, current, ended),
        "since": years(rng, n, 0.7),
        "until": years(rng, n, 0.1),
        "replaces": replaces,
        "relays": np.where(net.relays, "true", "false"),
        "holds": holds,
        "source": citations(rng, size, n),
        "confidence": draw(rng, {"documented": 0.6, "inferred": 0.3}, n),
    })  # fmt: skip


def links_table(rng: np.random.Generator, size: Size, net: Network, system: Texts, held: Ints) -> pd.DataFrame:
    """Links; of those that must not count, some are not in service, some manual, some statistical."""
    n, core = len(net.start), 1 + size.switches
    carried = class_cells()[1][net.type[net.start], held[net.start], rng.integers(0, 4, n)]
    # Links between switches always say what they carry: nobody passes everything on to the whole continent.
    between = (net.start < core) & (net.end < core)
    modes = {"query": 0.36, "push": 0.3, "replicate": 0.1, "federated_search": 0.08, "file_transfer": 0.11}
    modes |= {"unknown": 0.05}
    wide = {"index": 0.4, "hit": 0.1, "content": 0.3}
    hub = (net.start == 0) | (net.end == 0)
    # Active as they look, the links to systems not in service count no more than the others.
    down = ~net.live[net.start] | ~net.live[net.end]
    reasons = draw(rng, {"status": 0.6, "manual": 0.25, "count": 0.15}, n)
    why = np.where(net.counts | (down & (rng.random(n) < 0.5)), "", reasons)
    status = np.where(rng.random(n) < 0.01, "retiring", "active")
    ended = draw(rng, {"retired": 0.55, "planned": 0.35, "cancelled": 0.1}, n)
    table = pd.DataFrame({
        "id": "",
        "from": system[net.start],
        "to": system[net.end],
        "direction": np.where(rng.random(n) < 0.15, "two_way", "one_way"),
        "mode": np.where(why == "manual", "manual", draw(rng, modes, n)),
        "latency": draw(rng, {"live": 0.4, "daily": 0.2, "periodic": 0.1}, n),
        "access": np.where(hub, draw(rng, wide, n), draw(rng, {"content": 0.5, "index": 0.07, "hit": 0.03}, n)),
        "carries": np.where((rng.random(n) < 0.5) | between, carried, ""),
        "purpose": np.where(why == "count", "statistical", draw(rng, {"operational": 0.3}, n)),
        "standard": np.where(rng.random(n) < 0.3, rng.choice(ids("standard", 12), n), ""),
        "status": np.where(why == "status", ended, status),
        "since": years(rng, n, 0.5),
        "until": years(rng, n, 0.05),
        "note": np.where(rng.random(n) < 0.01, 'Told by both ends, "in part"; see the source', ""),
        "source": citations(rng, size, n),
        "confidence": draw(rng, {"documented": 0.5, "inferred": 0.4}, n),
    })  # fmt: skip
    again = np.flatnonzero(pd.Series(net.start * size.systems + net.end).duplicated())
    table.loc[again, "id"] = ids("link", n)[again]
    return table


def uses_table(rng: np.random.Generator, size: Size, net: Network, agency: Texts, system: Texts) -> pd.DataFrame:
    """Uses: half as many as systems, by agencies near the operator, and everybody reads the hub and a switch."""
    n, everybody = size.systems // 2, np.arange(size.agencies)
    used = rng.integers(0, size.systems, n)
    near = (net.owner[used] + np.rint(rng.laplace(0, 20, n)).astype(np.int64)) % size.agencies
    switch = 1 + everybody * size.switches // size.agencies
    who = np.concatenate([near, everybody, everybody])
    what = np.concatenate([used, np.zeros_like(everybody), switch])
    roles = draw(rng, {"reader": 0.5, "user": 0.3, "contributor": 0.2}, len(who))
    roles[n:] = "reader"
    keep = net.owner[what] != who  # an operator needs no row
    who, what, m = who[keep], what[keep], int(keep.sum())
    return pd.DataFrame({
        "agency": agency[who],
        "system": system[what],
        "role": roles[keep],
        "since": years(rng, m, 0.3),
        "until": years(rng, m, 0.03),
        "source": citations(rng, size, m),
        "confidence": draw(rng, {"documented": 0.4, "inferred": 0.5}, m),
    }).drop_duplicates(["agency", "system", "role"])  # fmt: skip


def small_tables(rng: np.random.Generator, size: Size, agency: Texts, system: Texts) -> dict[str, pd.DataFrame]:
    """Impediments by the thousand, and the tables that stay small whatever the size."""
    m, core, types = max(20, size.systems // 40), 1 + size.switches, type_names()
    subject = np.where(rng.random(m) < 0.5, rng.choice(agency, m), rng.choice(system[core:], m))
    product, standard, source = ids("product", 400), ids("standard", 12), ids("source", size.sources)
    impediments = pd.DataFrame({
        "subject": subject,
        "to": np.where(rng.random(m) < 0.5, rng.choice(system[:core], m), ""),
        "impediment": rng.choice(np.array(v.IMPEDIMENTS.ids, dtype=object), m),
        "note": draw(rng, {"Said in an interview": 0.3, "Named in an audit": 0.3}, m),
        "source": citations(rng, size, m),
    }).drop_duplicates(["subject", "to", "impediment", "note"])  # fmt: skip
    step = ids("recommendation", 6)
    causes = np.array(sorted(v.IMPEDIMENTS.ids), dtype=object)
    return {
        "impediments": impediments,
        "products": pd.DataFrame({"id": product, "name": "Product " + pd.Series(product).str[8:], "vendor": rng.choice(ids("vendor", 90), 400),
                                  "type": rng.choice(types, 400), "source": citations(rng, size, 400)}),
        "standards": pd.DataFrame({"id": standard, "name": "Standard " + pd.Series(standard).str[9:], "name_fr": "Norme " + pd.Series(standard).str[9:],
                                   "owner": "Standards body", "openness": rng.choice(np.array(v.OPENNESS.ids, dtype=object), 12), "source": citations(rng, size, 12)}),
        "recommendations": pd.DataFrame({"id": step, "name": "Recommendation " + pd.Series(step).str[15:], "name_fr": "Recommandation " + pd.Series(step).str[15:],
                                         "addresses": causes[:6] + ";" + causes[1:7], "concerns": "cad;rms", "scenario": "", "source": citations(rng, size, 6)}),
        "sources": pd.DataFrame({"id": source, "title": "Report " + pd.Series(source).str[7:], "publisher": rng.choice(ids("publisher", 60), size.sources),
                                 "year": rng.integers(2000, 2026, size.sources), "url": "https://example.org/" + pd.Series(source)}),
    }  # fmt: skip


def generate(size: Size) -> dict[str, pd.DataFrame]:
    """Every table of the format by name."""
    rng = np.random.default_rng(size.seed)
    net = network(rng, size)
    held = rng.integers(0, 4, size.systems)
    held[: 1 + size.switches] = 0
    agencies = agencies_table(rng, size)
    agency, system = ids("agency", size.agencies), ids("system", size.systems)
    return {
        "agencies": agencies,
        "systems": systems_table(rng, size, net, agency, held),
        "links": links_table(rng, size, net, system, held),
        "uses": uses_table(rng, size, net, agency, system),
        **small_tables(rng, size, agency, system),
    }


def summary(tables: dict[str, pd.DataFrame]) -> dict[str, int | float]:
    """Figures that the docstring promises, counted from the finished tables by the format's definitions."""
    systems, links = tables["systems"], tables["links"]
    n, place = len(systems), pd.Index(systems["id"])
    live = systems["status"].isin(v.LIVE_STATUSES).to_numpy()
    start, end = place.get_indexer(links["from"]), place.get_indexer(links["to"])
    counts = links["status"].isin(v.LIVE_STATUSES) & (links["mode"] != v.MANUAL) & (links["purpose"] != v.STATISTICAL)
    kept = counts.to_numpy() & live[start] & live[end]
    pairs = sparse.coo_array((np.ones(kept.sum()), (start[kept], end[kept])), shape=(n, n)).tocsr()
    both = (pairs + pairs.T) > 0
    partners = np.diff(both.tocsr().indptr)
    islands = np.bincount(sparse.csgraph.connected_components(pairs, directed=False)[1])
    hubs = np.sort(partners)
    return {
        **{name: len(table) for name, table in tables.items()},
        "live systems": int(live.sum()),
        "isolated live systems": int((partners[live] == 0).sum()),
        "isolated, percent of live": round(100 * float((partners[live] == 0).mean()), 1),
        "giant component": int(islands.max()),
        "other islands": int((islands > 1).sum()) - 1,
        "partners of the first hub": int(hubs[-1]),
        "partners of the second hub": int(hubs[-2]),
        "relays": int((systems["relays"] == "true").sum()),
        "live links": int(kept.sum()),
        "second links of a pair": int((links["id"] != "").sum()),
        "links that name classes, percent": round(100 * float((links["carries"] != "").mean()), 1),
    }


def write(tables: dict[str, pd.DataFrame], folder: Path) -> None:
    """Write the tables and what they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    (folder / "about.toml").write_text(ABOUT, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line, write the catalogue, print its figures."""
    parser = argparse.ArgumentParser(description="Write a made-up catalogue of any size.")
    parser.add_argument("folder", type=Path)
    for name in ("agencies", "systems", "links", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Size, name))
    asked = parser.parse_args()
    began = time.perf_counter()
    tables = generate(Size(asked.agencies, asked.systems, asked.links, asked.seed))
    write(tables, asked.folder)
    for name, figure in summary(tables).items():
        print(f"{figure:>12,}  {name}")
    print(f"{time.perf_counter() - began:>12.1f}  seconds")


if __name__ == "__main__":
    main()
