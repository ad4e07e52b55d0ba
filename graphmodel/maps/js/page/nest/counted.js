/** A card in a window that has no room for names: its systems by type, each type as its letter and a number. */
import { CARD_PAD, CHIP, FOOT, HEAD } from "./units.js";

/** A letter with its number, and the lines that they stand in. */
export const ENTRY = 46;
const LINE = 21;
const TITLE = 128;
const ACROSS = 6;
/** The same where all systems of a card are one number, in words. */
const TOTAL = 80;
/** All systems of a card, of whatever family. */
export const ALL = -1;

export class CountedCard {
  /**
   * @param {string} id
   * @param {{family: number, systems: number[]}[]} families those that the card has, or one of `ALL`
   * @param {number} without agencies that have no system
   */
  constructor(id, families, without) {
    const total = families[0]?.family === ALL;
    Object.assign(this, { id, families, without, total, members: [] });
    [this.entry, this.title] = total ? [TOTAL, TOTAL] : [ENTRY, TITLE];
    this.ideal = Math.max(this.title, Math.min(families.length, ACROSS) * this.entry); // where it stands on another
  }

  get around() {
    return HEAD + (this.without && !this.total ? FOOT : 5); // beside one number there is room for the foot
  }

  /** As much as its systems: rows of cards come out alike with names and without. */
  sizes() {
    return this.families.map(() => ({ height: LINE }));
  }

  across(width) {
    return Math.max(1, Math.floor(width / this.entry));
  }

  /** The height at a width, and where each letter with its number stands. */
  pack(columns, width) {
    const across = this.across(width);
    const counts = this.families.map((one, at) => ({ ...one, x: (at % across) * this.entry, y: Math.floor(at / across) * LINE, width: this.entry - 4, height: CHIP }));
    return { height: Math.ceil(this.families.length / across) * LINE, boxes: [], counts };
  }

  heightIn() {
    return Math.ceil(this.families.length / this.across(this.ideal)) * LINE;
  }

  columnsWithin(height) {
    const free = height - this.around;
    if (!this.families.length) return free > 0 ? { columns: 1, width: this.title } : null;
    const lines = Math.floor(free / LINE);
    if (lines < 1) return null;
    const across = Math.ceil(this.families.length / lines);
    return { columns: 1, width: Math.max(this.title, across * this.entry + 2 * CARD_PAD) };
  }
}
