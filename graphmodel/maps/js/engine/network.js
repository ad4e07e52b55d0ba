// The live network: systems, flows and who reads what, as typed arrays. One object never changes; changes make another.

import { grouped } from "./bits.js";
import { Draft } from "./changes.js";
import { kindsOf } from "./kinds.js";
import { Tables } from "./tables.js";

/** The network of one catalogue, or of one after changes; S systems, F live flows, R relays. */
export class Network {
  /**
   * @param {Tables} tables
   * @param {Uint8Array} live which systems are live, shape (S,)
   * @param {object} links columns of the links, as `Tables` makes them
   * @param {object[]} changes the stack that made it
   * @param {Network | null} origin the network that they changed
   */
  constructor(tables, live, links, changes = [], origin = null) {
    this.tables = tables;
    this.live = live;
    this.links = links;
    this.changes = changes;
    this.origin = origin;
    this.systems = tables.systems;
    this.agencies = tables.agencies;
    this.type = tables.type;
    this.planned = tables.planned;
    this.holds = tables.holds.slice();
    for (let system = 0; system < tables.systems; system++) if (!live[system]) this.holds[system] = 0;
    this.flows = flowsOf(links, tables.systems);
    this.relayList = Int32Array.from(rowsWhere(tables.systems, (system) => live[system] && tables.relays[system]));
    this.place = new Int32Array(tables.systems).fill(-1);
    this.relayList.forEach((system, at) => (this.place[system] = at));
    this.kept = new Map();
  }

  /**
   * Return the network of a catalogue's columns.
   * @param {object} data `page_data(catalogue)`
   * @param {object} words `words()`
   * @returns {Network}
   */
  static of(data, words) {
    const tables = new Tables(data, words);
    return new Network(tables, tables.live, tables.links);
  }

  /**
   * Return the network after a stack of changes; throws ChangeRefused where one cannot be.
   * @param {object[]} changes {do: "connect", from, to}, {do: "retire", system} or {do: "disconnect", link}, by position
   * @returns {Network}
   */
  withChanges(changes) {
    const draft = new Draft(this);
    changes.forEach((change, number) => draft.apply(change, number));
    return new Network(this.tables, draft.live, draft.linksAfter(), changes, this);
  }

  /** Return a value that is computed when first asked for, and kept. */
  keep(name, make) {
    if (!this.kept.has(name)) this.kept.set(name, make());
    return this.kept.get(name);
  }

  /** The classes that somebody holds, as bits. */
  get held() {
    return this.keep("held", () => this.holds.reduce((union, mask) => union | mask, 0) >>> 0);
  }

  /** Which systems are live or planned: those that a path may pass; shape (S,). */
  get coming() {
    return this.keep("coming", () => this.live.map((live, system) => live | this.planned[system]));
  }

  /** What becomes of each link, by number as in `KINDS`; shape (L,). */
  get kinds() {
    return this.keep("kinds", () => kindsOf(this));
  }

  /** Which live systems take only what they deal in: relays and national repositories; shape (S,). */
  get choosy() {
    const { live, place, type, tables } = this;
    return this.keep("choosy", () => live.map((is, system) => Number(is && (place[system] >= 0 || type[system] === tables.repository))));
  }

  /** The classes that each system takes over a proposed flow, shape (S,). */
  get takes() {
    return this.keep("takes", () => {
      const { flows, choosy, tables } = this;
      const dealt = tables.holds.slice();
      for (let flow = 0; flow < flows.count; flow++) {
        if (flows.carries[flow] !== tables.allClasses) dealt[flows.receiver[flow]] |= flows.carries[flow];
      }
      return dealt.map((mask, system) => (choosy[system] ? mask : tables.allClasses));
    });
  }

  /** The live links that each system is an end of, counted; shape (S,). */
  get degree() {
    return this.keep("degree", () => {
      const { from, to, live } = this.links;
      const counts = new Int32Array(this.systems);
      for (let row = 0; row < from.length; row++) {
        if (live[row]) {
          counts[from[row]]++;
          counts[to[row]]++;
        }
      }
      return counts;
    });
  }

  /** Where each system's islands begin: the first system of its island, -1 where it is not live; and the sizes; shapes (S,). */
  get islands() {
    return this.keep("islands", () => islandsOf(this.live, this.links));
  }

  /**
   * Return the agencies that read a live system; none where it is not live.
   * @param {number} system
   * @returns {Int32Array}
   */
  readersOf(system) {
    const { first, agency } = this.tables.readers;
    return this.live[system] ? agency.subarray(first[system], first[system + 1]) : agency.subarray(0, 0);
  }

  /**
   * Return the live systems that an agency reads.
   * @param {number} agency
   * @returns {number[]} ascending
   */
  readBy(agency) {
    const { reads, readSystem } = this.tables;
    const systems = readSystem.subarray(reads.first[agency], reads.first[agency + 1]);
    return Array.from(systems).filter((system) => this.live[system]).sort((one, other) => one - other);
  }

  /**
   * Return the distinct systems at the other end of a system's live links.
   * @param {number} system
   * @returns {number[]} ascending
   */
  partnersOf(system) {
    const found = new Set();
    this.eachOut(system, (flow) => found.add(this.flows.receiver[flow]));
    this.eachIn(system, (flow) => found.add(this.flows.sender[flow]));
    return [...found].sort((one, other) => one - other);
  }

  /** Call a function with each live flow out of a system. */
  eachOut(system, call) {
    const { outFirst } = this.flows;
    for (let flow = outFirst[system]; flow < outFirst[system + 1]; flow++) call(flow);
  }

  /** Call a function with each live flow into a system. */
  eachIn(system, call) {
    const { inFirst, inOrder } = this.flows;
    for (let at = inFirst[system]; at < inFirst[system + 1]; at++) call(inOrder[at]);
  }

  /**
   * Return whether one system lacks a flow to another: both live, not the same, no live flow there.
   * @param {number} sender
   * @param {number} receiver
   * @returns {boolean}
   */
  lacks(sender, receiver) {
    if (!this.live[sender] || !this.live[receiver] || sender === receiver) return false;
    const { outFirst } = this.flows;
    for (let flow = outFirst[sender]; flow < outFirst[sender + 1]; flow++) {
      if (this.flows.receiver[flow] === receiver) return false;
    }
    return true;
  }

  /**
   * Return which systems lack a flow from this one, and which one to it.
   * @param {number} system
   * @returns {{to: Uint8Array, back: Uint8Array}} shapes (S,)
   */
  missingFrom(system) {
    const to = this.live[system] ? this.live.slice() : new Uint8Array(this.systems);
    to[system] = 0;
    const back = to.slice();
    this.eachOut(system, (flow) => (to[this.flows.receiver[flow]] = 0));
    this.eachIn(system, (flow) => (back[this.flows.sender[flow]] = 0));
    return { to, back };
  }
}

/** The numbers from 0 of which something is true. */
function rowsWhere(count, is) {
  const rows = [];
  for (let row = 0; row < count; row++) if (is(row)) rows.push(row);
  return rows;
}

/** The live flows, sorted by sender; `inOrder` sorts them by receiver. A two-way link is two: the second is `reverse`. */
function flowsOf(links, systems) {
  const { from, to, twoWay, live } = links;
  const outFirst = new Int32Array(systems + 1);
  for (let row = 0; row < from.length; row++) {
    if (!live[row]) continue;
    outFirst[from[row] + 1]++;
    if (twoWay[row]) outFirst[to[row] + 1]++;
  }
  for (let system = 0; system < systems; system++) outFirst[system + 1] += outFirst[system];
  const count = outFirst[systems];
  const flows = {
    count,
    link: new Int32Array(count),
    reverse: new Uint8Array(count),
    sender: new Int32Array(count),
    receiver: new Int32Array(count),
    copies: new Uint8Array(count),
    content: new Uint8Array(count),
    carries: new Uint32Array(count),
    outFirst,
  };
  const next = outFirst.slice();
  for (const back of [0, 1]) {
    const [senders, receivers] = back ? [to, from] : [from, to];
    for (let row = 0; row < from.length; row++) {
      if (!live[row] || (back && !twoWay[row])) continue;
      const flow = next[senders[row]]++;
      flows.link[flow] = row;
      flows.reverse[flow] = back;
      flows.sender[flow] = senders[row];
      flows.receiver[flow] = receivers[row];
      flows.copies[flow] = links.copies[row];
      flows.content[flow] = links.content[row];
      flows.carries[flow] = links.carries[row];
    }
  }
  const into = grouped(flows.receiver, systems);
  return { ...flows, inFirst: into.first, inOrder: into.order };
}

/** The first system of each live system's island, and the island's size; -1 and 0 where it is not live. */
function islandsOf(live, links) {
  const above = Int32Array.from(live, (_, system) => system);
  const top = (system) => {
    let at = system;
    while (above[at] !== at) at = above[at] = above[above[at]];
    return at;
  };
  for (let row = 0; row < links.from.length; row++) {
    if (!links.live[row]) continue;
    const one = top(links.from[row]);
    const other = top(links.to[row]);
    above[Math.max(one, other)] = Math.min(one, other);
  }
  const first = live.length ? above.map((_, system) => (live[system] ? top(system) : -1)) : above;
  const size = new Int32Array(live.length);
  for (const at of first) if (at >= 0) size[at]++;
  return { first, size: first.map((at) => (at < 0 ? 0 : size[at])) };
}
