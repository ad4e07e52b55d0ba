"""All kinds of change by the word that names them; in this order people read of them."""

from __future__ import annotations

from collections.abc import Mapping

from graphmodel.documents.keys import Faults, Key, Place
from graphmodel.errors import ScenarioError
from graphmodel.scenario.change import Change
from graphmodel.scenario.links import Connect, Disconnect
from graphmodel.scenario.systems import AddSystem, Relay, Replace, Retire
from graphmodel.scenario.uses import Join, Leave, Lift
from graphmodel.words.suggest import did_you_mean

KINDS: dict[str, type[Change]] = {
    kind.do: kind for kind in (Connect, Disconnect, Retire, Replace, AddSystem, Join, Leave, Relay, Lift)
}
DO = Key("do", "text", f"Which change: {', '.join(KINDS)}.", required=True)


def read_change(given: Mapping[str, object], place: Place | None = None) -> Change:
    """Return the change of these keys, ``do`` among them; ScenarioError with everything that is wrong."""
    do = given.get(DO.name)
    if isinstance(do, str) and do.strip() in KINDS:
        return KINDS[do.strip()].of({name: value for name, value in given.items() if name != DO.name}, place)
    faults = Faults("change", place)
    if do is None:
        faults("", f"names no change: it needs the key do, one of {', '.join(KINDS)}")
    elif isinstance(do, str):
        faults(DO.name, f"{do!r} is no change{did_you_mean(do, KINDS)}: it is one of {', '.join(KINDS)}")
    else:
        faults(DO.name, f"must be a text in quotation marks, one of {', '.join(KINDS)}")
    raise ScenarioError(faults.problems)
