"""A Neo4j server as a Java process of this machine, on loopback ports and a temporary folder of its own."""

from __future__ import annotations

import contextlib
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.servers import artifacts
from tests.servers.base import Server, free_port

_GRACE = 60
# Ends the server when the process that started it is gone, however it went: then nothing holds the pipe open.
_WATCH = "import os, signal, sys; sys.stdin.read(); os.kill(int(sys.argv[1]), signal.SIGTERM)"


def create(
    version: str | None,
    java_home: Path | None,
    heap: str,
    settings: dict[str, str],
    java_options: tuple[str, ...],
    apoc: bool = False,
) -> Server:
    """Return a server that is not started yet.

    Raises:
        Unavailable: Java, Maven or this version is missing.
    """
    neo4j = artifacts.find(version, java_home)
    return LocalServer(neo4j, heap, settings, java_options, artifacts.apoc() if apoc else None)


class LocalServer(Server):
    """The process, and the one that watches over it."""

    def __init__(
        self,
        neo4j: artifacts.Artifacts,
        heap: str,
        settings: dict[str, str],
        java_options: tuple[str, ...],
        plugins: Path | None = None,
    ) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: subprocess.Popen[bytes] | None = None
        self._home = Path(tempfile.mkdtemp(prefix="graphmodel-neo4j-"))
        self._log = self._home / "console.log"
        port = free_port()
        self.uri = f"bolt://127.0.0.1:{port}"
        options = (*java_options, f"-Xms{heap}", f"-Xmx{heap}")
        folders = (f"--home-dir={self._home}", f"--config-dir={self._home}", "--console-mode")
        self._command = [*neo4j.command(neo4j.main, *options, plugins=plugins), *folders]
        lines = {
            "server.bolt.listen_address": f"127.0.0.1:{port}",
            "server.http.enabled": "false",
            "server.directories.import": str(self._home / "import"),
            "server.memory.heap.initial_size": heap,
            "server.memory.heap.max_size": heap,
            "server.memory.pagecache.size": "128m",
            "dbms.usage_report.enabled": "false",
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
            **settings,
        }
        (self._home / "neo4j.conf").write_text("".join(f"{name}={value}\n" for name, value in lines.items()))
        for folder in ("data/dbms", "import", "plugins", "run", "logs"):
            (self._home / folder).mkdir(parents=True)
        shutil.copy(neo4j.auth, self._home / "data" / "dbms")
        if plugins:
            shutil.copytree(plugins, self._home / "plugins", dirs_exist_ok=True)

    def start(self) -> None:
        if self.running():
            return
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self._watch = watch(self._process.pid)
        self.wait()

    def stop(self) -> None:
        self._end(_GRACE)

    def kill(self) -> None:
        self._end(0)

    def remove(self) -> None:
        self._end(0)
        shutil.rmtree(self._home, ignore_errors=True)

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def hold(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def let_go(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def logs(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""

    def _end(self, grace: float) -> None:
        if self._watch is not None:
            self._watch.kill()
            self._watch.communicate()
            self._watch = None
        if self._process is not None:
            if grace:
                self._process.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(grace)
            self._process.kill()
            self._process.wait()
            self._process = None


def watch(pid: int) -> subprocess.Popen[bytes]:
    """Start a process that ends another one as soon as this one is gone."""
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _WATCH, str(pid)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
