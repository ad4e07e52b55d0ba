/** The state of the page as the part of its address after #: a link to it opens the page as it is now. */
const REST = 150;

export class Hash {
  constructor() {
    this.parts = [];
    this.written = () => {};
  }

  /**
   * Keep one thing in the address; things are set in the order in which they were given here.
   * @param {string} name
   * @param {() => string} get its text, "" where it need not be said
   * @param {(text: string) => void} set takes a text that may come from anybody, or ""
   */
  keep(name, get, set) {
    this.parts.push({ name, get, set });
  }

  /** Say the state as it is now. */
  toString() {
    const said = new URLSearchParams();
    for (const { name, get } of this.parts) {
      const text = get();
      if (text) said.set(name, text);
    }
    // What an address may hold as it is stays readable.
    return said.toString().replace(/%(2C|3A|3E|7E|40)/g, decodeURIComponent);
  }

  /** Write the state into the address, a little later: states follow each other fast while the map moves. */
  write() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.written(), REST);
  }

  /** Set everything that the address says. */
  read() {
    this.set(location.hash.slice(1));
  }

  /** Set everything that a text says. */
  set(text) {
    const said = new URLSearchParams(text);
    for (const { name, set } of this.parts) set(said.get(name) ?? "");
  }
}
