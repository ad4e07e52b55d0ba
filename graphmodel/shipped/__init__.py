"""Find what ships beside the code: ``cypher``, ``loaders``, ``data`` and their like.

A wheel carries these folders beside this file; a checkout keeps them at its top, where people edit them.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
_CHECKOUT = _HERE.parents[1]


def folder(name: str) -> Path:
    """Return the shipped folder of that name."""
    packaged = _HERE / name
    return packaged if packaged.is_dir() else _CHECKOUT / name


def catalogues() -> dict[str, Path]:
    """Return the shipped catalogues by name."""
    return {path.name: path for path in sorted(folder("data").iterdir()) if (path / "agencies.csv").is_file()}


def loaders() -> dict[str, Path]:
    """Return the shipped mappings by name."""
    return {path.stem: path for path in sorted(folder("loaders").glob("*.toml"))}


def needs() -> dict[str, Path]:
    """Return the shipped needs by name."""
    return {path.stem: path for path in sorted(folder("needs").glob("*.toml"))}


def scenarios() -> dict[str, Path]:
    """Return the shipped scenarios by name."""
    return {path.stem: path for path in sorted(folder("scenarios").glob("*.toml"))}
