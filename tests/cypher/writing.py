"""The state of one text that is being written: what is in scope, what was promised, and how kinds become texts.

The grammar is a table: every production says which kind it makes, and registers itself. ``Writing.value`` picks one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TypeVar

from tests.cypher.kinds import BOOLEAN, Kind, properties
from tests.cypher.pools import DECIMALS, Pools

Choice = TypeVar("Choice")
Production = Callable[["Writing", int], "str | None"]
"""Writes an expression of its kind at a depth; None where nothing in scope serves."""
PRODUCTIONS: dict[str, list[tuple[int, Production]]] = {}


def makes(kind: str, weight: int = 2) -> Callable[[Production], Production]:
    """Register a production of a kind."""

    def register(production: Production) -> Production:
        PRODUCTIONS.setdefault(kind, []).append((weight, production))
        return production

    return register


def quoted(text: str) -> str:
    """Return a text as a literal, in either kind of quotes by what it holds."""
    held = text.replace("\\", "\\\\")
    return f'"{held}"' if "'" in held and '"' not in held else "'" + held.replace("'", "\\'") + "'"


_CLOSED = re.compile(r"[\w.$]+|'[^'\\]*'|\"[^\"\\]*\"")


def closed(text: str) -> str:
    """Return a text as an operand: in brackets, unless it is one word."""
    return text if _CLOSED.fullmatch(text) or _one_call(text) else f"({text})"


def _one_call(text: str) -> bool:
    """Return whether a text is one function call, list or bracket from its first sign to its last."""
    opened = re.match(r"\w*([(\[])", text)
    if not opened or text[-1] not in ")]" or re.search(r"['\"`]", text):
        return False
    depth = 0
    for at, sign in enumerate(text):
        depth += sign in "(["
        depth -= sign in ")]"
        if not depth and at >= opened.end() - 1:
            return at == len(text) - 1
    return False


@dataclass
class Writing:
    """One text under way."""

    rnd: random.Random
    pools: Pools
    large: bool = False
    scope: dict[str, Kind] = field(default_factory=dict)
    parameters: dict[str, object] = field(default_factory=dict)
    where: bool = False
    """Whether a pattern may stand as a predicate here."""
    depth: int = 0
    """Subqueries around this place."""
    taken: set[str] = field(default_factory=set)
    """Names that are promised, though not in scope yet."""
    ordered: bool = False
    """Whether the rows come in an order that the clause before has made total."""
    walked: bool = False
    """Whether this MATCH has a walk already; more of them take too long."""

    def chance(self, share: float) -> bool:
        return self.rnd.random() < share

    def pick(self, *choices: Choice) -> Choice:
        return self.rnd.choice(choices)

    def fresh(self, prefix: str) -> str:
        """Return a name that is not in scope; one that was in scope earlier may come again, as people do it."""
        number = self.pick(1, 1, 1, 2, 7)
        while f"{prefix}{number}" in self.scope or f"{prefix}{number}" in self.taken:
            number += 1
        self.taken.add(f"{prefix}{number}")
        return f"{prefix}{number}"

    @contextmanager
    def within(self, names: dict[str, Kind] | None = None, *, where: bool | None = None) -> Iterator[None]:
        """Put names in scope for a while."""
        scope, before, taken = self.scope, self.where, self.taken
        self.scope = {**scope, **(names or {})}
        self.taken = set(taken)
        self.where = before if where is None else where
        try:
            yield
        finally:
            self.scope, self.where, self.taken = scope, before, taken

    def named(self, kind: str) -> list[tuple[str, Kind]]:
        """Return the names in scope whose kind goes by a name."""
        return [(name, held) for name, held in self.scope.items() if held.name == kind]

    def like(self, kind: Kind, *, loose: bool = False) -> list[str]:
        """Return the names in scope of a kind; those of loose lists only where their order does not matter."""
        return [name for name, held in self.scope.items() if held.like(kind) and (loose or not held.unordered)]

    def held(self, kind: Kind) -> list[tuple[str, str]]:
        """Return (owner, property) for all properties of a kind of the nodes and relationships in scope."""
        owners = self.named("node") + self.named("relationship")
        return [(name, key) for name, owner in owners for key, value in properties(owner).items() if value == kind]

    def in_maps(self, kind: Kind) -> list[str]:
        """Return ``map.key`` for all entries of a kind of the maps in scope."""
        maps = self.named("map")
        return [f"{name}.{key}" for name, held in maps for key, value in held.fields if value == kind]

    def parameter(self, value: object) -> str:
        """Return ``$name`` of a new parameter."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def literal(self, kind: Kind, property: str = "") -> str:
        """Return a literal of a scalar kind, sometimes as a parameter; one that a property may have where named."""
        value: object
        if kind.name == "decimal":
            text = self.pick(*DECIMALS)
            return self.parameter(float(text)) if self.chance(0.05) else text
        if kind.name == "integer":
            value = self.pools.integer(self.rnd, property)
        elif kind == BOOLEAN:
            value = self.chance(0.5)
        else:
            value = self.pools.text(self.rnd, property)
        if self.chance(0.08):
            return self.parameter(value)
        return quoted(value) if isinstance(value, str) else str(value).lower()

    def value(self, kind: Kind, depth: int) -> str:
        """Return an expression of a kind; null now and then."""
        if self.chance(0.03):
            return "null"
        productions = PRODUCTIONS.get(kind.name, [])
        if depth <= 0 or not productions:
            return self.leaf(kind)
        for _ in range(4):
            if self.chance(0.35):
                return self.leaf(kind)
            (_, production), *_ = self.rnd.choices(productions, [weight for weight, _ in productions])
            # a pattern is a predicate only where it stands in a condition of its own
            logical = production.__name__ in ("_logic", "_not", "_predicate")
            with self.within(where=self.where and logical) if not logical else nullcontext():
                written = production(self, depth - 1)
            if written is not None:
                return written
        return self.leaf(kind)

    def operand(self, kind: Kind, depth: int) -> str:
        """Return an expression that any operator may stand beside."""
        return closed(self.value(kind, depth))

    def leaf(self, kind: Kind) -> str:
        """Return a name, a property or a literal."""
        names = self.like(kind)
        held = self.held(kind)
        maps = self.in_maps(kind)
        choices: list[str] = [self.pick(*names)] * 3 if names else []
        if held:
            choices += [".".join(self.pick(*held))] * 4
        if maps:
            choices += [self.pick(*maps)] * 2
        if kind.sortable:
            choices.append(self.literal(kind))
        return self.pick(*choices) if choices else "null"


def spelled(text: str) -> str:
    """Return a text without the brackets around the whole of it, which nobody writes."""
    return text[1:-1] if text.startswith("(") and _one_call(text) else text
