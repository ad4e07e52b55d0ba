"""Names that differ by a slip: one letter, two letters changed over, a blank, a capital, an accent, punctuation.

Each name without blanks, accents and punctuation gets a hash, and so does each text that lacks one of its letters: two
names that differ by one letter share such a text. So it takes time in the letters of all names, never in their pairs.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.records.arrow import ArrowArray, pa, pc

_ROMAN = "^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$".lower()
_SHORTEST_WORD = 4
"""In shorter words a letter is more often a code than a slip: ``OPP`` and ``SPP``."""
_SHORTEST_NAME = 3
_BASE = np.uint64(0x9E3779B97F4A7C15)
_LENGTHS = np.uint64(0xC2B2AE3D27D4EB4F)
_SHORT = np.uint64(0x165667B19E3779F9)
_WHOLE = -9
"""The position of the letter left out where none is."""


def slips(names: pd.Series, kind: NDArray[Any], owner: NDArray[Any], *, owned: bool) -> NDArray[np.int64]:
    """Return pairs of rows (earlier, later) whose names are nearly the same; shape (P, 2), each later row once.

    Names that differ by a number, a Roman numeral or a short word are different names. Rows of another ``kind`` are
    never the same; those of another ``owner`` (shape (N,), -1 for not known) are not where ``owned`` is false. Where
    it is true they are, unless the names are equal or borne by several rows, as the name of a product is.
    """
    if not len(names):
        return np.zeros((0, 2), dtype=np.int64)
    entries = _entries(_normal(names))
    entries["kind"], entries["owner"] = kind[entries["row"]], owner[entries["row"]]
    entries = entries.sort_values(["hash", "kind", "owner", "first", "row"], ignore_index=True)
    one, other = entries.iloc[:-1].reset_index(drop=True), entries.iloc[1:].reset_index(drop=True)
    near = (one["first"] <= other["last"]) & (other["first"] <= one["last"])
    swapped = ((one["last"] + 1 == other["first"]) | (other["last"] + 1 == one["first"])) & (one["out"] == other["out"])
    whole = (one["first"] == _WHOLE) | (other["first"] == _WHOLE)
    same = (one["hash"] == other["hash"]) & (one["kind"] == other["kind"]) & (near | swapped | whole)
    if owned:
        alone = (~names.duplicated(keep=False)).to_numpy()
        same &= (one["owner"] == other["owner"]) | (alone[one["row"]] & alone[other["row"]])
    else:
        same &= (one["owner"] == other["owner"]) | (one["owner"] < 0) | (other["owner"] < 0)
    pairs = np.sort(np.column_stack([one.loc[same, "row"], other.loc[same, "row"]]), axis=1)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    found: NDArray[np.int64] = (
        pd.DataFrame(pairs).groupby(1, as_index=False)[0].min()[[0, 1]].to_numpy(dtype=np.int64)
        if len(pairs)
        else np.zeros((0, 2), dtype=np.int64)
    )
    return found


def _normal(names: pd.Series) -> ArrowArray:
    """Return names in small letters without accents, their words parted by one blank."""
    text = pc.utf8_normalize(pa.array(names, type=pa.large_string(), from_pandas=True).fill_null(""), form="NFKD")
    text = pc.replace_substring_regex(pc.utf8_lower(text), r"\p{M}+", "")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(text, r"[^\p{L}\p{N}]+", " "))


def _entries(text: ArrowArray) -> pd.DataFrame:
    """Return each name's hash, and that of each text which lacks one of its letters.

    ``first`` and ``last`` say which letter is left out (of a doubled one either), ``out`` is that letter.
    """
    flat = np.frombuffer("\n".join(text.to_pylist()).encode("utf-32-le"), dtype=np.uint32)
    row = np.cumsum(flat == ord("\n"))
    blank = (flat == ord("\n")) | (flat == ord(" "))
    words = pc.list_flatten(pc.split_pattern(text, " "))
    length = pc.utf8_length(words).to_numpy(zero_copy_only=False)
    letters = pc.and_not(pc.match_substring_regex(words, r"^\p{L}+$"), pc.match_substring_regex(words, _ROMAN))
    may_slip = letters.to_numpy(zero_copy_only=False) & (length >= _SHORTEST_WORD)
    word = np.cumsum(blank)[~blank]
    letter, row = flat[~blank].astype(np.uint64), row[~blank]

    count = np.bincount(row, minlength=len(text)).astype(np.int64)
    start = np.cumsum(count) - count
    place = np.arange(len(letter)) - start[row]
    powers = np.full(int(count.max(initial=0)) + 1, _BASE, dtype=np.uint64)
    powers[0] = 1
    powers = np.multiply.accumulate(powers)
    zero = np.zeros(1, dtype=np.uint64)
    here = np.concatenate([zero, np.cumsum(letter * powers[place], dtype=np.uint64)])
    one_back = np.concatenate([zero, np.cumsum(letter * powers[np.maximum(place - 1, 0)], dtype=np.uint64)])
    sized = count.astype(np.uint64) * _LENGTHS

    whole = pd.DataFrame(
        {
            "hash": here[start + count] - here[start] + sized,
            "row": np.arange(len(text)),
            "first": _WHOLE,
            "out": zero[0],
        }
    )
    at = np.flatnonzero(may_slip[word])
    mine = row[at]
    hashed = here[at] - here[start[mine]] + one_back[start[mine] + count[mine]] - one_back[at + 1]
    hashed += sized[mine] - _LENGTHS
    short = length[word[at]] == _SHORTEST_WORD
    hashed += np.where(short, _SHORT, zero[0])  # never equal to a whole name, in which that word has three letters
    lacking = pd.DataFrame({"hash": hashed, "row": mine, "first": place[at], "out": letter[at]})
    lacking = lacking.groupby(["hash", "row"], as_index=False, sort=False).agg(
        first=("first", "min"), last=("first", "max"), out=("out", "first")
    )
    whole["last"] = _WHOLE
    return pd.concat([whole[(count >= _SHORTEST_NAME)], lacking], ignore_index=True)
