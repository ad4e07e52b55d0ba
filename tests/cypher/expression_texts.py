"""Which expressions the table holds: those of ``expressions.txt``, and all combinations of a few operands."""

from __future__ import annotations

from itertools import product
from pathlib import Path

FILE = Path(__file__).with_name("expressions.txt")
_TRUTHS = ("true", "false", "null")
_NUMBERS = ("1", "2", "1.0", "null")
_LISTS = ("[]", "[1]", "[1, 2]", "[null]", "[1, null]", "null")
_TRUTH_LISTS = (
    "[]",
    "null",
    "[null]",
    "[true, null]",
    "[false, null]",
    "[true, false]",
    "[true, true]",
    "[false]",
    "[true, true, null]",
)


def _combined() -> dict[str, list[str]]:
    logic = [f"{a} {word} {b}" for word in ("AND", "OR", "XOR") for a, b in product(_TRUTHS, _TRUTHS)]
    logic += [f"NOT {a}" for a in _TRUTHS]
    logic += [f"{a} IS {word}" for a in _TRUTHS for word in ("NULL", "NOT NULL")]
    three = [
        f"{a} {one} {b} {other} {c}"
        for a, b, c in product(_TRUTHS, _TRUTHS, _TRUTHS)
        for one, other in (("AND", "OR"), ("OR", "AND"))
    ]
    within = [f"{item} IN {values}" for item, values in product(("1", "3", "null"), _LISTS)]
    within += [f"NOT {item} IN {values}" for item, values in product(("1", "3", "null"), _LISTS)]
    within += [f"[1] IN {values}" for values in ("[[1]]", "[[2]]", "[[null]]", "[[1], null]", "[]")]
    within += [f"[null] IN {values}" for values in ("[[1]]", "[[null]]", "[[1, 2]]")]
    quantified = [
        f"{word}(x IN {values} WHERE x)" for word, values in product(("any", "all", "none", "single"), _TRUTH_LISTS)
    ]
    compared = [f"{a} {op} {b}" for op, a, b in product(("=", "<>", "<", ">="), _NUMBERS, _NUMBERS)]
    lists = [f"{a} {op} {b}" for op, a, b in product(("=", "<>"), _LISTS, _LISTS)]
    slices = [
        f"[1, 2, 3][{low}..{high}]" for low, high in product(("", "0", "1", "-2", "9"), ("", "0", "2", "-1", "9"))
    ]
    whole = [f"{a} {op} {b}" for op, a, b in product(("/", "%"), ("7", "-7", "0"), ("2", "-2", "0"))]
    decimal = [f"{a} {op} {b}" for op, a, b in product(("/", "%"), ("7.5", "-7.5", "0.0"), ("2", "-2.0", "0.0"))]
    rounded = [
        f"round({sign}{number}{digits})"
        for number, digits, sign in product(
            ("0.5", "1.5", "2.5", "2.4", "1.25", "2.675"), ("", ", 1", ", 2"), ("", "-")
        )
    ]
    parts = [
        f"{name}('abc', {length})"
        for name, length in product(("left", "right", "substring"), ("0", "2", "3", "9", "-1", "null"))
    ]
    spaces = [f"size({name}('\\u{code}a\\u{code}'))" for name in ("trim", "ltrim", "rtrim") for code in _SPACES]
    return {
        "combined: logic": logic,
        "combined: precedence of logic": three,
        "combined: IN": within,
        "combined: quantifiers": quantified,
        "combined: comparisons": compared,
        "combined: equality of lists": lists,
        "combined: slices": slices,
        "combined: whole numbers": whole,
        "combined: decimal numbers": decimal,
        "combined: rounding": rounded,
        "combined: parts of texts": parts,
        "combined: white space": spaces,
    }


_SPACES = (
    "0009",
    "000A",
    "000B",
    "000D",
    "001C",
    "0020",
    "0085",
    "00A0",
    "1680",
    "2003",
    "2007",
    "2028",
    "200B",
    "202F",
    "3000",
    "FEFF",
)


def texts() -> dict[str, list[str]]:
    """Return the expressions and statements of each group, each once."""
    made: dict[str, list[str]] = {}
    group = made.setdefault("", [])
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            group = made.setdefault(line[3:], [])
        elif line.strip():
            group.append(line)
    made |= _combined()
    return {name: list(dict.fromkeys(lines)) for name, lines in made.items() if lines}


def statement(text: str) -> str:
    """Return an expression as a statement; statements stay as they are."""
    return (
        text
        if text.split(" ", maxsplit=1)[0].upper() in ("RETURN", "UNWIND", "WITH", "MATCH", "OPTIONAL")
        else f"RETURN {text} AS x"
    )
