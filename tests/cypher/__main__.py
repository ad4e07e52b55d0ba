"""The long run: ``python -m tests.cypher --texts 30000 --worlds 50 --seed 1 --canada``.

Each world's counts are written to the folder when it is done; the same command goes on where an earlier one ended.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from graphmodel.records.catalogue import Catalogue
from tests.cypher.asking import TIMEOUT, Ours, Theirs
from tests.cypher.pools import Pools
from tests.cypher.run import Count, compare, write_findings
from tests.cypher.worlds import canada, world
from tests.servers import Server, neo4j_server
from tests.servers.base import PASSWORD, USERNAME


class Running(Server):
    """A server that runs already, by its address; it has the password of the tests."""

    username, password = USERNAME, PASSWORD

    def __init__(self, uri: str) -> None:
        self.uri = uri

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def kill(self) -> None: ...
    def remove(self) -> None: ...
    def running(self) -> bool:
        return True

    def logs(self) -> str:
        return ""


@contextmanager
def a_server(uri: str | None) -> Iterator[Server]:
    """Yield the server of an address, or a fresh one where none is given."""
    if uri:
        yield Running(uri)
        return
    with neo4j_server(heap="1g") as server:
        yield server


@click.command()
@click.option("--texts", default=30_000, help="Texts to be asked, spread over the worlds.")
@click.option("--worlds", default=50, help="Random worlds.")
@click.option("--seed", default=1, help="Seed of the texts; the worlds are numbered from it.")
@click.option("--canada", "with_canada", is_flag=True, help="Ask the Canadian catalogue as well.")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("build/cypher"), help="Where findings go.")
@click.option("--server", "uri", help="Address of a test server that runs already; its graph is replaced.")
@click.option("--timeout", default=TIMEOUT, help="Seconds for one text.")
def main(texts: int, worlds: int, seed: int, with_canada: bool, folder: Path, uri: str | None, timeout: float) -> None:
    """Compare the embedded store with a real Neo4j."""
    folder = folder / f"seed-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    names = [*(str(number) for number in range(seed, seed + worlds)), *(["canada"] if with_canada else [])]
    each = -(-texts // len(names))
    total = Count()
    with a_server(uri) as server:
        theirs = Theirs(server, timeout)
        for name in names:
            file = folder / f"world-{name}-{each}.json"
            if not file.exists():
                begun = time.monotonic()
                catalogue: Catalogue = canada() if name == "canada" else world(int(name))
                theirs.write(catalogue)
                ours = Ours(catalogue, timeout)
                seeds = (f"{seed}/{name}/{number}" for number in range(each))
                count = compare(ours, theirs, Pools.of(catalogue), seeds, large=name == "canada")
                ours.close()
                write_findings(folder, count)
                file.write_text(count.as_json(), encoding="utf-8")
                click.echo(
                    f"world {name}: {each} texts in {time.monotonic() - begun:.0f} s, {len(count.different)} differ"
                )
            total.add(Count.of_json(file.read_text(encoding="utf-8")))
        theirs.close()
    for finding in total.different[:20]:
        click.echo(finding.told())
    click.echo(total.told())
    sys.exit(bool(total.different))


if __name__ == "__main__":
    main()
