// Officers and people served of a set of agencies, nobody counted twice: an agency's figure is part of its parent's.

import { columnsOf, countBits } from "./bits.js";

/** A figure that a smaller share of the agencies concerned have recorded is no weight. */
export const ENOUGH = 0.8;

/** One figure of every agency and how to add it up. */
export class Figures {
  /**
   * @param {object} tables
   * @param {"officers" | "population"} name
   */
  constructor(tables, name) {
    this.value = tables.data.agencies[name];
    this.parent = tables.parent;
  }

  /** Whether an agency above this one fulfils something. */
  above(agency, is) {
    for (let at = this.parent[agency]; at >= 0; at = this.parent[at]) if (is(at)) return true;
    return false;
  }

  /**
   * Return the sum over a set of agencies; one whose parent counts as well is part of it.
   * @param {Uint32Array} row bits of agencies
   * @returns {number}
   */
  sum(row) {
    const counts = (agency) => ((row[agency >>> 5] >>> (agency & 31)) & 1) === 1 && this.value[agency] >= 0;
    let sum = 0;
    for (const agency of columnsOf(row)) if (counts(agency) && !this.above(agency, counts)) sum += this.value[agency];
    return sum;
  }

  /**
   * Return of how many of some agencies the figure is recorded, or part of a recorded one, and how many they are.
   * @param {Uint32Array} row bits of agencies
   * @returns {{known: number, count: number, enough: boolean}} `enough` as a weight in a ranking
   */
  coverage(row) {
    const recorded = (agency) => this.value[agency] >= 0;
    const within = (agency) => ((row[agency >>> 5] >>> (agency & 31)) & 1) === 1 && recorded(agency);
    const known = columnsOf(row).filter((agency) => recorded(agency) || this.above(agency, within)).length;
    const count = countBits(row);
    return { known, count, enough: !count || known >= ENOUGH * count };
  }
}

/**
 * Return one figure of a catalogue's agencies; the same object each time it is asked for.
 * @param {object} network
 * @param {"officers" | "population"} name
 * @returns {Figures}
 */
export function figuresOf(network, name) {
  return network.keep(`figures ${name}`, () => new Figures(network.tables, name));
}
