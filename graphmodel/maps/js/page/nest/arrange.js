/** The whole picture for one window: cards in rows around the nation, at the largest scale at which all of it fits. */
import { routeBands } from "./bands.js";
import { nationWithin, placeNation } from "./nation.js";
import { leastRow, placeRow } from "./rows.js";
import { CARD_GAP, LANE } from "./units.js";

const [SMALLEST, LARGEST, NEAR] = [0.04, 2.4, 0.005];
/** Between two rows of cards that have no nation between them; bands to the row further away turn there. */
const ROW_GAP = 2 * CARD_GAP;
const LITTLE = 0.9;
const WIDE = 1.15;
/** More rows than this are not tried where nothing says which card stands in which. */
const MOST_ROWS = 6;
const EDGE = 19;
const BEYOND = [1.08, 1.05, 1.03, 1.015];
/** Where the rows further from the nation are reached along the edge. */
const MARGIN = 18;

/**
 * What is to be laid out.
 * @typedef {{cards: import("./packing.js").Card[], national: object | null, places: Object<string, string[][][]> | null,
 *   wanted: {system: number, card: string}[], operator: (system: number) => number}} Content `places`: the cards of each row
 *   for a `wide` and a `tall` window, those of a group on each other; null where any card may stand anywhere
 */

/**
 * The layout of a content in a window: cards, agencies and systems with their places in units, bands, and the `scale` at
 * which `width` times `height` units fill the window.
 * @param {Content} content
 * @param {number} width of the window, in pixels
 * @param {number} height
 * @param {number} [most] the largest scale
 */
export function arrange(content, width, height, most = LARGEST) {
  let best = null;
  for (const rows of rowsToTry(content, width, height)) {
    let lanes = { up: 4, down: 4 };
    let about = null;
    for (let turn = 0; turn < 2; turn++) {
      const made = largest(content, rows, width, height, lanes, most, about);
      if (!made) break;
      const found = routeBands(made, content.wanted, content.operator);
      const same = found.up === lanes.up && found.down === lanes.down;
      lanes = found;
      about = made.scale; // other lanes change it little
      if (turn === 1 || same) {
        if (!best || made.scale > best.scale) best = made;
        break;
      }
    }
  }
  return best ?? { cards: [], counts: [], agencies: new Map(), systems: new Map(), bands: [], width, height, scale: 1 };
}

/** Whether a content may fit into a window at no less than a scale: false where it fits at none of a few, however few bands it had. */
export function mayReach(content, width, height, scale) {
  const none = { up: 0, down: 0 };
  return rowsToTry(content, width, height).some((rows) =>
    [1, ...BEYOND].some((more) => planWithin(content, rows, width / (scale * more), height / (scale * more), none)),
  );
}

/** The same boxes with bands for the links of a content: more of them stand closer in the same room. */
export function rerouted(layout, content) {
  const made = { ...layout };
  routeBands(made, content.wanted, content.operator);
  return made;
}

function largest(content, rows, width, height, lanes, most, about) {
  let [low, high, found] = [SMALLEST, most, null];
  const fits = (scale) => {
    const plan = planWithin(content, rows, width / scale, height / scale, lanes);
    if (plan) [low, found] = [scale, plan];
    return Boolean(plan);
  };
  if (about && fits(about * LITTLE)) high = Math.min(most, about / LITTLE);
  while (high - low > NEAR * low) {
    const middle = Math.sqrt(low * high);
    if (!fits(middle)) high = middle;
  }
  // Now and then something larger fits where something smaller does not: rows break elsewhere.
  for (const more of BEYOND) if (found && low * more <= most) fits(low * more);
  return found && { ...placed(content, rows, found), scale: low };
}

/** The rows of groups of cards to try. */
function rowsToTry({ cards, places }, width, height) {
  const byId = new Map(cards.map((card) => [card.id, card]));
  if (places) {
    const rows = places[width / height > WIDE ? "wide" : "tall"];
    return [rows.map((row) => row.map((group) => group.map((id) => byId.get(id)).filter(Boolean)).filter((group) => group.length))];
  }
  const tried = [];
  for (let count = 1; count <= Math.min(MOST_ROWS, cards.length); count++) tried.push(balanced(cards, count));
  return tried;
}

/** Cards in so many rows of about the same weight, in their order. */
function balanced(cards, count) {
  const weight = (card) => card.sizes(card.ideal).reduce((sum, box) => sum + box.height + 5, 40);
  const all = cards.reduce((sum, card) => sum + weight(card), 0);
  const rows = Array.from({ length: count }, () => []);
  let before = 0;
  for (const card of cards) {
    const own = weight(card);
    rows[Math.min(count - 1, Math.floor(((before + own / 2) / all) * count))].push([card]);
    before += own;
  }
  return rows.filter((row) => row.length);
}

/** What each row and the nation take of so many units; null where it does not fit. Nothing has a place yet: many scales are tried. */
function planWithin({ national }, rows, width, height, lanes) {
  const edge = rows.length > 2 && national ? MARGIN : 0;
  const free = width - edge;
  const plans = [];
  for (const row of rows) {
    const plan = row.length ? leastRow(row, free) : { height: 0, plan: [] };
    if (!plan) return null;
    plans.push(plan);
  }
  const gaps = { up: EDGE + LANE * lanes.up, down: EDGE + LANE * lanes.down };
  const half = Math.floor(rows.length / 2);
  const between = (national ? rows.length - 2 : rows.length - 1) * ROW_GAP;
  const taken = plans.reduce((sum, plan) => sum + plan.height, 0) + Math.max(between, 0);
  if (taken > height) return null;
  const nation = national && nationWithin(national, free, height - taken - gaps.up - gaps.down + 1); // 1: what is added up in another order
  if (national && !nation) return null;
  const least = taken + (nation ? nation.height + gaps.up + gaps.down : 0);
  if (least > height) return null;
  return { width, height, edge, free, plans, nation, gaps, half, spare: (height - least) / Math.max(rows.length, 1) };
}

/** Everything at its place, as planned. */
function placed({ national }, rows, { width, height, edge, free, plans, nation, gaps, half, spare }) {
  const made = { cards: [], counts: [], agencies: new Map(), systems: new Map(), width, height, gaps };
  let y = 0;
  rows.forEach((row, at) => {
    if (nation && at === half) {
      if (half) y += gaps.up - ROW_GAP;
      placeNation(made, national, nation, { y, width: free, id: national.id });
      y += nation.height + gaps.down;
    }
    const tall = plans[at].height + spare;
    const near = Boolean(nation) && (at === half - 1 || at === half);
    if (row.length) placeRow(made, row, plans[at].plan, { y, height: tall, width: free, side: at < half ? "top" : "bottom", near });
    y += tall + ROW_GAP;
  });
  return edge ? moved(made, edge) : made;
}

/** The layout so much further right. */
function moved(made, by) {
  for (const at of [...made.cards, ...made.counts, ...made.agencies.values(), ...made.systems.values()]) at.x += by;
  if (made.spines) made.spines = made.spines.map((x) => x + by);
  return made;
}

