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

/** The least tall way to lay out the nation in a width; null where it is too narrow. @param {National} national */
export function nationWithin(national, width) {
  const others = national.members.filter((member) => member !== national.main);
  national.parts ??= partsOf(national);
  const least = Math.max(NARROW, ...others.map((member) => Math.ceil(leastWidth(member))));
  let best = null;
  for (let column = least; column < Math.max(WIDE, least + 1); column += STEP) {
    for (const aSide of [1, 2, 3]) {
      const tried = arranged(national, others, { width, column, aSide }, best?.height ?? Infinity);
      if (tried && (!best || tried.height < best.height)) best = tried;
    }
  }
  return best;
}

/** One way to lay it out; null where it does not fit, or is no less tall than `most`. */
function arranged(national, others, { width, column, aSide }, most) {
  const key = `${column} ${aSide}`;
  national.known ??= new Map(); // the same columns are tried at every scale
  if (!national.known.has(key)) national.known.set(key, sideColumns(national, others, column, 2 * aSide));
  const { columns, beside } = national.known.get(key);
  if (beside + TOP + BELOW >= most) return null;
  const side = others.length ? aSide * (column + GUTTER) : 0;
  const inner = width - 2 * CARD_PAD - 2 * side;
  const wing = (inner - TALL - 2 * GUTTER - 2 * PAD) / 2;
  if (wing < WING) return null;
  const rows = rowsOf(national.parts, wing);
  if (!rows) return null;
  const heights = rows.map((row) => Math.max(...row.flat().map((chip) => chip.height)));
  const middle = heights.reduce((sum, height) => sum + height, 0) + APART * (heights.length - 1) + HEADLINE + BELOW;
  return { height: Math.max(middle, beside) + TOP + BELOW, column, aSide, columns, side, inner, wing, rows, heights };
}

/** The other agencies in columns of about the same height: those that link upwards stand above. */
function sideColumns(national, others, column, count) {
  const sized = others.map((member) => ({ agency: member.agency, leaning: leaning(national, member), ...boxOf(member, column) }));
  sized.sort((one, other) => other.height - one.height || one.agency - other.agency);
  const columns = Array.from({ length: count }, () => []);
  for (const box of sized) columns.reduce((least, one) => (stackHeight(one) < stackHeight(least) ? one : least)).push(box);
  for (const boxes of columns) boxes.sort((one, other) => one.leaning - other.leaning || other.height - one.height);
  return { columns, beside: Math.max(0, ...columns.map(stackHeight)) };
}

function stackHeight(boxes) {
  return boxes.reduce((sum, box) => sum + box.height + BOX_GAP, 0);
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

/** Each part in rows of a left and a right wing; null where a chip is wider than a wing. */
function rowsOf(parts, wing) {
  const rows = [];
  for (const part of parts) {
    let [row, used] = [[[], []], [0, 0]];
    for (const chip of part) {
      const taken = chip.width + 5;
      if (taken > wing) return null;
      let at = used[0] <= used[1] ? 0 : 1;
      if (used[at] + taken > wing) at = 1 - at;
      if (used[at] + taken > wing) {
        rows.push(row);
        [row, used, at] = [[[], []], [0, 0], 0];
      }
      row[at].push(chip);
      used[at] += taken;
    }
    if (row[0].length || row[1].length) rows.push(row);
  }
  return rows;
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
