// Which partner is best for a system: every partner by what the default link would let agencies see, in slices of time.

import { figuresOf } from "./figures.js";
import { GainsFrom } from "./gains.js";

/** Too few of the agencies that gain have the figure recorded by which partners were to be ranked: `known` of `count`. */
export class WeightRefused extends Error {
  /**
   * @param {string} weight
   * @param {number} known
   * @param {number} count
   */
  constructor(weight, known, count) {
    super(`${weight}: ${known} / ${count}`);
    this.known = known;
    this.count = count;
  }
}

/**
 * Rank all partners of a live system, as `graphmodel whatif connect SYSTEM` does; a generator that yields after each slice of work.
 *
 * Yields the share done, 0 to 1; returns the rows, best first: {rank, partner, worth, triples, own, others, agencies, systems, adds,
 * heldBack (bits of causes)}. Throws WeightRefused, at least once something was yielded or not at all.
 * @param {object} network
 * @param {number} system
 * @param {{weight?: "triples" | "agencies" | "officers" | "population", respect?: number, limit?: number, slice?: number}} [options]
 *   respect: bits of the causes whose pairs are left out; limit: rows returned; slice: ms of work between two yields
 * @returns {Generator<number, object[]>}
 */
export function* rankPartners(network, system, options = {}) {
  const { weight = "triples", respect = 0, limit = Infinity, slice = 10 } = options;
  const gains = new GainsFrom(network, system);
  let until = performance.now() + slice;
  const partners = [];
  for (let other = 0; other < network.systems; other++) {
    const lacks = gains.missing.to[other] || gains.missing.back[other];
    if (lacks && !(network.tables.heldBackBy(system, other) & respect)) partners.push(other);
  }
  let done = 0;
  const rest = () => {
    until = performance.now() + slice;
  };
  for (const _ of gains.prepare()) {
    if (performance.now() > until) {
      yield 0;
      rest();
    }
  }
  const counted = [];
  const wanted = { agencies: weight !== "triples", systems: false };
  const everyone = new Uint32Array(gains.watchers.words);
  for (const partner of partners) {
    const gain = gains.of(partner, wanted);
    gain.gaining.forEach((bits, word) => (everyone[word] |= bits));
    counted.push({ partner, triples: gain.triples, worth: worthOf(network, weight, gain) });
    done++;
    if (performance.now() > until) {
      yield done / (2 * partners.length);
      rest();
    }
  }
  if (weight === "officers" || weight === "population") {
    const { known, count, enough } = figuresOf(network, weight).coverage(everyone);
    if (!enough) throw new WeightRefused(weight, known, count);
  }
  counted.sort((one, other) => other.worth - one.worth || other.triples - one.triples || one.partner - other.partner);
  const rows = [];
  for (const { partner, worth } of counted.slice(0, limit)) {
    const { gaining: _, ...gain } = gains.of(partner);
    rows.push({ rank: rows.length + 1, partner, worth, ...gain, heldBack: network.tables.heldBackBy(system, partner) });
    if (performance.now() > until) {
      yield 0.5 + rows.length / (2 * partners.length);
      rest();
    }
  }
  return rows;
}

/** What a link is worth by a weight. */
function worthOf(network, weight, gain) {
  if (weight === "triples") return gain.triples;
  if (weight === "agencies") return gain.agencies;
  return gain.triples ? figuresOf(network, weight).sum(gain.gaining) : 0;
}

/**
 * Run a generator slice by slice, with the page alive in between.
 * @param {Generator<number, any>} work
 * @param {{done: function(any): void, progress?: function(number): void, failed?: function(Error): void}} tell
 * @returns {function(): void} stops it for good
 */
export function runInSlices(work, tell) {
  let stopped = false;
  const step = () => {
    if (stopped) return;
    let made;
    try {
      made = work.next();
    } catch (error) {
      if (!tell.failed) throw error;
      tell.failed(error);
      return;
    }
    if (made.done) tell.done(made.value);
    else {
      tell.progress?.(made.value);
      setTimeout(step, 0);
    }
  };
  setTimeout(step, 0);
  return () => {
    stopped = true;
  };
}
