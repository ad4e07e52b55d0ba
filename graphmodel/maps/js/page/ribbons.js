/** Links that leave their box as ribbons: one for each hub of the nation and box, and one for each pair of boxes. */

/** The box of the hubs, which have ribbons of their own. */
const HUBS = "national";

/**
 * Gather the visible lines that leave their box.
 * @param {object} model
 * @param {Uint8Array} visible
 * @param {(e: number) => boolean} shows
 * @returns {{box: number, other: number, hub: number, count: number}[]} thinnest first; hub is an item or -1, other the
 *   second box where there is no hub
 */
export function ribbonsOf(model, visible, shows) {
  const { boxes } = model.layout;
  const hubs = boxes.findIndex((box) => box.id === HUBS);
  const found = new Map();
  for (let e = 0; e < model.lines; e++) {
    if (!bundled(model, e)) continue;
    const [a, b] = [model.from[e], model.to[e]];
    if (!visible[a] || !visible[b] || !shows(e)) continue;
    let [p, q] = [model.box[a], model.box[b]];
    const end = p === hubs ? a : q === hubs ? b : -1;
    const hub = end >= 0 && model.hub[end] ? end : -1;
    if (p === hubs || (q !== hubs && p > q)) [p, q] = [q, p];
    const key = hub < 0 ? -1 - (p * boxes.length + q) : hub * boxes.length + p;
    const there = found.get(key);
    if (there) there.count++;
    else found.set(key, { box: p, other: q, hub, count: 1 });
  }
  return [...found.values()].sort((a, b) => a.count - b.count);
}

/** Whether a line leaves its box, in a layout that bundles, and so is part of a ribbon. */
export function bundled(model, e) {
  const [one, other] = [model.box[model.from[e]], model.box[model.to[e]]];
  return one !== other && one >= 0 && other >= 0 && model.layout.bundles !== false;
}
