/** What the map asks of a world: partners, kinds of links, the links that are drawn; worked out once for each. */
import { kindsOf } from "../../engine/kinds.js";

const PARTNERS = new WeakMap();
const KINDS = new WeakMap();

/**
 * Count the distinct others that each system is linked with.
 * @param {{from: ArrayLike<number>, to: ArrayLike<number>, live?: ArrayLike<number>}} links those that are live, all where none is said to be
 * @param {number} count of systems
 * @returns {Int32Array} shape (count,)
 */
export function countPartners({ from, to, live }, count) {
  const first = new Int32Array(count + 1);
  for (let row = 0; row < from.length; row++) {
    if (live && !live[row]) continue;
    first[from[row] + 1]++;
    first[to[row] + 1]++;
  }
  for (let system = 0; system < count; system++) first[system + 1] += first[system];
  const others = new Int32Array(first[count]);
  const next = first.slice();
  for (let row = 0; row < from.length; row++) {
    if (live && !live[row]) continue;
    others[next[from[row]]++] = to[row];
    others[next[to[row]]++] = from[row];
  }
  const counted = new Int32Array(count).fill(-1); // for which system each was counted last
  const partners = new Int32Array(count);
  for (let system = 0; system < count; system++) {
    for (let at = first[system]; at < first[system + 1]; at++) {
      if (counted[others[at]] === system) continue;
      counted[others[at]] = system;
      partners[system]++;
    }
  }
  return partners;
}

/** How many others each system is linked with in a world, shape (S,); worked out once for each. */
export function partnersIn(world) {
  if (!PARTNERS.has(world)) PARTNERS.set(world, countPartners(world.links, world.live.length));
  return PARTNERS.get(world);
}

/** The kind of each link of a world; worked out once for each. */
export function kindsIn(world) {
  if (!KINDS.has(world)) KINDS.set(world, kindsOf(world));
  return KINDS.get(world);
}

/** Which systems are live in any of the worlds, shape (S,). */
export function shownIn(worlds) {
  const shown = new Uint8Array(worlds[0].live.length);
  for (const { live } of worlds) for (let system = 0; system < shown.length; system++) if (live[system]) shown[system] = 1;
  return shown;
}

/** The links between systems that have a place, live in any of the worlds, each pair of ends as often as it is linked. */
export function linksOf(worlds, shown) {
  const rows = Math.max(...worlds.map((world) => world.links.from.length));
  const [from, to] = [new Int32Array(rows), new Int32Array(rows)];
  let count = 0;
  for (let row = 0; row < rows; row++) {
    for (const { links } of worlds) {
      if (!links.live[row]) continue;
      if (shown[links.from[row]] && shown[links.to[row]]) {
        from[count] = links.from[row];
        to[count++] = links.to[row];
      }
      break; // the first world in which it is live
    }
  }
  return { from: from.subarray(0, count), to: to.subarray(0, count) };
}
