"""What became of a catalogue."""

from __future__ import annotations

from collections.abc import Callable

from graphmodel.answers.difference.catalogues import CatalogueDiff
from graphmodel.arguments import checked
from graphmodel.loading import ignore
from graphmodel.stores.anywhere import Where, catalogue_at


@checked
def diff(a: Where, b: Where, *, notice: Callable[[str], None] = ignore) -> CatalogueDiff:
    """Return what differs from one catalogue to another.

    Each is a Catalogue, a folder, zip or workbook, a shipped name, a graph file, a server's address or an open store.
    Raises CatalogueError, SourceError or StoreError where one cannot be read.

    >>> diff("canada", "canada").counts
    {'renamed': 0, 'removed': 0, 'added': 0, 'changed': 0}
    """
    return CatalogueDiff(catalogue_at(a, notice), catalogue_at(b, notice))
