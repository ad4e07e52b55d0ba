/** What the legend counts: items and lines of the world that is shown. Pure. */

/**
 * Count the items and the lines between them by each list of the legend.
 * @param {object} model
 * @param {{types: number, provinces: number, statuses: number, modes: number, confidence: number}} sizes rows of each list; what
 *   has no type (agencies) or province counts in the last
 * @returns {Object<string, Int32Array>} shapes (rows of the list,)
 */
export function countsOf(model, sizes) {
  const counts = Object.fromEntries(Object.entries(sizes).map(([list, size]) => [list, new Int32Array(size)]));
  const add = (list, at) => counts[list][at < 0 ? sizes[list] - 1 : at]++;
  for (let i = 0; i < model.count; i++) {
    if (!model.here[i]) continue;
    add("types", model.type[i]);
    add("provinces", model.province[i]);
    if (model.isAgency(i)) continue;
    if (model.status[i] >= 0) add("statuses", model.status[i]);
    add("confidence", model.inferred[i]);
  }
  for (let e = 0; e < model.lines; e++) {
    if (model.mode[e] >= 0 && model.here[model.from[e]] && model.here[model.to[e]]) add("modes", model.mode[e]);
  }
  return counts;
}
