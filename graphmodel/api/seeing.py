"""Who can see whose records, who cannot and why, and what flows: technically within reach; permission is another matter."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from graphmodel.answers import flows as flowing
from graphmodel.answers import may as permission
from graphmodel.answers import why as asking
from graphmodel.answers.reach import sightlines
from graphmodel.api.given import ClassesLike, SelectorLike, agencies_of, agency_at, asked_of, classes_of, purposes_of
from graphmodel.arguments import checked
from graphmodel.engine.agreements import Agreements
from graphmodel.stores.anywhere import CatalogueLike
from graphmodel.words.languages import Language


@checked
def reach(catalogue: CatalogueLike, agency: str, classes: ClassesLike | None = None) -> pd.DataFrame:
    """Return what an agency can see: a row for each (system, class), sorted.

    Columns: system, class, through (the systems it reads them in, a sorted list), access (full, or pointer: an index or
    a hit).

    Raises UnknownName with the nearest names for an agency or a class that there is not.

    >>> seen = reach("canada", "peel-regional-police", "warrants").set_index("system")
    >>> seen.loc["rcmp-cpic"].tolist()
    ['warrants', ['peel-alpr', 'rcmp-cpic'], 'full']
    """
    asked, chosen = asked_of(catalogue), classes_of(classes)
    return _of(asked.reach.seen_by(agency_at(asked.network, agency)), chosen)


@checked
def sees(
    catalogue: CatalogueLike, agency: str, other: str | None = None, classes: ClassesLike | None = None
) -> pd.DataFrame:
    """Return whose records an agency can see: a row for each (agency, class), sorted; ``other`` limits it to one.

    Agencies of its own organisation are left out. Columns: agency (that supplies the records), class, systems (of
    origin, a sorted list), access (full or pointer), state (where agreements are recorded: agreed, allowed, forbidden or
    not_recorded, as ``may`` says).

    Raises UnknownName with the nearest names for an agency or a class that there is not.

    >>> sees("canada", "peel-regional-police", "toronto-police-service", "warrants")["systems"].tolist()
    [['rcmp-cpic']]
    """
    asked, chosen = asked_of(catalogue), classes_of(classes)
    at = None if other is None else agency_at(asked.network, other)
    return _of(asked.reach.sees(agency_at(asked.network, agency), at), chosen)


@checked
def seen(
    catalogue: CatalogueLike, agency: str, other: str | None = None, classes: ClassesLike | None = None
) -> pd.DataFrame:
    """Return who can see an agency's records: a row for each (agency, class), sorted; ``other`` limits it to one.

    The reverse of ``sees``, and like there an agency is given by its id or by a name that is no other's. Agencies of its own
    organisation are left out. Columns: agency (that sees the records), class, systems (of origin, which the agency asked
    about supplies; a sorted list), access (full or pointer), state (where agreements are recorded, as for ``sees``).

    Raises UnknownName with the nearest names for an agency or a class that there is not.

    >>> seen("canada", "toronto-police-service", "peel-regional-police", "warrants")["systems"].tolist()
    [['rcmp-cpic']]
    """
    asked, chosen = asked_of(catalogue), classes_of(classes)
    at = None if other is None else agency_at(asked.network, other)
    return _of(asked.reach.seen(agency_at(asked.network, agency), at), chosen)


@checked
def may(
    catalogue: CatalogueLike,
    agency: str,
    other: str | None = None,
    classes: ClassesLike | None = None,
    *,
    purposes: str | Collection[str] = (),
) -> pd.DataFrame:
    """Return what an agency may receive of whom: a row for each (agency, class) that has a state, sorted.

    ``other`` limits the rows to one agency that discloses. What serves only civil screening or statistics counts where
    ``purposes`` asks for ``civil_screening`` or ``statistics``. No agreement recorded is not "not allowed".

    Columns: agency (that discloses), class, state, systems (of origin, of which the state holds; a sorted list),
    agreements (ids of the rows that permit or forbid it for these systems, a sorted list). The states of what the agency
    sees are agreed (an agreement says so), allowed (no law stands in the way), forbidden and not_recorded; of what it
    does not see, agreed_not_within_reach and allowed_not_within_reach.

    Raises UnknownName with the nearest names for an agency, class or purpose that there is not.

    >>> rows = may("canada", "peel-regional-police", "abbotsford-police-department").set_index("class")
    >>> rows.loc["persons"].tolist()[1:]
    ['agreed', ['prime-bc'], ['bc-foippa-33', 'ca-pip']]
    """
    return permissions(catalogue, agency, other, classes, purposes=purposes).rows


def permissions(
    catalogue: CatalogueLike,
    agency: str,
    other: str | None = None,
    classes: ClassesLike | None = None,
    *,
    purposes: str | Collection[str] = (),
) -> permission.Permissions:
    """Return the rows of ``may``, and of how many of them it is true of some systems alone."""
    asked, chosen = asked_of(catalogue), classes_of(classes)
    at = None if other is None else agency_at(asked.network, other)
    agreements = Agreements(asked.network, purposes_of(purposes))
    return permission.may(asked.reach.visibility, agreements, agency_at(asked.network, agency), at, chosen)


def _of(rows: pd.DataFrame, classes: list[str] | None) -> pd.DataFrame:
    return rows if classes is None else rows[rows["class"].isin(classes)].reset_index(drop=True)


@checked
def why(
    catalogue: CatalogueLike,
    agency: str,
    other: str,
    classes: ClassesLike | None = None,
    *,
    language: Language = "en",
) -> pd.DataFrame:
    """Return why an agency does not see another one's records, or that it does: a row for each class.

    The classes are those given, or all that the other agency holds in systems that it supplies, live or planned; if
    it holds none, there is one row without a class.

    Columns: class, seen, reasons (words, in the order of the path; none where it is seen), origin (the system at the
    head of the path), path (a list of steps: from, to, link, breach), drawn (the path in one line), held_back_by
    (impediments of the steps that lack something), mend_from and mend_to (the cheapest link that mends it), mend_adds
    (the flow ``to`` the second, or ``both`` ways), mend_triples (sightlines that it would add for all agencies),
    mend_held_back_by.

    Raises UnknownName for an id or class that is not known, GraphmodelError where both agencies are one.

    >>> why("canada", "peel-regional-police", "winnipeg-police-service", "occurrences")["mend_to"].tolist()
    ['rcmp-cpic']
    """
    return asking.why(asked_of(catalogue).world, agency, other, classes_of(classes), language=language)


@checked
def visibility(
    catalogue: CatalogueLike, agencies: SelectorLike | None = None, classes: ClassesLike | None = None
) -> pd.DataFrame:
    """Return every sightline: a row for each agency, system and class of whose records it can see, sorted.

    ``agencies`` are chosen by a selector as text (``province=ON level=municipal``), a Selector or ids. Columns:
    agency, system, class, access (full or pointer), each a categorical.

    Its cost: the rows are made as arrays, without a loop over them, of some 40 bytes each at most while they are sorted
    and 6 to 10 afterwards. The 236 agencies of Canada have 5,729 sightlines, in a tenth of a second; a network in which
    everybody sees everything has agencies times systems times classes: choose some where there are thousands of each.

    Raises ScenarioError for a selector that names what the catalogue has not, UnknownName for such a class.

    >>> every = visibility("canada", "province=ON", "warrants")
    >>> every["access"].value_counts().to_dict()
    {'full': 127, 'pointer': 14}
    """
    network, chosen = asked_of(catalogue).network, classes_of(classes)
    return sightlines(asked_of(catalogue).reach.visibility, agencies_of(agencies, network), chosen)


@checked
def flows(catalogue: CatalogueLike) -> pd.DataFrame:
    """Return every live flow: a row for each link from one system to another, two rows where it goes both ways.

    Sorted by from, to and link. Columns: link (its id), from, to, reverse (of a two-way link the way back), answers
    (the sender keeps the record; else it copies), mode, access, carries (a list of classes; empty is whatever the
    sender offers), passes (the classes that can really come through, a list), purpose, standard, status, confidence.

    >>> every = flows("canada")
    >>> len(every), every["link"].nunique()
    (316, 272)
    """
    return flowing.flows(asked_of(catalogue).reach.visibility)
