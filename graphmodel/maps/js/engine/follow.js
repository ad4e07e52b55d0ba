// Flows followed backward from systems that are watched, and forward from a system of origin: all classes at once.
//
// Records travel over copying flows first and answering flows after, through relays only: a live answer is never copied
// onward. So a relay has two layers, what is stored in it and what arrives in it; whoever sees what arrives sees what is
// stored too. Steps are flows, counted along the shortest way that records can take.

import { bitsOf } from "./bits.js";

/** On a way: the record is read here. */
export const HERE = -1;
/** On a way: what is stored in this relay arrives in it as well; the way goes on there. */
export const ARRIVED = -2;

/**
 * Follow the flows backward from watched systems to everything that can be seen in them.
 *
 * Calls `found(origin, classes, steps, flow)` once for each origin and set of classes newly seen with so many steps, in
 * order of steps; `flow` is the first one that the records take, HERE where the origin itself is watched.
 * @param {object} network
 * @param {ArrayLike<number>} targets the watched live systems
 * @param {number} classes the classes asked about, as bits
 * @param {{content?: boolean, ways?: boolean}} options content: only over flows that bring the content; ways: keep the way
 * @param {function(number, number, number, number): void} found
 * @returns {{masks: Uint32Array, next: Int32Array | null}} what is watched of the relays, shape (2 R,): what arrives in
 *   each, then what is stored; and with `ways` the flow after each (layer, class), shape (2 R, C)
 */
export function followBack(network, targets, classes, options, found) {
  const { flows, holds, place, relayList } = network;
  const count = relayList.length;
  const width = network.tables.classes.length;
  const masks = new Uint32Array(2 * count);
  const next = options.ways ? new Int32Array(2 * count * width).fill(HERE) : null;
  const seen = new Uint32Array(network.systems);
  let fresh = new Map();
  let later = new Map();

  const show = (origin, mask, steps, flow) => {
    const more = mask & holds[origin] & ~seen[origin];
    if (!more) return;
    seen[origin] |= more;
    found(origin, more >>> 0, steps, flow);
  };
  const reach = (layer, mask, way) => {
    const more = mask & ~masks[layer];
    if (!more) return;
    masks[layer] |= more;
    later.set(layer, (later.get(layer) ?? 0) | more);
    if (next) for (const bit of bitsOf(more)) next[layer * width + bit] = way;
    if (layer < count) reach(layer + count, more, way === HERE ? HERE : ARRIVED);
  };
  const along = (flow, mask, steps) => {
    if (options.content && !flows.content[flow]) return;
    const passing = mask & flows.carries[flow];
    if (!passing) return;
    const sender = flows.sender[flow];
    show(sender, passing, steps, flow);
    if (place[sender] >= 0) reach(place[sender] + flows.copies[flow] * count, passing, flow);
  };

  for (const target of targets) {
    show(target, classes, 0, HERE);
    if (place[target] >= 0) reach(place[target], classes, HERE);
  }
  [fresh, later] = [later, fresh];
  for (const target of targets) {
    if (place[target] < 0) network.eachIn(target, (flow) => along(flow, classes, 1));
  }
  for (let steps = 1; fresh.size || later.size; steps++) {
    for (const [layer, mask] of fresh) {
      const copies = Number(layer >= count);
      network.eachIn(relayList[layer - copies * count], (flow) => {
        if (flows.copies[flow] === copies) along(flow, mask, steps);
      });
    }
    fresh.clear();
    [fresh, later] = [later, fresh];
  }
  return { masks, next };
}

/**
 * Follow the flows forward from one live system's own records.
 * @param {object} network
 * @param {number} origin
 * @param {number} classes the classes asked about, as bits
 * @param {function(number, number, number, number): void} [found] called as (system, classes, steps, flow) for what newly arrives in a
 *   system with so many steps, in order of steps; `flow` is the last one they take
 * @returns {{arrives: Uint32Array, stored: Uint32Array, last: Int32Array}} classes by system, shapes (S,); `last` is the flow that
 *   first brought something to (stored: S more), shape (2 S,), -1 where nothing came: a way back if one class is asked about
 */
export function followForth(network, origin, classes, found = () => {}) {
  const { flows, holds, place, systems } = network;
  const arrives = new Uint32Array(systems);
  const stored = new Uint32Array(systems);
  const last = new Int32Array(2 * systems).fill(-1);
  const own = holds[origin] & classes;
  let fresh = [];
  let later = [];

  const along = (flow, mask, steps) => {
    const passing = mask & flows.carries[flow];
    const receiver = flows.receiver[flow];
    if (!passing || receiver === origin) return;
    const kept = flows.copies[flow] ? passing & ~stored[receiver] : 0;
    const arrived = passing & ~arrives[receiver];
    if (kept) {
      if (!stored[receiver]) last[systems + receiver] = flow;
      stored[receiver] |= kept;
    }
    if (arrived) {
      if (!arrives[receiver]) last[receiver] = flow;
      arrives[receiver] |= arrived;
      found(receiver, arrived >>> 0, steps, flow);
    }
    if (place[receiver] >= 0 && (kept || arrived)) later.push([receiver, arrived, kept]);
  };

  if (own) network.eachOut(origin, (flow) => along(flow, own, 1));
  for (let steps = 2; later.length; steps++) {
    [fresh, later] = [later, []];
    for (const [relay, arrived, kept] of fresh) {
      network.eachOut(relay, (flow) => along(flow, flows.copies[flow] ? kept : arrived, steps));
    }
  }
  return { arrives, stored, last };
}
