"""Functions of texts whose answer in Neo4j is Java's: where DuckDB's would differ, the answer ends with a message."""

from __future__ import annotations

from graphmodel.queries.sql.unanswered import LONGEST_TEXT
from graphmodel.queries.sql.values import refused_where, text_literal

literal = text_literal

# Java's Character.isWhitespace: without the spaces that do not break
_SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000"
SPACES = text_literal(_SPACES)
"""What trimming takes away, as a literal."""

_OTHER_CAPITALS = "[\u0149\u01f0\u0390\u03b0\u0587\u1e96-\u1e9a\u1f50-\u1f57\u1f80-\u1faf\u1fb2-\u1fb7\u1fbc\u1fc2-\u1fc7\u1fcc\u1fd2-\u1fd7\u1fe2-\u1fe7\u1ff2-\u1ff7\u1ffc\ufb00-\ufb17]"
"""Letters whose capital is more than one letter in Java; the German sharp s is written out."""
_OTHER_SMALL = "[\u0130\u03a3]"
"""Letters whose small letter in Java is two, or depends on what stands beside it."""

UPPER = refused_where(
    f"regexp_matches({{0}}, '{_OTHER_CAPITALS}')",
    "odd-capitals",
    "upper(replace({0}, 'ß', 'SS'))",
)
LOWER = refused_where(f"regexp_matches({{0}}, '{_OTHER_SMALL}')", "odd-small-letters", "lower({0})")
REPLACE = refused_where(
    "{1} = ''",
    "empty-part",
    refused_where(f"length({{0}}) * length({{2}}) > {LONGEST_TEXT}", "text-too-long", "replace({0}, {1}, {2})"),
)
SPLIT = refused_where("{1} = ''", "empty-part", "string_split({0}, {1})")

_WHOLE = "[+-]?[0-9]{1,18}"
_NUMBER = "[+-]?[0-9]{1,15}([.][0-9]{0,15})?([eE][+-]?[0-9]{1,2})?"
_PERHAPS = r".*\p{Nd}.*|.*(nan|NaN|inf|Inf).*"


def signs(text: str) -> str:
    """Return the SQL of the list of a text's signs, accents apart from the letters they stand on."""
    return f"list_transform(generate_series(1, length({text})), lambda i: substring({text}, i, 1))"


def to_integer(text: str) -> str:
    """Return the SQL of toInteger() of a text: null for what is no number, refused for what Java may read otherwise."""
    odd = refused_where(f"regexp_full_match({text}, '{_PERHAPS}')", "odd-number", "NULL")
    return (
        f"(CASE WHEN regexp_full_match({text}, '{_WHOLE}') THEN CAST({text} AS BIGINT)"
        f" WHEN regexp_full_match({text}, '{_NUMBER}') THEN CAST(trunc(CAST({text} AS DOUBLE)) AS BIGINT)"
        f" ELSE {odd} END)"
    )


def to_decimal(text: str) -> str:
    """Return the SQL of toFloat() of a text, likewise."""
    odd = refused_where(f"regexp_full_match({text}, '{_PERHAPS}')", "odd-number", "NULL")
    return f"(CASE WHEN regexp_full_match({text}, '{_NUMBER}') THEN CAST({text} AS DOUBLE) ELSE {odd} END)"
