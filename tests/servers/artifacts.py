"""What a Java process needs to be a Neo4j server: a Java, and the jars of docker/offline/pom.xml, fetched once."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.servers.base import PASSWORD, Unavailable

OFFLINE = Path(__file__).parents[2] / "docker" / "offline"
_POM = "{http://maven.apache.org/POM/4.0.0}"
_ENTRY = "META-INF/services/org.neo4j.server.startup.EntryPoint"


@dataclass(frozen=True)
class Artifacts:
    """One version of Neo4j on this machine, with a Java that can run it."""

    java: Path
    folder: Path

    @property
    def jars(self) -> str:
        """The class path."""
        return str(self.folder / "lib" / "*")

    @property
    def main(self) -> str:
        """The class to start: its name has changed between versions, so the jar is asked."""
        (jar,) = (self.folder / "lib").glob("neo4j-[0-9]*.jar")
        with zipfile.ZipFile(jar) as opened:
            return opened.read(_ENTRY).decode().strip()

    @property
    def auth(self) -> Path:
        """The file that gives a new server its password."""
        return self.folder / "data" / "dbms" / "auth.ini"

    def command(self, main: str, *options: str, plugins: Path | None = None) -> list[str]:
        """Return the command that starts a class of Neo4j's, with the jars of a folder of plug-ins."""
        path = os.pathsep.join([self.jars, *([str(plugins / "*")] if plugins else [])])
        return [str(self.java), f"@{_arguments()}", *options, "-cp", path, main]


def find(version: str | None = None, java_home: Path | None = None) -> Artifacts:
    """Return a version of Neo4j, fetched with Maven where this machine has not got it yet.

    Raises:
        Unavailable: there is no such Java, no Maven or no such version.
    """
    if not OFFLINE.is_dir():
        raise Unavailable("docker/offline is not beside the tests")
    version = version or _default_version()
    java = _java(java_home, 17 if version.startswith("5.") else 21)

    def fetch(folder: Path) -> None:
        _copy_jars(OFFLINE / "pom.xml", folder / "lib", f"Neo4j {version}", f"-Dneo4j.version={version}")
        made = Artifacts(java, folder)
        environment = {**os.environ, "NEO4J_HOME": str(folder), "NEO4J_CONF": str(folder)}
        command = [*made.command("org.neo4j.cli.AdminTool"), "dbms", "set-initial-password", PASSWORD]
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

    return Artifacts(java, _kept(f"neo4j/{version}", fetch))


def apoc() -> Path:
    """Return the folder with the jars of APOC core, fetched with Maven where this machine has not got them yet.

    Raises:
        Unavailable: there is no Maven, or it cannot fetch them.
    """
    pom = Path(__file__).with_name("apoc.xml")
    digest = hashlib.sha256(pom.read_bytes()).hexdigest()[:12]
    return _kept(f"apoc/{digest}", lambda folder: _copy_jars(pom, folder, "APOC core"))


def _kept(name: str, fetch: Callable[[Path], None]) -> Path:
    """Return a folder of the cache, filled once: what another process filled meanwhile is as good."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = caches / "graphmodel" / name
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as work:
            made = Path(work) / folder.name
            fetch(made)
            try:
                made.rename(folder)
            except OSError:  # another process was faster
                if not folder.is_dir():
                    raise
    return folder


def _copy_jars(pom: Path, folder: Path, what: str, *options: str) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable(f"there is no Maven to fetch {what} with")
    command = [maven, "-q", "-B", "-C", "-Dstyle.color=never", "-f", str(pom), *options]
    command += ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = re.sub(r"\x1b\[\d*m|\[ERROR\] ", "", done.stdout + done.stderr).strip().partition("\n")[0]
        raise Unavailable(f"Maven could not fetch {what} ({said})")


def _default_version() -> str:
    found = ET.parse(OFFLINE / "pom.xml").findtext(f"{_POM}properties/{_POM}neo4j.version")
    assert found
    return found


def _arguments() -> Path:
    return OFFLINE / "rootfs" / "var" / "lib" / "neo4j" / "java.args"


def _java(java_home: Path | None, oldest: int) -> Path:
    """Return the first Java that is new enough: the one named, or that of JAVA_HOME, the path or Debian's folder."""
    homes = [java_home] if java_home else [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    candidates = [shutil.which("java", path=home / "bin") for home in homes]
    if not java_home:
        candidates += [shutil.which("java"), *sorted(map(str, Path("/usr/lib/jvm").glob("*/bin/java")))]
    for candidate in candidates:
        if candidate and _java_version(candidate) >= oldest:
            return Path(candidate)
    raise Unavailable(f"there is no Java {oldest} or newer" + (f" in {java_home}" if java_home else ""))


def _java_version(java: str) -> int:
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0
