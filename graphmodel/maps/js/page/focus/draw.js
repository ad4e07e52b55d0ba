/** Draw one system with its columns. */
import { append } from "../append.js";
import { HEAD, ROW } from "./columns.js";
import { bandWidth } from "../nest/bands.js";
import { Painter } from "../nest/paint.js";
import { ROLE_COLOURS } from "../nest/roles.js";

/** Rows less high, in pixels, have no letter that anybody could read: each is drawn as its square and a stroke. */
const READ = 6;
/** Rows less high than this would lie on each other. */
const SEEN = 1;

/**
 * @param {CanvasRenderingContext2D} c
 * @param {object} nest what the nested boxes know of systems
 * @param {object} layout `focusLayout`
 * @param {object} view in device pixels
 * @param {number} system
 * @param {(card: string) => string} name
 */
export function drawFocus(c, nest, layout, view, system, name) {
  const p = new Painter(c, view, nest.look, nest.width);
  const { ring } = ROLE_COLOURS[nest.theme].neighbour;
  c.globalAlpha = 1;
  c.fillStyle = nest.look.ground;
  c.fillRect(0, 0, p.wide, p.tall);
  for (const band of [...layout.bands].sort((one, other) => other.links - one.links)) {
    const points = band.points.map(([x, y]) => [p.x(x), p.y(y)]);
    // An arrow at each end where records arrive.
    const ends = { end: band.outward > 0, start: band.inward > 0 };
    p.line(points, { colour: ring, width: bandWidth(band.links) * Math.max(0.6, p.k), radius: 9 * p.k, halo: 2.4, ...ends });
  }
  for (const group of layout.groups) drawGroup(p, nest, layout, group, name);
  const rect = p.rect(layout.centre);
  p.box(rect, 14 * p.k, nest.look.families[nest.familyOf(system)]);
  const label = nest.labels.inside(system);
  const size = Math.min(24 * p.k, ((rect.width - 12) * 12) / p.width(label, 12, true));
  p.text(label, rect.x + rect.width / 2, rect.y + rect.height / 2, size, { bold: true, fill: nest.look.onFamily, align: "center" });
  p.text(nest.tellPartners(nest.partnersOf(system)), rect.x + rect.width / 2, rect.y + rect.height / 2 + 20 * p.k, 12 * p.k, { fill: nest.look.onFamily, align: "center" });
  return { p, legible: 12 * p.k >= 10.9, inner: new Map(), focus: layout };
}

function drawGroup(p, nest, layout, group, name) {
  const rect = p.rect(group);
  if (!p.seen(rect)) return;
  const { k } = p;
  p.box(rect, 8 * k, nest.look.box, nest.look.edge);
  p.text(`${name(group.card)} ${group.part}`.trim(), rect.x + 10 * k, rect.y + 16 * k, 12.5 * k, { bold: true });
  p.text(String(group.members.length), rect.x + rect.width - 9 * k, rect.y + 16 * k, 11.5 * k, { fill: nest.look.quiet, align: "right" });
  if (ROW * k < READ) {
    drawSmall(p, nest, layout, group, rect);
    return;
  }
  const { names, forth, back } = layout;
  group.members.forEach((system, at) => {
    const y = rect.y + (HEAD + at * ROW) * k;
    if (y > p.tall || y + ROW * k < 0) return;
    p.box({ x: rect.x + 9 * k, y: y + k, width: 15 * k, height: 15 * k }, 3.4 * k, nest.look.families[nest.familyOf(system)]);
    p.text(nest.letter(system), rect.x + 16.5 * k, y + 12.6 * k, 11 * k, { bold: true, fill: nest.look.onFamily, align: "center" });
    p.text(names.get(system).text, rect.x + 30 * k, y + 13 * k, 12 * k);
    p.text(forth.has(system) && back.has(system) ? "⇄" : "→", rect.x + rect.width - 9 * k, y + 13 * k, 12 * k, { fill: ROLE_COLOURS[nest.theme].neighbour.ring, align: "right" });
  });
}

/** The rows of a group that is seen from far: the squares of a family at once, and a stroke for each name. */
function drawSmall(p, nest, { names }, group, rect) {
  const { c, k } = p;
  if (ROW * k < SEEN) return;
  const families = new Map();
  c.fillStyle = nest.look.faint;
  group.members.forEach((system, at) => {
    const y = rect.y + (HEAD + at * ROW) * k;
    if (y > p.tall || y + ROW * k < 0) return;
    append(families, nest.familyOf(system), y);
    c.fillRect(rect.x + 30 * k, y + 6 * k, names.get(system).width * k, 6 * k);
  });
  for (const [family, rows] of families) {
    c.fillStyle = nest.look.families[family];
    for (const y of rows) c.fillRect(rect.x + 9 * k, y + k, 15 * k, 15 * k);
  }
}
