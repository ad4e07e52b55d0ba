"""A survey of one agency as a workbook, there and back: filled in by people, read with every problem at once.

Law: what an agency leaves blank changes nothing, and nothing that it writes deletes anything.
"""

from graphmodel.survey.making import make_survey
from graphmodel.survey.merging import Answers, read_surveys

__all__ = ["Answers", "make_survey", "read_surveys"]
