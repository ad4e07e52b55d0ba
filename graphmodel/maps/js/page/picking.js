/** Which item is below the pointer, by a grid over the map. */
const CELL = 64;

export class Picker {
  /** @param {MapModel} model */
  constructor(model) {
    this.model = model;
    this.rebuild();
  }

  rebuild() {
    this.cells = new Map();
    for (let i = 0; i < this.model.count; i++) {
      const key = this.key(Math.floor(this.model.x[i] / CELL), Math.floor(this.model.y[i] / CELL));
      const there = this.cells.get(key);
      if (there) there.push(i);
      else this.cells.set(key, [i]);
    }
  }

  key(column, row) {
    return column * 100003 + row;
  }

  /** The nearest visible item within reach of a point of the map, or -1. */
  at(x, y, reach, visible) {
    const { model } = this;
    const column = Math.floor(x / CELL);
    const row = Math.floor(y / CELL);
    const wide = Math.min(6, Math.ceil((reach + 26) / CELL));
    let best = -1;
    let least = Infinity;
    for (let c = column - wide; c <= column + wide; c++) {
      for (let r = row - wide; r <= row + wide; r++) {
        for (const i of this.cells.get(this.key(c, r)) || []) {
          if (!visible[i]) continue;
          const away = Math.hypot(model.x[i] - x, model.y[i] - y) - model.radius[i];
          if (away < reach && away < least) {
            least = away;
            best = i;
          }
        }
      }
    }
    return best;
  }
}
