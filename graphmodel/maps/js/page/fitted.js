/** A text cut to the room of a cell, with an ellipsis: the whole stands beside it where one points. */

/** Widths of texts that are kept. */
const KNOWN = 10_000;

const known = new Map();

/** The width of a text in the font in force; kept, as every picture asks for the same ones again. */
function widthOf(c, font, text) {
  const key = font + text;
  let width = known.get(key);
  if (width === undefined) {
    if (known.size > KNOWN) known.clear();
    known.set(key, (width = c.measureText(text).width));
  }
  return width;
}

/** A text cut to a width, with an ellipsis; `font` is the one in force, which a canvas is slow to tell. */
export function fitted(c, font, text, width) {
  const full = widthOf(c, font, text);
  if (full <= width) return text;
  const cut = (letters) => `${text.slice(0, letters).trimEnd()}…`;
  const fits = (letters) => widthOf(c, font, cut(letters)) <= width;
  let letters = Math.floor((text.length * width) / full); // a guess that is seldom far off: measuring takes time
  while (letters > 0 && !fits(letters)) letters--;
  while (letters < text.length && fits(letters + 1)) letters++;
  return letters > 1 ? cut(letters) : "";
}
