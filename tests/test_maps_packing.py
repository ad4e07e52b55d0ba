"""What the page unpacks is what Python packed: on random worlds before and after changes, and with hostile texts."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graphmodel import Scenario, maps
from graphmodel.maps import Map
from graphmodel.maps.data import page_data
from graphmodel.maps.packing import packed
from graphmodel.records.catalogue import Catalogue
from tests.required import missing
from tests.rotation import rotated
from tests.worlds.payloads import poisoned
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("maps_packing")

WORLDS = 60
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--",
    "\u2028",
    "\"'`${x}",
    "a>b",
    "\\u003c",
    "é\U0001f600",
    "\x01",
    "s1\x01 1",
)


def unpacked(pages: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return pages as the page's own script unpacks them."""
    node = shutil.which("node")
    if node is None:
        raise missing("needs Node 18 or newer (Debian: apt-get install nodejs)", "node")
    asked, made = folder / "packed.json", folder / "unpacked.json"
    asked.write_text(json.dumps([packed(page) for page in pages]), encoding="utf-8")
    script = Path(__file__).parent / "js" / "unpack.mjs"
    environment = {**os.environ, "GRAPHMODEL_JS": f"{(Path(maps.__file__).parent / 'js').as_uri()}/"}
    done = subprocess.run(
        [node, script, asked, made], capture_output=True, check=False, encoding="utf-8", env=environment
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(made.read_text(encoding="utf-8")))


def check(pages: list[dict[str, Any]], folder: Path) -> None:
    for page, again in zip(pages, unpacked(pages, folder), strict=True):
        del again["derive"]
        assert again == json.loads(json.dumps(page))


def thinned(catalogue: Catalogue, seed: int) -> Catalogue:
    """Return a world with some links and uses gone, and others changed."""
    rng = np.random.default_rng(seed)
    links = catalogue.links.assign(mode=rng.permutation(catalogue.links["mode"]), note="<other>")
    made = catalogue.replace_rows("links", links).remove("links", rng.random(len(links)) < 0.7)
    return made.remove("uses", rng.random(len(made.uses)) < 0.6)


def test_random_worlds_come_back_whole(tmp_path: Path) -> None:
    pages: list[dict[str, Any]] = []
    for seed in rotated(WORLDS):
        catalogue = random_catalogue(seed)
        page = Map(
            catalogue, of=random.Random(seed).choice([*catalogue.systems["id"], *catalogue.agencies["id"], "ON"])
        ).data
        pages.append(page | {"before": page_data(thinned(catalogue, seed))} if seed % 2 else page)
        pages.append(page | {"before": page["columns"], "columns": page_data(catalogue)})
    check(pages, tmp_path)


def test_worlds_that_share_nothing_come_back_too(tmp_path: Path) -> None:
    page = Map(random_catalogue(1)).data
    check([page | {"before": page_data(random_catalogue(2))}], tmp_path)


def test_canada_before_and_after_a_scenario_comes_back_whole(canada: Catalogue, tmp_path: Path) -> None:
    systems = (
        Scenario("more")
        .add_system("new-rms", "New RMS", type="rms", operator="peel-regional-police")
        .retire("rcmp-pip")
    )
    check([Map(canada, scenario=["pip-2-0", systems]).data], tmp_path)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_back_as_they_were(text: str, tmp_path: Path) -> None:
    catalogue = random_catalogue(5)
    named = catalogue.replace_rows("systems", catalogue.systems.assign(name=text, name_fr=text, product=text))
    check([Map(named).data], tmp_path)


def test_numbers_of_ids_within_names_come_back(tmp_path: Path) -> None:
    catalogue = random_catalogue(5)
    named = catalogue.systems.assign(name="RMS " + catalogue.systems["id"], name_fr="$1 $& 0" + catalogue.systems["id"])
    check([Map(catalogue.replace_rows("systems", named)).data], tmp_path)


def test_ids_of_any_letters_come_back(canada: Catalogue, tmp_path: Path) -> None:
    check([Map(poisoned(canada, ids=True)).data], tmp_path)
