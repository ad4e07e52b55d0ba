/** What part of the map the screen shows: screen = map * k + (x, y), in CSS pixels. */
export class Camera {
  constructor() {
    Object.assign(this, { k: 1, x: 0, y: 0, width: 1, height: 1 });
  }

  resize(width, height) {
    this.width = width;
    this.height = height;
  }

  /** Show the rectangle [left, top, right, bottom] as large as fits, with a margin around it. */
  fit([left, top, right, bottom], margin = 16) {
    const width = Math.max(right - left, 1);
    const height = Math.max(bottom - top, 1);
    this.k = Math.min((this.width - 2 * margin) / width, (this.height - 2 * margin) / height, 2.5);
    this.x = this.width / 2 - ((left + right) / 2) * this.k;
    this.y = this.height / 2 - ((top + bottom) / 2) * this.k;
  }

  /** Zoom by a factor, keeping the point of the screen where it is. */
  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const k = Math.min(12, Math.max(0.01, this.k * factor));
    const f = k / this.k;
    this.x = px - (px - this.x) * f;
    this.y = py - (py - this.y) * f;
    this.k = k;
  }

  move(dx, dy) {
    this.x += dx;
    this.y += dy;
  }

  /** Bring a point of the map to the middle of the screen, near enough to read. */
  centre(x, y) {
    if (this.k < 0.8) this.k = 1;
    this.x = this.width / 2 - x * this.k;
    this.y = this.height / 2 - y * this.k;
  }

  /** The point of the map below a point of the screen. */
  below(px, py) {
    return [(px - this.x) / this.k, (py - this.y) / this.k];
  }
}
