"""Who is linked with whom, as the tables alone say it."""

from __future__ import annotations

from graphmodel.records.catalogue import Catalogue


def truths(catalogue: Catalogue) -> tuple[dict[str, set[str]], dict[str, str], list[str]]:
    """Return each system's partners over live links, each one's operator, and the ids of all items, from the tables."""
    status = dict(zip(catalogue.systems["id"], catalogue.systems["status"], strict=True))
    partners: dict[str, set[str]] = {id: set() for id in status}
    for link in catalogue.links.itertuples():
        one, other = link[catalogue.links.columns.get_loc("from") + 1], link.to
        alive = {status[one], status[other], link.status} <= {"active", "retiring"}
        if alive and link.mode != "manual" and link.purpose != "statistical":
            partners[one].add(other)
            partners[other].add(one)
    operator = dict(zip(catalogue.systems["id"], catalogue.systems["operator"], strict=True))
    return partners, operator, [*catalogue.agencies["id"], *catalogue.systems["id"]]
