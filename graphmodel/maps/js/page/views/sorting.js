/** Which rows of a table are shown, and in what order: pure, so that it can be tried without a page. */
import { folded } from "../find.js";

/**
 * Return the rows whose texts hold every word of a wish.
 * @param {object[]} rows
 * @param {{value: (row: object) => string | number}[]} columns
 * @param {string} wish accents and capitals are ignored
 */
export function filtered(rows, columns, wish) {
  const words = folded(wish).split(/\s+/).filter(Boolean);
  if (!words.length) return rows;
  return rows.filter((row) => {
    const text = textOf(row, columns);
    return words.every((word) => text.includes(word));
  });
}

/** Made once for a row, since people type letter by letter. */
const texts = new WeakMap();

function textOf(row, columns) {
  if (!texts.has(row)) texts.set(row, folded(columns.map((column) => column.value(row)).join(" | ")));
  return texts.get(row);
}

/**
 * Return rows sorted by one column: numbers by size, texts without accents, empty ones last; ties stay in order.
 * @param {object[]} rows
 * @param {(row: object) => string | number} value
 * @param {boolean} down
 */
export function sorted(rows, value, down) {
  const keyed = rows.map((row) => {
    const it = value(row);
    return { row, key: typeof it === "number" ? it : folded(it) };
  });
  const none = (key) => key === "" || Number.isNaN(key);
  const sign = down ? -1 : 1;
  keyed.sort((one, other) => {
    const [a, b] = [one.key, other.key];
    if (none(a) || none(b)) return Number(none(a)) - Number(none(b));
    return a < b ? -sign : a > b ? sign : 0;
  });
  return keyed.map((item) => item.row);
}
