/** Search by names in both languages and ids, accents and capitals ignored. */

const BEYOND_ASCII = /[^\x00-\x7f]/;

/** A text without accents, in small letters. */
export function folded(text) {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}

export class Finder {
  /** @param {MapModel} model */
  constructor(model) {
    this.model = model;
    this.texts = null;
  }

  /** Forget the names: those of another world are shown. */
  forget() {
    this.texts = null;
  }

  index() {
    if (!this.texts) {
      const { model } = this;
      this.texts = model.ids.map((id, i) => folded(`${model.shorts[i]}|${model.shortsFr[i]}|${model.names[i]}|${model.namesFr[i]}|${id}`));
    }
    return this.texts;
  }

  /** Items that have every word of a wish: the one of that id first, then those that begin with it, then the busiest. */
  find(wish, most = 25, chosen = () => true) {
    const words = folded(wish).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const texts = this.index();
    const found = [];
    for (let i = 0; i < texts.length; i++) {
      if (this.model.here[i] && chosen(i) && words.every((word) => texts[i].includes(word))) found.push(i);
    }
    const { degree, ids, shorts, shortsFr } = this.model;
    const id = wish.trim();
    const whole = folded(wish).trim();
    const isShort = (name) => folded(name) === whole;
    // By its id, by its short name, by how either name begins.
    const nearness = (i) => (ids[i] === id ? 4 : isShort(shorts[i]) || isShort(shortsFr[i]) ? 3 : texts[i].startsWith(words[0]) ? 1 : 0);
    const near = new Map(found.map((i) => [i, nearness(i)]));
    found.sort((a, b) => near.get(b) - near.get(a) || degree[b] - degree[a] || a - b);
    return found.slice(0, most);
  }
}
