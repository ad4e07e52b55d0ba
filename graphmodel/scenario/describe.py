"""What a scenario file may say, as Markdown: written from the schemas that validate it."""

from __future__ import annotations

from graphmodel.documents.choosing import Chosen, selector_keys
from graphmodel.documents.describe import keys_table
from graphmodel.scenario.scenario import Scenario
from graphmodel.scenario.texts import KINDS

_SELECTORS: tuple[Chosen, ...] = ("systems", "agencies")


def keys_markdown() -> str:
    """Return the keys of a scenario, of each change and of the selectors, as Markdown."""
    common = {name: key for kind in KINDS.values() for name, key in kind.schema().items() if _is_common(name)}
    parts = ["### A scenario", keys_table(Scenario.schema().values()), "### Every change", keys_table(common.values())]
    for do, kind in KINDS.items():
        own = [key for name, key in kind.schema().items() if name not in common]
        parts += [
            f"### {do}",
            f"{(kind.__doc__ or '').strip()} A cost counts for each {kind.unit}.",
            keys_table(own),
        ]
    for of in _SELECTORS:
        parts += [f"### A selector of {of}", keys_table(selector_keys(of).values())]
    return "\n\n".join(parts) + "\n"


def _is_common(name: str) -> bool:
    return all(name in kind.schema() for kind in KINDS.values())
