"""The types of what the public calls take and give back, for hints of one's own: as ``numpy.typing`` is for numpy.

>>> from graphmodel.typing import CatalogueLike
>>> def isolated(catalogue: CatalogueLike) -> int: ...
"""

from graphmodel.answers.beneficiaries import Weight
from graphmodel.answers.maturity import RatedBy
from graphmodel.answers.needs import NeedsAnswer
from graphmodel.answers.plan import Ends, Plan
from graphmodel.answers.sharing import SharingGroup
from graphmodel.answers.study import Basis, Grouping
from graphmodel.answers.whatif import Confidence, Outage, Repair
from graphmodel.api.briefs import Audience
from graphmodel.api.given import ClassesLike, NeedsLike, ScenarioLike, SelectorLike
from graphmodel.api.sharing import AskedPurpose
from graphmodel.briefs.document import BriefPart
from graphmodel.briefs.making import Brief
from graphmodel.briefs.neighbourhood import Neighbour, Neighbourhood
from graphmodel.documents.costs import Costs, CostsLike
from graphmodel.engine.maturity import Scale
from graphmodel.errors import Problem
from graphmodel.exchange.exporting import Exported
from graphmodel.importing.plan import SheetPlan
from graphmodel.loading import CheckReport, Loader
from graphmodel.maps.plain import PyvisNetwork
from graphmodel.queries.parameters import Parameter
from graphmodel.queries.query import Query
from graphmodel.records.schema import About, Record, TableName
from graphmodel.report.document import Cell, Cited, Fact, Grid, Section
from graphmodel.scenario.change import Change
from graphmodel.scenario.scenario import Named
from graphmodel.stores.anywhere import CatalogueLike
from graphmodel.stores.protocol import Info
from graphmodel.survey import Answers
from graphmodel.survey.asking import Ask
from graphmodel.words.languages import Language

__all__ = [
    "About",
    "Answers",
    "Ask",
    "AskedPurpose",
    "Audience",
    "Basis",
    "Brief",
    "BriefPart",
    "CatalogueLike",
    "Cell",
    "Change",
    "CheckReport",
    "Cited",
    "ClassesLike",
    "Confidence",
    "Costs",
    "CostsLike",
    "Ends",
    "Exported",
    "Fact",
    "Grid",
    "Grouping",
    "Info",
    "Language",
    "Loader",
    "Named",
    "NeedsAnswer",
    "NeedsLike",
    "Neighbour",
    "Neighbourhood",
    "Outage",
    "Parameter",
    "Plan",
    "Problem",
    "PyvisNetwork",
    "Query",
    "RatedBy",
    "Record",
    "Repair",
    "Scale",
    "ScenarioLike",
    "Section",
    "SelectorLike",
    "SharingGroup",
    "SheetPlan",
    "TableName",
    "Weight",
]
