/** What part of the map the screen shows: screen = map * k + (x, y), in CSS pixels. */
export class Camera {
  constructor() {
    Object.assign(this, { k: 1, x: 0, y: 0, width: 1, height: 1, kept: null });
  }

  /** Take another size: what was fitted is fitted again, else the middle stays in the middle. */
  resize(width, height) {
    const first = this.width <= 1;
    const [x, y] = this.below(this.width / 2, this.height / 2);
    [this.width, this.height] = [width, height];
    if (this.kept) this.fit(this.kept);
    else if (!first) this.to(x, y, this.k);
  }

  /** Bring a point of the map to the middle, at a scale. */
  to(x, y, k) {
    this.k = Math.min(12, Math.max(0.01, k));
    this.x = this.width / 2 - x * this.k;
    this.y = this.height / 2 - y * this.k;
    this.kept = null;
  }

  /** Show the rectangle [left, top, right, bottom] as large as fits, with a margin around it, until it is moved. */
  fit(corners, margin = 16) {
    const [left, top, right, bottom] = corners;
    const width = Math.max(right - left, 1);
    const height = Math.max(bottom - top, 1);
    const k = Math.min((this.width - 2 * margin) / width, (this.height - 2 * margin) / height, 2.5);
    this.to((left + right) / 2, (top + bottom) / 2, k);
    this.kept = corners;
  }

  /** Zoom by a factor, keeping the point of the screen where it is. */
  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const k = Math.min(12, Math.max(0.01, this.k * factor));
    const f = k / this.k;
    this.x = px - (px - this.x) * f;
    this.y = py - (py - this.y) * f;
    this.k = k;
    this.kept = null;
  }

  move(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.kept = null;
  }

  /**
   * Bring a point of the map to the middle of the screen, near enough to read; at an edge of the map as near to the middle
   * as leaves no empty space beyond it.
   */
  centre(x, y, [left, top, right, bottom], margin = 24) {
    this.to(x, y, this.k < 0.8 ? 1 : this.k);
    const within = (at, size, low, high) => {
      if ((high - low) * this.k + 2 * margin <= size) return at;
      return Math.min(margin - low * this.k, Math.max(size - margin - high * this.k, at));
    };
    this.x = within(this.x, this.width, left, right);
    this.y = within(this.y, this.height, top, bottom);
  }

  /** Whether a point of the map is on the screen, not at its very edge. */
  shows(x, y, margin = 30) {
    const [px, py] = [x * this.k + this.x, y * this.k + this.y];
    return px > margin && py > margin && px < this.width - margin && py < this.height - margin;
  }

  /** The point of the map below a point of the screen. */
  below(px, py) {
    return [(px - this.x) / this.k, (py - this.y) / this.k];
  }

  /** What an address says of it: the point in the middle and the scale; nothing where something is fitted to the screen. */
  get text() {
    if (this.kept) return "";
    const [x, y] = this.below(this.width / 2, this.height / 2);
    return [Math.round(x), Math.round(y), this.k.toFixed(3)].join(",");
  }

  set text(said) {
    const [x, y, k] = said.split(",").map(Number);
    if ([x, y, k].every(Number.isFinite) && k > 0) this.to(x, y, k);
  }
}
