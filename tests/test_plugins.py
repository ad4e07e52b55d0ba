"""Plug-in loaders: found by entry point, imported only when named; a broken one is named and breaks nothing else."""

from __future__ import annotations

from importlib import invalidate_caches
from pathlib import Path

import pytest

from graphmodel import shipped as content
from graphmodel.errors import SourceError
from graphmodel.loading import load
from graphmodel.loading.shaping import plugins
from tests.commands import Caller

MODULE = """
from pathlib import Path
import graphmodel
MAPPING = Path(__file__).with_name("office.toml")
SHIPPED = str(MAPPING)
NUMBER = 7
def read(path):
    return graphmodel.load(path)
def raises(path):
    raise KeyError(path.name)
def refuses(path):
    return graphmodel.load(path / "nowhere")
"""
POINTS = """
[graphmodel.loaders]
office = office_loaders:read
mapped = office_loaders:MAPPING
as-text = office_loaders:SHIPPED
number = office_loaders:NUMBER
absent = office_loaders:absent
gone = office_nowhere:read
raises = office_loaders:raises
refuses = office_loaders:refuses
catalogue = office_loaders:NUMBER
"""


def install(folder: Path, name: str, points: str) -> None:
    """Do what pip leaves of an installed package."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(points, encoding="utf-8")


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with loaders of all kinds, installed."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "office_loaders.py").write_text(MODULE, encoding="utf-8")
    text = (content.folder("loaders") / "catalogue.toml").read_text(encoding="utf-8")
    (site / "office.toml").write_text(text, encoding="utf-8")
    install(site, "office", POINTS)
    monkeypatch.syspath_prepend(site)
    invalidate_caches()
    return site


@pytest.mark.parametrize("name", ["office", "mapped", "as-text"])
def test_a_plugin_reads_a_source(name: str, nleim) -> None:
    assert load("nleim-2014", name) == nleim


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("number", "the loader 'number' of office (office_loaders:NUMBER) is int: it has to be the path of a mapping"),
        ("absent", "the loader 'absent' of office (office_loaders:absent) cannot be imported: AttributeError"),
        ("gone", "the loader 'gone' of office (office_nowhere:read) cannot be imported: ModuleNotFoundError"),
        ("raises", "the loader 'raises' of office (office_loaders:raises) failed: KeyError: 'nleim-2014'"),
        ("refuses", "there is no folder, zip or workbook"),
    ],
)
def test_a_broken_plugin_is_named(graphmodel: Caller, name: str, words: str) -> None:
    said = graphmodel("check", "nleim-2014", "--loader", name)
    assert (said.code, said.out) == (1, "")
    assert words in said.err
    assert "This is a defect" not in said.err


def test_broken_plugins_break_no_other_command_and_take_no_shipped_name(graphmodel: Caller) -> None:
    assert graphmodel("check", "nleim-2014").code == 0
    assert graphmodel("info").code == 0


def test_an_unknown_loader_is_answered_with_all_names() -> None:
    assert set(plugins.names()) >= {"office", "gone"}
    with pytest.raises(SourceError, match=r"no loader .offise. \(did you mean office\?\).*survey-wide.*office"):
        load("nleim-2014", "offise")


def test_a_name_that_two_packages_give_is_refused(office: Path) -> None:
    install(office, "branch", "[graphmodel.loaders]\noffice = branch:read\n")
    invalidate_caches()
    with pytest.raises(SourceError, match=r"comes twice, from branch .* and office .*: uninstall one"):
        load("nleim-2014", "office")
