"""What is built is what is in the checkout: the wheel, the source distribution, and the wheel built from that."""

from __future__ import annotations

import email
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = ("cypher", "loaders", "scenarios", "needs", "data")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def build(source: Path, target: Path, *kinds: str) -> None:
    command = [sys.executable, "-m", "build", "--no-isolation", *kinds, "--outdir", str(target), str(source)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def content(wheel: Path) -> dict[str, bytes]:
    """Return the files of a wheel by name, its own list of them left out."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/RECORD")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution."""
    target = tmp_path_factory.mktemp("dist")
    build(ROOT, target, "--wheel", "--sdist")
    return target


@pytest.fixture(scope="module")
def wheel(built: Path) -> dict[str, bytes]:
    """The files of the wheel."""
    (path,) = built.glob("*.whl")
    return content(path)


def in_checkout(folder: str) -> dict[str, bytes]:
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", folder],
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
    )
    return {name: (ROOT / name).read_bytes() for name in done.stdout.split("\0") if name and (ROOT / name).is_file()}


@pytest.mark.parametrize("folder", SHIPPED)
def test_every_shipped_file_is_in_the_wheel(wheel: dict[str, bytes], folder: str) -> None:
    here = {f"graphmodel/shipped/{name}": text for name, text in in_checkout(folder).items()}
    there = {name: text for name, text in wheel.items() if name.startswith(f"graphmodel/shipped/{folder}/")}
    assert here
    assert here == there


def test_the_code_is_in_the_wheel_and_nothing_else(wheel: dict[str, bytes]) -> None:
    shipped = tuple(f"graphmodel/shipped/{folder}/" for folder in SHIPPED)
    code = {name: text for name, text in wheel.items() if ".dist-info/" not in name and not name.startswith(shipped)}
    others = ("needs", "notebooks")
    code = {name: text for name, text in code.items() if name.split("/")[1] not in others}
    compiled = {name for name in code if name.endswith(".mo")}
    assert compiled == {"graphmodel/words/locale/fr/LC_MESSAGES/graphmodel.mo"}  # by the build
    assert {name: text for name, text in code.items() if name not in compiled} == in_checkout("graphmodel")
    assert "graphmodel/py.typed" in code


def test_the_metadata_say_what_it_is(wheel: dict[str, bytes]) -> None:
    (name,) = (name for name in wheel if name.endswith(".dist-info/METADATA"))
    metadata = email.message_from_bytes(wheel[name])
    assert (metadata["Name"], metadata["Version"]) == ("graphmodel", PROJECT["version"])
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == PROJECT["requires-python"]
    assert metadata["Summary"] == PROJECT["description"]
    plain = {item.partition(";")[0] for item in metadata.get_all("Requires-Dist") if "extra ==" not in item}
    named = [{re.split("[<>]", item)[0] for item in items} for items in (plain, PROJECT["dependencies"])]
    assert named[0] == named[1]
    licences = [name for name in wheel if "/licenses/" in name]
    assert [wheel[name] for name in licences] == [(ROOT / "LICENSE").read_bytes()]
    (entry,) = (name for name in wheel if name.endswith("entry_points.txt"))
    assert "graphmodel = graphmodel.__main__:main" in wheel[entry].decode()


def test_the_version_is_stated_alike() -> None:
    import graphmodel

    assert graphmodel.__version__ == PROJECT["version"]


def test_the_source_distribution_builds_the_same_wheel(built: Path, wheel: dict[str, bytes], tmp_path: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    assert {"graphmodel", "tests", *SHIPPED} <= {item.name for item in source.iterdir()}
    build(source, tmp_path / "dist", "--wheel")
    (again,) = (tmp_path / "dist").glob("*.whl")
    assert content(again) == wheel
