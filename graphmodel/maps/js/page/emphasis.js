/** What a change did to the map, item by item and link by link: from the world before to the one that is shown. Pure. */

/**
 * Say what is new, gone, left alone, and who gains or loses.
 * @param {object} before a network
 * @param {object} after one of the same systems; links that were added stand behind those of the one before
 * @param {object} difference `differenceOf(before, after)`
 * @returns {{links: {from: number, to: number, kind: "new" | "lost", beside: boolean}[], systems: {system: number, kind: "new" | "gone" | "alone"}[],
 *   agencies: {agency: number, kind: "gains" | "loses"}[], counts: Object<string, number>}} a pair of systems stands once for each kind of
 *   its links, the first of its ends first; `beside` where other links join it too
 */
export function emphasisOf(before, after, difference) {
  const rows = Array.from(after.links.from.keys()).filter((row) => Boolean(before.links.live[row]) !== Boolean(after.links.live[row]));
  const kindOf = (is) => (is ? "new" : "lost");
  const pairs = new Map();
  for (const row of rows) {
    const { links } = after.links.live[row] ? after : before;
    const ends = [links.from[row], links.to[row]].sort((one, other) => one - other);
    const key = ends.join();
    if (!pairs.has(key)) pairs.set(key, { ends, kinds: new Set() });
    pairs.get(key).kinds.add(kindOf(after.links.live[row]));
  }
  // What neither came nor went, but joins the same two.
  Array.from(after.links.from.keys()).forEach((row) => {
    if (!after.links.live[row] || !before.links.live[row]) return;
    pairs.get([after.links.from[row], after.links.to[row]].sort((one, other) => one - other).join())?.kinds.add("stays");
  });
  const links = [...pairs.values()].flatMap(({ ends, kinds }) =>
    ["new", "lost"].filter((kind) => kinds.has(kind)).map((kind) => ({ from: ends[0], to: ends[1], kind, beside: kinds.size > 1 })),
  );
  const turned = Array.from(after.live.keys()).filter((system) => before.live[system] !== after.live[system]);
  const systems = [
    ...turned.map((system) => ({ system, kind: after.live[system] ? "new" : "gone" })),
    ...difference.newlyIsolated.map((system) => ({ system, kind: "alone" })),
  ];
  const agencies = [
    ...difference.gained.byAgency.map(({ agency }) => ({ agency, kind: "gains" })),
    ...difference.lost.byAgency.map(({ agency }) => ({ agency, kind: "loses" })),
  ];
  const counts = { links_new: 0, links_lost: 0, new: 0, gone: 0, alone: 0, gains: 0, loses: 0 };
  for (const row of rows) counts[`links_${kindOf(after.links.live[row])}`]++;
  for (const { kind } of [...systems, ...agencies]) counts[kind]++;
  return { links, systems, agencies, counts };
}

/** What there is where nothing was changed. */
export const NONE = { links: [], systems: [], agencies: [], counts: {} };
