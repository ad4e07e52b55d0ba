/** What the cells of the matrix say: links between two groups, and whose records one of them sees. Pure. */
import { bitsOf, columnsOf, grouped } from "../../engine/bits.js";
import { Watchers, watchersOf } from "../../engine/watchers.js";

const SLICE = 256;

/** The live links behind one cell, as rows of links: one end in the row's group, the other in the column's. */
export function linksBetween(network, groups, row, column) {
  const { from, to, live } = network.links;
  const found = [];
  for (let link = 0; link < from.length; link++) {
    if (live[link] && cellsOf(network, groups, from[link], to[link]).some(([a, b]) => a === row && b === column)) found.push(link);
  }
  return found;
}

/** The distinct cells of one link, each way round. */
function cellsOf(network, groups, from, to) {
  const seen = new Map();
  for (const one of groups.ofSystem[from]) {
    for (const other of groups.ofSystem[to]) {
      if (one === other && groups.kind === "organisation" && !mayBeInternal(network, from, to)) continue;
      seen.set(one * groups.count + other, [one, other]);
      seen.set(other * groups.count + one, [other, one]);
    }
  }
  return [...seen.values()];
}

/** Inside an organisation are only links of which neither end is a broker or a national repository. */
function mayBeInternal(network, ...ends) {
  const { type, tables } = network;
  return ends.every((end) => type[end] !== tables.broker && type[end] !== tables.repository);
}

/**
 * Count the live links of each cell.
 * @returns {Int32Array} shape (groups, groups), flat
 */
export function connected(network, groups) {
  const counts = new Int32Array(groups.count ** 2);
  const { from, to, live } = network.links;
  for (let link = 0; link < from.length; link++) {
    if (!live[link]) continue;
    for (const [one, other] of cellsOf(network, groups, from[link], to[link])) counts[one * groups.count + other]++;
  }
  return counts;
}

/**
 * Count, slice by slice, the systems of each column of which somebody of the row sees records. Shape (groups, groups), flat.
 *
 * By type and by system: the records arrive in another live system of the row, which somebody reads.
 * By province and by organisation: an agency of the row sees (`graphmodel sees`) an agency of the column, which supplies the system.
 * @returns {Generator<number, Int32Array>}
 */
export function visible(network, groups) {
  return groups.kind === "type" || groups.kind === "system" ? visibleIn(network, groups) : visibleTo(network, groups);
}

/** Call with each system that holds anything, and a row of who watches it; yields the share done. */
function* origins(network, groups, watchers, call) {
  const row = new Uint32Array(watchers.words);
  const all = new Uint32Array(watchers.words);
  for (let origin = 0; origin < network.systems; origin++) {
    if (origin % SLICE === SLICE - 1) yield origin / network.systems;
    if (!network.holds[origin] || !groups.included(origin)) continue;
    all.fill(0);
    for (const bit of bitsOf(network.holds[origin])) {
      watchers.seeing(row, origin, bit);
      for (let word = 0; word < row.length; word++) all[word] |= row[word];
    }
    call(origin, all);
  }
}

function* visibleTo(network, groups) {
  const counts = new Int32Array(groups.count ** 2);
  const { suppliers, organisation } = network.tables;
  yield* origins(network, groups, watchersOf(network), (origin, row) => {
    const supplying = suppliers.agency.subarray(suppliers.first[origin], suppliers.first[origin + 1]);
    const columns = organisationsBy(supplying, groups, organisation);
    if (!columns.size) return;
    for (const [one, seeing] of organisationsBy(columnsOf(row), groups, organisation)) {
      for (const [other, giving] of columns) if (differ(seeing, giving)) counts[one * groups.count + other]++;
    }
  });
  return counts;
}

/** The organisations of some agencies by group: two of a group are enough to know that one differs from any other. */
function organisationsBy(agencies, groups, organisation) {
  const found = new Map();
  for (const agency of agencies) {
    const group = groups.ofAgency[agency];
    if (group < 0) continue;
    if (!found.has(group)) found.set(group, new Set());
    if (found.get(group).size < 2) found.get(group).add(organisation[agency]);
  }
  return found;
}

/** Whether one of a set and one of another are not the same. */
function differ(one, other) {
  return one.size > 1 || other.size > 1 || [...one][0] !== [...other][0];
}

function* visibleIn(network, groups) {
  const counts = new Int32Array(groups.count ** 2);
  const marks = marksOf(network, groups);
  const watchers = new Watchers(withReaders(network, marks));
  const has = (row, key) => (row[key >>> 5] >>> (key & 31)) & 1;
  yield* origins(network, groups, watchers, (origin, row) => {
    const [column] = groups.ofSystem[origin];
    if (column === undefined) return;
    for (let one = 0; one < groups.count; one++) {
      const start = marks.start[one];
      const at = marks.number[origin];
      let seen = has(row, start);
      if (seen && one === column && at >= 0) {
        seen = marks.digits[one].some((digit) => has(row, start + 1 + 2 * digit + (1 - ((at >>> digit) & 1))));
      }
      if (seen) counts[one * groups.count + column]++;
    }
  });
  return counts;
}

/**
 * Marks that the watchers carry back: of each group one that any of its systems has, and for each binary digit of a system's
 * number in its group one for 0 and one for 1. A mark unlike those of the origin comes from another system of the group.
 */
function marksOf(network, groups) {
  const number = new Int32Array(network.systems).fill(-1);
  const sizes = new Int32Array(groups.count);
  for (let s = 0; s < network.systems; s++) {
    if (groups.ofSystem[s].length && network.readersOf(s).length) number[s] = sizes[groups.ofSystem[s][0]]++;
  }
  const digits = Array.from(sizes, (size) => Array.from({ length: size > 1 ? 32 - Math.clz32(size - 1) : 0 }, (_, digit) => digit));
  const start = [];
  let count = 0;
  for (const list of digits) {
    start.push(count);
    count += 1 + 2 * list.length;
  }
  const system = [];
  const mark = [];
  number.forEach((at, s) => {
    if (at < 0) return;
    const [group] = groups.ofSystem[s];
    const own = digits[group].map((digit) => start[group] + 1 + 2 * digit + ((at >>> digit) & 1));
    for (const key of [start[group], ...own]) {
      system.push(s);
      mark.push(key);
    }
  });
  return { number, digits, start, count, system, mark };
}

/** The same network with other readers: marks in the place of agencies. */
function withReaders(network, { system, mark, count }) {
  const { first, order } = grouped(system, network.systems);
  const readers = { first, agency: Int32Array.from(order, (at) => mark[at]) };
  const tables = Object.assign(Object.create(network.tables), { readers });
  return Object.assign(Object.create(network), { tables, agencies: count, kept: new Map(), origin: null });
}
