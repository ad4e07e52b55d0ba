"""Query files: what a header says, what a wrong one is told, and values that come through as they are."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import QueryError, UnknownName
from graphmodel.queries import packs
from graphmodel.queries.language.spelling import quote
from graphmodel.queries.language.tokens import tokenize
from graphmodel.queries.parameters import Parameter, ensure_passable
from graphmodel.queries.query import Query, parse
from graphmodel.stores import Store

HEADER = "// Title\n// @fr Titre\n// Some prose,\n// in two lines.\n"
TEXT = (
    HEADER
    + """// @param type  system type   which type; empty means all
// @param least  number        at least; empty means any number
// @shows table
// @needs visibility
WITH 'rms' AS type,
     -1 AS least
MATCH (s:System) WHERE type = '' OR s.type = type RETURN s.id AS id ORDER BY id;
"""
)


def hostile() -> list[str]:
    """Return texts that have broken quoting somewhere, and random ones of the same letters."""
    rnd = random.Random(3)
    letters = ["'", "\\", '"', "u", "0", "2", "7", "n", "\n", "x", "é", " ", "$", "/", "*", "`", "U", ";", "{"]
    known = [
        "it's", 'say "x"', "back\\slash", "end\\", "\\'", "\\\\'", "\\u0027 OR 1=1", "\\\\u0027", "a\nb", "a\r\nb",
        "tab\tx", "é中\N{GRINNING FACE}", "// c", "/* x */", "$p", "{x}", "`b`", "''", "\\n", "\\x41", "\u2028x", "\u0007",
        "' AS x RETURN 1 AS y //", "%", "\\0", "\u00a0nb", "\ufeffbom", "", "'; DROP TABLE System; //",
    ]  # fmt: skip
    return known + ["".join(rnd.choice(letters) for _ in range(rnd.randint(1, 9))) for _ in range(400)]


def numbers() -> list[int | float]:
    rnd = random.Random(1)
    known: list[int | float] = [
        0.1,
        1e22,
        1e-7,
        -0.0,
        1.5e300,
        5e-324,
        -2.5,
        1e15,
        1e16,
        0,
        -1,
        2**63 - 1,
        -(2**63) + 1,
    ]
    return known + [rnd.uniform(-1, 1) * 10 ** rnd.randint(-20, 20) for _ in range(100)]


def test_parts_of_a_file() -> None:
    query = parse("pack/name", TEXT)

    assert (query.id, query.pack, query.title, query.title_fr) == ("pack/name", "pack", "Title", "Titre")
    assert query.description == "Some prose, in two lines."
    assert (query.shows, query.needs, query.ordered) == ("table", frozenset({"visibility"}), True)
    assert query.parameters == (
        Parameter("type", "system type", "rms", "which type; empty means all"),
        Parameter("least", "number", -1, "at least; empty means any number"),
    )


def test_bind_puts_parameters_or_literals_into_the_opening_with() -> None:
    query = parse("pack/name", TEXT)

    named, parameters = query.bind({"least": 3})
    assert "WITH $type AS type, $least AS least\nMATCH" in named
    assert parameters == {"type": "rms", "least": 3}
    assert "WITH 'o\\'x' AS type, -1 AS least\nMATCH" in query.spelt({"type": "o'x"})


def test_bind_reaches_every_union_branch_and_nothing_else() -> None:
    text = (
        "WITH 'a' AS x\nMATCH (n) WHERE n.id = x OR n.name = \"WITH 'a' AS x\" RETURN n.id AS id\nUNION ALL\n"
        "WITH 'a' AS x\nMATCH (n) WITH n, x WITH n, x, 'b' AS y RETURN n.id AS id"
    )
    query = parse("own", text, ad_hoc=True)

    bound, parameters = query.bind({"x": "c"})

    assert bound.count("WITH $x AS x") == 2
    assert bound.count("WITH 'a' AS x") == 1
    assert parameters == {"x": "c"}
    assert not query.ordered


def test_a_bound_text_has_the_same_shape_as_the_raw_one() -> None:
    for query in packs.shipped():
        bound = parse(query.id, query.spelt())
        assert bound.parameters == query.parameters
        assert bound.bind() == query.bind()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "no statement"),
        ("// Title\n// @fr Titre\n", 1, "no statement"),
        ("RETURN 1 AS x", 1, "title"),
        ("// Title\nRETURN 1 AS x", 1, "title"),
        ("// @fr Titre\nRETURN 1 AS x", 1, "title"),
        (HEADER + "RETURN 1 AS x;\nRETURN 2 AS y", 6, "expected a clause"),
        (HEADER + "RETURN 'open", 5, "closing '"),
        (HEADER + "// @parm x  text  help\nRETURN 1 AS x", 5, "did you mean param"),
        (HEADER + "// @param x  text  help\nRETURN 1 AS x", 5, "not in the opening WITH"),
        (HEADER + "// @param x text help\nWITH 'a' AS x RETURN x", 5, "two spaces"),
        (HEADER + "// @param x  systm type  help\nWITH 'a' AS x RETURN x", 5, "did you mean system type"),
        (HEADER + "// @param x  number  help\nWITH 'a' AS x RETURN x", 5, "x is a number"),
        (HEADER + "// @shows chart\nRETURN 1 AS x", 5, "table, map"),
        (HEADER + "// @shows\nRETURN 1 AS x", 5, "says nothing"),
        (HEADER + "// @needs luck\nRETURN 1 AS x", 5, "visibility"),
        (HEADER + "// @shows map\n// @shows map\nRETURN 1 AS x", 6, "twice"),
        (HEADER + "WITH 'a' AS x RETURN x", 1, "no @param"),
        (HEADER + "WITH null AS x RETURN x", 5, "literals alone"),
        (HEADER + "WITH date() AS x RETURN x", 5, "literals alone"),
        (HEADER + "WITH ['a', 1 + 2] AS x RETURN x", 5, "literals alone"),
        (HEADER + "WITH 'a' + 'b' AS x RETURN x", 5, "literals alone"),
        (HEADER + "WITH 'a' AS X RETURN X", 5, "no parameter name"),
        (HEADER + "WITH 'a' AS x, 'b' AS x RETURN x", 5, "two columns"),
        (HEADER + "WITH 'a' AS x SKIP 1 RETURN x", 5, "literals alone"),
        (HEADER + "// @param x  text  h\nWITH 'a' AS x RETURN x UNION\nRETURN 'b' AS x", 7, "repeats"),
        (HEADER + "// @param x  text  h\nWITH 'a' AS x RETURN x UNION\nWITH 'b' AS x RETURN x", 7, "repeats"),
    ],
)
def test_a_wrong_file_is_named_by_line(text: str, line: int, words: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse("pack/name", text, path=Path("cypher/pack/name.cypher"))
    assert str(raised.value).startswith(f"cypher/pack/name.cypher:{line}:")
    assert words in str(raised.value)


def test_a_persons_own_text_needs_no_header() -> None:
    plain = parse("-", "MATCH (n) RETURN n", ad_hoc=True)
    assert (plain.title, plain.parameters) == ("-", ())
    offered = parse("-", "WITH 'a' AS x, 2 AS n, true AS f, ['p'] AS l\nRETURN x, n, f, l", ad_hoc=True)
    assert [(item.name, item.type, item.default) for item in offered.parameters] == [
        ("x", "text", "a"),
        ("n", "number", 2),
        ("f", "flag", True),
        ("l", "list", ["p"]),
    ]
    free = parse("-", "WITH date() AS today RETURN today", ad_hoc=True)
    assert free.bind() == ("WITH date() AS today RETURN today", {})
    server = parse("-", "WITH 1 AS x CALL { RETURN 2 AS y } RETURN x, y", ad_hoc=True)
    assert (server.bind()[1], server.parameters) == ({}, ())
    with pytest.raises(QueryError, match="CALL is not answered here"):
        server.bind({"x": 2})


def test_values_from_the_command_line() -> None:
    query = parse("pack/name", TEXT)

    assert query.coerce({"type": "cad", "least": "3"}) == {"type": "cad", "least": 3}
    assert query.coerce({"type": " ", "least": ""}) == {"type": "", "least": -1}
    assert query.coerce({"least": "2.5"}) == {"least": 2.5}
    with pytest.raises(QueryError, match="least is a number"):
        query.coerce({"least": "many"})
    with pytest.raises(QueryError, match="did you mean type"):
        query.coerce({"typ": "cad"})
    with pytest.raises(UnknownName, match="did you mean cad") as raised:
        query.coerce({"type": "cads"})
    assert raised.value.nearest == ("cad",)


EMPTY = [
    ("reach/agencies-without-class", "class", "data class"),
    ("quality/agencies-without-type", "type", "system type"),
    ("whatif/sight-resting-on-hub", "class", "data class"),
    ("whatif/left-alone-by-outage", "system", "system"),
    ("quality/plans-of-the-past", "before", "number"),
    ("provenance/sources-of-record", "record", "text"),
]


@pytest.mark.parametrize(("id", "name", "type"), EMPTY)
def test_an_empty_value_is_refused_where_the_query_is_about_one(id: str, name: str, type: str) -> None:
    query = packs.query(id)
    with pytest.raises(QueryError, match=f"empty is no {type} here: give the parameter {name} a value"):
        query.coerce({name: " "})
    if type != "number":
        with pytest.raises(QueryError, match=f"empty is no {type} here"):
            query.bind({name: ""})


def test_an_empty_value_is_any_where_the_query_says_so(canada_store: Store) -> None:
    """For every parameter of every shipped query: refused, or at least as many rows as for the default."""
    refused, taken = 0, 0
    for query in packs.shipped():
        for parameter in query.parameters:
            if not parameter.may_be_empty:
                refused += 1
                with pytest.raises(QueryError):
                    query.coerce({parameter.name: ""})
                continue
            taken += 1
            some, every = (
                len(canada_store.run(*query.bind(query.coerce(values)))) for values in ({}, {parameter.name: ""})
            )
            assert every >= some > 0 or query.id == "provenance/inferred-facts", (query.id, parameter.name)
    assert (refused > 20, taken > 20) == (True, True)


@pytest.mark.parametrize("help", ["", "which; empty means all", "lequel; vide veut dire tous"])
def test_a_persons_own_parameter_may_be_empty_where_its_help_says_so_or_is_missing(help: str) -> None:
    parameter = Parameter("x", "list", [], help)
    assert (parameter.coerce(""), parameter.check([])) == ([], [])
    for empty in ([], ()):
        with pytest.raises(QueryError, match="empty is no list here"):
            Parameter("x", "list", ["a"], "which").check(empty)


def test_a_default_that_its_help_does_not_allow_is_named_by_line() -> None:
    with pytest.raises(QueryError, match="name:5: empty is no text here: give the parameter x a value"):
        parse("pack/name", HEADER + "// @param x  text  help\nWITH '' AS x RETURN x AS x")


@pytest.mark.parametrize(
    ("type", "text", "value"),
    [
        ("flag", "yes", True),
        ("flag", "Non", False),
        ("list", "a, b;c;;", ["a", "b", "c"]),
        ("list", "", []),
        ("text", "a, b", "a, b"),
        ("province", "ON", "ON"),
        ("system types", "rms;cad", ["rms", "cad"]),
        ("data class", "unspecified", "unspecified"),
        ("system", "anything", "anything"),
        ("number", "-7", -7),
    ],
)
def test_a_text_becomes_a_value_of_its_type(type: str, text: str, value: object) -> None:
    parameter = Parameter("x", type, "", "")
    assert parameter.coerce(text) == value


@pytest.mark.parametrize(
    ("type", "text", "words"),
    [
        ("flag", "perhaps", "true or false"),
        ("number", "1e", "is a number"),
        ("number", "nan", "is a number"),
        ("province", "Texas", "one of BC, AB"),
        ("system types", "rms;cads", "did you mean cad"),
        ("system", "rcmp-cpik", "did you mean rcmp-cpic"),
        ("agency", "nobody", "there is no agency 'nobody'"),
    ],
)
def test_a_text_that_does_not_fit_is_refused(type: str, text: str, words: str) -> None:
    known = {"System": ["rcmp-cpic"], "Agency": ["rcmp"]}
    with pytest.raises((QueryError, UnknownName), match=words):
        Parameter("x", type, "", "").coerce(text, known)


@pytest.mark.parametrize("value", [None, "a", 1.5, True, ["a"], {"a": 1}])
def test_bind_takes_values_of_the_right_type_only(value: object) -> None:
    fits = {"text": str, "number": float, "flag": bool, "list": list}
    for type, python_type in fits.items():
        query = Query(
            "q", "", "", "", (Parameter("x", type, "", ""),), "table", frozenset(), "WITH '' AS x", None, ((0, 12),)
        )
        if isinstance(value, python_type):
            assert query.bind({"x": value})[1] == {"x": value}
        else:
            with pytest.raises(QueryError, match="parameter x"):
                query.bind({"x": value})


@pytest.mark.parametrize("value", ["a\0b", "\ud800", 2**63, float("nan"), float("inf"), None, {"a": 1}, [None]])
def test_what_no_engine_would_take_is_refused(value: object) -> None:
    with pytest.raises(QueryError):
        ensure_passable(value)


scalars = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
)


@given(st.one_of(scalars, st.lists(scalars, max_size=4)))
def test_a_literal_reads_back_as_the_value(value: object) -> None:
    (found,) = parse("-", f"WITH {quote(value)} AS x RETURN x", ad_hoc=True).parameters
    assert found.default == value
    assert type(found.default) is type(value)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_a_bound_value_never_leaves_its_place(value: str) -> None:
    query = parse("-", "WITH 'a' AS x\nRETURN x", ad_hoc=True)
    again = parse("-", query.spelt({"x": value}), ad_hoc=True)
    assert again.parameters[0].default == value
    assert [token.value for token in tokenize(again.text)][2:] == ["AS", "x", "RETURN", "x"]


def test_hostile_texts_and_numbers_come_through_the_engine(canada_store: Store) -> None:
    query = parse("-", "WITH '' AS x\nRETURN x AS x", ad_hoc=True)
    number = parse("-", "WITH 0 AS x\nRETURN x AS x", ad_hoc=True)
    cases: list[tuple[Query, object]] = [(query, text) for text in hostile()]
    cases += [(number, value) for value in numbers()]
    for chosen, value in cases:
        ((came,),) = canada_store.run(*chosen.bind({"x": value})).rows
        assert came == value
        assert type(came) is type(value)
