// Changes that a planner draws: what each does to the systems and links, and why one cannot be.

/** A change that cannot be: `code` is not_live, itself, linked_already, not_current or unknown; `number` its place in the stack. */
export class ChangeRefused extends Error {
  /**
   * @param {string} code
   * @param {object} change
   * @param {number} number
   */
  constructor(code, change, number) {
    super(`change ${number + 1} (${change.do}): ${code}`);
    this.code = code;
    this.change = change;
    this.number = number;
  }
}

/** The state of a network while changes are applied to it; systems and links by position, added links at the end. */
export class Draft {
  /** @param {object} network a Network: nothing of it is changed */
  constructor(network) {
    this.network = network;
    this.tables = network.tables;
    this.live = network.live.slice();
    this.links = network.links;
    this.linkLive = network.links.live.slice();
    this.current = network.links.current.slice();
    this.added = [];
    this.idsAdded = new Set(network.links.id.slice(network.tables.links.id.length));
  }

  /**
   * Apply one change: connect {from, to}, retire {system} or disconnect {link}; throws ChangeRefused.
   * @param {object} change
   * @param {number} number its place in the stack
   */
  apply(change, number) {
    const step = { connect: this.connect, retire: this.retire, disconnect: this.disconnect }[change.do];
    const code = step ? step.call(this, change) : "unknown";
    if (code) throw new ChangeRefused(code, change, number);
  }

  /** Add the flows that two systems lack, each a link of its own, by query, in full. */
  connect({ from, to }) {
    if (!this.live[from] || !this.live[to]) return "not_live";
    if (from === to) return "itself";
    const ways = [[from, to], [to, from]].filter(([sender, receiver]) => !this.flowing(sender, receiver));
    if (!ways.length) return "linked_already";
    const made = ways.map(([sender, receiver]) => ({
      from: sender, to: receiver, twoWay: 0, copies: 0, content: 1, carries: this.takes(receiver), id: this.freeId(sender, receiver),
    }));
    // Sorted by sender, as the scenario adds them.
    for (const link of made) this.idsAdded.add(link.id);
    this.added.push(...made.sort((one, other) => one.from - other.from));
    return "";
  }

  /** Take a system out of service; its links are live no more. */
  retire({ system }) {
    if (!this.live[system]) return "not_live";
    this.live[system] = 0;
    const { from, to } = this.links;
    for (let row = 0; row < from.length; row++) {
      if (from[row] === system || to[row] === system) this.linkLive[row] = 0;
    }
    for (const link of this.added) {
      if (link.from === system || link.to === system) link.dead = true;
    }
    return "";
  }

  /** Retire one link, given by its row. */
  disconnect({ link }) {
    const count = this.links.from.length;
    const added = this.added[link - count];
    if (added ? added.ended : !this.current[link]) return "not_current";
    if (added) added.ended = added.dead = true;
    else this.current[link] = this.linkLive[link] = 0;
    return "";
  }

  /** Whether a live flow leads from one system to another. */
  flowing(sender, receiver) {
    const { flows } = this.network;
    for (let flow = flows.outFirst[sender]; flow < flows.outFirst[sender + 1]; flow++) {
      if (flows.receiver[flow] === receiver && this.linkLive[flows.link[flow]]) return true;
    }
    return this.added.some((link) => !link.dead && link.from === sender && link.to === receiver);
  }

  /** The classes that a live system takes over a proposed flow. */
  takes(system) {
    const { tables, network } = this;
    if (!tables.relays[system] && tables.type[system] !== tables.repository) return tables.allClasses;
    let dealt = tables.holds[system];
    const deal = (carries) => {
      if (carries !== tables.allClasses) dealt |= carries;
    };
    network.eachIn(system, (flow) => this.linkLive[network.flows.link[flow]] && deal(network.flows.carries[flow]));
    for (const link of this.added) if (!link.dead && link.to === system) deal(link.carries);
    return dealt >>> 0;
  }

  /** The id of a link to add: `from>to`, else the first of `from-to-to-2`, `-3` ... that is free. */
  freeId(sender, receiver) {
    const ids = this.tables.data.systems.id;
    const taken = { has: (id) => this.tables.linkIds.has(id) || this.idsAdded.has(id) };
    let id = `${ids[sender]}>${ids[receiver]}`;
    for (let number = 2; taken.has(id); number++) id = `${ids[sender]}-to-${ids[receiver]}-${number}`;
    return id;
  }

  /** The links after the changes: the columns of the network's links, longer by those added. */
  linksAfter() {
    const { links, added } = this;
    const joined = (column, more) => {
      const made = new column.constructor(column.length + more.length);
      made.set(column);
      made.set(more, column.length);
      return made;
    };
    const all = (name) => joined(links[name], added.map((link) => link[name]));
    return {
      id: added.length ? [...links.id, ...added.map((link) => link.id)] : links.id,
      from: all("from"),
      to: all("to"),
      twoWay: all("twoWay"),
      copies: all("copies"),
      content: all("content"),
      carries: all("carries"),
      live: joined(this.linkLive, added.map((link) => Number(!link.dead))),
      current: joined(this.current, added.map((link) => Number(!link.ended))),
      ...Object.fromEntries(["planned", "manual", "statistical"].map((name) => [name, joined(links[name], added.map(() => 0))])),
    };
  }
}
