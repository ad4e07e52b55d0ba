"""Needs: who must see which class of whose records, as TOML or as Python, answered exactly on any world.

Needs.read("wanted-person").answer(catalogue).rows
"""

from __future__ import annotations

from graphmodel.answers.needs.answering import NeedsAnswer
from graphmodel.answers.needs.need import Need
from graphmodel.answers.needs.needs import Meeting, Needs

__all__ = ["Meeting", "Need", "Needs", "NeedsAnswer"]
