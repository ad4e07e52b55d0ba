"""The types of what the public calls take and give back, for hints of one's own: as ``numpy.typing`` is for numpy.

>>> from graphmodel.typing import CatalogueLike
>>> def isolated(catalogue: CatalogueLike) -> int: ...
"""

from graphmodel.answers.beneficiaries import Weight
from graphmodel.answers.needs import Answer
from graphmodel.answers.plan import Plan
from graphmodel.answers.study import Basis, Grouping
from graphmodel.answers.whatif import Confidence, Outage
from graphmodel.api.given import ClassesLike, NeedsLike, ScenarioLike, SelectorLike
from graphmodel.documents.selectors import Selector
from graphmodel.exchange.exporting import Exported
from graphmodel.loading import CheckReport, Loader
from graphmodel.queries.query import Query
from graphmodel.records.schema import About, TableName
from graphmodel.stores.anywhere import CatalogueLike
from graphmodel.stores.protocol import Info, Store
from graphmodel.survey import Answers
from graphmodel.words.vocabulary import Language

__all__ = [
    "About",
    "Answer",
    "Answers",
    "Basis",
    "CatalogueLike",
    "CheckReport",
    "ClassesLike",
    "Confidence",
    "Exported",
    "Grouping",
    "Info",
    "Language",
    "Loader",
    "NeedsLike",
    "Outage",
    "Plan",
    "Query",
    "ScenarioLike",
    "Selector",
    "SelectorLike",
    "Store",
    "TableName",
    "Weight",
]
