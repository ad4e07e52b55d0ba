// The way by which a system's own records come to another one, or nearly come: the nearest miss, as `graphmodel why` finds it.
//
// One search for the cheapest path over what each system holds of its own, what is stored in it and what arrives in it. A step
// along a live flow costs a step alone; each breach of what the definitions ask costs more than all steps together. So a path
// without a breach is there exactly where the records can come.

import { bitsOf, grouped } from "./bits.js";
import { followForth } from "./follow.js";
import { LIVE, PLANNED } from "./kinds.js";

/** What the sender of a step has the records as: its own, stored in it, or arrived in it as a live answer. */
const [OWN, STORED, ARRIVES] = [0, 1, 2];

/**
 * Return the path of a system's own records to another system that lacks least, then is shortest, then the first by ids.
 *
 * `found` says whether it lacks nothing. A path has `bit` (its class), `systems` with both ends, `links` (the row of each step's
 * link), `classes` (all that can arrive) and `breaches`, each {what, step, from, to} with `link` or `system`, whichever is meant:
 * does_not_relay, wrong_direction, class_not_carried, live_answer_not_copied or planned. Without one there is a `reason` alone:
 * itself, not_coming, class_not_held or nothing_linked.
 * @param {object} network
 * @param {number} from the system of origin, live or planned
 * @param {number} to
 * @param {number} [bit] the class; the one with the nearest path where it is not given
 * @returns {object}
 */
export function pathBetween(network, from, to, bit = -1) {
  const none = (reason) => ({ found: false, reason, breaches: [] });
  if (from === to) return none("itself");
  if (!network.coming[from] || !network.coming[to]) return none("not_coming");
  const classes = (bit < 0 ? network.tables.holds[from] : network.tables.holds[from] & (2 ** bit)) >>> 0;
  if (!classes) return none("class_not_held");
  let best = null;
  for (const one of bitsOf(classes)) best = searched(network, from, to, one, best?.cost ?? Infinity) ?? best;
  if (!best) return none("nothing_linked");
  const { cost: _, ...path } = best;
  const found = !path.breaches.length;
  return { found, reason: found ? "" : path.breaches[0].what, ...path, classes: found ? followForth(network, from, classes).arrives[to] : 0 };
}

/** The steps that links in service or planned allow for, either way: by sender and by receiver; kept by the network. */
function waysOf(network) {
  return network.keep("ways", () => {
    const { links, kinds, systems } = network;
    const [link, sender, receiver, against] = [[], [], [], []];
    for (let row = 0; row < links.from.length; row++) {
      if ((kinds[row] !== LIVE && kinds[row] !== PLANNED) || links.manual[row] || links.statistical[row]) continue;
      const [one, other] = [links.from[row], links.to[row]];
      link.push(row, row);
      sender.push(one, other);
      receiver.push(other, one);
      against.push(0, 1 - links.twoWay[row]);
    }
    return { link, sender, receiver, against, out: grouped(sender, systems), into: grouped(receiver, systems) };
  });
}

/** What a step lacks for a class, its sender having the records in a layer; nothing where it is a live flow that they take. */
function lacking(network, ways, way, bit, layer) {
  const { links, tables, planned } = network;
  const [link, from, to] = [ways.link[way], ways.sender[way], ways.receiver[way]];
  const found = [];
  const lacks = (is, what, of) => is && found.push({ what, from, to, ...of });
  lacks(layer !== OWN && !tables.relays[from], "does_not_relay", { system: from });
  lacks(ways.against[way], "wrong_direction", { link });
  lacks(!((links.carries[link] >>> bit) & 1), "class_not_carried", { link });
  lacks(layer === ARRIVES && links.copies[link], "live_answer_not_copied", { link });
  lacks(links.planned[link], "planned", { link });
  lacks(planned[to], "planned", { system: to });
  return found;
}

/** The layer that a step leads to: what was a live answer stays one. */
function layerAfter(network, ways, way, layer) {
  return layer !== ARRIVES && network.links.copies[ways.link[way]] ? STORED : ARRIVES;
}

/** The path of one class, if it costs less than so much: Dijkstra from the target back, then forth along what is cheapest. */
function searched(network, from, to, bit, most) {
  const { systems, planned } = network;
  const unit = systems + 1;
  const ways = waysOf(network);
  const left = new Float64Array(3 * systems).fill(Infinity);
  const start = planned[from] * unit;
  const queue = new Buckets();
  const reach = (node, cost) => {
    if (cost >= left[node] || cost + start >= most) return;
    left[node] = cost;
    queue.add(cost, node);
  };
  const costOf = (way, layer) => 1 + unit * lacking(network, ways, way, bit, layer).length;
  for (const layer of [OWN, STORED, ARRIVES]) reach(to + layer * systems, 0);
  for (const [cost, node] of queue) {
    if (cost > left[node]) continue;
    if (node === from) break; // what is cheaper than the origin is settled, and no path leads past anything else
    const [system, after] = [node % systems, Math.floor(node / systems)];
    for (let at = ways.into.first[system]; at < ways.into.first[system + 1]; at++) {
      const way = ways.into.order[at];
      for (const layer of [OWN, STORED, ARRIVES]) {
        if (layerAfter(network, ways, way, layer) === after) reach(ways.sender[way] + layer * systems, cost + costOf(way, layer));
      }
    }
  }
  if (left[from] === Infinity) return null;
  const path = { cost: left[from] + start, bit, systems: [from], links: [], breaches: [] };
  if (planned[from]) path.breaches.push({ what: "planned", step: 0, from, to: from, system: from });
  let [system, layer] = [from, OWN];
  while (system !== to) {
    let best = -1;
    for (let at = ways.out.first[system]; at < ways.out.first[system + 1]; at++) {
      const way = ways.out.order[at];
      const next = ways.receiver[way] + layerAfter(network, ways, way, layer) * systems;
      if (costOf(way, layer) + left[next] !== left[system + layer * systems]) continue;
      if (best < 0 || ways.receiver[way] < ways.receiver[best]) best = way; // of parallel links the first row
    }
    path.breaches.push(...lacking(network, ways, best, bit, layer).map((breach) => ({ ...breach, step: path.links.length })));
    layer = layerAfter(network, ways, best, layer);
    system = ways.receiver[best];
    path.links.push(ways.link[best]);
    path.systems.push(system);
  }
  return path;
}

/** Nodes by their cost, the cheapest first; costs are few and whole, and none is added that is less than the last one taken. */
class Buckets {
  constructor() {
    this.at = new Map();
    this.costs = [];
  }

  add(cost, node) {
    if (!this.at.has(cost)) {
      this.at.set(cost, []);
      this.costs.push(cost);
    }
    this.at.get(cost).push(node);
  }

  *[Symbol.iterator]() {
    while (this.costs.length) {
      const cost = this.costs.reduce((least, one) => Math.min(least, one));
      for (const node of this.at.get(cost)) yield [cost, node];
      this.costs.splice(this.costs.indexOf(cost), 1);
      this.at.delete(cost);
    }
  }
}
