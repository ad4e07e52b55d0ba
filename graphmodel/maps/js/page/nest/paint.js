/** A canvas in pixels of the screen that knows where the layout's units are. */
import { FONT } from "../look.js";

export class Painter {
  /**
   * @param {CanvasRenderingContext2D} c
   * @param {{width: number, height: number, k: number, x: number, y: number, f: number}} view in device pixels
   * @param {object} look the colours of the theme
   * @param {(text: string, size: number, bold?: boolean) => number} width of texts
   */
  constructor(c, view, look, width) {
    // All below counts in CSS pixels: `f` device pixels to one.
    c.setTransform(view.f, 0, 0, view.f, 0, 0);
    Object.assign(this, { c, look, width, k: view.k / view.f, ox: view.x / view.f, oy: view.y / view.f });
    this.wide = view.width / view.f;
    this.tall = view.height / view.f;
  }

  x(units) {
    return units * this.k + this.ox;
  }

  y(units) {
    return units * this.k + this.oy;
  }

  /** A rectangle of the layout on the screen. */
  rect({ x, y, width, height }) {
    return { x: this.x(x), y: this.y(y), width: width * this.k, height: height * this.k };
  }

  seen({ x, y, width, height }) {
    return x < this.wide && y < this.tall && x + width > 0 && y + height > 0;
  }

  text(said, x, y, size, { bold = false, fill = this.look.text, align = "left" } = {}) {
    const { c } = this;
    c.font = `${bold ? 700 : 400} ${size}px ${FONT}`;
    c.textAlign = align;
    c.textBaseline = "alphabetic";
    c.fillStyle = fill;
    c.fillText(said, x, y);
  }

  box({ x, y, width, height }, radius, fill, stroke, line = 1, dash = []) {
    const { c } = this;
    c.beginPath();
    c.roundRect(x, y, width, height, Math.min(radius, width / 2, height / 2));
    if (fill) {
      c.fillStyle = fill;
      c.fill();
    }
    if (!stroke) return;
    c.strokeStyle = stroke;
    c.lineWidth = line;
    c.setLineDash(dash);
    c.stroke();
    c.setLineDash([]);
  }

  /** Begin a path along points of the screen, its corners rounded; returns the points that count. */
  trace(points, radius) {
    const { c } = this;
    const path = [];
    for (const [x, y] of points) {
      const last = path.at(-1);
      if (!last || Math.hypot(last[0] - x, last[1] - y) > 0.4) path.push([x, y]);
    }
    c.beginPath();
    c.moveTo(...path[0]);
    for (let at = 1; at < path.length - 1; at++) {
      const [before, corner, after] = [path[at - 1], path[at], path[at + 1]];
      const half = (one, other) => Math.hypot(one[0] - other[0], one[1] - other[1]) / 2;
      c.arcTo(...corner, ...after, Math.min(radius, half(before, corner), half(after, corner)));
    }
    c.lineTo(...path.at(-1));
    return path;
  }

  /** A line along points with a light edge, and arrows at its ends. */
  line(points, { colour, width, dash = [], radius = 5, end = false, start = false, halo = 2 }) {
    const { c, look } = this;
    c.lineJoin = "round";
    c.lineCap = "butt";
    const path = this.trace(points, radius);
    if (path.length < 2) return;
    if (halo) {
      c.strokeStyle = look.ground;
      c.lineWidth = width + halo;
      c.setLineDash([]);
      c.stroke();
    }
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.setLineDash(dash);
    c.stroke();
    c.setLineDash([]);
    if (end) this.arrow(path.at(-1), path.at(-2), 5 + 1.7 * width, colour);
    if (start) this.arrow(path[0], path[1], 5 + 1.7 * width, colour);
  }

  arrow([x, y], [fromX, fromY], size, colour) {
    const { c } = this;
    const angle = Math.atan2(y - fromY, x - fromX);
    c.fillStyle = colour;
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(x - size * Math.cos(angle - 0.42), y - size * Math.sin(angle - 0.42));
    c.lineTo(x - size * Math.cos(angle + 0.42), y - size * Math.sin(angle + 0.42));
    c.fill();
  }
}

/** A colour between the ground and another: pale, never transparent, for pale lines above each other would look lit. */
export function pale(colour, ground, share) {
  const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const [from, to] = [parts(ground.length === 4 ? ground.replace(/[0-9a-f]/gi, "$&$&") : ground), parts(colour)];
  return `#${to.map((value, at) => Math.round(from[at] + (value - from[at]) * share).toString(16).padStart(2, "0")).join("")}`;
}
