/** A drawing context that writes SVG: what draws the map on a canvas draws it here as vectors, with every text escaped. */

/** A text as SVG may hold it: nothing in it is mark-up, and what XML forbids is left out. */
export function escaped(text) {
  const allowed = String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
  return allowed.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

const BASELINES = { top: 0.78, middle: 0.34, alphabetic: 0 };
const ANCHORS = { left: "start", start: "start", center: "middle", right: "end", end: "end" };

/** As much of CanvasRenderingContext2D as the map draws with; transforms but the identity are not among it. */
export class SvgContext {
  /** @param {(font: string, text: string) => {width: number}} measure what tells how wide a text is */
  constructor(measure) {
    this.measure = measure;
    this.out = [];
    this.path = [];
    this.dash = [];
    Object.assign(this, { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, lineCap: "butt", lineJoin: "miter" });
    Object.assign(this, { font: "10px sans-serif", textAlign: "start", textBaseline: "alphabetic" });
  }

  /** Everything drawn so far. */
  toString() {
    return this.out.join("\n");
  }

  setTransform() {}

  /** A drawing is cut by the svg element around it. */
  save() {}

  restore() {}

  clip() {}

  setLineDash(dash) {
    this.dash = dash;
  }

  measureText(text) {
    return this.measure(this.font, text);
  }

  beginPath() {
    this.path = [];
  }

  closePath() {
    this.path.push("Z");
  }

  moveTo(x, y) {
    this.at = [x, y];
    this.path.push(`M${n(x)} ${n(y)}`);
  }

  lineTo(x, y) {
    this.at = [x, y];
    this.path.push(`L${n(x)} ${n(y)}`);
  }

  quadraticCurveTo(cx, cy, x, y) {
    this.at = [x, y];
    this.path.push(`Q${[cx, cy, x, y].map(n).join(" ")}`);
  }

  bezierCurveTo(ax, ay, bx, by, x, y) {
    this.at = [x, y];
    this.path.push(`C${[ax, ay, bx, by, x, y].map(n).join(" ")}`);
  }

  rect(x, y, width, height) {
    this.path.push(`M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}Z`);
  }

  /** A rectangle with rounded corners. */
  roundRect(x, y, width, height, radius) {
    const r = n(Math.min(radius, width / 2, height / 2));
    const [w, h] = [n(width - 2 * r), n(height - 2 * r)];
    const turn = (dx, dy) => `a${r} ${r} 0 0 1 ${n(dx)} ${n(dy)}`;
    this.path.push(`M${n(x + r)} ${n(y)}h${w}${turn(r, r)}v${h}${turn(-r, r)}h${-w}${turn(-r, -r)}v${-h}${turn(r, -r)}Z`);
  }

  /** A circle, or a part of one, clockwise; it goes on from where the path is, as a canvas has it. */
  arc(x, y, r, from, to) {
    if (to - from > 6.28) {
      this.path.push(`M${n(x + r)} ${n(y)}a${n(r)} ${n(r)} 0 1 1 ${n(-2 * r)} 0a${n(r)} ${n(r)} 0 1 1 ${n(2 * r)} 0Z`);
      return;
    }
    const turn = (((to - from) % 6.283186) + 6.283186) % 6.283186;
    const [x0, y0, x1, y1] = [x + r * Math.cos(from), y + r * Math.sin(from), x + r * Math.cos(to), y + r * Math.sin(to)];
    this.path.push(`${this.path.length ? "L" : "M"}${n(x0)} ${n(y0)}A${n(r)} ${n(r)} 0 ${turn > Math.PI ? 1 : 0} 1 ${n(x1)} ${n(y1)}`);
    this.at = [x1, y1];
  }

  /** A corner rounded by a circle that touches both its sides. */
  arcTo(x, y, x2, y2, radius) {
    const [x0, y0] = this.at;
    const [a, b] = [Math.atan2(y0 - y, x0 - x), Math.atan2(y2 - y, x2 - x)];
    const half = Math.abs(Math.atan2(Math.sin(b - a), Math.cos(b - a))) / 2;
    if (half < 1e-3 || Math.PI / 2 - half < 1e-3 || radius <= 0) {
      this.lineTo(x, y);
      return;
    }
    const far = radius / Math.tan(half);
    const left = (x - x0) * (y2 - y) - (y - y0) * (x2 - x) > 0 ? 1 : 0;
    this.lineTo(x + far * Math.cos(a), y + far * Math.sin(a));
    const end = [x + far * Math.cos(b), y + far * Math.sin(b)];
    this.path.push(`A${n(radius)} ${n(radius)} 0 0 ${left} ${n(end[0])} ${n(end[1])}`);
    this.at = end;
  }

  fill() {
    if (this.path.length) this.out.push(`<path d="${this.path.join("")}" fill="${escaped(this.fillStyle)}"${this.alpha()}/>`);
  }

  stroke() {
    if (this.path.length) this.out.push(`<path d="${this.path.join("")}" fill="none"${this.pen()}${this.alpha()}/>`);
  }

  fillRect(x, y, width, height) {
    this.out.push(`<rect ${box(x, y, width, height)} fill="${escaped(this.fillStyle)}"${this.alpha()}/>`);
  }

  strokeRect(x, y, width, height) {
    this.out.push(`<rect ${box(x, y, width, height)} fill="none"${this.pen()}${this.alpha()}/>`);
  }

  /** The halo of a text waits for the text, so that each text stands in the drawing once. */
  strokeText(text, x, y) {
    this.halo = { text, x, y, pen: this.pen() };
  }

  fillText(text, x, y) {
    const { halo } = this;
    this.halo = null;
    const same = halo && halo.text === text && halo.x === x && halo.y === y;
    const [, weight, size] = /^(?:(\d+|bold) )?([\d.]+)px/.exec(this.font) ?? [null, "", "10"];
    const family = this.font.slice(this.font.indexOf("px") + 3);
    const pen = same ? `${halo.pen} paint-order="stroke"` : "";
    const look = `font-family="${escaped(family)}" font-size="${n(Number(size))}"${weight ? ` font-weight="${weight}"` : ""}`;
    const down = y + (BASELINES[this.textBaseline] ?? 0) * Number(size);
    const place = `x="${n(x)}" y="${n(down)}" text-anchor="${ANCHORS[this.textAlign] ?? "start"}"`;
    this.out.push(`<text ${place} ${look} fill="${escaped(this.fillStyle)}"${pen}${this.alpha()}>${escaped(text)}</text>`);
  }

  pen() {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.map(n).join(" ")}"` : "";
    const join = this.lineJoin === "miter" ? "" : ` stroke-linejoin="${this.lineJoin}"`;
    return ` stroke="${escaped(this.strokeStyle)}" stroke-width="${n(this.lineWidth)}"${dash}${join}`;
  }

  alpha() {
    return this.globalAlpha < 1 ? ` opacity="${this.globalAlpha}"` : "";
  }
}

/** A number with one digit at most after the point. */
function n(value) {
  return Math.round(value * 10) / 10;
}

function box(x, y, width, height) {
  return `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"`;
}
