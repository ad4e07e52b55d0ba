"""What ``whatif`` and ``plan`` choose links by: options that both have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphmodel.cli.shared.bilingual import Decorator, option
from graphmodel.cli.shared.completion import needs_names

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from graphmodel.answers.ranking import World, Worth
    from graphmodel.engine.network import Positions

weight_option: Decorator = option(
    "--weight",
    type=click.Choice(["triples", "agencies", "officers", "population"]),
    default="triples",
    show_default=True,
    help="What a link is worth: new sightlines, or the agencies that gain, their officers or the people they serve.",
)
respect_option: Decorator = option(
    "--respect",
    multiple=True,
    metavar="CAUSE",
    help="Leave out pairs that this cause holds back; repeatable.",
)
needs_option: Decorator = option(
    "--needs",
    multiple=True,
    metavar="FILE|NAME",
    shell_complete=needs_names,
    help="Choose by how many unmet pairs of these needs a link meets, before anything else; repeatable.",
)
documented_option: Decorator = option(
    "--documented",
    is_flag=True,
    help="Answer from documented records alone, and say how far it is from the answer of all.",
)


def worth_of(needs: tuple[str, ...]) -> Worth | None:
    """Return what links are worth by unmet needs of these files or names; None where there are none."""
    if not needs:
        return None
    from graphmodel.answers.needs import Needs

    read = [Needs.read(source) for source in needs]

    def worth(world: World, one: Positions, other: Positions) -> NDArray[np.int64]:
        return sum((item.worth(world, one, other) for item in read[1:]), read[0].worth(world, one, other))

    return worth
