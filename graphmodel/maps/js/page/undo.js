/** What was done last can be taken back, one thing after another. */
const MOST = 200;

export class Undo {
  /** @param {() => void} told called after each change of what can be taken back */
  constructor(told) {
    this.done = [];
    this.told = told;
  }

  /** Remember how to take something back. @param {() => void} back */
  push(back) {
    this.done.push(back);
    if (this.done.length > MOST) this.done.shift();
    this.told();
  }

  /** Take the last thing back; returns whether there was one. */
  back() {
    const last = this.done.pop();
    last?.();
    this.told();
    return Boolean(last);
  }

  get empty() {
    return !this.done.length;
  }
}
