"""What may be shared, counted; what to look at in agreements; and whether law really stands in the way."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import pandas as pd

from graphmodel.answers import agreement_indicators as indicating
from graphmodel.answers import sharing
from graphmodel.answers import verdicts as judging
from graphmodel.answers.sharing import SharingGroup
from graphmodel.api.given import asked_of
from graphmodel.arguments import checked
from graphmodel.stores.anywhere import CatalogueLike
from graphmodel.words.languages import Language

AskedPurpose = Literal["civil_screening", "statistics"]
"""A purpose that counts only where somebody asks for it."""


@checked
def agreements(
    catalogue: CatalogueLike,
    by: SharingGroup = "class",
    *,
    purposes: Collection[AskedPurpose] = (),
    without: Collection[str] = (),
    documented: bool = False,
    language: Language = "en",
) -> pd.DataFrame:
    """Return how many pairs of agencies are in each state of permission, or what each agreement covers.

    A pair is a recipient, a discloser of another organisation and a class of records; of pairs of which nothing is seen
    and nothing permitted, none is counted. None recorded does not mean not allowed.

    Columns: group (an id of what is counted by; the last row is all), name, agreed, allowed, forbidden, not_recorded,
    agreed_not_within_reach, allowed_not_within_reach. A province and an agency count as recipients.

    With ``by`` agreement there is a row for each of them: agreement, name, agreement_kind, effect, status, confidence,
    recipients and disclosers (agencies), pairs (of these, of two organisations), links (in service that run under it).

    Rows that serve civil_screening or statistics alone count where ``purposes`` asks for them. ``without`` leaves
    agreements out, ``documented`` agreements and parties that are only inferred: how far do the numbers rest on them?

    Raises UnknownName for an agreement that there is not.

    >>> every = agreements("canada").set_index("group").loc["all"]
    >>> int(every["agreed"]), int(every["agreed_not_within_reach"])
    (7108, 27850)
    >>> broad = ["on-mfippa-32-f", "on-mfippa-32-g"]
    >>> less = agreements("canada", without=broad).set_index("group").loc["all"]
    >>> int(every["allowed_not_within_reach"]), int(less["allowed_not_within_reach"])
    (93293, 63779)
    """
    visibility = asked_of(catalogue).reach.visibility
    return sharing.shared(visibility, by, tuple(purposes), language, without=without, documented=documented)


@checked
def agreement_indicators(
    catalogue: CatalogueLike, *, purposes: Collection[AskedPurpose] = (), language: Language = "en"
) -> pd.DataFrame:
    """Return what to look at in agreements: a row for each indicator.

    Columns: indicator, name, count, of (of how many), ids (of agreements or links, a sorted list). Indicators:
    without_audit, without_onward, without_retention (live rows that permit and record no such clause, which is not that
    there is none), expired_with_live_links (retired rows under which links in service would run), links_without_agreement
    (links in service between organisations that run under no live row that permits), agreements_without_link.

    >>> agreement_indicators("canada").set_index("indicator")["count"].to_dict()["expired_with_live_links"]
    4
    """
    return indicating.indicators(asked_of(catalogue).network, tuple(purposes), language)


@checked
def verdicts(catalogue: CatalogueLike) -> pd.DataFrame:
    """Return both verdicts on each impediment of law and privacy: the stated one, which leads, and the computed one.

    Columns: subject, to, verdict (stated: real, perceived or unsettled; None where none is), computed (real where a row
    forbids some of what the missing link would carry, perceived where one permits some and none forbids, else
    unsettled), differ, forbidding and permitting (ids of these rows, lists), note, verdict_note, sources (a list). A
    class of records is coarser than a law: never tell the computed verdict alone.

    >>> both = verdicts("canada").set_index("subject").loc["bc-alpr"]
    >>> both["verdict"], both["computed"]
    ('real', 'perceived')
    """
    return judging.verdicts(asked_of(catalogue).network)
