/** Columns in little memory: whole numbers in the smallest typed arrays that hold them, equal lists as one. */

const TYPES = [Int8Array, Int16Array, Int32Array, Uint32Array];
const RANGES = [2 ** 7, 2 ** 15, 2 ** 31];

/**
 * Put every column of some tables into little memory, where it is: whoever reads by position finds the same.
 * @param {object} columns tables of columns, as they were read
 */
export function compact(columns) {
  for (const table of Object.values(columns)) {
    for (const name of Object.keys(table)) table[name] = column(table[name]);
  }
}

function column(values) {
  if (!Array.isArray(values) || !values.length) return values;
  if (Array.isArray(values[0])) return shared(values);
  return typeof values[0] === "number" ? typed(values) : values;
}

/** Numbers as they are where one is not whole. */
function typed(values) {
  let [least, most] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (value < least) least = value;
    else if (value > most) most = value;
    if (!Number.isInteger(value)) return values;
  }
  const at = RANGES.findIndex((range) => least >= -range && most < range);
  return new TYPES[at < 0 ? RANGES.length : at](values);
}

function shared(lists) {
  const there = new Map();
  return lists.map((list) => {
    const key = list.length === 1 ? list[0] : list.join();
    const known = there.get(key);
    if (known) return known;
    there.set(key, list);
    return list;
  });
}
