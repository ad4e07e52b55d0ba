/** Agencies packed into a card: each is a box with its name and the chips of its systems, in columns that are read downwards. */
import { BOX_GAP, CARD_PAD, FOOT, GAP, GUTTER, HEAD, LINE, PAD } from "./units.js";

/** A column of agencies is at least so wide, and an agency on one line asks for at most so much. */
const NARROWEST = 90;
const WIDEST = 178;
/** No card has more columns. */
const MOST = 80;

/**
 * One agency: its name's width and its chips, those with a name first.
 * @typedef {{agency: number, name: number, chips: {system: number, width: number, height: number}[]}} Content
 */

/** The box of an agency in a column so wide: its height, and its chips as [system, x, y, width, height] within it. */
export function boxOf({ name, chips }, column) {
  const total = chips.reduce((sum, chip) => sum + chip.width + GAP, 0);
  const placed = [];
  if (name + 2 * PAD + total + 2 <= column) {
    let x = column - PAD - total + GAP;
    for (const { system, width, height } of chips) {
      placed.push([system, x, (LINE - height) / 2, width, height]);
      x += width + GAP;
    }
    return { height: LINE, chips: placed };
  }
  let [x, y, row] = [PAD, LINE - 1, 0];
  for (const { system, width, height } of chips) {
    if (x + width > column - PAD + 0.5 && x > PAD) [x, y, row] = [PAD, y + row + 4, 0];
    placed.push([system, x, y, width, height]);
    x += width + GAP;
    row = Math.max(row, height);
  }
  return { height: y + row + 5, chips: placed };
}

/** The least width of an agency's box: its name and its widest chip are whole. */
export function leastWidth({ name, chips }) {
  return Math.max(name + 2 * PAD + 1, ...chips.map((chip) => chip.width + 2 * PAD));
}

/** The agencies of one card, from the largest. */
export class Card {
  /**
   * @param {string} id
   * @param {Content[]} members in the order in which they are read
   * @param {number} without agencies that have no system: they are counted at the card's foot
   * @param {number} [widest] so wide a column may be where names of systems ask for it
   */
  constructor(id, members, without, widest = WIDEST) {
    Object.assign(this, { id, members, without, sized: new Map(), packed: new Map(), heights: [] });
    this.column = Math.max(NARROWEST, ...members.map((member) => Math.ceil(leastWidth(member))));
    const roomy = members.map((member) => leastWidth(member) + member.chips.slice(0, 2).reduce((sum, chip) => sum + chip.width + GAP, 2));
    this.ideal = Math.max(this.column, Math.min(widest, Math.max(0, ...roomy)));
  }

  /** What a card takes besides its agencies. */
  get around() {
    return HEAD + (this.without ? FOOT : 5);
  }

  sizes(width) {
    const key = Math.round(width * 4);
    if (!this.sized.has(key)) this.sized.set(key, this.members.map((member) => ({ agency: member.agency, ...boxOf(member, width) })));
    return this.sized.get(key);
  }

  /** Fill so many columns evenly: the height of the tallest, and for each agency its column, y, height and chips. */
  pack(columns, width) {
    const key = `${columns} ${Math.round(width * 4)}`;
    if (!this.packed.has(key)) this.packed.set(key, this.packInto(columns, width));
    return this.packed.get(key);
  }

  /** The height of so many columns of the width that the card asks for. */
  heightIn(columns) {
    return (this.heights[columns] ??= this.pack(columns, this.ideal).height);
  }

  packInto(columns, width) {
    const sized = this.sizes(width);
    let low = sized.reduce((most, { height }) => Math.max(most, height), 0);
    let high = sized.reduce((sum, { height }) => sum + height + BOX_GAP, 0);
    while (high - low > 1) {
      const middle = (low + high) / 2;
      if (columnsTaken(sized, middle) <= columns) high = middle;
      else low = middle;
    }
    const boxes = filled(sized, high);
    return { height: boxes.reduce((most, box) => Math.max(most, box.y + box.height), 0), boxes };
  }

  /** The fewest columns in which the card is no taller than this, and the width that they take; null where none is. */
  columnsWithin(height) {
    const free = height - this.around;
    if (free <= 0) return null;
    if (!this.members.length) return { columns: 1, width: this.widthOf(1) };
    this.total ??= this.sizes(this.ideal).reduce((sum, box) => sum + box.height + BOX_GAP, 0);
    for (let columns = Math.max(1, Math.floor(this.total / (free + BOX_GAP))); columns < MOST; columns++) {
      if (this.heightIn(columns) <= free) return { columns, width: this.widthOf(columns) };
    }
    return null;
  }

  widthOf(columns) {
    return columns * (this.ideal + GUTTER) - GUTTER + 2 * CARD_PAD;
  }
}

function columnsTaken(sized, limit) {
  let [columns, y] = [1, 0];
  for (const { height } of sized) {
    if (y + height > limit + 0.01 && y > 0) [columns, y] = [columns + 1, 0];
    y += height + BOX_GAP;
  }
  return columns;
}

function filled(sized, limit) {
  let [column, y] = [0, 0];
  return sized.map((box) => {
    if (y + box.height > limit + 0.01 && y > 0) [column, y] = [column + 1, 0];
    const at = { ...box, column, y };
    y += box.height + BOX_GAP;
    return at;
  });
}
