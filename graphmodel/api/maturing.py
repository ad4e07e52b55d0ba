"""How mature links are."""

from __future__ import annotations

import pandas as pd

from graphmodel.answers import maturity as levels
from graphmodel.answers.maturity import RatedBy
from graphmodel.api.given import asked_of
from graphmodel.arguments import checked
from graphmodel.engine.maturity import Scale
from graphmodel.stores.anywhere import CatalogueLike
from graphmodel.words.languages import Language


@checked
def maturity(
    catalogue: CatalogueLike, by: RatedBy = "link", scale: Scale = "safecom", *, language: Language = "en"
) -> pd.DataFrame:
    """Return how mature links are, live or re-keyed by hand: on SAFECOM's data lane (0 to 5) or on LISI (0 to 4).

    A level is an interval, ``low`` to ``high``, over all that the facts which are not known could be; ``missing`` lists
    those on which it still depends: mode, latency, access, standard, openness (of the standard).

    By ``link``, the lowest first. Columns: link, from, to, mode, low, high, missing.

    By ``province`` or ``type`` a row for each that has a link at an end, then ``all``; by ``agency`` a row for each.
    Columns: group (or agency), name, links, settled (low is high), low and high (of the lowest link), half_low and
    half_high (the level that half of the links reach), percent_low and percent_high (the share of links at level 2 or
    more), missing (the most frequent first). The links of an agency are those by which records come into a system that
    it reads; works_with counts the agencies of other organisations that work in a live system with it, which is level 2
    of the data lane with each. Levels and shares are missing where there is no link.

    >>> by_type = maturity("canada", "type").set_index("group")
    >>> int(by_type.loc["all", "links"]), int(by_type.loc["all", "settled"]), by_type.loc["all", "missing"]
    (278, 91, ['standard', 'latency', 'mode'])
    """
    return levels.maturity(asked_of(catalogue).network, by, scale, language=language)
