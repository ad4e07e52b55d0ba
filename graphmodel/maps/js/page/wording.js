/** What the engine says in codes, in words: changes of a scenario, and why a link is plausible. */

/**
 * Return what a change does, in a sentence without a full stop.
 * @param {{t: Function, systemName: (system: number) => string}} app
 * @param {object} network the one after the change
 * @param {object} change
 */
export function changeInWords(app, network, change) {
  const { from, to, twoWay } = network.links;
  const values = {
    connect: () => ({ one: app.systemName(change.from), other: app.systemName(change.to) }),
    retire: () => ({ system: app.systemName(change.system) }),
    disconnect: () => ({
      one: app.systemName(from[change.link]),
      arrow: twoWay[change.link] ? "↔" : "→",
      other: app.systemName(to[change.link]),
    }),
  };
  return app.t(`do_${change.do}`, values[change.do]());
}

/**
 * Return what a stack of changes is called: what it does first, and how many more there are.
 * @param {{t: Function, counted: Function, systemName: Function}} app
 * @param {object} network the one after the changes
 * @param {object[]} changes at least one
 */
export function changesInShort(app, network, changes) {
  const first = changeInWords(app, network, changes[0]);
  return changes.length === 1 ? first : app.counted("andMore", changes.length - 1, { first });
}

/**
 * Return why a link of two systems is plausible, as `graphmodel whatif connect` does.
 * @param {{t: Function, counted: Function, systemName: Function}} app
 * @param {{what: string, system?: number, times?: number}[]} reasons `reasonsFor`
 * @returns {string[]}
 */
export function reasonsInWords(app, reasons) {
  return reasons.map(({ what, system, times }) => {
    if (times) return app.counted(`because_${what}`, times);
    return app.t(`because_${what}`, system === undefined ? undefined : { system: app.systemName(system) });
  });
}
