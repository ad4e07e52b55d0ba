/** What of a picture is taken, in squares of a few pixels: by items, which names should spare, or by names, which they must. */
const SQUARE = 4;
const ITEM = 1;
const NAME = 2;

export class Room {
  /** @param {number} width in pixels @param {number} height @param {number} f pixels of the picture for one of the page */
  constructor(width, height, f) {
    this.size = SQUARE * f;
    this.columns = Math.ceil(width / this.size);
    this.rows = Math.ceil(height / this.size);
    this.taken = new Uint8Array(this.columns * this.rows);
  }

  span([x0, y0, x1, y1]) {
    const at = (value, most) => Math.min(most, Math.max(0, Math.floor(value / this.size)));
    return [at(x0, this.columns), at(y0, this.rows), at(x1, this.columns - 1), at(y1, this.rows - 1)];
  }

  mark(box, value) {
    const [left, top, right, bottom] = this.span(box);
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) this.taken[row * this.columns + column] |= value;
    }
  }

  /** An item takes the square around it. */
  item(x, y, r) {
    this.mark([x - r, y - r, x + r, y + r], ITEM);
  }

  /** A name, or what no name may cover. */
  name(box) {
    this.mark(box, NAME);
  }

  /** How many squares of items a box would cover; Infinity where it would cover a name. */
  cost(box) {
    const [left, top, right, bottom] = this.span(box);
    let cost = 0;
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const value = this.taken[row * this.columns + column];
        if (value & NAME) return Infinity;
        cost += value;
      }
    }
    return cost;
  }
}
