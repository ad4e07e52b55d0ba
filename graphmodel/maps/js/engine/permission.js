// What may be shared: whether what an agency sees is agreed, allowed, forbidden or not recorded, as `graphmodel may` has it.

import { bitsOf } from "./bits.js";

/** The states of a sightline, the strongest first. */
export const AGREED = "agreed";
export const ALLOWED = "allowed";
export const FORBIDDEN = "forbidden";
export const NOT_RECORDED = "not_recorded";

/**
 * Return the agreements of a network; the same object each time it is asked for.
 * @param {object} network
 * @returns {Permission}
 */
export function permissionOf(network) {
  return network.keep("permission", () => new Permission(network));
}

/** The rows of the agreements that count; who receives and discloses under them, and which systems they speak of. */
export class Permission {
  /** @param {object} network */
  constructor(network) {
    const { tables } = network;
    this.tables = tables;
    this.data = tables.data.agreements;
    this.rows = this.data?.id.length ?? 0;
    [this.recorded, this.inferred] = this.data?.recorded ?? [0, 0];
  }

  /**
   * Return the state of a sightline: it looks at the suppliers of the system that are of another organisation.
   * @param {number} recipient
   * @param {number} system
   * @param {number} bit
   * @returns {string} empty where there is none: the records stay in one organisation, or nobody supplies them
   */
  stateOf(recipient, system, bit) {
    const { suppliers, organisation } = this.tables;
    let [allowed, known, others] = [false, false, false];
    for (let at = suppliers.first[system]; at < suppliers.first[system + 1]; at++) {
      const discloser = suppliers.agency[at];
      if (organisation[discloser] === organisation[recipient]) continue;
      others = true;
      const state = this.between(recipient, discloser, system, bit);
      if (state === AGREED) return AGREED;
      allowed ||= state === ALLOWED;
      known ||= state !== FORBIDDEN;
    }
    if (!others) return "";
    if (allowed) return ALLOWED;
    return known ? NOT_RECORDED : FORBIDDEN;
  }

  /**
   * Return the state of what an agency sees of a system, class by class.
   * @param {number} recipient
   * @param {number} system
   * @param {number} classes bits
   * @returns {Map<number, string>} by class, those that have a state
   */
  statesOf(recipient, system, classes) {
    const states = bitsOf(classes).map((bit) => [bit, this.stateOf(recipient, system, bit)]);
    return new Map(states.filter(([, state]) => state));
  }

  /**
   * Return how what an agency sees of a system is to be shown: as the class stands for which least is recorded.
   * @param {Iterable<string>} states of the classes
   * @returns {"covered" | "unrecorded" | "forbidden" | "seen"} `seen` where none has a state
   */
  static roleOf(states) {
    const found = new Set(states);
    if (found.has(FORBIDDEN)) return "forbidden";
    if (found.has(NOT_RECORDED)) return "unrecorded";
    return found.size ? "covered" : "seen";
  }

  /** How one discloser stands to one recipient: what forbids wins. */
  between(recipient, discloser, system, bit) {
    if (!this.rows) return NOT_RECORDED;
    let state = NOT_RECORDED;
    const [receives, discloses, speaks] = [this.marks("recipient", recipient), this.marks("discloser", discloser), this.marks("system", system)];
    for (const row of receives.rows) {
      if (!discloses.has[row] || !speaks.has[row] || !((this.data.classes[row] >>> bit) & 1)) continue;
      if (this.data.forbids[row]) return FORBIDDEN;
      if (this.data.agrees[row]) state = AGREED;
      else if (state !== AGREED) state = ALLOWED;
    }
    return state;
  }

  /** The rows of one agency or system, as a list and as marks; those of a profile are made once. */
  marks(part, at) {
    const profile = this.data[part][at];
    this.made ??= { recipient: [], discloser: [], system: [] };
    this.made[part][profile] ??= marked(this.data[`${part}_rows`][profile], this.rows);
    return this.made[part][profile];
  }
}

function marked(rows, count) {
  const has = new Uint8Array(count);
  for (const row of rows) has[row] = 1;
  return { rows, has };
}
