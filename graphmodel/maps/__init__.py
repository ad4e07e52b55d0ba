"""Maps: one HTML file in which planners explore a network, without a server, a network or a GPU."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmodel import vocabulary as v
from graphmodel.analysis.network import Network
from graphmodel.catalogue import Catalogue
from graphmodel.maps.data import page_data, words
from graphmodel.maps.layouts.nation import nation
from graphmodel.maps.page import page_html
from graphmodel.maps.study import study_data

_TITLE = {"en": "Who is connected", "fr": "Qui est connecté"}


def nation_map(catalogue: Catalogue, language: v.Language = "en") -> str:
    """Return the map of the nation by province as one HTML file; it asks for nothing, from nobody."""
    about, layout = catalogue.about, nation(Network(catalogue))
    names: dict[v.Language, str] = {"en": about.name, "fr": about.name_fr or about.name}
    title = {key: f"{_TITLE[key]}: {name}" if name else _TITLE[key] for key, name in names.items()}
    boxes = [asdict(box) for box in layout.boxes]
    agencies = len(catalogue.agencies)
    data: dict[str, Any] = {
        "columns": page_data(catalogue),
        "words": words(),
        "study": study_data(catalogue),
        "layout": {
            "agencies": [_rounded(axis[:agencies]) for axis in (layout.x, layout.y)],
            "systems": [_rounded(axis[agencies:]) for axis in (layout.x, layout.y)],
            "boxes": [{key: round(at, 1) if isinstance(at, float) else at for key, at in box.items()} for box in boxes],
        },
        "title": title,
        "limits": {"en": list(about.limits), "fr": list(about.limits_fr or about.limits)},
        "digest": catalogue.digest,
    }
    return page_html(data, title[language], language)


def _rounded(values: NDArray[np.floating[Any]]) -> list[int]:
    return [round(float(value)) for value in values]
