"""The shape of the made-up network, as numbers: who owns what, who is isolated, and what ties the rest together.

`generate.py` beside it gives everything a name and writes the tables.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Share of the systems and classes held, by type. National repositories and brokers are set apart from these.
TYPES: dict[str, tuple[float, str]] = {
    "rms": (0.23, "mugshots occurrences persons property vehicles warrants"),
    "cad": (0.12, "calls_for_service persons vehicles"),
    "mobile_reporting": (0.10, "calls_for_service occurrences"),
    "arrest_booking": (0.07, "custody fingerprints mugshots persons"),
    "eticketing_lpr": (0.07, "lpr_reads tickets vehicles"),
    "digital_evidence": (0.07, "digital_evidence"),
    "criminal_justice_im": (0.08, "cases court documents"),
    "business_intelligence": (0.04, "analytics intelligence"),
    "mcm": (0.05, "cases intelligence persons"),
    "jail_cell": (0.06, "custody persons"),
    "content_management": (0.03, "documents"),
    "citizen_portal": (0.02, "occurrences"),
    "other": (0.04, "firearms offender_registry property"),
    "biometric": (0.02, "dna fingerprints"),
}


@dataclass(frozen=True)
class Size:
    """How much to make."""

    agencies: int = 18_000
    systems: int = 200_000
    links: int = 1_000_000
    seed: int = 7

    def __post_init__(self) -> None:
        if self.agencies < 8 or self.systems < 40:
            raise SystemExit("A network needs at least 8 agencies and 40 systems.")

    @property
    def switches(self) -> int:
        """Message switches: systems 1 and up. System 0 is the national repository."""
        return max(2, self.systems // 2000 - 1)

    @property
    def hosts(self) -> int:
        """Agencies 1 and up that only host switches. Agency 0 is the national police."""
        return min(64, self.switches, self.agencies // 4)

    @property
    def sources(self) -> int:
        """From a few dozen to a few thousand."""
        return min(3000, max(30, self.systems // 100))


@dataclass(frozen=True)
class Network:
    """The shape, as numbers of systems, before anything has a name."""

    owner: Ints  # the agency that operates each system
    type: Ints  # position in TYPES; then brokers, then national repositories
    live: Flags
    relays: Flags
    start: Ints
    end: Ints
    counts: Flags  # the links meant to be live


def owners(rng: np.random.Generator, size: Size) -> Ints:
    """Each agency but the hosts has a system; a third of the rest belongs to few agencies, the national police first."""
    few = (rng.zipf(1.6, size.systems) - 1) % (size.agencies - size.hosts)
    anyone = rng.integers(0, size.agencies - size.hosts, size.systems)
    owner: Ints = np.where(rng.random(size.systems) < 0.35, few, anyone)
    first = min(size.agencies - size.hosts, size.systems)
    owner[:first] = np.arange(first)
    owner[owner > 0] += size.hosts
    owner[0] = 0
    owner[1 : 1 + size.switches] = 1 + np.arange(size.switches) % size.hosts
    return owner


def either_way(rng: np.random.Generator, one: Ints, other: Ints) -> Ints:
    """Pairs (from, to): three of five run from the first to the second."""
    forth = rng.random(len(one)) < 0.6
    return np.stack([np.where(forth, one, other), np.where(forth, other, one)], axis=1)


def network(rng: np.random.Generator, size: Size) -> Network:
    """Draw the shape: who is isolated, who is on an island, and what ties the rest to the switches."""
    n, owner = size.systems, owners(rng, size)
    shares = np.array([share for share, _ in TYPES.values()])
    type = rng.choice(len(TYPES), n, p=shares / shares.sum())
    core = 1 + size.switches
    type[1:core], type[0] = len(TYPES), len(TYPES) + 1
    relays = np.zeros(n, dtype=np.bool_)
    relays[rng.choice(n, n // 200, replace=False)] = True
    live = rng.random(n) < 0.975
    relays[:core] = live[:core] = True

    # A quarter is isolated. Where there are few links for so many systems, more of them are.
    linked = live & (rng.random(n) < min(0.757, 0.5 * size.links / n))
    linked[:core] = True
    order = np.flatnonzero(linked)[core:]
    order = order[np.argsort(owner[order], kind="stable")]
    islanders = order[len(order) - int(0.023 * len(order)) :]
    main = order[: len(order) - len(islanders)]
    group = np.repeat(np.arange(len(islanders)), rng.integers(2, 9, len(islanders)))[: len(islanders)]
    same = group[1:] == group[:-1]

    parts: list[Ints] = [np.c_[islanders[:-1][same], islanders[1:][same]]]
    switches = np.arange(1, core)
    parts.append(np.c_[switches, switches - 1])
    parts.append(np.c_[np.repeat(switches, 3), rng.integers(0, core, 3 * len(switches))])
    records = main[type[main] == list(TYPES).index("rms")]
    at_hub = records[: int(0.031 * size.links)]
    parts.append(either_way(rng, at_hub, np.zeros_like(at_hub)))
    at_second = rng.permutation(main)[: int(0.0152 * size.links)]
    parts.append(either_way(rng, at_second, np.ones_like(at_second)))
    at_switch = main[rng.random(len(main)) < 0.45]
    # The national police is in every region.
    region = np.where(owner[at_switch] == 0, rng.integers(0, size.agencies, len(at_switch)), owner[at_switch])
    region = region * size.switches // size.agencies
    parts.append(either_way(rng, at_switch, 1 + (region + rng.integers(0, 2, len(region))) % size.switches))
    # Whoever has none of these links is tied to its neighbour, and the first one to the hub: one component.
    tied = np.isin(main, np.concatenate([at_hub, at_second, at_switch]))
    parts.append(either_way(rng, main[~tied], np.concatenate([[0], main[:-1]])[~tied]))
    dead = _dead_links(rng, live, int(0.03 * size.links))

    made = np.concatenate(parts)
    made = made[made[:, 0] != made[:, 1]]
    rest = size.links - len(made) - len(dead)
    if rest < 0:
        raise SystemExit(f"{size.systems} systems need at least {len(made) + len(dead)} links: ask for more links.")
    # Everything else is mostly local: between neighbours in the order of operators, one of twenty far away.
    position = rng.integers(0, len(main), rest)
    step = np.rint(rng.laplace(0, 12, rest)).astype(np.int64)
    step = np.where(rng.random(rest) < 0.05, rng.integers(1, len(main), rest), np.where(step == 0, 1, step))
    local = np.c_[main[position], main[(position + step) % len(main)]]
    local = np.where((local[:, 0] == local[:, 1])[:, None], np.array([[0, 1]]), local)
    pairs = np.concatenate([made, local, dead])
    counts = np.arange(len(pairs)) < len(pairs) - len(dead)
    shuffled = rng.permutation(len(pairs))
    return Network(owner, type, live, relays, pairs[shuffled, 0], pairs[shuffled, 1], counts[shuffled])


def _dead_links(rng: np.random.Generator, live: Flags, count: int) -> Ints:
    """Links that must not count: half of them anywhere, isolated systems included, half to a system not in service."""
    gone = np.flatnonzero(~live)
    start = rng.integers(0, len(live), count)
    end = (start + rng.integers(1, len(live), count)) % len(live)
    if len(gone):
        end = np.where(np.arange(count) % 2 == 0, end, gone[rng.integers(0, len(gone), count)])
    return np.stack([start, end], axis=1)[start != end]
