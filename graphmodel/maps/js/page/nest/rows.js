/** Cards in rows: those of a row are equally tall, each as wide as its columns need; small ones stand on each other. */
import { CARD_GAP, CARD_PAD, GUTTER, HEAD } from "./units.js";

/** A card that stands on another leaves so much at its left: the bands to it run there. */
export const SIDE = 26;
const STACKED_GAP = 0.7 * CARD_GAP;
const STACKED_WIDTH = 118;
/** Lines of a card stand no further apart than this. */
const AIRIEST = 7;
const TALLEST = 200_000;

/** The columns and width of each group of cards in a row of that height; null where the row is too narrow. */
function planOf(groups, width, height) {
  const plan = [];
  let total = CARD_GAP * (groups.length - 1);
  for (const group of groups) {
    const part = group.length === 1 ? group[0].columnsWithin(height) : stackWithin(group, height);
    if (!part) return null;
    plan.push(part);
    total += part.width;
    if (total > width) return null;
  }
  return plan;
}

/** Cards on each other have one column, as wide as the widest. */
function stackWithin(group, height) {
  const tall = group.reduce((sum, card) => sum + card.heightIn(1) + card.around, STACKED_GAP * (group.length - 1));
  if (tall > height) return null;
  return { columns: 1, width: Math.max(STACKED_WIDTH, ...group.map((card) => card.ideal)) + 2 * CARD_PAD + SIDE };
}

/** The least height of a row of groups of cards, and what each takes; null where it does not fit at any height. */
export function leastRow(groups, width) {
  let [low, high, found] = [40, 240, null];
  while (!found) {
    const plan = planOf(groups, width, high);
    if (plan) found = { height: high, plan };
    else if (high > TALLEST) return null;
    else [low, high] = [high, 2 * high];
  }
  while (high - low > 2) {
    const middle = (low + high) / 2;
    const plan = planOf(groups, width, middle);
    if (plan) [high, found] = [middle, { height: middle, plan }];
    else low = middle;
  }
  return found;
}

/**
 * Give the cards of a row their places: what is spare goes to the columns' widths, then between the lines.
 * @param {object} made the layout in the making: cards, agencies, systems
 * @param {{y: number, height: number, width: number, side: "top" | "bottom", near: boolean}} row `near`: beside the nation
 */
export function placeRow(made, groups, plan, { y, height, width, side, near }) {
  const used = plan.reduce((sum, part) => sum + part.width, CARD_GAP * (groups.length - 1));
  const columns = plan.reduce((sum, part) => sum + part.columns, 0);
  const extra = (width - used) / columns;
  let x = 0;
  groups.forEach((group, at) => {
    const { columns: count, width: needed } = plan[at];
    const wide = needed + extra * count;
    placeGroup(made, group, count, { x, y, width: wide, height, side, near });
    x += wide + CARD_GAP;
  });
}

function placeGroup(made, group, columns, { x, y, width, height, side, near }) {
  const stacked = group.length > 1;
  const [left, wide] = stacked ? [x + SIDE, width - SIDE] : [x, width];
  const column = (wide - 2 * CARD_PAD + GUTTER) / columns - GUTTER;
  const packs = group.map((card) => card.pack(columns, column));
  const needed = packs.reduce((sum, pack, at) => sum + pack.height + group[at].around, STACKED_GAP * (group.length - 1));
  const slack = (height - needed) / group.length;
  let top = y;
  group.forEach((card, at) => {
    const tall = packs[at].height + card.around + slack;
    const beside = near && (side === "top" ? at === group.length - 1 : at === 0);
    made.cards.push({ id: card.id, x: left, y: top, width: wide, height: tall, side, row: y, beside, without: card.without });
    for (const count of packs[at].counts ?? []) made.counts.push({ ...count, card: card.id, x: left + CARD_PAD + count.x, y: top + HEAD + count.y });
    fill(made, card, packs[at], { x: left, y: top, column, room: tall - card.around - packs[at].height });
    top += tall + STACKED_GAP;
  });
}

function fill(made, card, { boxes }, { x, y, column, room }) {
  const lines = new Map();
  for (const box of boxes) lines.set(box.column, (lines.get(box.column) ?? 0) + 1);
  const air = Math.min(room / Math.max(1, ...lines.values()), AIRIEST);
  const above = new Map();
  for (const box of boxes) {
    const before = above.get(box.column) ?? 0;
    above.set(box.column, before + 1);
    put(made, box, x + CARD_PAD + box.column * (column + GUTTER), y + HEAD + box.y + air * before, column);
  }
}

/** The box that an agency's systems stand in: its own, or the one of the whole nation. */
export function homeOf({ agencies, nameless }, agency) {
  return agencies.get(agency) ?? agencies.get(nameless);
}

/** Give an agency and its chips their places. */
export function put(made, box, x, y, width) {
  made.agencies.set(box.agency, { x, y, width, height: box.height });
  for (const [system, dx, dy, wide, tall] of box.chips) made.systems.set(system, { x: x + dx, y: y + dy, width: wide, height: tall });
}

