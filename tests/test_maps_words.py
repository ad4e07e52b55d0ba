"""The words of the map's page: its script asks for exactly those that Python writes, and has none of its own."""

from __future__ import annotations

import re
from functools import cache

import pytest

from graphmodel.maps.page import HERE
from graphmodel.maps.words import TEXTS, page_texts
from graphmodel.words.languages import LANGUAGES
from tests.node import SCRIPTS

_PLACE = re.compile(r"\{(\w+)\}")
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
_KEPT = re.compile(r'\b(?:keep|carry)\("[^"]*"')
"""What the engine calls what it keeps."""
_PATTERN = re.compile(r"/\[(?:\\.|[^\]\n])*\]/")
"""A pattern of the script that holds quotes: one class of letters."""
_PUT_IN = re.compile(r"\$\{[^}]*\}")
_ASKED = re.compile(r"""\b(?:t|counted|of)\((?:"(\w+)"|`(\w*)\$\{[^`]*`|[^"`?()]+\? (?:"(\w+)" : "(\w+)"))""")


@cache
def _scripts() -> dict[str, str]:
    """Return the page's modules without their comments, by name."""
    return {
        path.relative_to(SCRIPTS).as_posix(): _COMMENT.sub("", _KEPT.sub("", path.read_text(encoding="utf-8")))
        for path in sorted(SCRIPTS.rglob("*.js"))
    }


def _asked() -> tuple[set[str], set[str]]:
    """Return the keys that the page asks for, and with what those begin that it puts together."""
    template = (HERE / "page.html.j2").read_text(encoding="utf-8")
    whole = set(re.findall(r'data-(?:text|label|hint)="(\w+)"', template))
    begun = set[str]()
    for text in _scripts().values():
        for one, start, this, that in _ASKED.findall(text):
            whole |= {key for key in (one, this, that) if key}
            begun |= {start} - {""}
    return whole, begun


def test_the_page_asks_for_no_text_that_there_is_not() -> None:
    whole, begun = _asked()
    assert len(whole) > 100
    assert whole - {*TEXTS} == set()
    assert [start for start in begun if not any(key.startswith(start) for key in TEXTS)] == []


def test_no_text_of_the_page_is_there_in_vain() -> None:
    """A key that the page puts together ends in a word of its script, or of what Python writes into its data."""
    whole, begun = _asked()
    named = {one for text in _scripts().values() for one, _ in _LITERAL.findall(text)}
    code = [*_scripts().values(), *(path.read_text(encoding="utf-8") for path in HERE.glob("[!w]*/*.py"))]
    words = set(re.findall(r"\w+", " ".join(code)))
    begun |= set(re.findall(r"`(\w+)\$\{", " ".join(code)))

    def ends(key: str) -> set[str]:
        rests = {key.removeprefix(start) for start in begun if key.startswith(start)}
        return rests.union(*map(ends, rests))

    assert [key for key in TEXTS if key not in whole | named and not ends(key) & words] == []


def test_the_script_has_no_words_of_its_own() -> None:
    """A text for people has two words side by side; what programs read has none, or is named here."""
    known = {"noopener noreferrer", "Liberation Sans", "bar inside \x00", "inside now", "tools pager", "swatch agency"}
    for name, text in _scripts().items():
        said = [one or _PUT_IN.sub("\x00", other) for one, other in _LITERAL.findall(_PATTERN.sub("", text))]
        prose = [one for one in said if re.search(r"[A-Za-zÀ-ÿ]{3,} [A-Za-zÀ-ÿ]{2,}", one) and "<" not in one]
        assert [one for one in prose if one not in known] == [], name
        assert re.search(r"[À-ÖØ-öø-ÿ]", text) is None, name


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_have_the_same_places_for_values(key: str) -> None:
    said = [page_texts()[language][key] for language in LANGUAGES]
    assert len({type(one) for one in said}) == 1
    places = [
        {tuple(sorted(_PLACE.findall(form))) for form in ([one] if isinstance(one, str) else one)} for one in said
    ]
    assert places[0] == places[1]
    assert all(form for one in said for form in ([one] if isinstance(one, str) else one))


def test_what_people_read_says_sightline() -> None:
    said = " ".join(str(text) for language in LANGUAGES for text in page_texts()[language].values())
    assert re.findall(r"(?i)\btriplet?s?\b", said) == []
