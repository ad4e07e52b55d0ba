"""``--explain``: the sources behind each row of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graphmodel.cli.shared import collecting
from graphmodel.cli.shared.bilingual import Decorator, option
from graphmodel.cli.shared.settings import Settings
from graphmodel.words.messages import say

if TYPE_CHECKING:
    from graphmodel.records.catalogue import Catalogue

_SHOWN = 40

explain_option: Decorator = option(
    "--explain",
    is_flag=True,
    help="Add the sources behind each row.",
)


def explained(
    catalogue: Catalogue,
    columns: list[str],
    rows: Sequence[Sequence[object]],
    wanted: bool,
    settings: Settings,
    *about: str,
) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the answer with a column of source ids, and say what those sources are; as it is unless wanted.

    ``about`` names records that every row is about though no cell says so.
    """
    given = [tuple(row) for row in rows]
    if not wanted:
        return columns, given
    from graphmodel.answers.provenance import sources_behind

    behind = sources_behind(catalogue, [(*about, *row) for row in given])
    name = "sources" if "sources" not in columns else "explained_by"
    _tell_titles(catalogue, sorted({id for ids in behind for id in ids}), settings)
    return [*columns, name], [(*row, ids) for row, ids in zip(given, behind, strict=True)]


def _tell_titles(catalogue: Catalogue, ids: list[str], settings: Settings) -> None:
    known = {row["id"]: row for row in catalogue.sources.astype("object").fillna("").to_dict("records")}
    collected = collecting.in_force()
    if collected is not None:
        collected.sources += [{str(name): value for name, value in known[id].items()} for id in ids]
        return
    settings.tell(say("{ids} sources:", ids=len(ids)))
    for id in ids[:_SHOWN]:
        row = known[id]
        year = f" ({row['year']})" if row["year"] else ""
        settings.tell(f"  {id}: {row['title']}{year} {row['url']}".rstrip())
    if len(ids) > _SHOWN:
        settings.tell(
            say(
                "  ... and {value} more: graphmodel query run provenance/facts-of-source -p source=ID",
                value=len(ids) - _SHOWN,
            )
        )
