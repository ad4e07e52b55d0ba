/** The study's figures for one network, by type: how many systems are connected, and how many inside their organisation. Pure. */
import { homesOf } from "./groups.js";

/**
 * Count by type: `systems` (or entries), `interconnected`, `internal` and `internal_only`, each shape (types,).
 * @param {object} network
 * @param {"systems" | "entries"} basis
 */
export function sharesByType(network, basis) {
  const { tables, type, live, degree } = network;
  const homes = homesOf(tables);
  const inside = insideBy(network, homes, basis);
  const zero = () => new Int32Array(tables.words.types.length);
  const counts = { systems: zero(), interconnected: zero(), internal: zero(), internal_only: zero() };
  for (let s = 0; s < network.systems; s++) {
    if (!live[s]) continue;
    for (const owner of basis === "entries" ? homes[s] : [-1]) {
      const within = inside.get(key(tables, s, owner)) ?? 0;
      counts.systems[type[s]]++;
      if (degree[s]) counts.interconnected[type[s]]++;
      if (within) counts.internal[type[s]]++;
      if (within && within === degree[s]) counts.internal_only[type[s]]++;
    }
  }
  return counts;
}

/** The share in percent to one digit, ties upward; NaN of nothing. */
export function percent(part, whole) {
  return whole ? Math.floor((1000 * part) / whole + 0.5) / 10 : NaN;
}

function key(tables, system, owner) {
  return system * (tables.agencies + 1) + owner + 1;
}

/** The internal links of each system; of each entry, those whose two systems both are at home with its organisation. */
function insideBy(network, homes, basis) {
  const { tables, type } = network;
  const { from, to, live } = network.links;
  const found = new Map();
  const add = (at) => found.set(at, (found.get(at) ?? 0) + 1);
  const apart = (s) => type[s] === tables.broker || type[s] === tables.repository;
  for (let row = 0; row < from.length; row++) {
    if (!live[row] || apart(from[row]) || apart(to[row])) continue;
    const shared = homes[from[row]].filter((home) => homes[to[row]].includes(home));
    const owners = basis === "entries" ? new Set(shared) : shared.length ? [-1] : [];
    for (const owner of owners) for (const end of [from[row], to[row]]) add(key(tables, end, owner));
  }
  return found;
}
