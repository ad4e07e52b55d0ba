"""Products of counts are quiet, whatever a processor's library leaves behind, and no engine makes one elsewhere."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

from graphmodel.engine import products

PACKAGE = Path(products.__file__).parent.parent
SPARSE = {"answers/maturity.py", "engine/unmet.py", "engine/products.py"}
"""Products of sparse matrices and of whole numbers go through no such library."""


def test_the_flag_of_an_invalid_number_is_no_warning() -> None:
    """Infinity times nothing sets the flag as the library does, which the tests take for an error where it is heard."""
    one, other = np.array([[np.inf, 1]]), np.array([[0.0], [1.0]])
    with pytest.raises(RuntimeWarning):
        one @ other
    assert products.product(one, other).shape == (1, 1)
    assert products.small_product(one, other).shape == (1, 1)


@pytest.mark.parametrize("rows", [1, 3, 700])
def test_products_in_pieces_are_the_whole_product(rows: int) -> None:
    random = np.random.default_rng(rows)
    one, other = random.integers(0, 9, (rows, 40)), random.integers(0, 9, (40, 30))
    found = products.small_product(one.astype(np.float32), other.astype(np.float32))
    assert np.array_equal(found, one @ other)


def test_products_stand_in_one_place() -> None:
    found = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult)
    }
    assert found == SPARSE
