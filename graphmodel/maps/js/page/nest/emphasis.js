/** What an answer marks: the one thing that canvas, names, legend, banner and exports read. Made of the world that is shown. */

/**
 * @typedef {object} Emphasis
 * @property {string} title what was asked, in few words
 * @property {string} sentence the answer
 * @property {[string, string][]} numbers each with what it counts
 * @property {Map<number, string>} systems roles
 * @property {Map<number, string>} agencies roles
 * @property {Map<number, string>} links roles by row, of links that are drawn
 * @property {{row: number, from: number, to: number, both: number}[]} lost links that are no longer there
 */

/** An emphasis of nothing, to be filled. */
export function emphasis(title, sentence, numbers = []) {
  return { title, sentence, numbers, systems: new Map(), agencies: new Map(), links: new Map(), lost: [] };
}

/**
 * Mark what one world has that another has not: links and systems that came or went, what is left alone, who gains or loses.
 * @param {Emphasis} made
 * @param {object} before a network
 * @param {object} after one of the same rows; links that were added stand behind those of the one before
 * @param {object} difference `differenceOf(before, after)`
 */
export function markDifference(made, before, after, difference) {
  const counts = { fresh: 0, lost: 0 };
  const [was, is] = [before.links.live, after.links.live];
  for (let row = 0; row < is.length; row++) {
    const [then, now] = [row < was.length ? was[row] : 0, is[row]];
    if (then === now) continue;
    const { from, to, twoWay } = (now ? after : before).links;
    if (now) {
      made.links.set(row, "new");
      counts.fresh++;
      for (const end of [from[row], to[row]]) made.systems.set(end, "neighbour");
    } else {
      made.lost.push({ row, from: from[row], to: to[row], both: twoWay[row] });
      counts.lost++;
      for (const end of [from[row], to[row]]) if (after.live[end]) made.systems.set(end, "loses");
    }
  }
  for (const system of difference.newlyIsolated) made.systems.set(system, "orphaned");
  for (let system = 0; system < after.live.length; system++) {
    if (before.live[system] === after.live[system]) continue;
    made.systems.set(system, after.live[system] ? "new" : "gone");
  }
  for (const { agency } of difference.gained.byAgency) made.agencies.set(agency, "gains");
  for (const { agency } of difference.lost.byAgency) made.agencies.set(agency, made.agencies.has(agency) ? "mixed" : "loses");
  return counts;
}
