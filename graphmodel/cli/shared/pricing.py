"""What links cost: the options that say it, and amounts as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphmodel.cli.shared.bilingual import Decorator, option
from graphmodel.words.amounts import WANTED, money, per_sightline, read_amount
from graphmodel.words.messages import say

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.scenario import Scenario

costs_option: Decorator = option(
    "--costs",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="What a link costs by its mode, or any, where nothing else says it: a .toml or .csv file.",
)
_AMOUNTS = {"cost": money, "unit_cost": money, "cost_per_gain": per_sightline}


class Amount(click.ParamType):  # type: ignore[type-arg] # which older releases do not take
    """An amount of money as people write it."""

    name = "amount"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the amount; click's refusal where it is none."""
        read = read_amount(value) if isinstance(value, str) else None
        if read is None:
            self.fail(say("{text!r} is no amount: {wanted}", text=str(value), wanted=WANTED), param, ctx)
        return read


def as_people_read(table: pd.DataFrame, form: str) -> pd.DataFrame:
    """Return a table with its amounts in dollars, in the language in force, where people read it."""
    if form not in ("table", "markdown"):
        return table
    found = table.copy()
    for name, written in _AMOUNTS.items():
        if name in found.columns:
            told = [None if missing else written(value).text() for missing, value in _cells(found[name])]
            found[name] = _series(told, found)
    return found


def _cells(column: pd.Series[float]) -> list[tuple[bool, float]]:
    return list(zip(column.isna().tolist(), column.tolist(), strict=True))


def _series(values: list[str | None], like: pd.DataFrame) -> pd.Series[str]:
    """Return texts as a column of a table."""
    import pandas as pd

    return pd.Series(values, index=like.index, dtype=object)


def of_query(file: str | None) -> float | None:
    """Return what a proposed link, which asks and is answered, costs by a file; None where it does not say."""
    if file is None:
        return None
    from graphmodel.documents.costs import cost_of, costs_of_file
    from graphmodel.scenario.links import QUERY

    return cost_of(costs_of_file(file), QUERY)


def priced(scenario: Scenario, file: str | None) -> Scenario:
    """Return a scenario with the costs of a file, where one is given."""
    return scenario if file is None else scenario.priced(file)
