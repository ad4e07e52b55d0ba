"""A catalogue in and out: checked, counted as the study counts, written for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel import exchange, loading
from graphmodel.answers import study as studying
from graphmodel.answers.doubts import doubts
from graphmodel.answers.study import Basis, Grouping
from graphmodel.arguments import checked
from graphmodel.exchange.exporting import Exported
from graphmodel.loading import CheckReport, Loader
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores.anywhere import CatalogueLike, catalogue_at
from graphmodel.words.languages import Language

if TYPE_CHECKING:
    from networkx import MultiDiGraph


@checked
def check(source: str | Path | Catalogue, loader: Loader = "catalogue", *, strict: bool = False) -> CheckReport:
    """Return everything that is to be said of a source, or of a catalogue, and its catalogue where nothing refuses it.

    ``loader`` and ``strict`` are as for ``load``. Problems refuse a source; warnings name what is probably not meant,
    notices what words of people were read as.

    Raises SourceError where the source or the mapping cannot be opened.

    >>> report = check("canada")
    >>> report.problems, report.catalogue is not None
    ((), True)
    """
    return loading.check(source, loader, doubts, strict=strict)


@checked
def study(
    catalogue: CatalogueLike,
    by: Grouping = "type",
    basis: Basis = "systems",
    *,
    documented: bool = False,
    language: Language = "en",
) -> pd.DataFrame:
    """Return the study's table: a row for each group, then all study types, then the three types apart.

    Columns: group, name, systems (live; entries with that basis), interconnected, percent (missing where nothing is
    recorded), percent_documented (the same share of what is documented alone), internal, internal_only, agencies (at
    work in any such system: they operate it without being a host, or work in it), published_2014, flag. With
    ``documented`` the whole table is of documented records alone.

    >>> rms = study("canada").set_index("group").loc["rms"]
    >>> print(rms["interconnected"], "of", rms["systems"], "are", rms["percent"], "%")
    20 of 34 are 58.8 %
    """
    return studying.study(catalogue_at(catalogue), by, basis, documented=documented, language=language)


@checked
def export(
    catalogue: CatalogueLike, form: str, path: str | Path, *, audience: str | None = None, overwrite: bool = False
) -> Exported:
    """Write a catalogue for another tool, to a file, or for csv and archi to a folder; return what was written.

    ``form`` is csv, json, xlsx, graphml, gexf, archi or cypher; for the ``audience`` public, what is marked internal is
    left out. A folder that is not empty is left alone unless ``overwrite`` says otherwise.

    Raises UnknownName for a form or audience that there is not, GraphmodelError where nothing can be written there or
    the form cannot hold a text.

    >>> import tempfile
    >>> export("nleim-2014", "graphml", tempfile.mkdtemp() + "/n.graphml").content[:5]
    b'<?xml'
    """
    return exchange.export(catalogue_at(catalogue), form, path, audience=audience, overwrite=overwrite)


@checked
def to_networkx(catalogue: CatalogueLike) -> MultiDiGraph[str]:
    """Return agencies, systems and what joins them as a ``networkx.MultiDiGraph``, for its algorithms.

    Nodes are ids, with ``kind`` (Agency or System) and the columns of their table, systems with live, interconnected
    and island_size. Edges are relationships, with ``kind`` (OPERATES, HOSTS, USES, READS, CONTRIBUTES_TO, PART_OF,
    FEEDS and the flows that are not live) and what they carry; a two-way link is an edge each way, the second with
    ``reverse``. What is not known is left out; lists are lists.

    >>> graph = to_networkx("canada")
    >>> sum(kind == "FEEDS" for *_, kind in graph.edges(data="kind"))
    316
    """
    from graphmodel.exchange.networks import multigraph

    return multigraph(catalogue_at(catalogue))
