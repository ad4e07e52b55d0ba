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
  const eachEnd = (call) => {
    for (let row = 0; row < from.length; row++) {
      if (live && !live[row]) continue;
      call(from[row], to[row]);
      call(to[row], from[row]);
    }
  };
  eachEnd((one) => first[one + 1]++);
  for (let system = 0; system < count; system++) first[system + 1] += first[system];
  const others = new Int32Array(first[count]);
  const next = first.slice();
  eachEnd((one, other) => (others[next[one]++] = other));
  const counted = new Int32Array(count).fill(-1); // for which system each was counted last
  return first.subarray(0, count).map((at, system) => {
    let partners = 0;
    for (; at < first[system + 1]; at++) {
      if (counted[others[at]] === system) continue;
      counted[others[at]] = system;
      partners++;
    }
    return partners;
  });
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

/** The links between systems that have a place, live in any of the worlds, each pair of ends as often as it is linked. */
export function linksOf(worlds, shown) {
  const [from, to] = [[], []];
  const rows = Math.max(...worlds.map((world) => world.links.from.length));
  for (let row = 0; row < rows; row++) {
    const world = worlds.find((one) => one.links.live[row]);
    if (!world || !shown(world.links.from[row]) || !shown(world.links.to[row])) continue;
    from.push(world.links.from[row]);
    to.push(world.links.to[row]);
  }
  return { from, to };
}
