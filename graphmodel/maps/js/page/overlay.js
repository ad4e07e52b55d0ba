/** What is drawn above the map in every frame: rings, changes that were tried, a path, locks. */
import { LOOK, outline } from "./look.js";

const DASH = [8, 5];

/** @param {object} app @param {CanvasRenderingContext2D} c in CSS pixels @param {object} camera */
export function drawOverlay(app, c, camera) {
  const { model } = app;
  const look = LOOK[app.theme];
  const at = (i) => [model.x[i] * camera.k + camera.x, model.y[i] * camera.k + camera.y];
  const shown = (system) => app.filters.visible[system + model.agencies];
  const line = (from, to) => {
    if (!shown(from) || !shown(to)) return;
    c.beginPath();
    c.moveTo(...at(from + model.agencies));
    c.lineTo(...at(to + model.agencies));
    c.stroke();
  };
  c.lineWidth = 3;
  for (const { from, to, kind } of app.versions.lines()) {
    c.strokeStyle = look[kind];
    c.setLineDash(kind === "lost" ? [2, 4] : DASH);
    line(from, to);
  }
  c.strokeStyle = look.gained;
  c.setLineDash(DASH);
  for (const change of app.trying.changes) if (change.do === "connect") line(change.from, change.to);
  c.setLineDash([]);
  for (const system of app.trying.retired) if (shown(system)) cross(c, look.lost, ...at(system + model.agencies));
  for (const { system, kind } of app.versions.systems()) {
    if (!shown(system)) continue;
    if (kind === "lost") cross(c, look.lost, ...at(system + model.agencies));
    else ring(c, look.gained, model, system + model.agencies, at, camera);
  }
  for (const i of app.trying.gaining) if (app.filters.visible[i]) ring(c, look.gained, model, i, at, camera, 2);
  drawPath(app, c, look, at);
  for (const i of app.moving.locked) if (app.filters.visible[i]) lock(c, look, ...at(i));
  if (app.selected >= 0 && app.filters.visible[app.selected]) ring(c, look.lit, model, app.selected, at, camera);
}

function ring(c, colour, model, i, at, camera, width = 3) {
  const [x, y] = at(i);
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.beginPath();
  outline(c, model, i, x, y, Math.max(model.radius[i] * camera.k, 1.5) + 1.5 + width);
  c.stroke();
}

function cross(c, colour, x, y) {
  c.strokeStyle = colour;
  c.lineWidth = 3;
  c.beginPath();
  c.moveTo(x - 7, y - 7);
  c.lineTo(x + 7, y + 7);
  c.moveTo(x + 7, y - 7);
  c.lineTo(x - 7, y + 7);
  c.stroke();
}

function lock(c, look, x, y) {
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
    if (wrong.has(n)) cross(c, look.lost, ...at(from).map((value, axis) => (value + at(to)[axis]) / 2));
  }
}

function arrow(c, colour, dashed, x0, y0, x1, y1) {
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
