/** Links between provinces as ribbons: one for each province and national hub, and one for each pair of provinces. */

/**
 * Gather the visible lines that leave their province.
 * @returns {{province: number, other: number, hub: number, count: number, lines: number[]}[]} thinnest first;
 *   hub is an item or -1, other the second province where there is no hub
 */
export function ribbonsOf(model, visible, shows) {
  const found = new Map();
  for (let e = 0; e < model.lines; e++) {
    const [a, b] = [model.from[e], model.to[e]];
    if (!visible[a] || !visible[b] || !shows(e)) continue;
    let [p, q] = [model.province[a], model.province[b]];
    if (p === q) continue;
    let hub = p < 0 ? a : q < 0 ? b : -1;
    if (p < 0 || (q >= 0 && p > q)) [p, q] = [q, p];
    if (p < 0) hub = -1;
    const key = hub < 0 ? -1 - (p * 64 + q) : hub * 64 + p;
    const there = found.get(key);
    if (there) {
      there.count++;
      there.lines.push(e);
    } else found.set(key, { province: p, other: q, hub, count: 1, lines: [e] });
  }
  return [...found.values()].sort((a, b) => a.count - b.count);
}

/** Whether a line leaves its province and so is part of a ribbon. */
export function bundled(model, e) {
  return model.province[model.from[e]] !== model.province[model.to[e]];
}
