/** The matrix on a canvas: only the cells in sight are drawn, heads stay in place; arrows, pointer and Enter choose cells. */
import { made } from "../dom.js";
import { FONT, LOOK } from "../look.js";
import { fitted } from "../fitted.js";

const SMALL = 13;
const LARGE = 46;
/** From this size on a cell says its figures; below it the marks fill it. */
const FIGURES = 30;

export class Grid {
  /**
   * @param {object} app
   * @param {{moved: (row: number, column: number) => void, chosen: (row: number, column: number) => void}} tell
   */
  constructor(app, tell) {
    Object.assign(this, { app, tell, at: [0, 0], hover: null, marked: null });
    this.set({ names: [], rows: [], connected: [], visible: null, count: 0 });
    this.canvas = made("canvas");
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "application");
    this.space = made("div", "space");
    this.box = made("div", "grid", this.canvas, this.space);
    this.box.addEventListener("scroll", () => this.draw());
    new ResizeObserver(() => this.measure()).observe(this.box);
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerleave", () => this.point(null));
    this.canvas.addEventListener("click", (event) => {
      const cell = this.below(event);
      if (cell) this.choose(...cell);
    });
    this.canvas.addEventListener("keydown", (event) => this.press(event));
    this.canvas.addEventListener("focus", () => this.draw());
    this.canvas.addEventListener("blur", () => this.draw());
  }

  /**
   * Show other cells.
   * @param {{names: string[], rows: number[], connected: ArrayLike<number>, visible: ArrayLike<number> | null, count: number}} state
   *   `rows`: the groups in order; `connected` and `visible`: flat, `count` groups wide
   */
  set(state) {
    this.state = state;
    this.marked = null;
    this.at = this.at.map((at) => Math.max(0, Math.min(at, state.rows.length - 1)));
    if (this.box) this.measure();
  }

  /** Cells as large as there is room for. */
  measure() {
    const { clientWidth, clientHeight } = this.box;
    if (!clientWidth) return;
    const count = Math.max(this.state.rows.length, 1);
    const c = this.canvas.getContext("2d");
    c.font = `12px ${FONT}`;
    const longest = Math.max(0, ...this.state.names.map((name) => c.measureText(name).width));
    this.head = Math.min(longest + 16, 270, clientWidth * 0.32);
    this.top = Math.min(longest * 0.8 + 16, 170, clientHeight * 0.4);
    const last = this.state.names[this.state.rows.at(-1)] ?? "";
    this.slant = Math.max(0, Math.min(c.measureText(last).width * 0.5, 90) - SMALL);
    const across = (clientWidth - this.head - this.slant - 20) / count;
    const down = (clientHeight - this.top - 4) / count;
    // Where the width has room for figures, the height may scroll.
    const room = Math.min(across, Math.max(down, FIGURES + 4));
    this.size = Math.floor(Math.max(SMALL, Math.min(LARGE, room)));
    const dpr = Math.min(window.devicePixelRatio || 1, 2);
    this.dpr = dpr;
    this.canvas.width = Math.round(clientWidth * dpr);
    this.canvas.height = Math.round(clientHeight * dpr);
    this.canvas.style.width = `${clientWidth}px`;
    this.canvas.style.height = `${clientHeight}px`;
    this.space.style.width = `${this.head + count * this.size + this.slant + 4}px`;
    this.space.style.height = `${this.top + count * this.size + 4 - clientHeight}px`;
    this.draw();
  }

  draw() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.paint(this.canvas.getContext("2d"));
    });
  }

  /** The whole matrix on a canvas of its own, for paper. */
  whole() {
    const { size, head, top, state } = this;
    const canvas = made("canvas");
    const [width, height] = [head + state.rows.length * size + this.slant + 4, top + state.rows.length * size + 4];
    const f = Math.min(2.5, 12000 / Math.max(width, height));
    canvas.width = Math.round(width * f);
    canvas.height = Math.round(height * f);
    this.paint(canvas.getContext("2d"), { width, height, f, scrollLeft: 0, scrollTop: 0, theme: "light" });
    return canvas;
  }

  /** What the screen shows. */
  get window() {
    const { dpr: f, canvas, box } = this;
    const { scrollLeft, scrollTop } = box;
    return { width: canvas.width / f, height: canvas.height / f, f, scrollLeft, scrollTop, theme: this.app.theme };
  }

  paint(c, { width, height, f, scrollLeft, scrollTop, theme } = this.window) {
    const { size, head, top, state } = this;
    if (!size) return;
    const look = LOOK[theme];
    c.setTransform(f, 0, 0, f, 0, 0);
    c.fillStyle = look.ground;
    c.fillRect(0, 0, width, height);
    const [left, up] = [head - scrollLeft, top - scrollTop];
    const count = state.rows.length;
    const range = (from, start, end) => [Math.max(0, Math.floor((start - from) / size)), Math.min(count, Math.ceil((end - from) / size))];
    const across = range(left, head, width);
    const down = range(up, top, height);
    c.save();
    c.beginPath();
    c.rect(head, top, width, height);
    c.clip();
    this.lines(c, look, left, up, across, down);
    for (let y = down[0]; y < down[1]; y++) {
      for (let x = across[0]; x < across[1]; x++) this.cell(c, look, x, y, left + x * size, up + y * size);
    }
    this.frames(c, look, left, up);
    c.restore();
    this.names(c, look, left, up, across, down, width, height);
  }

  lines(c, look, left, up, across, down) {
    const { size } = this;
    c.strokeStyle = look.line;
    c.lineWidth = 0.5;
    c.beginPath();
    for (let x = across[0]; x <= across[1]; x++) {
      c.moveTo(Math.round(left + x * size) + 0.5, up + down[0] * size);
      c.lineTo(Math.round(left + x * size) + 0.5, up + down[1] * size);
    }
    for (let y = down[0]; y <= down[1]; y++) {
      c.moveTo(left + across[0] * size, Math.round(up + y * size) + 0.5);
      c.lineTo(left + across[1] * size, Math.round(up + y * size) + 0.5);
    }
    c.stroke();
    c.fillStyle = look.box;
    for (let at = Math.max(across[0], down[0]); at < Math.min(across[1], down[1]); at++) {
      c.fillRect(left + at * size + 1, up + at * size + 1, size - 1, size - 1);
    }
  }

  /** Connected is a square, visible a dot, both a square with a dot in it; large cells say how many. */
  cell(c, look, x, y, left, up) {
    const { size } = this;
    const [links, seen] = this.valuesOf(y, x);
    if (!links && !seen) return;
    if (size < FIGURES) {
      const edge = Math.max(2, size * 0.16);
      c.fillStyle = look.strong;
      if (links) c.fillRect(left + edge, up + edge, size - 2 * edge + 0.5, size - 2 * edge + 0.5);
      if (seen) dot(c, links ? look.ground : look.lit, left + size / 2 + 0.5, up + size / 2 + 0.5, size * (links ? 0.16 : 0.2));
      return;
    }
    const font = `${size < 36 ? 10 : 11}px ${FONT}`;
    c.font = font;
    c.textBaseline = "middle";
    c.textAlign = "left";
    const [edge, half] = [size < 36 ? 2 : 4, size / 2];
    const say = (value, middle) => {
      c.fillStyle = look.text;
      c.fillText(fitted(c, font, short(value), size - edge - 10), left + edge + 10.5, middle + 0.5);
    };
    if (links) {
      c.fillStyle = look.strong;
      c.fillRect(left + edge, up + half * 0.55 - 4, 8, 8);
      say(links, up + half * 0.55);
    }
    if (seen) {
      dot(c, look.lit, left + edge + 4, up + half * 1.45, 4);
      say(seen, up + half * 1.45);
    }
  }

  /** The cell under the pointer, the one the keys are at, and the one whose links are listed. */
  frames(c, look, left, up) {
    const { size } = this;
    const frame = ([row, column], colour, wide) => {
      c.strokeStyle = colour;
      c.lineWidth = wide;
      c.strokeRect(left + column * size + 0.5, up + row * size + 0.5, size, size);
    };
    if (this.marked) frame(this.marked, look.text, 2.5);
    if (this.hover) frame(this.hover, look.quiet, 1.5);
    if (document.activeElement === this.canvas && this.state.rows.length) frame(this.at, look.strong, 3);
  }

  /** Heads: rows to the left, columns aslant above; those of the pointed cell are bold. */
  names(c, look, left, up, across, down, width, height) {
    const { size, head, top, state } = this;
    const now = this.hover ?? (document.activeElement === this.canvas ? this.at : this.marked);
    c.fillStyle = look.ground;
    c.fillRect(0, 0, head, height);
    c.fillRect(0, 0, width, top);
    c.textBaseline = "middle";
    const name = (bold, at, room, x, y) => {
      const font = `${bold ? "600 " : ""}${size < 14 ? 10.5 : 12}px ${FONT}`;
      c.font = font;
      c.fillStyle = look.text;
      c.fillText(fitted(c, font, state.names[state.rows[at]], room), x, y);
    };
    c.save();
    c.beginPath();
    c.rect(0, top, head, height - top);
    c.clip();
    c.textAlign = "right";
    for (let y = down[0]; y < down[1]; y++) {
      name(now?.[0] === y, y, head - 12, head - 6, up + (y + 0.5) * size);
    }
    c.restore();
    c.textAlign = "left";
    for (let x = across[0]; x < across[1]; x++) {
      const middle = left + (x + 0.5) * size;
      if (middle < head) continue;
      c.save();
      c.translate(middle + 2, top - 5);
      c.rotate(-Math.PI / 3);
      name(now?.[1] === x, x, (top - 12) / Math.sin(Math.PI / 3), 0, 0);
      c.restore();
    }
  }

  /** The links and the systems seen of a cell, by its place. */
  valuesOf(row, column) {
    const { rows, connected, visible, count } = this.state;
    const at = rows[row] * count + rows[column];
    return [connected[at], visible ? visible[at] : 0];
  }

  below(event) {
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    if (x < this.head || y < this.top) return null;
    const column = Math.floor((x - this.head + this.box.scrollLeft) / this.size);
    const row = Math.floor((y - this.top + this.box.scrollTop) / this.size);
    const { length } = this.state.rows;
    return row < length && column < length ? [row, column] : null;
  }

  point(event) {
    this.hover = event && this.below(event);
    if (this.hover) this.tell.moved(...this.hover);
    this.draw();
  }

  choose(row, column) {
    this.at = [row, column];
    this.marked = [row, column];
    this.tell.chosen(row, column);
    this.draw();
  }

  press(event) {
    const last = this.state.rows.length - 1;
    if (last < 0) return;
    const [row, column] = this.at;
    const steps = { ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1] };
    const jumps = { Home: [row, 0], End: [row, last], PageUp: [row - 10, column], PageDown: [row + 10, column] };
    const to = steps[event.key] ?? jumps[event.key];
    if (event.key === "Enter" || event.key === " ") this.choose(row, column);
    else if (!to) return;
    else {
      this.at = to.map((at) => Math.max(0, Math.min(last, at)));
      this.reveal();
      this.tell.moved(...this.at);
      this.draw();
    }
    event.preventDefault();
  }

  /** Scroll until the cell of the keys is in sight. */
  reveal() {
    const { box, size, head, top } = this;
    const [row, column] = this.at;
    box.scrollTop = Math.max(top + (row + 1) * size - box.clientHeight, Math.min(box.scrollTop, row * size));
    box.scrollLeft = Math.max(head + (column + 1) * size - box.clientWidth, Math.min(box.scrollLeft, column * size));
  }
}

function dot(c, colour, x, y, r) {
  c.fillStyle = colour;
  c.beginPath();
  c.arc(x, y, r, 0, 6.2832);
  c.fill();
}

/** A figure in few letters: 12345 is 12k. */
function short(value) {
  return value >= 10000 ? `${Math.round(value / 1000)}k` : String(value);
}
