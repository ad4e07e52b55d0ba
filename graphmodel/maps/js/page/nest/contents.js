/** What there is to lay out, whatever the window: kept, as its cards know how their agencies can be packed. */
import { nationContent, relinked } from "./content.js";
import { linksOf, shownIn } from "./worlds.js";

/** So many are kept: names and counts, of two cards or languages. */
const KEPT = 4;

export class Contents {
  /** @param {object} app @param {(text: string, size: number, bold?: boolean) => number} width of texts */
  constructor(app, width) {
    Object.assign(this, { app, width, known: new Map(), last: null });
  }

  /**
   * Return the content of some worlds.
   * @param {object[]} worlds those without the changes that are tried
   * @param {import("./content.js").Labels} labels
   * @param {object} how as `nationContent` takes it
   */
  of(worlds, labels, how) {
    const { app, known } = this;
    const key = [app.lang, app.versions.shown, how.only, how.least, how.narrow].join();
    if (!known.has(key)) {
      if (known.size >= KEPT) known.clear();
      const shown = shownIn(worlds);
      const world = { columns: app.page.columns, words: app.page.words, shown: (system) => shown[system] === 1, links: linksOf(worlds, shown) };
      known.set(key, nationContent(world, labels, this.width, how));
    }
    return known.get(key);
  }

  /** The same with the links of a world after changes. */
  changed(content, world, worlds) {
    if (this.last?.from !== content || this.last.world !== world) {
      this.last = { from: content, world, made: relinked(content, linksOf([world, ...worlds], shownIn(worlds))) };
    }
    return this.last.made;
  }
}
