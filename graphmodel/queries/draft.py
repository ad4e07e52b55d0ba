"""A query file to start from: it can be asked as it is, and every line of it is there to be changed."""

from __future__ import annotations

import re

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DRAFT = """\
// Live systems of one type: {name}
// @fr Systèmes en service d'un type : {name}
// Say here what a row is, and what it must not be taken for. The first two lines are the titles.
// @param type  system type   which type; empty means all
// @shows table
WITH 'rms' AS type
MATCH (a:Agency)-[:OPERATES|HOSTS]->(s:System)-[:OF_TYPE]->(t:SystemType)
WHERE s.live AND (type = '' OR t.id = type)
RETURN s.id AS system, s.name AS name, a.name AS operator
ORDER BY system;
"""


def is_id(name: str) -> bool:
    """Return whether a name can be the last part of an id: small letters and digits, parted by hyphens."""
    return _ID.fullmatch(name) is not None


def draft(name: str) -> str:
    """Return the text of a new query file of that name."""
    return _DRAFT.format(name=name)
