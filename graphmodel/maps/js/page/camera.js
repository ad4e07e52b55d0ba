/** What part of the map the screen shows: screen = map * k + (x, y), in CSS pixels. */
export class Camera {
  constructor() {
    Object.assign(this, { k: 1, x: 0, y: 0, width: 1, height: 1, kept: null });
  }

  /** Take another size: the middle stays in the middle, but for what was fitted, which its owner fits again. */
  resize(width, height) {
    const first = this.width <= 1;
    const [x, y] = this.below(this.width / 2, this.height / 2);
    [this.width, this.height] = [width, height];
    if (!first && !this.kept) this.to(x, y, this.k);
  }

  /** Bring a point of the map to the middle, at a scale. */
  to(x, y, k) {
    this.k = Math.min(60, Math.max(0.01, k));
    this.x = this.width / 2 - x * this.k;
    this.y = this.height / 2 - y * this.k;
    this.kept = null;
  }

  /** Zoom by a factor, keeping the point of the screen where it is. */
  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const k = Math.min(60, Math.max(0.01, this.k * factor));
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

  /** Whether a point of the map is on the screen, not at its very edge. */
  shows(x, y, margin = 30) {
    const [px, py] = [x * this.k + this.x, y * this.k + this.y];
    return px > margin && py > margin && px < this.width - margin && py < this.height - margin;
  }

  /** The point of the map below a point of the screen. */
  below(px, py) {
    return [(px - this.x) / this.k, (py - this.y) / this.k];
  }
}
