/** The inside of an agency's box seen near: names keep their size while boxes grow, so that chips become pills with names,
 * and these become rows with what the system holds, whichever fits.
 */
import { NAME } from "./units.js";

/** From this scale on boxes have an inside of their own. */
export const NEAR = 1.34;
const FULL = { width: 150, height: 36, step: 44, top: 28 };
const SIZES = [
  { font: 12, height: 20, step: 25 },
  { font: 11, height: 17, step: 21.5 },
];

/**
 * The chips of a box at a scale, as rectangles of the layout.
 * @param {{x: number, y: number, width: number, height: number}} box
 * @param {{system: number, text: string}[]} chips in the order in which they are read
 * @param {string} name of the agency
 * @param {number} k
 * @param {(text: string, size: number, bold?: boolean) => number} width
 * @returns {{kind: "full" | "named" | "chips", grown: number, font: number, rects: Map<number, object>}}
 */
export function insideOf(box, chips, name, k, width) {
  const grown = Math.min(1.25, Math.max(1, k / 2.6));
  const [wide, tall] = [(box.width * k) / grown, (box.height * k) / grown];
  const place = (kind, font, list) => {
    const rects = new Map();
    for (const [system, x, y, w, h] of list) {
      rects.set(system, { x: box.x + (x * grown) / k, y: box.y + (y * grown) / k, width: (w * grown) / k, height: (h * grown) / k });
    }
    return { kind, grown, font, rects };
  };
  const full = Math.max(FULL.width, ...chips.map((chip) => width(chip.text, 13, true))) + 40;
  const columns = Math.max(1, Math.floor((wide - 8) / (full + 8)));
  const rows = Math.ceil(chips.length / columns);
  if (full + 14 < wide && rows * FULL.step + 30 < tall) {
    const at = (n) => [8 + Math.floor(n / rows) * (full + 8), FULL.top + (n % rows) * FULL.step, full, FULL.height];
    return place("full", 13, chips.map((chip, n) => [chip.system, ...at(n)]));
  }
  const label = width(name, 13.5, true);
  for (const { font, height, step } of SIZES) {
    const named = flowed(chips.map((chip) => [width(chip.text, font) + height + 9, height]), { label, wide, tall, gap: 5, step });
    if (named) return place("named", font, chips.map((chip, n) => [chip.system, ...named[n]]));
  }
  const plain = flowed(chips.map(() => [17, 17]), { label, wide, tall, gap: 4, step: 22 });
  const least = chips.map((_, n) => [7 + n * 9, tall - 12, 8, 8]);
  return place("chips", NAME, chips.map((chip, n) => [chip.system, ...(plain ?? least)[n]]));
}

/** Sizes one after the other behind the name, in lines; null where they do not all fit. */
function flowed(sizes, { label, wide, tall, gap, step }) {
  let x = label + 16;
  let y = tall < 34 && sizes.length ? (tall - sizes[0][1]) / 2 : 5;
  let line = 0;
  const placed = [];
  for (const [width, height] of sizes) {
    if (x + width > wide - 5) {
      y += line ? step : Math.max(step - 2, 22);
      line++;
      x = 7;
    }
    if (x + width > wide - 4 || y + height > tall - 3) return null;
    placed.push([x, y, width, height]);
    x += width + gap;
  }
  return placed;
}

/** Where a system's chip is in a picture: within the inside of its box, where that is near. */
export function placeIn({ nest, inner }, system) {
  return inner.get(nest.operator(system))?.rects.get(system) ?? nest.layout.systems.get(system) ?? null;
}
