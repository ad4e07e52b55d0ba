"""How a field of a record's dataclass says what its column may hold: one short function a kind of column."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from graphmodel.records.columns import Kind, TableName
from graphmodel.words import vocabulary as v


def column(kind: Kind, sentence: str, **rest: Any) -> Any:
    """Return a dataclass field that carries a Column; the field's name becomes the column's."""
    default = rest.get("default")
    metadata = {"kind": kind, "sentence": sentence, **rest}
    return field(metadata=metadata) if rest.get("required") else field(default=default, metadata=metadata)


def id_(sentence: str) -> Any:
    """Return a column of ids."""
    return column("id", sentence, required=True)


def text(sentence: str, **rest: Any) -> Any:
    """Return a column of texts."""
    return column("text", sentence, **rest)


def word(words: v.Vocabulary, sentence: str, **rest: Any) -> Any:
    """Return a column of words of a vocabulary."""
    return column("word", sentence, vocabulary=words, **rest)


def words(words: v.Vocabulary, sentence: str, **rest: Any) -> Any:
    """Return a column of lists of words."""
    return column("words", sentence, vocabulary=words, **rest)


def reference(sentence: str, *tables: TableName, **rest: Any) -> Any:
    """Return a column of ids of other records."""
    return column("reference", sentence, refers_to=tables, **rest)


def references(sentence: str, *tables: TableName, **rest: Any) -> Any:
    """Return a column of lists of ids of other records."""
    return column("references", sentence, refers_to=tables, **rest)


def sources() -> Any:
    """Return the column of sources."""
    return references("Ids of the sources that say so.", "sources")


def confidence() -> Any:
    """Return the column of how sure a record is."""
    return word(v.CONFIDENCES, "Whether a source states it or it only follows from one.", default="documented")


def sensitivity() -> Any:
    """Return the column of who may be told."""
    return word(
        v.SENSITIVITIES, "Who may be told of it; what is not public is left out for the public.", default=v.PUBLIC
    )


def year(sentence: str) -> Any:
    """Return a column of years."""
    return column("year", sentence)
