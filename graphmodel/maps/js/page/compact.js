/** Columns in little memory: whole numbers in the smallest typed arrays that hold them, equal lists as one. */

const TYPES = [Int8Array, Int16Array, Int32Array, Uint32Array];
const RANGES = [2 ** 7, 2 ** 15, 2 ** 31];

/** @param {object} columns tables of columns, as they were read @returns {object} the same to whoever reads them by position */
export function compact(columns) {
  return mapped(columns, (table) => mapped(table, column));
}

function mapped(object, make) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, make(value)]));
}

function column(values) {
  if (!Array.isArray(values) || !values.length) return values;
  if (Array.isArray(values[0])) return shared(values);
  return values.every(Number.isInteger) ? typed(values) : values;
}

function typed(values) {
  let [least, most] = [0, 0];
  for (const value of values) {
    if (value < least) least = value;
    else if (value > most) most = value;
  }
  const at = RANGES.findIndex((range) => least >= -range && most < range);
  return TYPES[at < 0 ? RANGES.length : at].from(values);
}

function shared(lists) {
  const there = new Map();
  return lists.map((list) => {
    const key = list.join();
    if (!there.has(key)) there.set(key, list);
    return there.get(key);
  });
}
