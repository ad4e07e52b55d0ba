"""A brief as a Word document; in the picture's place a table: who sends us records, our systems, who gets records of ours."""

from __future__ import annotations

from graphmodel.briefs.document import OnePage
from graphmodel.briefs.neighbourhood import Neighbour, Neighbourhood
from graphmodel.paper.word import SMALL, Sheets
from graphmodel.words.languages import speaking
from graphmodel.words.messages import say


def docx(brief: OnePage) -> bytes:
    """Return a brief as a Word document."""
    made = Sheets(brief.title, brief.language, size=SMALL)
    made.paragraph(brief.subtitle, quiet=True)
    with speaking(brief.language):
        for at, part in enumerate(brief.parts):
            made.heading(part.title)
            made.paragraph(" ".join(part.sentences))
            if not at and brief.picture.ours:
                _table(made, brief.picture)
    return made.content()


def _table(made: Sheets, near: Neighbourhood) -> None:
    """Add a row for each of our systems: what sends to it, and what gets records of it."""
    headings = (say("Records come from"), say("Our systems"), say("Records go to"))
    made.table(headings, [_row(near, id) for id in near.ours], widths=(3, 2, 3))
    if near.left_out:
        made.paragraph(near.left_out, quiet=True)


def _row(near: Neighbourhood, id: str) -> tuple[str, str, str]:
    partners = [one for one in (*near.left, *near.right) if id in one.ours]
    comes = [_called(one) for one in partners if one.comes]
    goes = [_called(one) for one in partners if one.goes]
    for one, other, both in near.inside:
        if id in (one, other):
            there = near.ours[other if id == one else one]
            comes += [there] if both or id == other else []
            goes += [there] if both or id == one else []
    nothing = say("no link") if id in near.alone else ""
    return f"{'; '.join(comes)} →" if comes else nothing, near.ours[id], f"→ {'; '.join(goes)}" if goes else nothing


def _called(one: Neighbour) -> str:
    return f"{one.name} ({one.operator})"
