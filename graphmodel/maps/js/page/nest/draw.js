/** Draw the nested boxes: cards, agencies, bands, single links, chips and names, then what is emphasised. */
import { drawBands, drawCounts } from "./bandwork.js";
import { drawCallouts } from "./callouts.js";
import { drawChip } from "./chips.js";
import { ALL } from "./counted.js";
import { insideOf, NEAR } from "./near.js";
import { pale, Painter } from "./paint.js";
import { ROLE_COLOURS, ROLES } from "./roles.js";
import { LEGIBLE, NAME } from "./units.js";
import { FONT } from "../look.js";
import { drawWires } from "./wirework.js";

const STEP = 400;

/**
 * Everything that one picture needs while it is drawn.
 * @typedef {object} Nest
 * @property {object} layout as `arrange` gives it
 * @property {import("./content.js").Labels} labels
 * @property {(text: string, size: number, bold?: boolean) => number} width
 * @property {object} look colours of the theme
 * @property {string} theme
 * @property {import("./emphasis.js").Emphasis | null} emphasis
 * @property {object[]} lines links that are in service in the world shown, and planned ones
 */

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Nest} nest
 * @param {{width: number, height: number, k: number, x: number, y: number, f: number}} view in device pixels
 */
export function* drawNest(c, nest, view) {
  const { layout, look } = nest;
  const p = new Painter(c, view, look, nest.width);
  c.globalAlpha = 1;
  c.save();
  const all = view.clip ?? { x: 0, y: 0, width: p.wide, height: p.tall };
  c.beginPath();
  c.rect(all.x, all.y, all.width, all.height);
  c.clip();
  c.fillStyle = look.ground;
  c.fillRect(all.x, all.y, all.width, all.height);
  const picture = { p, nest, legible: NAME * p.k >= LEGIBLE - 0.05, inner: new Map(), names: [], dim: [], titles: [], badges: [], hidden: nest.hidden ?? new Set(), window: view.window ?? { x: 0, y: 0, width: p.wide, height: p.tall } };
  for (const card of layout.cards) drawCard(p, card);
  const visible = layout.cards.filter((card) => p.seen(p.rect(card)));
  const agencies = visible.flatMap((card) => nest.members.get(card.id) ?? []).filter((agency) => p.seen(p.rect(layout.agencies.get(agency))));
  if (p.k > NEAR && !nest.alone) for (const agency of agencies) if (nest.cardOf(agency) !== nest.nation) prepareInside(picture, agency);
  for (const agency of agencies) drawGround(picture, agency);
  yield;
  drawBands(picture);
  yield;
  drawWires(picture);
  yield;
  for (const [at, agency] of agencies.entries()) {
    drawAgency(picture, agency);
    if (at % STEP === STEP - 1) yield;
  }
  for (const count of layout.counts) drawCount(picture, count);
  for (const card of visible) drawTitle(picture, card);
  drawCounts(picture);
  if (nest.emphasis) drawCallouts(picture);
  c.restore();
  return picture;
}

/** Say above one of two pictures which world it is. */
export function drawHeadline(c, look, word, { x, width, height, f }) {
  c.setTransform(f, 0, 0, f, 0, 0);
  c.fillStyle = look.nation;
  c.fillRect(x, 0, width, height);
  c.font = `700 14px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "alphabetic";
  c.fillStyle = look.text;
  c.fillText(word, x + width / 2, 17);
}

function prepareInside({ p, nest, inner }, agency) {
  const chips = nest.chips.get(agency).map((system) => ({ system, text: nest.labels.inside(system) }));
  inner.set(agency, insideOf(nest.layout.agencies.get(agency), chips, nest.labels.agency(agency), p.k, nest.width));
}

function drawCard(p, card) {
  const rect = p.rect(card);
  if (p.seen(rect)) p.box(rect, 9, card.side === "nation" ? p.look.nation : p.look.box, p.look.edge);
}

/** The name of a card, how many of its systems are linked, and at its foot the agencies without a system. */
function drawTitle(picture, card) {
  const { p, nest, titles } = picture;
  const { x, y, width, height } = p.rect(card);
  const size = Math.min(20, Math.max(12, 14.5 * p.k));
  const small = Math.min(14, Math.max(LEGIBLE, 11 * p.k));
  const { name, short, linked, of, without } = nest.title(card);
  const left = x + 9 * Math.min(p.k, 1.2);
  const base = y + Math.max(4 + size * 0.8, 18 * Math.min(p.k, 1.5));
  const fits = (text, tells) => p.width(text, size, true) + 24 + (tells ? 8 + p.width(tells, small) : 0) < width;
  const told = [name, short].find((text) => fits(text, of)) ?? (fits(name, "") ? name : short);
  const wide = p.width(told, size, true);
  if (card.side === "nation") p.box({ x: left - 3, y: base - size, width: wide + 6, height: size * 1.3 }, 3, p.look.nation); // bands to it run behind its name
  p.text(told, left, base, size, { bold: true });
  titles.push({ x: left - 2, y: base - size, width: wide + 6, height: size * 1.3 });
  const tells = [linked, of].find((text) => text && fits(told, text));
  if (tells) {
    const right = card.side === "nation" ? left + wide + 14 + p.width(tells, small) : x + width - 9;
    p.text(tells, right, base, small, { fill: p.look.quiet, align: "right" });
    titles.push({ x: right - p.width(tells, small) - 2, y: base - small, width: p.width(tells, small) + 4, height: small * 1.4 });
  }
  if (!without) return;
  const low = nest.layout.counts[0]?.family === ALL;
  if (low && card.side !== "nation") drawFoot(picture, without, { x: x + width - 9, y: y + height - 9 * Math.min(p.k, 2), room: width - 96 * p.k, align: "right" });
  else if (card.side !== "nation") drawFoot(picture, without, { x: left, y: y + height - 5 * Math.min(p.k, 2), room: height > 60 ? width - 16 : 0 });
  else if (without.role) drawFoot(picture, without, { x: x + width - 9, y: base, room: width / 2 - 20, align: "right" }); // clear of the bands in its middle
}

function drawFoot({ p, nest, titles }, { texts, role }, { x, y, room, align = "left" }) {
  const size = Math.min(13, Math.max(LEGIBLE, 10.8 * p.k));
  const text = texts.find((one) => p.width(one, size, Boolean(role)) < room);
  if (!text) return;
  p.text(text, x, y, size, { bold: Boolean(role), fill: role ? ROLE_COLOURS[nest.theme][role].ring : p.look.quiet, align });
  const width = p.width(text, size, true);
  titles.push({ x: align === "right" ? x - width : x, y: y - size, width, height: size * 1.3 });
}

/** How many systems of a family a card has, and how many of them are emphasised. */
function drawCount({ p, nest }, { family, systems, ...place }) {
  const rect = p.rect(place);
  const shown = systems.filter((system) => nest.visible(system));
  if (!shown.length || !p.seen(rect)) return;
  const { emphasis } = nest;
  const marked = emphasis ? shown.filter((system) => emphasis.systems.has(system)) : [];
  const lit = marked.length > 0;
  const side = family === ALL ? -4 : Math.max(LEGIBLE + 2, rect.height);
  if (family !== ALL) {
    const colour = emphasis && !lit ? pale(p.look.families[family], p.look.paper, 0.28) : p.look.families[family];
    p.box({ x: rect.x, y: rect.y, width: side, height: side }, 3.2, colour);
    p.text(nest.letterOf(family), rect.x + side / 2, rect.y + side * 0.79, side * 0.76, { bold: true, fill: p.look.onFamily, align: "center" });
  }
  const at = { x: rect.x + side + 4, y: rect.y + Math.max(side, LEGIBLE + 2) * 0.8, size: Math.max(LEGIBLE, 11.5 * p.k) };
  if (!lit) {
    p.text(family === ALL ? nest.tellSystems(shown.length) : String(shown.length), at.x, at.y, at.size);
    return;
  }
  const counts = new Map();
  for (const system of marked) counts.set(emphasis.systems.get(system), (counts.get(emphasis.systems.get(system)) ?? 0) + 1);
  for (const [of, count] of counts) {
    const text = `${ROLES[of].sign}${count}`;
    p.text(text, at.x, at.y, at.size, { bold: true, fill: ROLE_COLOURS[nest.theme][of].ring });
    at.x += p.width(text, at.size, true) + 3;
  }
}

function drawGround({ p, nest }, agency) {
  const rect = p.rect(nest.layout.agencies.get(agency));
  const role = agency === nest.layout.nameless ? undefined : nest.emphasis?.agencies.get(agency);
  const colours = role && ROLE_COLOURS[nest.theme][role];
  p.box(rect, 5 * Math.min(p.k, 1.5), colours ? colours.fill : p.look.paper, colours ? colours.ring : p.look.edge, colours ? 1.4 : 1, colours ? ROLES[role].dash : []);
}

function drawAgency(picture, agency) {
  const { p, nest, inner, legible, names, dim, hidden } = picture;
  const { emphasis, layout } = nest;
  const rect = p.rect(layout.agencies.get(agency));
  const chips = nest.chips.get(agency) ?? [];
  const role = emphasis?.agencies.get(agency);
  const lit = !emphasis || role || chips.some((system) => emphasis.systems.has(system));
  const text = nest.labels.agency(agency);
  const fill = lit ? p.look.text : p.look.quiet;
  const inside = inner.get(agency);
  if (inside) {
    const size = 13.5 * inside.grown;
    p.text(text, rect.x + 7 * inside.grown, rect.y + (rect.height / inside.grown < 34 ? rect.height / 2 + 4.8 * inside.grown : 19 * inside.grown), size, { bold: true, fill });
    names.push({ x: rect.x + 5, y: rect.y + 2, width: p.width(text, size, true) + 6, height: 18 * inside.grown, agency });
  } else if (legible && agency !== layout.nameless) {
    const size = NAME * p.k;
    const bold = nest.cardOf(agency) === nest.nation;
    const at = { x: rect.x + 6 * p.k, y: rect.y + 4 * p.k, width: p.width(text, size, bold), height: 13 * p.k, agency };
    (lit && emphasis ? names : dim).push(at);
    if (!hidden.has(agency)) p.text(text, at.x, rect.y + 14.6 * p.k, size, { bold, fill });
  }
  for (const system of chips) drawChip(picture, system, inside);
}
