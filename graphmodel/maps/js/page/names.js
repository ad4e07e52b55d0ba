/** Names on the map: where there is room, the hubs first, then the busiest; a name never covers another one or a hub. */
import { FONT } from "./look.js";
import { Room } from "./room.js";

const MOST = 160;
const TRIED = 3000;
const FEW = 400;
/** Squares of items that the name of a hub, or of a chosen item, may cover where it has no better place. */
const BEARABLE = 24;
/** Widths that a name is cut to, the first that finds a place, in pixels of the page. */
const WIDTHS = [170, 110, 70];
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

/**
 * Draw the names; yields after each piece of work.
 * @param {CanvasRenderingContext2D} c
 * @param {object} state as for `drawScene`
 * @param {object} view
 * @param {object} look
 * @param {{x: number, y: number, size: number, width: number}[]} titles the names of boxes, which stay readable
 */
export function* drawNames(c, state, view, look, titles) {
  const { model, visible, focus, lit, name, selected } = state;
  const chosen = focus ? focus.items : lit;
  const room = roomIn(model, visible, chosen, view, titles);
  const gaps = gapsBetween(model, visible, view);
  yield;
  const all = chosen && chosen.size < FEW ? model.order.filter((i) => chosen.has(i)) : model.order;
  c.textAlign = "center";
  c.textBaseline = "alphabetic";
  c.lineJoin = "round";
  let [written, tried] = [0, 0];
  for (const [n, i] of (selected >= 0 ? [selected, ...all] : all).entries()) {
    if (written >= MOST || tried > TRIED) return;
    if (n > 0 && i === selected) continue;
    if (!visible[i] || (chosen && !chosen.has(i) && i !== selected)) continue;
    const [x, y, r] = onScreen(model, view, i);
    if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
    const first = isLarge(model, i) || i === selected;
    if (!first && !chosen && model.radius[i] * view.k < 4.2 * view.f) continue;
    if (++tried % 200 === 0) yield;
    const size = (first ? 12 : 11) * view.f;
    const font = `${first ? "600 " : ""}${size}px ${FONT}`;
    c.font = font;
    const found = placeFor(c, room, view, {
      text: name(i, first || Boolean(chosen)),
      ...{ font, size, x, y, r },
      sides: sidesOf(model.layout.boxes[model.box[i]], view),
      widths: gaps.has(i) && !chosen ? [gaps.get(i), WIDTHS.at(-1)] : WIDTHS,
      bearable: first || chosen ? BEARABLE : 0,
    });
    if (!found) continue;
    c.lineWidth = 3 * view.f;
    c.strokeStyle = look.ground;
    c.strokeText(...found);
    c.fillStyle = look.text;
    c.fillText(...found);
    written++;
    if (written % 40 === 39) yield;
  }
}

/** What is taken before any name is written. */
function roomIn(model, visible, chosen, view, titles) {
  const room = new Room(view.width, view.height, view.f);
  for (const { x, y, size, width } of titles) room.name([x, y, x + width, y + size]);
  for (let i = 0; i < model.count; i++) {
    if (!visible[i] || (chosen && !chosen.has(i))) continue;
    const [x, y, r] = onScreen(model, view, i);
    if (x < -r || y < -r || x > view.width + r || y > view.height + r) continue;
    if (model.hub[i]) room.name([x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8]);
    else room.item(x, y, r * 0.8);
  }
  return room;
}

/** Hubs of the nation, and others that join several: they are named however small the map is. */
function isLarge(model, i) {
  return model.hub[i] && (model.degree[i] > 2 || (model.degree[i] > 0 && model.province[i] < 0));
}

/**
 * How wide the names of large hubs may be that stand in a row, so that each of them has one: as far as the next is away.
 * Only where a cut name still says something.
 */
function gapsBetween(model, visible, view) {
  const rows = new Map();
  for (const i of model.order) {
    if (!visible[i] || !isLarge(model, i)) continue;
    const row = Math.round(model.y[i]);
    rows.set(row, [...(rows.get(row) ?? []), i]);
  }
  const gaps = new Map();
  for (const row of rows.values()) {
    row.sort((one, other) => model.x[one] - model.x[other]);
    const steps = row.slice(1).map((i, at) => ((model.x[i] - model.x[row[at]]) * view.k) / view.f - 8);
    const least = Math.min(...steps);
    if (least >= WIDTHS.at(-1) && least < WIDTHS[0]) for (const i of row) gaps.set(i, least);
  }
  return gaps;
}

function onScreen(model, view, i) {
  const r = Math.max(model.radius[i] * view.k, 2 * view.f) * (model.hub[i] ? 1.25 : 1);
  return [model.x[i] * view.k + view.x, model.y[i] * view.k + view.y, r];
}

/** What a name stays between: the sides of its box, as far as they are in the picture: [left, right, top, bottom]. */
function sidesOf(box, view) {
  if (!box) return [0, view.width, 0, view.height];
  const [left, top] = [box.x * view.k + view.x, box.y * view.k + view.y];
  const [right, bottom] = [left + box.width * view.k, top + box.height * view.k];
  return [Math.max(0, left), Math.min(view.width, right), Math.max(0, top), Math.min(view.height, bottom)];
}

/** The best place for a name: above, below, to the right or left, in full or cut; [text, x, y] of its middle, or null. */
function placeFor(c, room, view, { text: whole, font, size, x, y, r, sides: [left, right, top, bottom], widths, bearable }) {
  const gap = 3 * view.f;
  let best = null;
  let least = bearable + 1;
  for (const width of widths) {
    if (best) break;
    const text = fitted(c, font, whole, width * view.f);
    if (!text) continue;
    const half = widthOf(c, font, text) / 2 + 2 * view.f;
    const middle = Math.min(Math.max(x, left + half), right - half); // near a side it stands a little aside
    const places = [
      [middle, y - r - gap],
      [middle, y + r + size],
      [middle, y - r - 3 * gap], // above larger neighbours
      [middle, y + r + size + 2 * gap],
      [middle, y - r - gap - size * 1.2], // in a second row where names stand close
      [middle, y + r + size * 2.2],
      [x + r + gap + half, y + size * 0.35],
      [x - r - gap - half, y + size * 0.35],
    ];
    for (const [px, py] of places) {
      if (px - half < left - 1 || px + half > right + 1 || py - size < top || py > bottom) continue;
      const cost = room.cost([px - half, py - size * 0.9, px + half, py + size * 0.2]);
      if (cost >= least) continue;
      least = cost;
      best = [text, px, py, half];
    }
  }
  if (!best) return null;
  const [text, px, py, half] = best;
  room.name([px - half, py - size * 0.9, px + half, py + size * 0.2]);
  return [text, px, py];
}
