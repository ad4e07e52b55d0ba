/** The card of the nation, in the middle: its largest agency as a wide box around the system with most partners, the others
 * in columns at both sides. Systems that link upwards stand in its upper rows, those that link downwards in the lower ones,
 * so that no band crosses a name.
 */
import { boxOf, leastWidth } from "./packing.js";
import { put } from "./rows.js";
import { BOX_GAP, CARD_PAD, GUTTER, PAD } from "./units.js";

const TOP = 24;
const BELOW = 8;
/** The tallest hub: as wide as this, as tall as the card. */
const TALL = 86;
/** The least width at each side of it. */
const WING = 110;
const NARROW = 100;
const WIDE = 300;
const STEP = 6;
const APART = 8;
const HEADLINE = 22;

/**
 * @typedef {{members: import("./packing.js").Content[], main: import("./packing.js").Content, tall: number,
 *   goesUp: (system: number) => boolean, goesDown: (system: number) => boolean, without: number, nameless: boolean}} National
 */

/**
 * The least tall way to lay out the nation in a width; null where it is too narrow, or where none is less tall than `limit`.
 * @param {National} national
 */
export function nationWithin(national, width, limit) {
  const trial = (national.trial ??= new Trial(national)); // the same columns are tried at every scale
  let [most, best] = [limit, null];
  for (let column = trial.least; column < Math.max(WIDE, trial.least + 1); column += STEP) {
    for (const aSide of [1, 2, 3]) {
      const height = trial.height(width, column, aSide, most);
      if (height < most) [most, best] = [height, { column, aSide }];
    }
  }
  return best && trial.arranged(width, best, most);
}

/** Ways to lay out one nation. */
class Trial {
  constructor(national) {
    const { members, main } = national;
    this.others = members.filter((member) => member !== main).map((member) => ({ member, leans: leaning(national, member) }));
    this.parts = partsOf(national);
    this.least = Math.max(NARROW, ...this.others.map(({ member }) => Math.ceil(leastWidth(member))));
    this.sized = new Map();
    this.stacked = new Map();
  }

  /** The height of one way; Infinity where it does not fit, or is no less than `most`. */
  height(width, column, aSide, most) {
    const { beside } = this.sideColumns(column, aSide);
    if (beside + TOP + BELOW >= most) return Infinity;
    const { wing } = this.room(width, column, aSide);
    if (wing < WING) return Infinity;
    let [sum, tallest, count] = [0, 0, 0];
    const fits = eachInRows(this.parts, wing, (chip, row) => {
      if (row === count) [sum, tallest, count] = [sum + tallest, 0, count + 1];
      if (chip.height > tallest) tallest = chip.height;
      return middleOf(sum + tallest, count) + TOP + BELOW < most;
    });
    return fits ? Math.max(middleOf(sum + tallest, count), beside) + TOP + BELOW : Infinity;
  }

  /** One way with all that has a place in it. */
  arranged(width, { column, aSide }, height) {
    const { columns } = this.sideColumns(column, aSide);
    const { side, inner, wing } = this.room(width, column, aSide);
    const rows = [];
    eachInRows(this.parts, wing, (chip, row, half) => (rows[row] ??= [[], []])[half].push(chip)); // which goes on
    const heights = rows.map((row) => Math.max(...row.flat().map((chip) => chip.height)));
    return { height, column, aSide, columns, side, inner, wing, rows, heights };
  }

  /** What the columns at a side take, what is left for the main agency, and for a wing of it. */
  room(width, column, aSide) {
    const side = this.others.length ? aSide * (column + GUTTER) : 0;
    const inner = width - 2 * CARD_PAD - 2 * side;
    return { side, inner, wing: (inner - TALL - 2 * GUTTER - 2 * PAD) / 2 };
  }

  /** The other agencies in columns of about the same height, so many at each side: those that link upwards stand above. */
  sideColumns(column, aSide) {
    const key = 4 * column + aSide;
    if (!this.stacked.has(key)) this.stacked.set(key, stacked(this.boxes(column), 2 * aSide));
    return this.stacked.get(key);
  }

  /** The boxes of the other agencies in a column so wide, the tallest first. */
  boxes(column) {
    if (!this.sized.has(column)) {
      const boxes = this.others.map(({ member, leans }) => ({ agency: member.agency, leans, ...boxOf(member, column) }));
      this.sized.set(column, boxes.sort((one, other) => other.height - one.height || one.agency - other.agency));
    }
    return this.sized.get(column);
  }
}

/** Boxes in so many columns, each on the one that is least tall by then. */
function stacked(boxes, count) {
  const columns = Array.from({ length: count }, () => []);
  const heights = columns.map(() => 0);
  for (const box of boxes) {
    const at = heights.indexOf(Math.min(...heights));
    columns[at].push(box);
    heights[at] += box.height + BOX_GAP;
  }
  for (const column of columns) column.sort((one, other) => one.leans - other.leans || other.height - one.height);
  return { columns, beside: Math.max(...heights) };
}

/** The height of rows of chips so tall together, with the air between them. */
function middleOf(sum, count) {
  return sum + APART * (count - 1) + HEADLINE + BELOW;
}

function leaning({ goesUp, goesDown }, { chips }) {
  if (chips.some(({ system }) => goesUp(system))) return -1;
  return chips.some(({ system }) => goesDown(system)) ? 1 : 0;
}

/** The main agency's chips: those with bands upwards, those without a band, and those with any downwards. */
function partsOf({ main, tall, goesUp, goesDown }) {
  const parts = [[], [], []];
  for (const chip of main.chips) if (chip.system !== tall) parts[goesDown(chip.system) ? 2 : goesUp(chip.system) ? 0 : 1].push(chip);
  return parts;
}

/**
 * Put each part into rows of a left and a right wing: calls with each chip, its row and its half. Returns false where a chip is
 * wider than a wing, or where the call says false: then nothing more is put.
 */
function eachInRows(parts, wing, call) {
  let next = 0;
  for (const part of parts) {
    let [left, right] = [0, 0];
    for (const chip of part) {
      const taken = chip.width + 5;
      if (taken > wing) return false;
      let half = left <= right ? 0 : 1;
      if ((half ? right : left) + taken > wing) half = 1 - half;
      if ((half ? right : left) + taken > wing) [left, right, half, next] = [0, 0, 0, next + 1];
      if (half) right += taken;
      else left += taken;
      if (!call(chip, next, half)) return false;
    }
    if (part.length) next++;
  }
  return true;
}

/** Give the nation its place; `spines` are the gutters beside the tall hub. */
export function placeNation(made, national, best, { y, width, id }) {
  const { height, column, aSide, columns, side, inner, rows, heights } = best;
  made.cards.push({ id, x: 0, y, width, height, side: "nation", row: -1, beside: true, without: national.without });
  const body = height - TOP - BELOW;
  columns.forEach((boxes, at) => {
    const right = width - CARD_PAD - (2 * aSide - at) * (column + GUTTER) + GUTTER;
    const x = at < aSide ? CARD_PAD + at * (column + GUTTER) : right;
    const used = boxes.reduce((sum, box) => sum + box.height, 0);
    const air = Math.min((body - used) / Math.max(boxes.length - 1, 1), 14);
    let top = y + TOP;
    for (const box of boxes) {
      put(made, box, x, top, column);
      top += box.height + air;
    }
  });
  const left = CARD_PAD + side;
  made.agencies.set(national.main.agency, { x: left, y: y + TOP, width: inner, height: body });
  const middle = left + inner / 2;
  if (national.tall >= 0) made.systems.set(national.tall, { x: middle - TALL / 2, y: y + TOP + 6, width: TALL, height: body - 12 });
  made.spines = [middle - TALL / 2 - GUTTER / 2, middle + TALL / 2 + GUTTER / 2];
  made.nameless = national.nameless ? national.main.agency : -1;
  placeRows(made, rows, heights, { top: y + TOP + HEADLINE, body, middle, wing: best.wing, card: id });
}

function placeRows(made, rows, heights, { top, body, middle, wing, card }) {
  const air = (body - HEADLINE - BELOW - heights.reduce((sum, height) => sum + height, 0)) / Math.max(rows.length - 1, 1);
  let y = top;
  rows.forEach((row, at) => {
    row.forEach((chips, half) => {
      const total = chips.reduce((sum, chip) => sum + chip.width, 0);
      const gap = Math.min((wing - total) / Math.max(chips.length, 1), chips.some((chip) => chip.named) ? 26 : 4);
      const whole = total + gap * (chips.length - 1);
      let x = half ? middle + TALL / 2 + GUTTER : middle - TALL / 2 - GUTTER - whole;
      for (const chip of half ? chips : [...chips].reverse()) {
        const place = { x, y: y + (heights[at] - chip.height) / 2, width: chip.width, height: chip.height };
        if (chip.count) made.counts.push({ ...chip.count, card, ...place });
        else made.systems.set(chip.system, place);
        x += chip.width + gap;
      }
    });
    y += heights[at] + air;
  });
}
