/** The widths of texts: boxes are made as wide as what stands in them, so that no name is cut. */
import { FONT } from "../look.js";

const HUNDRED = 100;

/** A text is wider or narrower than its letters by less than this: letters stand nearer to some than to others. */
const NEARER = 0.92;

/** @param {CanvasRenderingContext2D} c measures only; @returns {(text: string, size: number, bold?: boolean) => number} */
export function measuring(c) {
  const known = [new Map(), new Map()];
  return (text, size, bold = false) => {
    const widths = known[bold ? 1 : 0];
    let width = widths.get(text);
    if (width === undefined) {
      c.font = `${bold ? 700 : 400} ${HUNDRED}px ${FONT}`;
      width = c.measureText(text).width / HUNDRED;
      widths.set(text, width);
    }
    return width * size;
  };
}

/**
 * Return the width of the widest of many texts: measured are those that their letters say may be it.
 * @param {string[]} texts
 * @param {(text: string, size: number) => number} measure
 * @param {number} size
 * @returns {number} 0 where there are none
 */
export function widestOf(texts, measure, size) {
  const rough = texts.map((text) => {
    let sum = 0;
    for (const letter of text) sum += measure(letter, size);
    return sum;
  });
  const least = NEARER * rough.reduce((most, width) => Math.max(most, width), 0);
  return texts.reduce((most, text, at) => (rough[at] < least ? most : Math.max(most, measure(text, size))), 0);
}
