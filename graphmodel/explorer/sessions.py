"""Private sessions: a spreadsheet of somebody's own, and the catalogue read from it, kept for them alone.

The file is kept in memory; the graph of its catalogue stands in a temporary folder that no other account can open.

There is one for each person, a bounded number in all, each bounded in bytes and time. What ends is forgotten.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from threading import RLock
from time import monotonic

from graphmodel.api.given import asked_of, forget
from graphmodel.errors import GraphmodelError, SourceError
from graphmodel.exchange.exporting import exported
from graphmodel.explorer.resident import MEMORY, Held, Resident
from graphmodel.explorer.running import Runner
from graphmodel.importing.plan import SheetPlan, plan_import
from graphmodel.loading import CheckReport
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.slugs import slug
from graphmodel.stores import TIMEOUT, open_store
from graphmodel.words.messages import Message, plain

MOST, LARGEST, LARGEST_INSIDE, LONGEST = 8, 10_000_000, 200_000_000, 3_600.0
"""So many sessions, each of a file of so many bytes that holds so many unpacked; seconds without a visit until it ends."""
KEPT = 16_000_000
"""Bytes of answers that one session keeps."""
ENDINGS = (".xlsx", ".xlsm", ".csv")
Answers = Mapping[tuple[str, str], str]


class NoRoom(GraphmodelError):
    """So many sessions are open that another one has no room."""


@dataclass(eq=False)
class Session:
    """One file of somebody's own: its bytes, what was answered of it, and the catalogue once it was read."""

    name: str
    content: bytes = field(repr=False)
    answers: Answers = field(default_factory=dict[tuple[str, str], str])
    plan: SheetPlan | None = None
    report: CheckReport | None = None
    held: Held | None = None
    runner: Runner | None = None
    seen: float = field(default_factory=monotonic)

    @cached_property
    def stem(self) -> str:
        """Return the name of the file without its ending."""
        return PurePosixPath(self.name).stem

    @property
    def catalogue(self) -> Catalogue | None:
        """Return the catalogue that pages answer from; None until it was read."""
        return self.held.catalogue if self.held else None

    def look(self, answers: Answers) -> None:
        """Read how the file would be read with some answers; SourceError where it cannot be, or an answer is none."""
        with self._file() as path:
            plan = plan_import(path, answers)
        self.plan, self.answers = plan, dict(answers)

    def read(self, resident: Resident) -> CheckReport:
        """Read the catalogue by what was answered, and answer from it where nothing is wrong."""
        assert self.plan is not None
        with self._file() as path:
            self.report = replace(self.plan, source=path).check()
        if self.report.catalogue is not None:
            self._hold(self.report.catalogue, resident)
        return self.report

    def zipped(self) -> bytes:
        """Return the catalogue as an archive, which ``--on`` and ``load`` take."""
        assert self.held is not None
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in exported(self.held.catalogue, "csv").files.items():
                archive.writestr(zipfile.ZipInfo(name), content)
        return made.getvalue()

    def end(self) -> None:
        """Forget everything."""
        held, self.held, self.runner, self.plan, self.report = self.held, None, None, None, None
        self.content = b""
        if held is not None:
            held.store.close()
            forget(held.catalogue)

    def _hold(self, catalogue: Catalogue, resident: Resident) -> None:
        store = open_store(MEMORY, timeout=TIMEOUT)
        store.write(catalogue)
        view = asked_of(catalogue)
        before = self.held
        self.runner = Runner(resident.named(f"{self.stem}.zip"), most_kept=KEPT)
        self.held = Held(view, store, MEMORY, None, ("own", id(self), monotonic()))
        if before is not None:
            before.store.close()

    @contextmanager
    def _file(self) -> Generator[Path]:
        """Give the file as the readers take it: in a folder that nobody else can read, and that goes at once."""
        with TemporaryDirectory(prefix="graphmodel-") as folder:
            path = Path(folder) / self.name
            path.write_bytes(self.content)
            try:
                yield path
            except GraphmodelError as error:
                raise SourceError(_without(error, f"{folder}/")) from None


def _without(error: GraphmodelError, folder: str) -> Message:
    """Return what an error says, without the folder in which the file stood for a moment."""
    return plain(error.text().replace(folder, ""))


class Sessions:
    """The sessions of all who visit, by whose they are."""

    def __init__(self, most: int = MOST, longest: float = LONGEST, clock: Callable[[], float] = monotonic) -> None:
        self._most, self._longest, self._clock = most, longest, clock
        self._open: dict[str, Session] = {}
        self._lock = RLock()

    def of(self, owner: str) -> Session | None:
        """Return the session of somebody, None where there is none or it was idle for too long."""
        with self._lock:
            self.forget_old()
            found = self._open.get(owner)
            if found is not None:
                found.seen = self._clock()
            return found

    def begin(self, owner: str, name: str, content: bytes) -> Session:
        """Begin a session on a file in place of that which somebody had; SourceError for no file that is read, NoRoom."""
        made = Session(_sound(name, content), content, seen=self._clock())
        made.look({})
        with self._lock:
            self.forget_old()
            if owner not in self._open and len(self._open) >= self._most:
                raise NoRoom(Message("{most} spreadsheets are open already: try again later", most=self._most))
            self.end(owner)
            self._open[owner] = made
        return made

    def end(self, owner: str) -> None:
        """End the session of somebody, if there is one."""
        with self._lock:
            found = self._open.pop(owner, None)
        if found is not None:
            found.end()

    def close(self) -> None:
        """End all."""
        for owner in list(self._open):
            self.end(owner)

    def forget_old(self) -> None:
        """End the sessions that were idle for too long."""
        with self._lock:
            now = self._clock()
            for owner in [owner for owner, item in self._open.items() if now - item.seen > self._longest]:
                self.end(owner)

    @property
    def kept(self) -> int:
        """Return the bytes of files and answers that sessions keep, about."""
        with self._lock:
            return sum(
                len(item.content) + (item.runner.kept if item.runner is not None else 0) for item in self._open.values()
            )


def _sound(name: str, content: bytes) -> str:
    """Return what a file is called here: letters, digits and hyphens alone; SourceError for what is not read."""
    path = PurePosixPath(name.replace("\\", "/"))
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise SourceError(Message("give a workbook (.xlsx, .xlsm) or a .csv file"))
    if not content:
        raise SourceError(Message("the file is empty"))
    if len(content) > LARGEST:
        raise SourceError(
            Message("the file is larger than {size} MB: use graphmodel import", size=LARGEST // 1_000_000)
        )
    if content[:2] == b"PK" and _unpacked(content) > LARGEST_INSIDE:
        raise SourceError(
            Message(
                "unpacked, the file is larger than {size} MB: use graphmodel import", size=LARGEST_INSIDE // 1_000_000
            )
        )
    return f"{slug(path.stem)[:60].strip('-') or 'sheet'}{ending}"


def _unpacked(content: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return 0  # the readers say what is wrong with it
