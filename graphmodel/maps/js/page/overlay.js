/** What is drawn above the map in every frame: rings, what a change did, a path, locks. */
import { LOOK, outline } from "./look.js";
import { crossed, framed, linkSign, ringed } from "./signs.js";

/** Links that came or went beyond which each is drawn thinner, so that they do not become a wall. */
const MANY = 100;

/** @param {object} app @param {CanvasRenderingContext2D} c in CSS pixels @param {object} camera */
export function drawOverlay(app, c, camera) {
  const { model, emphasis } = app;
  const look = LOOK[app.theme];
  const at = (i) => [model.x[i] * camera.k + camera.x, model.y[i] * camera.k + camera.y];
  const shown = (i) => app.filters.visible[i];
  const radius = (i) => Math.max(model.radius[i] * camera.k, 1.5);
  for (const { from, to, kind, beside } of emphasis.links) {
    const ends = [from + model.agencies, to + model.agencies];
    if (ends.every(shown)) linkSign(c, look, kind, ...at(ends[0]), ...at(ends[1]), { beside, many: emphasis.links.length > MANY });
  }
  for (const { agency: i, kind } of emphasis.agencies) if (shown(i)) ringed(c, look, kind, model, i, ...at(i), radius(i));
  for (const { system, kind } of emphasis.systems) {
    const i = system + model.agencies;
    if (!shown(i)) continue;
    if (kind === "gone") crossed(c, look, ...at(i));
    else if (kind === "alone") framed(c, look, ...at(i), radius(i));
    else ringed(c, look, kind, model, i, ...at(i), radius(i));
  }
  drawPath(app, c, look, at);
  for (const i of app.moving.locked) if (shown(i)) lock(c, look, ...at(i));
  if (app.selected >= 0 && shown(app.selected)) ring(c, look.lit, model, app.selected, at, camera);
}

function ring(c, colour, model, i, at, camera, width = 3) {
  const [x, y] = at(i);
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.beginPath();
  outline(c, model, i, x, y, Math.max(model.radius[i] * camera.k, 1.5) + 1.5 + width);
  c.stroke();
}

export function lock(c, look, x, y) {
  c.fillStyle = look.text;
  c.fillRect(x + 5, y - 9, 7, 5);
  c.strokeStyle = look.text;
  c.lineWidth = 1.5;
  c.beginPath();
  c.arc(x + 8.5, y - 9, 2.2, Math.PI, 0);
  c.stroke();
}

/** The steps of a path as arrows; those where it stops as crosses. */
function drawPath(app, c, look, at) {
  const { path, model } = app;
  if (!path?.systems) return;
  const wrong = new Set((path.breaches ?? []).map((breach) => breach.step));
  for (let n = 0; n + 1 < path.systems.length; n++) {
    const [from, to] = [path.systems[n] + model.agencies, path.systems[n + 1] + model.agencies];
    if (!app.filters.visible[from] || !app.filters.visible[to]) continue;
    arrow(c, wrong.has(n) ? look.lost : look.lit, wrong.has(n), ...at(from), ...at(to));
    if (wrong.has(n)) crossed(c, look, ...at(from).map((value, axis) => (value + at(to)[axis]) / 2));
  }
}

export function arrow(c, colour, dashed, x0, y0, x1, y1) {
  const far = Math.hypot(x1 - x0, y1 - y0) || 1;
  const [ux, uy] = [(x1 - x0) / far, (y1 - y0) / far];
  const [tx, ty] = [x1 - ux * 9, y1 - uy * 9];
  c.strokeStyle = c.fillStyle = colour;
  c.lineWidth = 4;
  c.setLineDash(dashed ? [6, 5] : []);
  c.beginPath();
  c.moveTo(x0, y0);
  c.lineTo(tx, ty);
  c.stroke();
  c.setLineDash([]);
  c.beginPath();
  c.moveTo(x1 - ux * 5, y1 - uy * 5);
  c.lineTo(tx - ux * 8 - uy * 7, ty - uy * 8 + ux * 7);
  c.lineTo(tx - ux * 8 + uy * 7, ty - uy * 8 - ux * 7);
  c.fill();
}
