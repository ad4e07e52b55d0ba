"""What a page costs in a fresh Chromium: time to the whole map, processor, memory, movement, names, requests."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from selenium.common.exceptions import WebDriverException

from tests.browser.chromium import Browser, chromium

MOVING = 2.0
"""Seconds of dragging and of zooming."""
_READY = """
window.probe = { ready: 0, drawn: 0, names: [], at: performance.timeOrigin };
const root = () => document.documentElement;
const look = () => {
  if (root() && root().dataset.ready === "yes" && !probe.ready) requestAnimationFrame(() => (probe.ready = performance.now()));
};
new MutationObserver(look).observe(document, { attributes: true, childList: true, subtree: true, attributeFilter: ["data-ready"] });
"""
_DRAWN = """
for (const [type, names] of [[WebGL2RenderingContext, ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]],
    [WebGLRenderingContext, ["drawArrays", "drawElements"]], [CanvasRenderingContext2D, ["fill", "stroke", "fillText", "drawImage"]]]) {
  for (const name of names) {
    const draw = type.prototype[name];
    type.prototype[name] = function (...given) { probe.drawn = performance.now(); return draw.apply(this, given); };
  }
}
"""
_NAMES = """
for (const type of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
  const draw = type.prototype.fillText;
  type.prototype.fillText = function (text, x, y, ...rest) {
    const m = this.getTransform();
    const size = parseFloat(/([\\d.]+)px/.exec(this.font)[1]) * Math.hypot(m.c, m.d);
    const at = m.transformPoint({ x, y });
    if (size >= 9 && text.trim()) probe.names.push([text, at.x, at.y]);
    return draw.call(this, text, x, y, ...rest);
  };
}
"""
_FRAMES = """
window.probe.frames = [];
const tick = (now) => { probe.frames.push(now); if (probe.ticking) requestAnimationFrame(tick); };
probe.ticking = true;
requestAnimationFrame(tick);
"""
_CANVAS = """
const wide = [...document.querySelectorAll('canvas')].map((item) => item.getBoundingClientRect())
  .sort((a, b) => b.width * b.height - a.width * a.height)[0];
return [wide.left, wide.top, wide.width, wide.height];
"""


@dataclass
class Cost:
    """What one page costs; seconds, frames a second, milliseconds, megabytes."""

    seconds: float | None = None
    """None where the map was not whole within the patience."""
    processor: float = 0.0
    heap: float = 0.0
    buffers: float = 0.0
    file: float = 0.0
    moves: float | None = None
    moving_p95: float = 0.0
    zooms: float = 0.0
    requests: int = 0
    names: set[str] = field(default_factory=set)


@contextmanager
def opened(path: Path, patience: float, *ears: str) -> Iterator[tuple[Browser, float | None, float]]:
    """Open a page in a Chromium of its own; give it, the seconds until its map was whole, and the processor's."""
    with chromium(timeout=patience + 60) as browser:
        browser.size(1400, 900)
        for script in (_READY, *ears):
            browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=script)
        before = _processor(browser)
        browser.open(path)
        whole = _whole(browser, patience, still=_DRAWN in ears)
        yield browser, whole, _processor(browser) - before


def _processor(browser: Browser) -> float:
    """Return the processor seconds of all of Chromium so far: without a GPU, WebGL is drawn outside the page's process."""
    tick, done = os.sysconf("SC_CLK_TCK"), 0.0
    todo = [browser.driver.service.process.pid]
    for pid in todo:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                todo += map(int, children.read_text(encoding="ascii").split())
        except OSError:  # it ended, or this is not Linux
            continue
        done += (int(fields[11]) + int(fields[12])) / tick
    return done


def _whole(browser: Browser, patience: float, *, still: bool) -> float | None:
    """Wait for a page's word that its map is whole, or for a second and a half without drawing."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            ready, drawn, now = browser.run("return [probe.ready, probe.drawn, performance.now()]")
        except WebDriverException:  # so busy that it does not answer
            continue
        if ready:
            return float(ready) / 1000
        if still and drawn and now - drawn > 1500:
            return float(drawn) / 1000
        time.sleep(0.05)
    return None


def cost(path: Path, patience: float = 60.0, *, ready: bool = True, moving: bool = True) -> Cost:
    """Measure a page once. ``ready``: it says itself when it is whole."""
    made = Cost(file=path.stat().st_size / 1e6)
    with opened(path, patience, *([] if ready else [_DRAWN])) as (browser, seconds, used):
        made.seconds = seconds
        made.requests = sum(not url.startswith("file:") for url in browser.asked)
        if seconds is None:
            return made
        made.processor = used
        time.sleep(1.0)  # what a page keeps when it has come to rest, whichever it is
        browser.cdp("HeapProfiler.collectGarbage")
        heap = browser.cdp("Runtime.getHeapUsage")
        made.heap, made.buffers = heap["usedSize"] / 1e6, heap.get("backingStorageSize", 0) / 1e6
        if moving:
            made.moves, made.moving_p95 = _drag(browser)
            made.zooms = _zoom(browser)
    return made


def names(path: Path, patience: float = 60.0, *, ready: bool = True) -> set[str]:
    """Return the names of at least 9 pixels in a page's first view."""
    with opened(path, patience, _NAMES, *([] if ready else [_DRAWN])) as (browser, _, _):
        return {text for text, _, _ in browser.run("return probe.names")}


def _drag(browser: Browser) -> tuple[float | None, float]:
    """Drag the map about; return moves a second, None where it did not move, and the 95th percentile of a frame in ms."""
    left, top, width, height = browser.run(_CANVAS)
    x, y = left + width * 0.03, top + height * 0.97
    before = _picture(browser)
    _mouse(browser, "mousePressed", x, y)
    browser.run(_FRAMES)
    start, moved = time.perf_counter(), 0
    while time.perf_counter() - start < MOVING:
        moved += 1
        _mouse(browser, "mouseMoved", x + (moved * 7) % 300, y - (moved * 3) % 200)
    taken = time.perf_counter() - start
    gaps = _gaps(browser)
    changed = _picture(browser) != before
    _mouse(browser, "mouseReleased", x, y)
    return (moved / taken if changed else None), gaps[int(len(gaps) * 0.95)] if gaps else 0.0


def _zoom(browser: Browser) -> float:
    """Turn the wheel to and fro; return frames a second."""
    left, top, width, height = browser.run(_CANVAS)
    browser.run(_FRAMES)
    start, turned = time.perf_counter(), 0
    while time.perf_counter() - start < MOVING:
        turned += 1
        browser.cdp(
            "Input.dispatchMouseEvent",
            type="mouseWheel",
            x=left + width / 2,
            y=top + height / 2,
            deltaX=0,
            deltaY=-40 if turned % 40 < 20 else 40,
        )
    gaps = _gaps(browser)
    return 1000 * len(gaps) / sum(gaps) if gaps else 0.0


def _gaps(browser: Browser) -> list[float]:
    frames = browser.run("probe.ticking = false; return probe.frames")
    return sorted(later - earlier for earlier, later in pairwise(frames))


def _mouse(browser: Browser, kind: str, x: float, y: float) -> None:
    buttons = {} if kind == "mouseReleased" else {"buttons": 1}
    browser.cdp("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1, **buttons)


def _picture(browser: Browser) -> str:
    return str(browser.cdp("Page.captureScreenshot", format="png")["data"])
