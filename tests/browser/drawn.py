"""What stands on the map: every text and line that a canvas was told to draw, heard below the page's own code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.browser.page import MapPage

EARS = """
const C = CanvasRenderingContext2D.prototype;
const heard = (window.heard = { texts: [], lines: [], squares: [], context: null });
const own = {};
for (const name of ["fillText", "moveTo", "lineTo", "arcTo", "beginPath", "stroke", "setTransform", "roundRect", "fill", "fillRect"]) own[name] = C[name];
const path = new WeakMap();
C.setTransform = function (...given) {
  if (given[0] !== 1 || heard.all !== this.canvas) Object.assign(heard, { texts: [], lines: [], squares: [], all: this.canvas });
  heard.f = given[0];
  return own.setTransform.apply(this, given);
};
C.fillRect = function (x, y, width, height) {
  if (width * height > 0.3 * this.canvas.width * this.canvas.height) {
    const there = (at) => at.x < x || at.y < y || at.x > x + width || at.y > y + height; // the rest is painted over
    for (const name of ["texts", "squares"]) heard[name] = heard[name].filter(there);
    heard.lines = heard.lines.filter(({ points: [[px, py]] }) => there({ x: px, y: py }));
  }
  return own.fillRect.apply(this, arguments);
};
C.fillText = function (text, x, y) {
  const size = parseFloat(/([\\d.]+)px/.exec(this.font)[1]);
  const width = this.measureText(text).width;
  const left = this.textAlign === "center" ? x - width / 2 : this.textAlign === "right" ? x - width : x;
  heard.texts.push({ text: String(text), x: left, y: y - size * 0.74, width, height: size * 0.95, size, fill: this.fillStyle });
  return own.fillText.apply(this, arguments);
};
C.beginPath = function () {
  path.set(this, { points: [], box: null });
  return own.beginPath.call(this);
};
const note = (name, at) => {
  C[name] = function (...given) {
    path.get(this)?.points.push(given.slice(0, 2));
    return own[name].apply(this, given);
  };
};
note("moveTo");
note("lineTo");
note("arcTo");
C.roundRect = function (x, y, width, height, radius) {
  const made = path.get(this);
  if (made) made.box = { x, y, width, height };
  return own.roundRect.apply(this, arguments);
};
C.fill = function () {
  const made = path.get(this);
  if (made?.box) heard.squares.push({ ...made.box, fill: this.fillStyle });
  return own.fill.apply(this, arguments);
};
C.stroke = function () {
  const made = path.get(this);
  if (made && !made.box && made.points.length > 1) {
    heard.lines.push({ points: made.points, width: this.lineWidth, colour: this.strokeStyle, dash: this.getLineDash() });
  }
  return own.stroke.apply(this, arguments);
};
"""
"""Added to the page before its own script; the last picture that was drawn is in ``heard``, in pixels of its canvas."""


@dataclass(frozen=True)
class Rect:
    """A rectangle on the screen, in CSS pixels."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Rect, by: float = 0.5) -> bool:
        """Return whether two rectangles share more than so many pixels across and down."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return across > by and down > by

    def within(self, other: Rect) -> bool:
        """Return whether it lies in another one."""
        return (
            self.x >= other.x - 0.5
            and self.y >= other.y - 0.5
            and self.x + self.width <= other.x + other.width + 0.5
            and self.y + self.height <= other.y + other.height + 0.5
        )


@dataclass(frozen=True)
class Text:
    """A text as it was drawn."""

    text: str
    size: float
    rect: Rect
    fill: str


@dataclass(frozen=True)
class Line:
    """A line as it was drawn: the corners that it goes along."""

    points: tuple[tuple[float, float], ...]
    width: float
    colour: str
    dash: tuple[float, ...]

    def samples(self, step: float = 2.0) -> list[tuple[float, float]]:
        """Return points of the line, so many pixels from each other."""
        found: list[tuple[float, float]] = []
        for (x0, y0), (x1, y1) in zip(self.points, self.points[1:], strict=False):
            far = max(abs(x1 - x0), abs(y1 - y0))
            count = int(far / step) + 1
            found += [(x0 + (x1 - x0) * at / count, y0 + (y1 - y0) * at / count) for at in range(count + 1)]
        return found


@dataclass(frozen=True)
class Drawn:
    """The last picture of the map: what stands on it and what of it the window shows."""

    texts: list[Text]
    lines: list[Line]
    squares: list[Rect]
    fills: list[str]
    """The colour of each square."""
    window: Rect


def drawn(page: MapPage) -> Drawn:
    """Return the picture of the map as it stands, drawn once more."""
    heard: dict[str, Any] = page.browser.run(
        "Object.assign(window.heard, { texts: [], lines: [], squares: [] });"
        "map.screen.drawNow();"
        "const { texts, lines, squares } = window.heard;"
        "const { x, y, width, height } = map.nesting.picture.window;"
        "return { texts, lines, squares, window: { x, y, width, height } };"
    )

    def rect(item: dict[str, Any]) -> Rect:
        return Rect(item["x"], item["y"], item["width"], item["height"])

    texts = [Text(item["text"], item["size"], rect(item), item["fill"]) for item in heard["texts"]]
    lines = [
        Line(tuple(map(tuple, item["points"])), item["width"], item["colour"], tuple(item["dash"]))
        for item in heard["lines"]
    ]
    squares = [rect(item) for item in heard["squares"]]
    return Drawn(texts, lines, squares, [item["fill"] for item in heard["squares"]], rect(heard["window"]))
