// What an agency sees, and who sees a system's records: the triples of `graphmodel reach`, with the ways they take.

import { bitsOf, popcount } from "./bits.js";
import { ARRIVED, HERE, followBack, followForth } from "./follow.js";

/**
 * Return what an agency sees, for some classes or all.
 * @param {object} network
 * @param {number} agency
 * @param {number} [classes] bits; all where it is not given
 * @returns {Sight}
 */
export function seeAs(network, agency, classes = network.tables.allClasses) {
  return new Sight(network, agency, classes);
}

/**
 * What one agency sees: a row for each visible (system of origin, class), by steps.  Rows are as many as `graphmodel reach` has.
 *
 * `system`, `bit`, `steps` (flows on the shortest way; 0 where the agency reads the system itself) and `flow` (the first flow of
 * that way, -1 where there is none) have shape (count,); `masks` (classes seen) and `full` (those with access `full`) shape (S,).
 */
export class Sight {
  constructor(network, agency, classes) {
    this.network = network;
    this.agency = agency;
    this.targets = network.readBy(agency);
    this.masks = new Uint32Array(network.systems);
    this.full = new Uint32Array(network.systems);
    const system = [];
    const bit = [];
    const steps = [];
    const flow = [];
    const way = followBack(network, this.targets, classes, { ways: true }, (origin, mask, far, first) => {
      this.masks[origin] |= mask;
      for (const one of bitsOf(mask)) {
        system.push(origin);
        bit.push(one);
        steps.push(far);
        flow.push(first);
      }
    });
    followBack(network, this.targets, classes, { content: true }, (origin, mask) => (this.full[origin] |= mask));
    this.next = way.next;
    this.count = system.length;
    this.system = Int32Array.from(system);
    this.bit = Uint8Array.from(bit);
    this.steps = Uint16Array.from(steps);
    this.flow = Int32Array.from(flow);
  }

  /** The fewest steps to each system of which anything is seen, -1 where nothing is; shape (S,). */
  get stepsTo() {
    const steps = new Int32Array(this.masks.length).fill(-1);
    for (let row = this.count - 1; row >= 0; row--) steps[this.system[row]] = this.steps[row];
    return steps;
  }

  /**
   * Return the access to the records of a row: full over flows that bring the content alone, else a pointer.
   * @param {number} row
   * @returns {"full" | "pointer"}
   */
  accessOf(row) {
    return (this.full[this.system[row]] >>> this.bit[row]) & 1 ? "full" : "pointer";
  }

  /**
   * Return the shortest way that the records of a row take to the agency.
   * @param {number} row
   * @returns {{flows: number[], relays: number[], through: number}} the flows in order, the relays between them, the system it is read in
   */
  wayOf(row) {
    const { flows, place, relayList } = this.network;
    const width = this.network.tables.classes.length;
    const way = { flows: [], relays: [], through: this.system[row] };
    for (let flow = this.flow[row]; flow !== HERE; ) {
      way.flows.push(flow);
      way.through = flows.receiver[flow];
      if (place[way.through] < 0) break;
      let layer = place[way.through] + flows.copies[flow] * relayList.length;
      flow = this.next[layer * width + this.bit[row]];
      if (flow === ARRIVED) {
        layer = place[way.through];
        flow = this.next[layer * width + this.bit[row]];
      }
      if (flow !== HERE) way.relays.push(way.through);
    }
    return way;
  }

  /**
   * Return all systems in which the agency reads a system's records of a class.
   * @param {number} system
   * @param {number} bit
   * @returns {number[]} ascending
   */
  throughOf(system, bit) {
    const { arrives } = followForth(this.network, system, 2 ** bit);
    return this.targets.filter((target) => target === system || arrives[target]);
  }
}

/**
 * Return which agencies see a live system's records, and of which classes.
 * @param {object} network
 * @param {number} system
 * @param {number} [classes] bits; all where it is not given
 * @returns {{masks: Uint32Array, steps: Int32Array, through: Int32Array, count: number}} by agency, shapes (A,): the classes, the fewest
 *   steps (-1 where it sees nothing), and the system it reads them in (-1); and the number of (agency, class) pairs
 */
export function whoSees(network, system, classes = network.tables.allClasses) {
  const masks = new Uint32Array(network.agencies);
  const steps = new Int32Array(network.agencies).fill(-1);
  const through = new Int32Array(network.agencies).fill(-1);
  let count = 0;
  const read = (where, mask, far) => {
    for (const agency of network.readersOf(where)) {
      if (steps[agency] < 0) {
        steps[agency] = far;
        through[agency] = where;
      }
      count += popcount(mask & ~masks[agency]);
      masks[agency] |= mask;
    }
  };
  const own = network.holds[system] & classes;
  if (own) read(system, own, 0);
  followForth(network, system, classes, read);
  return { masks, steps, through, count };
}
