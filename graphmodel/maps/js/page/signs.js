/** The signs of what a change did, each with a shape of its own, so that none rests on a colour alone. In CSS pixels. */
import { outline } from "./look.js";

/** How far a link stands aside where other links join the same two. */
const ASIDE = 4;

/** Draw a link that came (whole and thick) or went (dots). Never dashed: dashes are planned links. */
export function linkSign(c, look, kind, x0, y0, x1, y1, { beside = false, many = false } = {}) {
  const far = Math.hypot(x1 - x0, y1 - y0) || 1;
  const aside = beside ? (kind === "new" ? ASIDE : -ASIDE) / far : 0;
  const [dx, dy] = [(y1 - y0) * aside, (x0 - x1) * aside];
  c.strokeStyle = kind === "new" ? look.gained : look.lost;
  c.lineWidth = (kind === "new" ? 3 : 2) * (many ? 0.5 : 1);
  c.setLineDash(kind === "new" ? [] : [2, 4]);
  c.beginPath();
  c.moveTo(x0 + dx, y0 + dy);
  c.lineTo(x1 + dx, y1 + dy);
  c.stroke();
  c.setLineDash([]);
}

/** Ring an item: whole where it gains or is new, dots, further out, where it loses. */
export function ringed(c, look, kind, model, i, x, y, r) {
  const loses = kind === "loses";
  c.strokeStyle = loses ? look.lost : look.gained;
  c.lineWidth = kind === "new" ? 3 : 2;
  c.setLineDash(loses ? [2, 2] : []);
  c.beginPath();
  outline(c, model, i, x, y, r + (loses ? 6 : 3.5));
  c.stroke();
  c.setLineDash([]);
}

/** Cross out what is gone; the ground shows around the cross, whatever lies below it. */
export function crossed(c, look, x, y) {
  for (const [colour, width] of [[look.ground, 6], [look.lost, 3]]) {
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.beginPath();
    c.moveTo(x - 7, y - 7);
    c.lineTo(x + 7, y + 7);
    c.moveTo(x + 7, y - 7);
    c.lineTo(x - 7, y + 7);
    c.stroke();
  }
}

/** Frame a system that is left without a link. */
export function framed(c, look, x, y, r) {
  c.strokeStyle = look.lost;
  c.lineWidth = 2;
  c.strokeRect(x - r - 4, y - r - 4, 2 * r + 8, 2 * r + 8);
}
