"""What-if scenarios: changes as TOML or as Python, each a pure function from a Catalogue to a Catalogue.

Scenario("mine").connect("drps-rms", "rcmp-pip", cost=5).retire({"type": "cad"}).apply(catalogue)
"""

from __future__ import annotations

from graphmodel.documents.selectors import Selector
from graphmodel.records.changes import record_changes
from graphmodel.scenario.scenario import Scenario

__all__ = ["Scenario", "Selector", "record_changes"]
