"""One page about one agency, in plain sentences."""

from __future__ import annotations

from typing import Literal

from graphmodel.api.given import asked_of
from graphmodel.arguments import checked
from graphmodel.briefs.making import Brief, make_brief
from graphmodel.stores.anywhere import CatalogueLike, catalogue_at
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language

Audience = Literal["public", "internal"]


@checked
def brief(
    catalogue: CatalogueLike, agency: str, *, language: Language = "en", audience: Audience = "internal"
) -> Brief:
    """Return one page about an agency in plain sentences, with a picture of its neighbourhood.

    It says whom its systems are linked with, which stand alone, what it sees and who sees it, the best next link and its
    equals, what breaks without the system that it needs most, how sure this is and whom to ask. The agency is given by
    its id or a name of its own; for the ``audience`` public, what is marked internal and what breaks are left out.

    Raises UnknownName with the nearest names for an agency that there is not.

    >>> made = brief("canada", "Peel Regional Police")
    >>> made.title, made.part("alone").sentences[0]
    ('Peel Regional Police', '1 of 9 has no link in service: Ontario Major Case Management system (PowerCase).')
    """
    world = asked_of(catalogue_at(catalogue).for_audience(audience))
    return make_brief(world.world, world.reach, agency, language, public=audience == v.PUBLIC)
