// What one network has that another of the same catalogue has not: triples, agencies and systems gained and lost, exactly.

import { BitCounter, columnsOf, countBits, popcount } from "./bits.js";
import { compareAll } from "./compare.js";
import { figuresOf } from "./figures.js";
import { seeAs } from "./reach.js";
import { watchersOf } from "./watchers.js";

/**
 * Return what changes between two networks of one catalogue: a stack of changes against the original, a link, an outage.
 * @param {object} before
 * @param {object} after
 * @returns {Difference}
 */
export function differenceOf(before, after) {
  return new Difference(before, after);
}

/** The triples of one side: how many, by agency, and which systems; A agencies, S systems. */
class Side {
  constructor(network, words) {
    this.network = network;
    this.triples = 0;
    this.agencies = new Uint32Array(words);
    this.systems = new Set();
    this.counter = new BitCounter(words);
  }

  /** Count bits of one word of the rows of so many origins; returns 1 where there are any, else 0. */
  add(word, bits, times = 1) {
    if (!bits || !times) return 0;
    this.triples += popcount(bits) * times;
    this.agencies[word] |= bits;
    this.counter.add(word, bits, times);
    return 1;
  }

  /** How many agencies gain or lose. */
  get agencyCount() {
    return countBits(this.agencies);
  }

  /** Their sworn officers, nobody counted twice. */
  get officers() {
    return figuresOf(this.network, "officers").sum(this.agencies);
  }

  /** The agencies with their number of triples, most first, then in the catalogue's order: a list of {agency, triples}. */
  get byAgency() {
    return (this.ranked ??= this.rank());
  }

  rank() {
    const counts = this.counter.counts(this.network.agencies);
    const rows = columnsOf(this.agencies).map((agency) => ({ agency, triples: counts[agency] }));
    return rows.sort((one, other) => other.triples - one.triples || one.agency - other.agency);
  }
}

/** Both sides of a difference, and what else a planner asks about it. */
export class Difference {
  constructor(before, after) {
    this.before = before;
    this.after = after;
    const { words } = watchersOf(before);
    /** @type {Side} */
    this.gained = new Side(after, words);
    /** @type {Side} */
    this.lost = new Side(before, words);
    compareAll(before, after, touchedSystems(before, after), this.gained, this.lost);
  }

  /** The counts of `graphmodel whatif`: triples, agencies, systems (gained) and lost_triples. */
  get counts() {
    const { gained, lost } = this;
    return { triples: gained.triples, agencies: gained.agencyCount, systems: gained.systems.size, lost_triples: lost.triples };
  }

  /** The live systems that have a live link before and none after, ascending. */
  get newlyIsolated() {
    return (this.isolated ??= isolatedAfter(this.before, this.after));
  }

  /**
   * Return the triples that one agency gains and loses, as classes by system.
   * @param {number} agency
   * @returns {{gained: Map<number, number>, lost: Map<number, number>}} system -> bits of classes
   */
  ofAgency(agency) {
    const was = seeAs(this.before, agency).masks;
    const now = seeAs(this.after, agency).masks;
    const made = { gained: new Map(), lost: new Map() };
    was.forEach((mask, system) => {
      if (now[system] & ~mask) made.gained.set(system, (now[system] & ~mask) >>> 0);
      if (mask & ~now[system]) made.lost.set(system, (mask & ~now[system]) >>> 0);
    });
    return made;
  }
}

/** The live systems after that have a live link before and none after, ascending. */
function isolatedAfter(before, after) {
  const [was, is] = [before.degree, after.degree];
  const systems = [];
  for (let system = 0; system < was.length; system++) {
    if (was[system] && !is[system] && after.live[system]) systems.push(system);
  }
  return systems;
}

/** The systems that are live in one network only, or an end of a link that is. */
function touchedSystems(before, after) {
  const touched = new Set();
  for (let system = 0; system < before.systems; system++) {
    if (before.live[system] !== after.live[system]) touched.add(system);
  }
  const [was, is] = [before.links.live, after.links.live];
  const both = Math.min(was.length, is.length);
  for (let row = 0; row < Math.max(was.length, is.length); row++) {
    if (row < both ? was[row] === is[row] : !(was[row] || is[row])) continue;
    const links = row < after.links.from.length ? after.links : before.links;
    touched.add(links.from[row]);
    touched.add(links.to[row]);
  }
  if (before.tables !== after.tables) {
    for (const system of readOtherwise(before, after)) {
      touched.add(system);
      for (const network of [before, after]) network.eachIn(system, (flow) => touched.add(network.flows.sender[flow]));
    }
  }
  return touched;
}

/** Systems that hold other classes or are read by other agencies, where the two networks are not of the same tables. */
function* readOtherwise(before, after) {
  for (let system = 0; system < before.systems; system++) {
    const [one, other] = [before.readersOf(system), after.readersOf(system)];
    const same = one.length === other.length && one.every((agency, at) => agency === other[at]);
    if (!same || before.holds[system] !== after.holds[system]) yield system;
  }
}
