"""What must be there when the tests run: the words of ``GRAPHMODEL_REQUIRE``, parted by commas or spaces.

A word turns the skip of tests for which something is missing into a failure: ``neo4j``, ``docker``, ``node``, ``chromium``.
"""

from __future__ import annotations

import os
import re

import pytest

VARIABLE = "GRAPHMODEL_REQUIRE"


def required() -> set[str]:
    """Return the words of the variable."""
    return set(re.split(r"[\s,]+", os.environ.get(VARIABLE, ""))) - {""}


def missing(message: str, *words: str) -> BaseException:
    """Return what to raise where something is missing: a skip, or a failure where one of these words is required."""
    if required() & set(words):
        return pytest.fail.Exception(message, pytrace=False)
    return pytest.skip.Exception(message)
