"""A layout as the page reads it."""

from __future__ import annotations

import math
from typing import Any

from graphmodel.maps.layouts.shape import Layout, Lengths


def layout_data(layout: Layout, agencies: int) -> dict[str, Any]:
    """Return a layout as the page reads it: places of agencies and systems as [x, y], null where there is none.

    Lengths are rounded to whole units.
    """
    return {
        "agencies": [_rounded(axis[:agencies]) for axis in (layout.x, layout.y)],
        "systems": [_rounded(axis[agencies:]) for axis in (layout.x, layout.y)],
        "boxes": [
            {
                "kind": box.kind,
                "id": box.id,
                "x": round(box.x),
                "y": round(box.y),
                "width": round(box.width),
                "height": round(box.height),
            }
            for box in layout.boxes
        ],
    }


def _rounded(lengths: Lengths) -> list[int | None]:
    return [None if math.isnan(length) else round(length) for length in lengths.tolist()]
