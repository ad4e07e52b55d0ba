/** Draw a small network in its layers. */
import { LINK_ROLES, ROLE_COLOURS, ROLES } from "../nest/roles.js";
import { pale, Painter } from "../nest/paint.js";

const INFERRED = [2, 3];
const PLANNED = [7, 5];

/**
 * @param {CanvasRenderingContext2D} c
 * @param {object} nest what the nested boxes know of systems
 * @param {object} layout `layersLayout`
 * @param {object} view in device pixels
 * @param {string} idle what is said above the systems without a link
 */
export function drawLayers(c, nest, layout, view, idle) {
  const p = new Painter(c, view, nest.look, nest.width);
  const { emphasis, theme } = nest;
  c.globalAlpha = 1;
  c.fillStyle = nest.look.ground;
  c.fillRect(0, 0, p.wide, p.tall);
  for (const { line, points, turned } of layout.lines) {
    const role = emphasis?.links.get(line.row) ?? (emphasis?.lost.some(({ row }) => row === line.row) ? "lost" : "");
    const colour = role ? ROLE_COLOURS[theme][role].ring : emphasis ? nest.look.faint : nest.look.link;
    const dash = role === "lost" ? LINK_ROLES.lost.dash : !line.live ? PLANNED : line.inferred ? INFERRED : [];
    curve(p, points.map(([x, y]) => [p.x(x), p.y(y)]), { colour, dash, end: !turned || line.both, start: turned || line.both });
  }
  if (layout.idle !== null) p.text(idle, p.x(0), p.y(layout.idle), 13 * p.k, { bold: true });
  for (const [system, place] of layout.systems) drawBox(p, nest, system, p.rect(place));
  return { p, legible: 11.5 * p.k >= 10.9, inner: new Map() };
}

function curve(p, points, { colour, dash, end, start }) {
  const { c } = p;
  for (const [stroke, width, pattern] of [[p.look.ground, 6 * p.k, []], [colour, Math.max(1.4, 2 * p.k), dash]]) {
    c.beginPath();
    c.moveTo(...points[0]);
    for (let at = 1; at < points.length; at++) {
      const [[x0, y0], [x1, y1]] = [points[at - 1], points[at]];
      const middle = (x0 + x1) / 2;
      if (Math.abs(y0 - y1) < 0.5) c.lineTo(x1, y1);
      else c.bezierCurveTo(middle, y0, middle, y1, x1, y1);
    }
    c.strokeStyle = stroke;
    c.lineWidth = width;
    c.setLineDash(pattern);
    c.stroke();
    c.setLineDash([]);
  }
  const [[sx, sy], [ex, ey]] = [points[0], points.at(-1)];
  if (end) p.arrow([ex, ey], [ex - 10, ey], 10 * p.k, colour);
  if (start) p.arrow([sx, sy], [sx + 10, sy], 10 * p.k, colour);
}

function drawBox(p, nest, system, rect) {
  if (!p.seen(rect) || !nest.visible(system)) return;
  const { emphasis, theme, look } = nest;
  const role = emphasis?.systems.get(system);
  const own = look.families[nest.familyOf(system)];
  const colour = emphasis && !role ? pale(own, look.paper, 0.45) : own;
  const ring = role && ROLE_COLOURS[theme][role];
  const { k } = p;
  p.box(rect, 9 * k, ring ? ring.fill : look.paper, ring ? ring.ring : colour, ring ? 2.4 : 1.6, role ? ROLES[role].dash : []);
  const side = rect.height - 16 * k;
  p.box({ x: rect.x + 8 * k, y: rect.y + 8 * k, width: side, height: side }, 6 * k, colour);
  p.text(nest.letter(system), rect.x + 8 * k + side / 2, rect.y + rect.height / 2 + side * 0.2 + 3 * k, side * 0.55, { bold: true, fill: look.onFamily, align: "center" });
  const fill = emphasis && !role ? look.quiet : look.text;
  p.text(nest.labels.inside(system), rect.x + rect.height + 2 * k, rect.y + rect.height / 2 - 2 * k, 13.5 * k, { bold: true, fill });
  p.text(nest.labels.agency(nest.operator(system)), rect.x + rect.height + 2 * k, rect.y + rect.height / 2 + 13 * k, 11.5 * k, { fill: look.quiet });
  if (role && ROLES[role].sign) p.text(ROLES[role].sign, rect.x + rect.width - 8 * k, rect.y + 17 * k, 16 * k, { bold: true, fill: ring.ring, align: "right" });
}
