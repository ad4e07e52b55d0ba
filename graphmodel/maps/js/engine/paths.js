// The shortest path that records can really take from one system to another; where there is none, why not.

import { bitsOf, popcount } from "./bits.js";
import { followForth } from "./follow.js";

/** What can be wrong with one step of a path, in the order of the bits that `breaksOf` sets. */
export const BREACHES = ["wrong_direction", "class_not_carried", "does_not_relay", "answers_not_copied"];

/**
 * Return the shortest path of a system's own records to another system, or why there is none.
 *
 * With a path: `found` true, `bit` (its class), `flows` in order, `systems` in order with both ends, `classes` (all that can
 * arrive). Without: `reason` (itself, not_live, class_not_held, nothing_linked or the first breach) and, where the two are
 * linked somehow, the nearest miss: a path with the fewest breaches, then steps, with `systems`, `bit` and `breaches`, each
 * {what, step, flow, system}; `flow` is the flow of that step (against it where the direction is wrong), `system` the one that
 * the records leave.
 * @param {object} network
 * @param {number} from the system of origin
 * @param {number} to
 * @param {number} [bit] the class; the one with the shortest path where it is not given
 * @returns {object}
 */
export function pathBetween(network, from, to, bit = -1) {
  if (from === to) return { found: false, reason: "itself", breaches: [] };
  if (!network.live[from] || !network.live[to]) return { found: false, reason: "not_live", breaches: [] };
  const classes = (bit < 0 ? network.holds[from] : network.holds[from] & (2 ** bit)) >>> 0;
  if (!classes) return { found: false, reason: "class_not_held", breaches: [] };
  let first = -1;
  const { arrives } = followForth(network, from, classes, (system, mask) => {
    if (system === to && first < 0) first = bitsOf(mask)[0];
  });
  if (first >= 0) return { found: true, bit: first, classes: arrives[to], ...shortest(network, from, to, first) };
  const { first: island } = network.islands;
  if (island[from] !== island[to]) return { found: false, reason: "nothing_linked", breaches: [] };
  let best = null;
  for (const one of bitsOf(classes)) {
    const miss = nearestMiss(network, from, to, one, best?.cost ?? Infinity);
    if (miss) best = { ...miss, bit: one };
  }
  const { cost: _, ...rest } = best;
  return { found: false, reason: rest.breaches[0].what, ...rest };
}

/** The shortest path of one class that arrives. */
function shortest(network, from, to, bit) {
  const { flows, systems } = network;
  const { last } = followForth(network, from, 2 ** bit);
  const way = [];
  let kept = false;
  for (let at = to; at !== from; ) {
    const flow = last[kept ? systems + at : at];
    way.unshift(flow);
    kept = Boolean(flows.copies[flow]);
    at = flows.sender[flow];
  }
  return { flows: way, systems: [from, ...way.map((flow) => flows.receiver[flow])] };
}

/** The path with the fewest breaches, then steps, if it costs less than so much: Dijkstra over (system, stored or not). */
function nearestMiss(network, from, to, bit, most) {
  const { flows, systems } = network;
  const stride = systems + 1;
  const cost = new Float64Array(2 * systems).fill(most);
  const before = new Int32Array(2 * systems).fill(-1);
  const over = new Int32Array(2 * systems).fill(-1);
  const queue = [[[from + systems]]]; // by breaches, then by steps
  cost[from + systems] = 0;
  const follow = (state, flow, against) => {
    const receiver = against ? flows.sender[flow] : flows.receiver[flow];
    const reached = receiver + flows.copies[flow] * systems;
    const total = cost[state] + 1 + stride * popcount(breaksOf(network, state, flow, against, from, bit));
    if (total >= cost[reached]) return;
    cost[reached] = total;
    before[reached] = state;
    over[reached] = flow;
    const breaches = Math.floor(total / stride);
    queue[breaches] ??= [];
    (queue[breaches][total % stride] ??= []).push(reached);
  };
  for (let breaches = 0; breaches < queue.length; breaches++) {
    const bySteps = queue[breaches] ?? [];
    for (let steps = 0; steps < bySteps.length; steps++) {
      for (const state of bySteps[steps] ?? []) {
        const far = breaches * stride + steps;
        if (far > cost[state]) continue;
        const system = state % systems;
        if (system === to) return { cost: far, ...missOf(network, state, before, over, from, bit) };
        network.eachOut(system, (flow) => follow(state, flow, false));
        network.eachIn(system, (flow) => follow(state, flow, true));
      }
    }
  }
  return null;
}

/** What is wrong with following a flow from a state, as bits in the order of BREACHES. */
function breaksOf(network, state, flow, against, from, bit) {
  const { flows, place, systems } = network;
  const system = state % systems;
  const passes = system === from || place[system] >= 0;
  const kept = state >= systems;
  return Number(against) | (((flows.carries[flow] >>> bit) & 1) ? 0 : 2) | (passes ? 0 : 4) | (flows.copies[flow] && !kept ? 8 : 0);
}

/** The path that leads to a state, and its breaches in order. */
function missOf(network, state, before, over, from, bit) {
  const { flows, systems } = network;
  const path = [];
  for (let at = state; before[at] >= 0; at = before[at]) path.unshift([before[at], over[at], at % systems]);
  const breaches = path.flatMap(([left, flow], step) => {
    const system = left % systems;
    const against = flows.sender[flow] !== system;
    return bitsOf(breaksOf(network, left, flow, against, from, bit)).map((at) => ({ what: BREACHES[at], step, flow, system }));
  });
  return { flows: path.map(([, flow]) => flow), systems: [from, ...path.map(([, , system]) => system)], breaches };
}
