// What the default link of a system with any other would let agencies see: exact, without building the world it makes.
//
// A proposed link adds answering flows, so what is stored anywhere stays as it is. With O(x) the origins whose records x offers by
// answer, W(y) the agencies that watch what arrives in y and V what is visible, all in today's network and for one class, a new flow
// x -> y makes O(x) x W(y) visible where y takes the class. The two directions share no new triple: the gain of a link is the number
// of pairs in O(x) x W(y) and in O(y) x W(x) that are not in V, summed over the classes.

import { BitCounter, bitsOf, columnsOf, countBits, popcount } from "./bits.js";
import { watchersOf } from "./watchers.js";

/** So many words of rows are kept at most: 16 MB. */
const KEPT_WORDS = 1 << 22;

/** The gains of linking one live system with any other; A agencies, W words of 32, S systems, E (system, class held) pairs. */
export class GainsFrom {
  /**
   * @param {object} network
   * @param {number} system
   */
  constructor(network, system) {
    this.network = network;
    this.system = system;
    this.watchers = watchersOf(network);
    this.missing = network.missingFrom(system);
    this.forth = null;
    this.back = null;
  }

  /** Make what all partners share; a generator that may be left between any two of its steps. */
  *prepare() {
    if (!this.forth) yield* this.prepareForth();
    if (!this.back) yield* this.prepareBack();
  }

  /** For each class what the system offers: how many of it each agency lacks, and whose records which agencies lack. */
  *prepareForth() {
    const { watchers, network } = this;
    const { words } = watchers;
    const offered = watchers.offeredBy(this.system);
    const size = offered.classes.reduce((sum, mask) => sum + popcount(mask), 0) * words;
    const forth = new Map();
    for (const bit of bitsOf(offered.classes.reduce((union, mask) => union | mask, 0))) {
      watchers.layersOf(bit);
      yield;
      const origins = offered.origin.filter((_, at) => (offered.classes[at] >>> bit) & 1);
      const rows = size <= KEPT_WORDS ? new Uint32Array(origins.length * words) : null;
      const row = new Uint32Array(words);
      const union = new Uint32Array(words);
      const counter = new BitCounter(words);
      for (let at = 0; at < origins.length; at++) {
        watchers.seeing(row, origins[at], bit);
        for (let word = 0; word < words; word++) {
          counter.add(word, row[word]);
          union[word] |= ~row[word];
        }
        if (rows) rows.set(row, at * words);
        if (at % 256 === 255) yield;
      }
      const times = counter.counts(network.agencies).map((seen) => origins.length - seen);
      forth.set(bit, { origins, rows, union, times });
    }
    this.forth = forth;
  }

  /** For each class that the system takes who watches it; and room for what these lack of each system's own. */
  *prepareBack() {
    const { watchers, network, system } = this;
    const { words } = watchers;
    const watching = new Map();
    const some = new Set();
    for (const bit of bitsOf(network.held & network.takes[system])) {
      const row = new Uint32Array(words);
      watchers.watching(row, system, bit);
      row.forEach((bits, word) => bits && some.add(word));
      watching.set(bit, row);
      yield;
    }
    const chosen = Int32Array.from(some).sort();
    const readers = new Uint32Array(words);
    watchers.addReaders(readers, system);
    const first = new Int32Array(network.systems + 1);
    network.holds.forEach((mask, origin) => (first[origin + 1] = first[origin] + popcount(mask)));
    const entries = first[network.systems];
    const rows = entries * chosen.length <= KEPT_WORDS ? new Uint32Array(entries * chosen.length) : null;
    const count = new Int32Array(entries).fill(-1);
    this.back = { watching, chosen, readers, first, rows, count, own: new Int32Array(entries), row: new Uint32Array(words) };
  }

  /**
   * Return what linking the system with a partner yields.
   * @param {number} partner
   * @param {{agencies?: boolean, systems?: boolean}} [wanted] what else than triples to find; everything unless said
   * @returns {{adds: "to" | "from" | "both" | "", triples: number, own: number, others: number, gaining: Uint32Array, agencies: number,
   *   systems: number}} adds: the flows that are missing; own: triples of agencies that read the system; gaining: bits of the agencies
   *   that gain, shape (W,), and how many they are; systems: how many are newly seen by someone
   */
  of(partner, wanted = { agencies: true, systems: true }) {
    if (!this.back) for (const _ of this.prepare());
    const to = this.missing.to[partner];
    const back = this.missing.back[partner];
    const made = { adds: to && back ? "both" : to ? "to" : back ? "from" : "", triples: 0, own: 0 };
    made.gaining = new Uint32Array(this.watchers.words);
    made.seen = new Set();
    if (to) this.addForth(partner, wanted, made);
    if (back) this.addBack(partner, wanted, made);
    const { seen, ...rest } = made;
    return { ...rest, others: made.triples - made.own, agencies: countBits(made.gaining), systems: seen.size };
  }

  /** Add what those who watch the partner would newly see of what the system offers. */
  addForth(partner, wanted, made) {
    const { watchers } = this;
    const row = new Uint32Array(watchers.words);
    const relay = this.network.place[partner] >= 0;
    let watching = [];
    let chosen = [];
    const look = (bit) => {
      watchers.watching(row, partner, bit);
      watching = columnsOf(row);
      chosen = [...new Set(watching.map((agency) => agency >>> 5))];
    };
    if (!relay) look(0);
    for (const [bit, part] of this.forth) {
      if (!((this.network.takes[partner] >>> bit) & 1)) continue;
      if (relay) look(bit);
      let triples = 0;
      for (const agency of watching) triples += part.times[agency];
      if (!triples) continue;
      made.triples += triples;
      if (wanted.agencies) for (const word of chosen) made.gaining[word] |= row[word] & part.union[word];
      if (wanted.systems) this.newlySeen(bit, part, row, chosen, made.seen);
    }
  }

  /** Add to a set the origins of a class of which some agencies lack something. */
  newlySeen(bit, { origins, rows }, row, chosen, seen) {
    const { words } = this.watchers;
    const one = this.back.row;
    for (let at = 0; at < origins.length; at++) {
      if (!rows) this.watchers.seeing(one, origins[at], bit, chosen);
      const from = rows ?? one;
      const start = rows ? at * words : 0;
      for (let next = 0; next < chosen.length; next++) {
        if (row[chosen[next]] & ~from[start + chosen[next]]) {
          seen.add(origins[at]);
          break;
        }
      }
    }
  }

  /** Add what those who watch the system would newly see of what the partner offers. */
  addBack(partner, wanted, made) {
    const { watching, count, own, chosen, rows, row } = this.back;
    const takes = this.network.takes[this.system];
    const { origin, classes } = this.watchers.offeredBy(partner);
    for (let at = 0; at < origin.length; at++) {
      for (let rest = classes[at] & takes; rest; rest &= rest - 1) {
        const bit = 31 - Math.clz32(rest & -rest);
        if (!watching.has(bit)) continue;
        const entry = this.lacking(origin[at], bit);
        if (!count[entry]) continue;
        made.triples += count[entry];
        made.own += own[entry];
        if (wanted.systems) made.seen.add(origin[at]);
        if (!wanted.agencies) continue;
        if (!rows) this.lackingRow(origin[at], bit);
        const from = rows ?? row;
        for (let next = 0; next < chosen.length; next++) {
          made.gaining[chosen[next]] |= from[rows ? entry * chosen.length + next : chosen[next]];
        }
      }
    }
  }

  /** Return the entry of an origin's class, its counts made: how many who watch the system lack it, and how many of its readers. */
  lacking(origin, bit) {
    const { network, back } = this;
    const entry = back.first[origin] + popcount(network.holds[origin] & (2 ** bit - 1));
    if (back.count[entry] >= 0) return entry;
    this.lackingRow(origin, bit);
    let all = 0;
    let own = 0;
    for (let next = 0; next < back.chosen.length; next++) {
      const word = back.chosen[next];
      const bits = back.row[word];
      all += popcount(bits);
      own += popcount(bits & back.readers[word]);
      if (back.rows) back.rows[entry * back.chosen.length + next] = bits;
    }
    back.count[entry] = all;
    back.own[entry] = own;
    return entry;
  }

  /** Write into the scratch row who watches the system and lacks an origin's records of a class; in the chosen words. */
  lackingRow(origin, bit) {
    const { row, chosen, watching } = this.back;
    this.watchers.seeing(row, origin, bit, chosen);
    const wanted = watching.get(bit);
    for (let next = 0; next < chosen.length; next++) row[chosen[next]] = wanted[chosen[next]] & ~row[chosen[next]];
  }
}
