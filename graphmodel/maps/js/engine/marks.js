// A set of small numbers that is quick to ask and small to keep: positions of systems, items or lines.

/** The numbers in it, in the order in which they came. */
export class Marks {
  /** @param {number} count numbers are below it */
  constructor(count) {
    this.marked = new Uint8Array(count);
    this.list = [];
  }

  add(at) {
    if (this.marked[at]) return;
    this.marked[at] = 1;
    this.list.push(at);
  }

  clear() {
    for (const at of this.list) this.marked[at] = 0;
    this.list = [];
  }

  has(at) {
    return this.marked[at] === 1;
  }

  get size() {
    return this.list.length;
  }

  [Symbol.iterator]() {
    return this.list[Symbol.iterator]();
  }
}
