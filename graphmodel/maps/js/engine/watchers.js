// Who watches what, one data class at a time: for each relay the agencies that see what arrives in it and what is stored in it,
// as rows of bits; and from these the agencies that see the records of any one system.

import { grouped, wordsFor } from "./bits.js";
import { followBack } from "./follow.js";

/**
 * Return who watches what in a network; the same object each time it is asked for.
 * @param {object} network
 * @returns {Watchers}
 */
export function watchersOf(network) {
  return network.keep("watchers", () => new Watchers(network));
}

/** Rows of agencies: W words of 32 columns; R relays. */
export class Watchers {
  constructor(network) {
    this.network = network;
    this.words = wordsFor(network.agencies);
    this.relays = network.relayList.length;
    this.layers = new Map();
    this.every = Int32Array.from({ length: this.words }, (_, word) => word);
  }

  /** The relays' flows into other systems and to each other, made once for all classes. */
  get between() {
    return this.network.keep("flows of relays", () => {
      const { flows, place } = this.network;
      const ends = [];
      const source = [];
      const target = [];
      const flow = [];
      for (let at = 0; at < flows.count; at++) {
        const sender = place[flows.sender[at]];
        if (sender < 0) continue;
        const receiver = place[flows.receiver[at]];
        if (receiver < 0) {
          ends.push(at);
          continue;
        }
        const layer = flows.copies[at] * this.relays;
        source.push(sender + layer);
        target.push(receiver + layer);
        flow.push(at);
      }
      return { ends, source, target, flow, ...grouped(target, 2 * this.relays) };
    });
  }

  /**
   * Return the rows of the relays for one class: who watches what arrives in each, then what is stored in it.
   * @param {number} bit
   * @returns {Uint32Array} shape (2 R, W), flat
   */
  layersOf(bit) {
    if (!this.layers.has(bit)) this.layers.set(bit, this.makeLayers(bit));
    return this.layers.get(bit);
  }

  /** The rows of one class; where the network only gained flows that carry it, those of its origin, grown. */
  makeLayers(bit) {
    const { network, words, relays } = this;
    const { flows, place, relayList } = network;
    const known = this.rowsBefore(bit);
    if (known && !this.gainsFlow(bit)) return known;
    const rows = known ? known.slice() : new Uint32Array(2 * relays * words);
    const waiting = [];
    const queued = new Uint8Array(2 * relays);
    const wake = (layer) => {
      if (queued[layer]) return;
      queued[layer] = 1;
      waiting.push(layer);
    };
    const { readers } = network.tables;
    const watch = (layer, system) => {
      if (!network.live[system]) return;
      const [start, end] = [readers.first[system], readers.first[system + 1]];
      for (let at = start; at < end; at++) rows[layer * words + (readers.agency[at] >>> 5)] |= 1 << (readers.agency[at] & 31);
      if (end > start) wake(layer);
    };
    const merge = (into, from) => {
      let more = false;
      for (let word = 0, one = into * words, other = from * words; word < words; word++, one++, other++) {
        const union = rows[one] | rows[other];
        if (union !== (rows[one] | 0)) {
          rows[one] = union;
          more = true;
        }
      }
      if (more) wake(into);
    };
    const passes = (flow) => (flows.carries[flow] >>> bit) & 1;
    const { source, target, flow, first, order } = this.between;
    if (known) {
      this.sinceOrigin.arcs.forEach((arc) => passes(flow[arc]) && merge(source[arc], target[arc]));
    } else relayList.forEach((system, at) => watch(at, system));
    for (const end of known ? this.sinceOrigin.ends : this.between.ends) {
      if (passes(end)) watch(place[flows.sender[end]] + flows.copies[end] * relays, flows.receiver[end]);
    }
    for (let next = 0; next < waiting.length; next++) {
      const layer = waiting[next];
      queued[layer] = 0;
      // Whoever watches what arrives in a relay sees what is stored in it as well.
      if (layer < relays) merge(layer + relays, layer);
      for (let at = first[layer]; at < first[layer + 1]; at++) {
        if (passes(flow[order[at]])) merge(source[order[at]], layer);
      }
    }
    return rows;
  }

  /** The rows of the network that this one was made from, where its relays are the same and none of them lost a flow of the class. */
  rowsBefore(bit) {
    const { origin } = this.network;
    return origin && !((this.sinceOrigin.lost >>> bit) & 1) ? watchersOf(origin).layersOf(bit) : null;
  }

  /** Whether a relay has a flow of the class that it had not in the network's origin. */
  gainsFlow(bit) {
    const { ends, arcs } = this.sinceOrigin;
    const { carries } = this.network.flows;
    const passes = (flow) => (carries[flow] >>> bit) & 1;
    return ends.some(passes) || arcs.some((arc) => passes(this.between.flow[arc]));
  }

  /** What became of the relays' flows: classes that lost one, and those added: into other systems, and (by number) between relays. */
  get sinceOrigin() {
    return this.network.keep("relays' flows since origin", () => {
      const { origin, relayList, place, flows, links } = this.network;
      const same = relayList.length === origin.relayList.length && relayList.every((system, at) => system === origin.relayList[at]);
      let lost = same ? 0 : -1;
      const { from, to, twoWay, carries, live } = origin.links;
      for (let row = 0; row < live.length; row++) {
        if (live[row] && !links.live[row] && (place[from[row]] >= 0 || (twoWay[row] && place[to[row]] >= 0))) lost |= carries[row];
      }
      const added = (flow) => !origin.links.live[flows.link[flow]];
      const arcs = [...this.between.flow.keys()].filter((arc) => added(this.between.flow[arc]));
      return { lost, ends: this.between.ends.filter(added), arcs };
    });
  }

  /**
   * Write into a row which agencies watch what arrives in a live system, for one class.
   * @param {Uint32Array} row shape (W,), overwritten
   * @param {number} system
   * @param {number} bit
   */
  watching(row, system, bit) {
    const at = this.network.place[system];
    if (at >= 0) row.set(this.layersOf(bit).subarray(at * this.words, (at + 1) * this.words));
    else {
      row.fill(0);
      this.addReaders(row, system);
    }
  }

  /**
   * Write into a row which agencies see the records that a live system has, or would have, of one class.
   * @param {Uint32Array} row shape (W,), overwritten
   * @param {number} origin
   * @param {number} bit
   * @param {ArrayLike<number>} [chosen] the words that are asked about; the others then mean nothing. All where it is not given
   */
  seeing(row, origin, bit, chosen = this.every) {
    for (let at = 0; at < chosen.length; at++) row[chosen[at]] = 0;
    this.addReaders(row, origin);
    this.eachEnd(
      origin,
      bit,
      (layer) => this.addLayer(row, layer, bit, chosen),
      (system) => this.addReaders(row, system),
    );
  }

  /** Call one function with the layer of each relay that a flow of a system with records of a class ends in, one with other ends. */
  eachEnd(origin, bit, relayed, read) {
    const { flows, place } = this.network;
    for (let flow = flows.outFirst[origin]; flow < flows.outFirst[origin + 1]; flow++) {
      if (!((flows.carries[flow] >>> bit) & 1)) continue;
      const relay = place[flows.receiver[flow]];
      if (relay >= 0) relayed(relay + flows.copies[flow] * this.relays);
      else read(flows.receiver[flow]);
    }
  }

  /** Set the bits of the agencies that watch a layer of a relay. */
  addLayer(row, layer, bit, chosen = this.every) {
    const layers = this.layersOf(bit);
    const start = layer * this.words;
    for (let at = 0; at < chosen.length; at++) row[chosen[at]] |= layers[start + chosen[at]];
  }

  /** Set the bits of the agencies that read a system. */
  addReaders(row, system) {
    const { live } = this.network;
    if (!live[system]) return;
    const { first, agency } = this.network.tables.readers;
    for (let at = first[system]; at < first[system + 1]; at++) row[agency[at] >>> 5] |= 1 << (agency[at] & 31);
  }

  /**
   * Return whose records a live system offers by answer: its own and, if it relays, all that arrives in it.
   * @param {number} system
   * @returns {{origin: number[], classes: number[]}} distinct origins, and the classes of each
   */
  offeredBy(system) {
    const { network } = this;
    if (network.place[system] < 0) return { origin: [system], classes: [network.holds[system]] };
    const masks = new Map();
    followBack(network, [system], network.held, {}, (origin, more) => masks.set(origin, (masks.get(origin) ?? 0) | more));
    return { origin: [...masks.keys()], classes: Array.from(masks.values(), (mask) => mask >>> 0) };
  }
}
