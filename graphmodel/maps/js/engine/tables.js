// What never changes in the page: the columns of the catalogue as typed arrays, and its words.

import { grouped } from "./bits.js";

/** The columns that Python's `page_data` gives, with `words`; S systems, A agencies, L links, C classes. */
export class Tables {
  /**
   * @param {object} data `page_data(catalogue)`: columns of agencies, systems, links, readers, suppliers, homes, barriers
   * @param {object} words `words()`: every vocabulary as a list of {id, en, fr}
   */
  constructor(data, words) {
    this.data = data;
    this.words = words;
    this.systems = data.systems.id.length;
    this.agencies = data.agencies.id.length;
    this.classes = words.classes.map((word) => word.id);
    this.allClasses = 2 ** this.classes.length - 1;
    this.type = Int16Array.from(data.systems.type);
    this.broker = placeOfWord(words.types, "broker");
    this.repository = placeOfWord(words.types, "national_repository");
    this.live = Uint8Array.from(data.systems.live);
    this.planned = plannedOf(data.systems, words);
    this.relays = Uint8Array.from(data.systems.relays);
    this.holds = Uint32Array.from(data.systems.holds);
    this.heldBack = Uint8Array.from(data.systems.held_back);
    this.organisation = Int32Array.from(data.agencies.organisation);
    this.parent = Int32Array.from(data.agencies.part_of);
    this.links = linkColumns(data.links, words);
    this.linkIds = new Set(data.links.id);
    this.readers = pairsBySystem(data.readers, this.systems);
    this.suppliers = pairsBySystem(data.suppliers, this.systems);
    this.reads = grouped(data.readers.agency, this.agencies);
    this.readSystem = Int32Array.from(this.reads.order, (row) => data.readers.system[row]);
    this.barriers = new Map(Array.from(data.barriers.system, (one, row) => [this.pair(one, data.barriers.to[row]), data.barriers.causes[row]]));
  }

  /**
   * Return one number for an ordered pair of systems.
   * @param {number} one
   * @param {number} other
   * @returns {number}
   */
  pair(one, other) {
    return one * this.systems + other;
  }

  /**
   * Return what holds a link of two systems back, as bits in the order of `words.causes`.
   * @param {number} one
   * @param {number} other
   * @returns {number} 0 where nothing does
   */
  heldBackBy(one, other) {
    return this.heldBack[one] | this.heldBack[other] | (this.barriers.get(this.pair(one, other)) ?? 0);
  }
}

/**
 * Return the place of a word in its vocabulary, -1 where it has none.
 * @param {{id: string}[]} list
 * @param {string} id
 * @returns {number}
 */
export function placeOfWord(list, id) {
  return list.findIndex((word) => word.id === id);
}

/** What keeps a pair of (system, agency) apart from the next: agencies of each system, CSR. */
function pairsBySystem(columns, systems) {
  const { first, order } = grouped(columns.system, systems);
  return { first, agency: Int32Array.from(order, (row) => columns.agency[row]) };
}

/**
 * Return which rows of a table are planned, shape (rows,).
 * @param {{status: ArrayLike<number>}} columns
 * @param {object} words
 */
export function plannedOf({ status }, words) {
  const planned = placeOfWord(words.statuses, "planned");
  return Uint8Array.from(status, (at) => Number(at === planned));
}

/**
 * Return the links as typed arrays; `current` says of which the status alone is that of a live link.
 * @param {object} links columns as `page_data` gives them
 * @param {object} words
 */
export function linkColumns(links, words) {
  const current = new Set(["active", "retiring"].map((id) => placeOfWord(words.statuses, id)));
  const content = placeOfWord(words.accesses, "content");
  const manual = placeOfWord(words.modes, "manual");
  return {
    id: links.id,
    from: Int32Array.from(links.from),
    to: Int32Array.from(links.to),
    twoWay: Uint8Array.from(links.two_way),
    copies: Uint8Array.from(links.copies),
    content: Uint8Array.from(links.access, (access) => Number(access === content)),
    carries: Uint32Array.from(links.carries),
    live: Uint8Array.from(links.live),
    current: Uint8Array.from(links.status, (status) => Number(current.has(status))),
    planned: plannedOf(links, words),
    manual: Uint8Array.from(links.mode, (mode) => Number(mode === manual)),
    statistical: Uint8Array.from(links.statistical),
  };
}
