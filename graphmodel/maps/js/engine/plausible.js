// Which links are plausible, and why: a relay or national repository at one end, the same type, or a pair of types that is linked.

/**
 * Return how many live links join each pair of types, symmetric.
 * @param {object} network
 * @returns {Int32Array} shape (types, types), flat
 */
export function linkedTypes(network) {
  return network.keep("linked types", () => {
    const { links, type, tables } = network;
    const width = tables.words.types.length;
    const times = new Int32Array(width * width);
    for (let row = 0; row < links.from.length; row++) {
      if (!links.live[row]) continue;
      const one = type[links.from[row]];
      const other = type[links.to[row]];
      times[one * width + other]++;
      if (one !== other) times[other * width + one]++;
    }
    return times;
  });
}

/**
 * Return why a link of two systems is plausible; nothing where it is not.
 * @param {object} network
 * @param {number} one
 * @param {number} other
 * @returns {{what: "relays" | "repository" | "same_type" | "linked_types", system?: number, times?: number}[]}
 */
export function reasonsFor(network, one, other) {
  const { place, choosy, type, tables } = network;
  const reasons = [];
  for (const system of [one, other]) {
    if (place[system] >= 0) reasons.push({ what: "relays", system });
    else if (choosy[system]) reasons.push({ what: "repository", system });
  }
  if (type[one] === type[other]) reasons.push({ what: "same_type" });
  const times = linkedTypes(network)[type[one] * tables.words.types.length + type[other]];
  if (times) reasons.push({ what: "linked_types", times });
  return reasons;
}
