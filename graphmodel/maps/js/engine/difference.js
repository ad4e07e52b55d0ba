// What one network has that another of the same catalogue has not: triples, agencies and systems gained and lost, exactly.

import { BitCounter, bitsOf, columnsOf, countBits, popcount } from "./bits.js";
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

  /** Count bits of one word of one origin's row; returns whether there are any. */
  add(word, bits) {
    if (!bits) return false;
    this.triples += popcount(bits);
    this.agencies[word] |= bits;
    this.counter.add(word, bits);
    return true;
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
    compareAll(before, after, this.gained, this.lost);
  }

  /** The counts of `graphmodel whatif`: triples, agencies, systems (gained) and lost_triples. */
  get counts() {
    const { gained, lost } = this;
    return { triples: gained.triples, agencies: gained.agencyCount, systems: gained.systems.size, lost_triples: lost.triples };
  }

  /** The live systems that have a live link before and none after, ascending. */
  get newlyIsolated() {
    const { before, after } = this;
    const systems = Array.from(before.degree.keys());
    return systems.filter((system) => before.degree[system] && after.live[system] && !after.degree[system]);
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

/** Count what differs; only origins whose way out changed are looked at. */
function compareAll(before, after, gained, lost) {
  const touched = touchedSystems(before, after);
  const one = watchersOf(before);
  const other = watchersOf(after);
  const was = new Uint32Array(one.words);
  const now = new Uint32Array(one.words);
  for (const bit of bitsOf(before.held | after.held)) {
    for (const origin of affected(one, other, bit, touched)) {
      const held = (before.holds[origin] >>> bit) & 1;
      const holds = (after.holds[origin] >>> bit) & 1;
      if (!held && !holds) continue;
      if (held) one.seeing(was, origin, bit);
      else was.fill(0);
      if (holds) other.seeing(now, origin, bit);
      else now.fill(0);
      let more = false;
      let less = false;
      for (let word = 0; word < was.length; word++) {
        const changed = was[word] ^ now[word];
        if (!changed) continue;
        more = gained.add(word, changed & now[word]) || more;
        less = lost.add(word, changed & was[word]) || less;
      }
      if (more) gained.systems.add(origin);
      if (less) lost.systems.add(origin);
    }
  }
}

/** The systems that are live in one network only, or an end of a link that is. */
function touchedSystems(before, after) {
  const touched = new Set();
  before.live.forEach((live, system) => {
    if (live !== after.live[system]) touched.add(system);
  });
  const rows = Math.max(before.links.live.length, after.links.live.length);
  for (let row = 0; row < rows; row++) {
    if ((before.links.live[row] ?? 0) === (after.links.live[row] ?? 0)) continue;
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

/** The systems whose records of a class others may see now: those touched, and those that feed a relay which others watch now. */
function affected(one, other, bit, touched) {
  const found = new Set(touched);
  for (const [mine, theirs] of [[one, other], [other, one]]) {
    const { network, relays, words } = mine;
    const rows = mine.layersOf(bit);
    const against = theirs.layersOf(bit);
    if (rows === against) break;
    network.relayList.forEach((system, at) => {
      const place = theirs.network.place[system];
      for (const copies of [0, 1]) {
        if (place >= 0 && alike(rows, at + copies * relays, against, place + copies * theirs.relays, words)) continue;
        network.eachIn(system, (flow) => {
          if (network.flows.copies[flow] === copies && (network.flows.carries[flow] >>> bit) & 1) found.add(network.flows.sender[flow]);
        });
      }
    });
  }
  return found;
}

/** Whether two rows of bits are the same. */
function alike(rows, row, others, other, words) {
  for (let word = 0, one = row * words, two = other * words; word < words; word++, one++, two++) {
    if (rows[one] !== others[two]) return false;
  }
  return true;
}
