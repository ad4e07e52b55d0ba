/** One system and what it is linked with, in columns by step: who sends records towards it at its left, who gets them at its
 * right, by province; a band joins each group with those one step nearer.
 */
import { append } from "../append.js";
import { widthOfLetters } from "../nest/measure.js";

export const ROW = 20;
export const HEAD = 24;
const PAD = 9;
const GROUP_GAP = 14;
/** Between two columns: bands run there, side by side. */
const GUTTER = 44;
const LANE = 5;
const CENTRE = { width: 150, height: 110 };
/** The letter before a name, and the arrow behind it. */
const AROUND = 58;
const FONT = 12;
const LARGEST = 1.5;
/** About as wide is a column with the gutter beside it: columns of many systems fill the window's form. */
const COLUMN = 300;

/**
 * The steps from a system to those that records reach over live links, or, against the links, from which they come.
 * @param {number} system
 * @param {{from: number, to: number, both: number, live: boolean}[]} lines
 * @param {number} steps
 * @param {boolean} forth
 * @returns {Map<number, number>}
 */
export function stepsFrom(system, lines, steps, forth) {
  const found = new Map([[system, 0]]);
  for (let step = 1; step <= steps; step++) {
    for (const { from, to, both, live } of lines) {
      if (!live) continue;
      if ((forth || both) && found.get(from) < step && !found.has(to)) found.set(to, step);
      if ((!forth || both) && found.get(to) < step && !found.has(from)) found.set(from, step);
    }
  }
  return found;
}

/**
 * Lay out the columns.
 * @param {{system: number, steps: number, lines: object[], cardOf: (system: number) => string, text: (system: number) => string,
 *   measure: (text: string, size: number, bold?: boolean) => number, name: (card: string) => string}} given
 * @param {number} width of the window, in pixels
 * @param {number} height
 * @returns {{groups: object[], centre: object, bands: object[], systems: Map<number, object>, names: Map<number, {text: string, width: number}>,
 *   forth: Map<number, number>, back: Map<number, number>, width: number, height: number, scale: number}} `names` as they stand there, with their width in units;
 *   `forth` and `back`: the steps of each system either way
 */
export function focusLayout(given, width, height) {
  const { system, steps, lines } = given;
  const [forth, back] = [stepsFrom(system, lines, steps, true), stepsFrom(system, lines, steps, false)];
  const column = new Map();
  for (const [one, step] of back) if (one !== system) column.set(one, -step);
  for (const [one, step] of forth) if (one !== system && !(back.get(one) < step)) column.set(one, step);
  const tall = Math.max(height / LARGEST, 320, Math.sqrt((column.size * ROW * COLUMN * height) / width));
  const names = new Map();
  for (const one of column.keys()) {
    const text = given.text(one);
    names.set(one, { text, width: widthOfLetters(text, given.measure, FONT) });
  }
  const members = new Map();
  for (const [one, step] of column) append(members, step, one);
  const parts = new Map();
  for (const step of [...members.keys()].sort((one, other) => one - other)) parts.set(step, columnsOf(members.get(step), step, given.cardOf, names, tall));
  return { ...placed(given, parts, column, names, width, height), names, forth, back };
}

/** The groups of one step in as many columns as their height asks for. */
function columnsOf(items, step, cardOf, names, tall) {
  const byCard = new Map();
  for (const one of items) append(byCard, cardOf(one), one);
  const most = Math.floor((tall - HEAD - PAD) / ROW);
  const collator = new Intl.Collator();
  const groups = [...byCard]
    .sort(([, one], [, other]) => other.length - one.length)
    .flatMap(([card, members]) => {
      members.sort((one, other) => collator.compare(names.get(one).text, names.get(other).text));
      const count = Math.ceil(members.length / most);
      const size = Math.ceil(members.length / count);
      return Array.from({ length: count }, (_, at) => ({ card, step, members: members.slice(at * size, (at + 1) * size), part: count > 1 ? `${at + 1}/${count}` : "" }));
    });
  const columns = [[]];
  let used = 0;
  for (const group of groups) {
    const needed = heightOf(group) + GROUP_GAP;
    if (used + needed > tall && used) {
      columns.push([]);
      used = 0;
    }
    columns.at(-1).push(group);
    used += needed;
  }
  return columns;
}

function heightOf(group) {
  return HEAD + group.members.length * ROW + PAD / 2;
}

function placed(given, parts, column, names, width, height) {
  const { system, measure, name } = given;
  const widest = (members) => members.reduce((most, one) => Math.max(most, names.get(one).width), 0);
  const wide = (groups) => Math.max(...groups.map((group) => Math.max(measure(`${name(group.card)} ${group.part}`, 12.5, true) + 50, widest(group.members) + AROUND)));
  const high = (groups) => groups.reduce((sum, group) => sum + heightOf(group) + GROUP_GAP, -GROUP_GAP);
  const all = [...parts.values()].flat();
  const tall = Math.max(CENTRE.height, ...all.map(high));
  const made = { groups: [], bands: [], systems: new Map() };
  let x = 0;
  const put = (groups) => {
    const across = wide(groups);
    let y = (tall - high(groups)) / 2;
    for (const group of groups) {
      const box = { ...group, x, y, width: across, height: heightOf(group) };
      made.groups.push(box);
      group.members.forEach((one, at) => made.systems.set(one, { x, y: y + HEAD + at * ROW, width: across, height: ROW }));
      y += box.height + GROUP_GAP;
    }
    x += across + GUTTER;
  };
  for (const [step, columns] of parts) if (step < 0) columns.forEach(put);
  made.centre = { x, y: (tall - CENTRE.height) / 2, ...CENTRE };
  made.systems.set(system, made.centre);
  x += CENTRE.width + GUTTER;
  for (const [step, columns] of parts) if (step > 0) columns.forEach(put);
  made.width = x - GUTTER;
  made.height = tall;
  made.scale = Math.min(width / made.width, height / made.height, LARGEST);
  bandsInto(made, given, column);
  return made;
}

/** A band for each group and each that it is joined with one step nearer, with the number of links. */
function bandsInto(made, { system, lines }, column) {
  const groupOf = new Map();
  for (const group of made.groups) for (const one of group.members) groupOf.set(one, group);
  const number = new Map([made.centre, ...made.groups].map((box, at) => [box, at]));
  const found = new Map();
  for (const { from, to, both, live } of lines) {
    if (!live || (from !== system && !groupOf.has(from)) || (to !== system && !groupOf.has(to))) continue;
    const [one, other] = [column.get(from) ?? 0, column.get(to) ?? 0];
    const [far, near] = Math.abs(one) > Math.abs(other) ? [from, to] : [to, from];
    if (Math.abs(Math.abs(one) - Math.abs(other)) !== 1 || one * other < 0) continue;
    const [outer, inner] = [groupOf.get(far), near === system ? made.centre : groupOf.get(near)];
    const key = number.get(outer) * number.size + number.get(inner);
    const band = found.get(key) ?? { outer, inner, links: 0, inward: 0, outward: 0 };
    band.links++;
    if (far === from || both) band.inward++;
    if (near === from || both) band.outward++;
    found.set(key, band);
  }
  const lanes = new Map();
  for (const band of found.values()) made.bands.push({ ...band, points: routeOf(band, made, lanes) });
}

/** Out of the inner box, along the gutter beside the outer one, into its side; over the columns between by its top. */
function routeOf({ outer, inner }, { centre }, lanes) {
  const right = outer.x > inner.x;
  const start = [right ? inner.x + inner.width : inner.x, inner === centre ? inner.y + inner.height / 2 : inner.y + HEAD / 2];
  const end = [right ? outer.x : outer.x + outer.width, outer.y + HEAD / 2];
  const lane = lanes.get(end[0]) ?? 0;
  lanes.set(end[0], lane + 1);
  const away = 14 + (lane % 5) * LANE;
  const gutter = right ? end[0] - away : end[0] + away;
  if (Math.abs(end[0] - start[0]) <= GUTTER + 1) return [start, [gutter, start[1]], [gutter, end[1]], end];
  const first = right ? start[0] + away : start[0] - away;
  const over = -8 - (lane % 4) * LANE;
  return [start, [first, start[1]], [first, over], [gutter, over], [gutter, end[1]], end];
}
