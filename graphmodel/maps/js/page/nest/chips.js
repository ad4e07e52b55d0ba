/** One system as it is drawn: a square with the letter of its type, a pill with its name, or a row; and what a role adds. */
import { ROW } from "./content.js";
import { placeIn } from "./near.js";
import { pale } from "./paint.js";
import { ROLE_COLOURS, ROLES } from "./roles.js";
import { LEGIBLE, LETTER, NAME } from "./units.js";

/** One system: a pill with its name, a row, or a square with the letter of its type. */
export function drawChip(picture, system, inside) {
  const { p, nest } = picture;
  const { emphasis } = nest;
  const place = placeIn(picture, system);
  if (!place || !nest.visible(system)) return;
  const rect = p.rect(place);
  const role = emphasis?.systems.get(system);
  const colours = role && ROLE_COLOURS[nest.theme][role];
  const family = nest.familyOf(system);
  const dimmed = emphasis && !role;
  const colour = dimmed ? pale(p.look.families[family], p.look.paper, 0.28) : p.look.families[family];
  const gone = role === "gone";
  const linked = nest.isLinked(system);
  const alone = nest.alone && nest.cardOf(nest.operator(system)) === nest.alone;
  if (alone) drawRow(picture, system, rect, { kind: "named", grown: p.k, font: ROW.font }, { colour, dimmed, linked });
  else if (nest.pill(system) && !inside) drawPill(picture, system, rect, { colour, dimmed, gone });
  else if (inside && inside.kind !== "chips") drawRow(picture, system, rect, inside, { colour, dimmed, linked });
  else {
    drawLetter(p, rect, nest.letter(system), { colour: gone ? colours.ring : colour, hollow: gone || !linked });
  }
  if (!role) return;
  ringed(p, rect, colours, ROLES[role], gone);
}

/** A square with the letter of a type: full where the system is linked with another, hollow where it stands alone. */
function drawLetter(p, { x, y, width, height }, letter, { colour, hollow, round = 3.2 * Math.min(p.k, 1.5) }) {
  const side = Math.min(width, height);
  if (hollow) p.box({ x: x + 0.6, y: y + 0.6, width: width - 1.2, height: height - 1.2 }, round, p.look.paper, colour, 1.2);
  else p.box({ x, y, width, height }, round, colour);
  if (side > 8) p.text(letter, x + width / 2, y + height / 2 + side * 0.28, side * 0.75, { bold: true, fill: hollow ? colour : p.look.onFamily, align: "center" });
}

/** What a role draws around an item and at its corner. */
function ringed(p, rect, colours, { sign, dash }, gone) {
  const around = { x: rect.x - 2, y: rect.y - 2, width: rect.width + 4, height: rect.height + 4 };
  p.box(around, Math.min(5 * Math.max(p.k, 1), around.height / 2), "", colours.ring, 2, dash);
  if (gone && rect.height < 40 * p.k) {
    p.c.strokeStyle = colours.ring;
    p.c.lineWidth = 2.2;
    p.c.beginPath();
    p.c.moveTo(rect.x + 4, rect.y + rect.height - 4);
    p.c.lineTo(rect.x + rect.width - 4, rect.y + 4);
    p.c.stroke();
  }
  if (!sign) return;
  const radius = Math.min(8, Math.max(5, 5.5 * p.k));
  const { c } = p;
  c.beginPath();
  c.arc(rect.x + rect.width + 1, rect.y, radius, 0, 2 * Math.PI);
  c.fillStyle = colours.ring;
  c.fill();
  c.strokeStyle = p.look.paper;
  c.lineWidth = 1.2;
  c.stroke();
  p.text(sign, rect.x + rect.width + 1, rect.y + radius * 0.62, radius * 1.7, { bold: true, fill: p.look.paper, align: "center" });
}

function drawPill({ p, nest, legible }, system, rect, { colour, dimmed, gone }) {
  const tall = rect.height > 40 * p.k;
  const ring = ROLE_COLOURS[nest.theme].gone.ring;
  p.box(rect, tall ? 10 * p.k : rect.height / 2, gone ? p.look.paper : colour, gone ? ring : "", 1.6);
  if (!legible && !tall) return;
  const fill = gone ? ring : dimmed ? p.look.text : p.look.onFamily;
  const size = NAME * p.k;
  const text = nest.labels.inside(system);
  const partners = nest.partnersOf(system);
  if (tall) {
    p.text(text, rect.x + rect.width / 2, rect.y + rect.height / 2 - 2 * p.k, Math.min(22 * p.k, ((rect.width - 8) * size) / p.width(text, size, true)), { bold: true, fill, align: "center" });
    const told = [nest.tellPartners(partners), String(partners)].find((one) => p.width(one, LEGIBLE) < rect.width - 4);
    const small = told && Math.max(LEGIBLE, Math.min(11.5 * p.k, ((rect.width - 6) * LEGIBLE) / p.width(told, LEGIBLE)));
    if (told) p.text(told, rect.x + rect.width / 2, rect.y + rect.height / 2 + 16 * p.k, small, { fill, align: "center" });
    return;
  }
  const middle = rect.y + rect.height / 2 + size * 0.35;
  const side = LETTER * p.k - 2 * p.k;
  const square = { x: rect.x + 4 * p.k, y: rect.y + (rect.height - side) / 2, width: side, height: side };
  p.box(square, 3 * p.k, gone || dimmed ? fill : p.look.onFamily);
  p.text(nest.letter(system), square.x + side / 2, square.y + side * 0.8, side * 0.82, { bold: true, fill: gone || dimmed ? p.look.paper : colour, align: "center" });
  p.text(text, square.x + side + 3 * p.k, middle, size, { bold: true, fill });
  if (nest.told(system)) p.text(String(partners), rect.x + rect.width - 6 * p.k, middle, Math.max(LEGIBLE, size * 0.92), { fill, align: "right" });
}

function drawRow({ p, nest }, system, rect, { kind, grown, font }, { colour, dimmed, linked }) {
  const full = kind === "full";
  const side = full ? 22 * grown : (font + 3) * grown;
  const inset = full ? 6 * grown : (rect.height - side) / 2;
  const fill = dimmed ? p.look.quiet : p.look.text;
  p.box(rect, full ? 6 * grown : rect.height / 2, p.look.paper, colour, 1.1);
  const square = { x: rect.x + inset, y: rect.y + (rect.height - side) / 2, width: side, height: side };
  drawLetter(p, square, nest.letter(system), { colour, hollow: !linked, round: 3.5 * grown });
  const text = nest.labels.inside(system);
  if (!full) {
    p.text(text, rect.x + side + 6.5 * grown, rect.y + rect.height / 2 + font * 0.36 * grown, font * grown, { fill });
    return;
  }
  const left = rect.x + side + 12 * grown;
  p.text(text, left, rect.y + 15 * grown, 13 * grown, { bold: true, fill });
  const holds = nest.holdsOf(system, rect.width - side - 18 * grown, 11 * grown);
  if (holds) p.text(holds, left, rect.y + 29 * grown, 11 * grown, { fill: p.look.quiet });
}

