"""Stacks of changes as a planner makes them in the page: what each does to a world, why one cannot be, and its text."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence

from tests.links import default_links, plus, without
from tests.oracle import Oracle

Change = dict[str, str]
NAME = 'a "name" \\ é  of mine'


class Refused(Exception):
    """A change cannot be: the code says why."""


def some_stack(rnd: random.Random, oracle: Oracle) -> list[Change]:
    """Return up to three changes that may be refused: connect, retire, disconnect."""
    live = [system for system in oracle.systems if oracle.live(system)]
    made: list[Change] = []
    for _ in range(rnd.randint(1, 3)):
        do = rnd.choice(("connect", "connect", "retire", "disconnect"))
        if do == "connect":
            made.append({"do": do, "from": rnd.choice(live), "to": rnd.choice(live)})
        elif do == "retire":
            made.append({"do": do, "system": rnd.choice(live)})
        elif oracle.all_links:
            made.append({"do": do, "link": rnd.choice(oracle.all_links)["id"]})
    return made


def after(oracle: Oracle, stack: Sequence[Change]) -> Oracle:
    """Return the world after changes, one on top of the other; Refused where one cannot be."""
    for change in stack:
        if change["do"] == "connect":
            one, other = change["from"], change["to"]
            if not (oracle.live(one) and oracle.live(other)):
                raise Refused("not_live")
            if one == other:
                raise Refused("itself")
            links = default_links(oracle, one, other)
            if not links:
                raise Refused("linked_already")
            oracle = plus(oracle, links)
        elif change["do"] == "retire":
            if not oracle.live(change["system"]):
                raise Refused("not_live")
            oracle = without(oracle, change["system"])
        else:
            (link,) = (row for row in oracle.all_links if row["id"] == change["link"])
            if link["status"] not in ("active", "retiring"):
                raise Refused("not_current")
            ended = plus(oracle, ())
            ended.all_links = [{**row, "status": "retired"} if row is link else row for row in oracle.all_links]
            oracle = ended
    return oracle


def text_of(stack: Sequence[Change], name: str = NAME) -> str:
    """Return the scenario as TOML, as docs/scenarios.md has it: what it is called, then a table for each change."""
    lines = [f"name = {json.dumps(name, ensure_ascii=False)}"]
    for change in stack:
        lines += ["", "[[change]]", *(f"{key} = {json.dumps(value)}" for key, value in change.items())]
    return "\n".join(lines) + "\n"
