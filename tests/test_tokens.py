"""One reading of Cypher: what is a keyword, what is text, and where the text cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import QueryError
from graphmodel.queries.language.tokens import expand_early, statements, tokenize


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.value) for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MATCH (n)", [("word", "MATCH"), ("mark", "("), ("word", "n"), ("mark", ")")]),
        ("'a'", [("text", "a")]),
        ('"a"', [("text", "a")]),
        (r"'it\'s'", [("text", "it's")]),
        (r"'\\'", [("text", "\\")]),
        (r"'\n\t\r'", [("text", "\n\t\r")]),
        (r"'\u00e9'", [("text", "é")]),
        (r"'\U0001F600'", [("text", r"\U0001F600")]),
        (r"'\uD83D\uDE00'", [("text", "\N{GRINNING FACE}")]),
        (r"'\x'", [("text", r"\x")]),
        ("'// no comment'", [("text", "// no comment")]),
        ("'/* nor this */'", [("text", "/* nor this */")]),
        ("'two\nlines'", [("text", "two\nlines")]),
        ("`a b`", [("name", "a b")]),
        ("`a``b`", [("name", "a`b")]),
        ("`CREATE`", [("name", "CREATE")]),
        ("a // b\nc", [("word", "a"), ("word", "c")]),
        ("a // b", [("word", "a")]),
        ("a //b\rc", [("word", "a"), ("word", "c")]),
        ("a/* b\n */c", [("word", "a"), ("word", "c")]),
        ("/**/a/***/", [("word", "a")]),
        ("a / b", [("word", "a"), ("mark", "/"), ("word", "b")]),
        ("$name", [("parameter", "name")]),
        ("$`a b`", [("parameter", "a b")]),
        ("12", [("number", "12")]),
        ("1.5e-3", [("number", "1.5e-3")]),
        ("0xFF", [("number", "0xFF")]),
        ("1..3", [("number", "1"), ("mark", ".."), ("number", "3")]),
        ("1CREATE", [("number", "1"), ("word", "CREATE")]),
        ("a.b", [("word", "a"), ("mark", "."), ("word", "b")]),
        ("a<>b", [("word", "a"), ("mark", "<>"), ("word", "b")]),
        ("été_1", [("word", "été_1")]),
        ("\ufeffa", [("word", "a")]),
        ("a\u00a0b", [("word", "a"), ("word", "b")]),
        ("", []),
    ],
)
def test_pieces(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("'open", "1:1", "closing '"),
        ('RETURN "open', "1:8", 'closing "'),
        ("RETURN 'a\\'", "1:8", "closing '"),
        ("a\n  /* open", "2:3", "closing */"),
        ("a /*/", "1:3", "closing */"),
        ("`open", "1:1", "closing `"),
        ("a\n\n b \\u0041", "3:4", "backslash"),
        ("a ~", "1:3", "unexpected"),
        ("CRE\u200bATE", "1:4", "unexpected"),
    ],
)
def test_a_text_that_cannot_be_read_is_named_by_line_and_column(text: str, place: str, word: str) -> None:
    with pytest.raises(QueryError) as raised:
        tokenize(text)
    assert str(raised.value).startswith(f"{place}:")
    assert word in str(raised.value)


def test_places_count_from_one() -> None:
    first, second, third = tokenize("a 'x\ny' /* \n */ b")

    assert (first.line, first.column) == (1, 1)
    assert (second.line, second.column) == (1, 3)
    assert (third.line, third.column) == (3, 5)


def test_keywords_are_bare_words_only_and_letters_that_look_alike_fold() -> None:
    assert [token.keyword for token in tokenize("create `create` 'create' $create \u017fet \uff33\uff25\uff34")] == [
        "CREATE",
        "",
        "",
        "",
        "SET",
        "SET",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"'\u0027", "''"),
        (r"'\\u0027'", r"'\\u0027'"),
        (r"'\\\u0027'", r"'\\''"),
        ("plain", "plain"),
    ],
)
def test_early_escapes(text: str, expected: str) -> None:
    assert expand_early(text) == expected


def test_statements_part_at_semicolons_outside_of_text() -> None:
    assert [[token.value for token in part] for part in statements(tokenize("a; 'b;c' ;; // d;\n;"))] == [
        ["a"],
        ["b;c"],
    ]


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        tokens = tokenize(text)
    except QueryError:
        return
    ends = [0, *(token.end for token in tokens)]
    assert all(token.start >= before for token, before in zip(tokens, ends, strict=False))
