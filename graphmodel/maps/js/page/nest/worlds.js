/** What the map asks of a world: partners, kinds of links, the links that are drawn; worked out once for each. */
import { kindsOf } from "../../engine/kinds.js";

const PARTNERS = new WeakMap();
const KINDS = new WeakMap();

/** How many others each system is linked with in a world, shape (S,); worked out once for each. */
export function partnersIn(world) {
  if (!PARTNERS.has(world)) {
    const { from, to, live } = world.links;
    const found = new Map();
    for (let row = 0; row < from.length; row++) {
      if (!live[row]) continue;
      for (const [one, other] of [[from[row], to[row]], [to[row], from[row]]]) found.set(one, (found.get(one) ?? new Set()).add(other));
    }
    PARTNERS.set(world, Int32Array.from(world.live, (_, system) => found.get(system)?.size ?? 0));
  }
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
