/** The routes of bands between systems of the nation and the cards of provinces: out of the system, along a lane of its own
 * in the gutter, into a port of the card. Straight pieces; no band crosses a box.
 */
import { append } from "../append.js";
import { homeOf } from "./rows.js";

const SPREAD = 17;
const NAMED = 62;

/** The width of a band of so many links, in units. */
export function bandWidth(links) {
  return 1.7 + 1.25 * Math.sqrt(links);
}

/**
 * Give a layout its bands.
 * @param {object} made cards, agencies and systems with their places, spines, gaps (above and below the nation)
 * @param {{system: number, card: string}[]} wanted each pair once
 * @param {(system: number) => number} operator
 * @returns {{up: number, down: number}} how many lanes there are above and below the nation
 */
export function routeBands(made, wanted, operator) {
  made.bands = [];
  const nation = made.cards.find((card) => card.side === "nation");
  if (!nation) return { up: 0, down: 0 };
  const cards = new Map(made.cards.map((card) => [card.id, card]));
  const there = wanted.filter(({ system, card }) => made.systems.has(system) && cards.has(card) && card !== nation.id);
  const exits = new Exits(made, nation, operator);
  const routes = portsOf(made, there, cards).map((port) => routed(made, nation, exits, port));
  const lanes = lanesOf(routes);
  for (const route of routes) made.bands.push(finished(route, lanes, nation, made.gaps));
  return { up: lanes.counts.up, down: lanes.counts.down };
}

/** Where each band enters its card: side by side, in the order of the systems from left to right. */
function portsOf(made, wanted, cards) {
  const middle = (system) => made.systems.get(system).x + made.systems.get(system).width / 2;
  const byCard = new Map();
  for (const { system, card } of wanted) append(byCard, card, system);
  return [...byCard].flatMap(([id, systems]) => {
    const card = cards.get(id);
    systems.sort((one, other) => middle(one) - middle(other) || one - other);
    const step = Math.min(SPREAD, (card.width - 24) / systems.length);
    return systems.map((system, at) => ({ system, card, at, of: systems.length, x: card.x + card.width / 2 + (at - (systems.length - 1) / 2) * step }));
  });
}

/** How each system's bands leave the nation, upwards or downwards: straight, or through the gutter beside its box. */
class Exits {
  constructor(made, nation, operator) {
    Object.assign(this, { made, nation, operator, known: new Map() });
    this.inside = [...made.systems].filter(([, at]) => at.y >= nation.y && at.y < nation.y + nation.height);
    this.boxes = [...made.agencies].filter(([, at]) => at.y >= nation.y && at.y < nation.y + nation.height);
  }

  boxOf(system) {
    return homeOf(this.made, this.operator(system));
  }

  of(system, up) {
    const key = `${system} ${up}`;
    if (!this.known.has(key)) this.known.set(key, this.routeOut(system, up));
    return this.known.get(key);
  }

  routeOut(system, up) {
    const { x, y, width, height } = this.made.systems.get(system);
    const middle = x + width / 2;
    if (!this.blocked(system, up, middle)) return [[middle, up ? y : y + height]];
    const box = this.boxOf(system);
    const below = y + height + 2.5;
    const turn = (this.known.size % 3) - 1;
    const { spines } = this.made;
    const near = spines && box.width > 400 ? spines.reduce((one, other) => (Math.abs(other - middle) < Math.abs(one - middle) ? other : one)) : null;
    const gutter = near === null ? box.x - 5 + 2 * turn : near + 2.6 * turn;
    return [[middle, y + height], [middle, below], [gutter, below]];
  }

  /** Whether something stands between a system and the edge of the nation. */
  blocked(system, up, middle) {
    const { made, nation } = this;
    const { y, height } = made.systems.get(system);
    const [from, to] = up ? [nation.y, y] : [y + height, nation.y + nation.height];
    const crosses = (at) => at.x - 2 < middle && middle < at.x + at.width + 2 && at.y < to && at.y + at.height > from;
    if (this.inside.some(([other, at]) => other !== system && crosses(at))) return true;
    const own = this.boxOf(system);
    if (this.boxes.some(([, at]) => at !== own && crosses(at))) return true;
    return up && y > own.y + 19 && middle < own.x + NAMED; // the agency's name stands there
  }
}

/** A band from its system to its card, but for its lane. */
function routed(made, nation, exits, { system, card, at, of, x }) {
  const up = card.y < nation.y;
  const start = exits.of(system, up);
  const edge = up ? card.y + card.height : card.y;
  const spread = at - (of - 1) / 2;
  const side = (column) => {
    const y = card.y + card.height / 2 + spread * Math.min(10, (card.height - 20) / Math.max(of, 1));
    return [[column, y], [card.x, y]];
  };
  if (card.beside) return { system, card, up, start, x, end: [[x, edge]] };
  const stacked = made.cards.some((other) => other.beside && other !== card && Math.abs(other.x - card.x) < 2 && other.row === card.row);
  if (stacked) {
    const column = card.x - 6 - 4.6 * at;
    return { system, card, up, start, x: column, end: side(column) };
  }
  return { system, card, up, start, ...throughGap(made, { card, up, at, x, spread, edge, side }) };
}

/** To a row further away: through the gap between two cards of the row beside the nation. */
function throughGap(made, { card, up, at, x, spread, edge, side }) {
  const near = made.cards.filter((other) => other.beside && other.side === card.side).sort((one, other) => one.x - other.x);
  const gaps = near.length > 1 ? near.slice(0, -1).map((other) => other.x + other.width + 6) : [near[0] ? near[0].x - 9 : card.x - 9];
  const middle = card.x + card.width / 2;
  const gap = gaps.reduce((one, other) => (Math.abs(other - middle) < Math.abs(one - middle) ? other : one)) + 3 * spread;
  const mates = made.cards.filter((other) => other.row === card.row);
  const far = up ? Math.max(...mates.map((other) => other.y + other.height)) : Math.min(...mates.map((other) => other.y));
  const y = far + (up ? 1 : -1) * (4 + (at % 3));
  if (Math.abs(far - edge) < 2) return { x: gap, end: [[gap, y], [x, y], [x, edge]] };
  const column = card.x - 6 - 4.6 * at;
  return { x: gap, end: [[gap, y], [column, y], ...side(column)] };
}

/** A lane for each system and direction: short spans nearest to the nation, as few lanes as can be. */
function lanesOf(routes) {
  const spans = new Map();
  for (const { system, up, start, x } of routes) {
    const key = `${system} ${up}`;
    const span = spans.get(key) ?? { up, low: Infinity, high: -Infinity };
    for (const at of [start.at(-1)[0], x]) [span.low, span.high] = [Math.min(span.low, at), Math.max(span.high, at)];
    spans.set(key, span);
  }
  const taken = { up: [], down: [] };
  const lane = new Map();
  const sorted = [...spans].sort(([a, one], [b, other]) => one.high - one.low - (other.high - other.low) || (a < b ? -1 : 1));
  for (const [key, { up, low, high }] of sorted) {
    const lanes = taken[up ? "up" : "down"];
    let at = lanes.findIndex((there) => there.every(([from, to]) => high + 8 < from || low - 8 > to));
    if (at < 0) at = lanes.push([]) - 1;
    lanes[at].push([low - 8, high + 8]);
    lane.set(key, at);
  }
  return { of: (system, up) => lane.get(`${system} ${up}`), counts: { up: taken.up.length, down: taken.down.length } };
}

function finished({ system, card, up, start, x, end }, lanes, nation, gaps) {
  const count = up ? lanes.counts.up : lanes.counts.down;
  const step = ((up ? gaps.up : gaps.down) - 20) / Math.max(count, 1);
  const away = 7 + step * (lanes.of(system, up) + 0.5);
  const y = up ? nation.y - away : nation.y + nation.height + away;
  return { system, card: card.id, up, points: [...start, [start.at(-1)[0], y], [x, y], ...end] };
}
