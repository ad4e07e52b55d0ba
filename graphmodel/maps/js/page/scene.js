/** Draw the map into a canvas, in steps that a caller can spread over time. */
import { FONT, LOOK, outline } from "./look.js";
import { drawNames, fitted } from "./names.js";
import { bundled } from "./ribbons.js";
import { roundedPath, routeOf } from "./routes.js";

const STEP = 4000;
/** Of a ribbon; beyond it only the count tells. */
const WIDEST = 18;

/**
 * Draw everything; yields after each piece of work.
 * @param {CanvasRenderingContext2D} c
 * @param {object} state what is shown: as `App.scene` gives it
 * @param {{width: number, height: number, k: number, x: number, y: number, f: number}} view in device pixels
 */
export function* drawScene(c, state, view) {
  const look = LOOK[state.theme];
  c.setTransform(1, 0, 0, 1, 0, 0);
  c.fillStyle = look.ground;
  c.fillRect(0, 0, view.width, view.height);
  const titles = drawBoxes(c, state, view, look);
  yield;
  const labels = state.focus || !state.every ? drawRibbons(c, state, view, look) : [];
  yield;
  yield* drawLines(c, state, view, look);
  if (state.ways) drawWays(c, state, view, look);
  drawTitles(c, titles, view, look);
  yield* drawItems(c, state, view, look);
  drawCounts(c, labels, view, look);
  yield* drawNames(c, state, view, look, titles);
}

function drawBoxes(c, { model, boxName, boxShort }, view, look) {
  const titles = [];
  for (const box of model.layout.boxes) {
    const [x, y] = [box.x * view.k + view.x, box.y * view.k + view.y];
    const [w, h] = [box.width * view.k, box.height * view.k];
    if (x > view.width || y > view.height || x + w < 0 || y + h < 0) continue;
    c.fillStyle = look.box;
    c.fillRect(x, y, w, h);
    c.strokeStyle = look.line;
    c.lineWidth = view.f;
    c.strokeRect(x, y, w, h);
    const size = Math.max(10 * view.f, Math.min(26 * view.k, 22 * view.f));
    const font = `600 ${size}px ${FONT}`;
    c.font = font;
    const room = w - 10 * view.f;
    const text = c.measureText(boxName(box)).width <= room ? boxName(box) : fitted(c, font, boxShort(box), room);
    if (!text || size > h) continue;
    titles.push({ text, x: x + 6 * view.f, y: y + 4 * view.f, size, width: c.measureText(text).width });
  }
  return titles;
}

/** The names of boxes lie above links and below items. */
function drawTitles(c, titles, view, look) {
  c.textAlign = "left";
  c.textBaseline = "top";
  c.lineJoin = "round";
  for (const { text, x, y, size } of titles) {
    c.font = `600 ${size}px ${FONT}`;
    c.lineWidth = 4 * view.f;
    c.strokeStyle = look.box;
    c.strokeText(text, x, y);
    c.fillStyle = look.quiet;
    c.fillText(text, x, y);
  }
}

function drawRibbons(c, { model, ribbons, focus, lit, visible }, view, look) {
  const labels = [];
  c.strokeStyle = look.strong;
  c.lineCap = "butt";
  const shown = focus ? focus.ribbons : ribbons;
  shown.forEach((ribbon, turn) => {
    if (ribbon.hub >= 0 && !visible[ribbon.hub]) return;
    ribbon.route ??= routeOf(model, ribbon, turn);
    const points = ribbon.route.map(([x, y]) => [x * view.k + view.x, y * view.k + view.y]);
    c.globalAlpha = focus ? 0.55 : lit ? 0.08 : ribbon.hub < 0 ? 0.2 : 0.32;
    c.lineWidth = Math.min(WIDEST, Math.max(0.7, 1.3 * Math.sqrt(ribbon.count))) * Math.min(1.6 * view.f, Math.max(view.k, 0.45 * view.f));
    c.beginPath();
    roundedPath(c, points, 60 * Math.max(view.k, 0.3 * view.f));
    c.stroke();
    if (focus) labels.push([String(ribbon.count), ...points[0]]);
  });
  c.globalAlpha = 1;
  return labels;
}

/** How many links a ribbon stands for, where it ends. */
function drawCounts(c, labels, view, look) {
  c.font = `600 ${12 * view.f}px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  for (const [text, x, y] of labels) {
    const half = c.measureText(text).width / 2 + 6 * view.f;
    c.fillStyle = look.strong;
    c.fillRect(x - half, y - 9 * view.f, 2 * half, 18 * view.f);
    c.fillStyle = look.ground;
    c.fillText(text, x, y);
  }
}

function* drawLines(c, state, view, look) {
  const { model, visible, focus, every, shows, lit } = state;
  const kinds = [
    { planned: 0, colour: look.link, dash: [] },
    { planned: 1, colour: look.quiet, dash: [5 * view.f, 4 * view.f] },
  ];
  for (const kind of kinds) {
    c.strokeStyle = focus ? look.strong : kind.colour;
    c.globalAlpha = (focus ? 0.85 : lit ? 0.25 : 0.6) * thinned(model.lines, view.k / view.f);
    c.lineWidth = Math.max(0.5, Math.min(1.6, view.k / view.f)) * view.f;
    c.setLineDash(kind.dash);
    c.beginPath();
    for (let e = 0; e < model.lines; e++) {
      if (model.planned[e] !== kind.planned || !shows(e)) continue;
      // From the first of the two whichever way it runs: so the dashes of two links lie on each other and stay dashes.
      const [a, b] = model.from[e] < model.to[e] ? [model.from[e], model.to[e]] : [model.to[e], model.from[e]];
      if (!visible[a] || !visible[b] || model.tried[e]) continue;
      if (focus ? !focus.lines.has(e) || (focus.ribbons.length && bundled(model, e)) : !every && bundled(model, e)) continue;
      c.moveTo(model.x[a] * view.k + view.x, model.y[a] * view.k + view.y);
      c.lineTo(model.x[b] * view.k + view.x, model.y[b] * view.k + view.y);
      if (e % STEP === STEP - 1) {
        c.stroke();
        c.beginPath();
        yield;
      }
    }
    c.stroke();
  }
  c.setLineDash([]);
  c.globalAlpha = 1;
}

/** Thousands of lines on a small picture are drawn fainter, so that they do not become a wall. */
function thinned(lines, k) {
  return Math.min(1, Math.max(0.25, Math.sqrt(500 / Math.max(lines, 1)) + k / 2));
}

/** The ways of what an agency sees. */
function drawWays(c, { model, visible, ways }, view, look) {
  c.strokeStyle = look.strong;
  c.globalAlpha = 0.55;
  c.lineWidth = Math.max(1, Math.min(2, view.k)) * view.f;
  c.beginPath();
  for (const [a, b] of ways) {
    if (!visible[a] || !visible[b]) continue;
    c.moveTo(model.x[a] * view.k + view.x, model.y[a] * view.k + view.y);
    c.lineTo(model.x[b] * view.k + view.x, model.y[b] * view.k + view.y);
  }
  c.stroke();
  c.globalAlpha = 1;
}

function* drawItems(c, state, view, look) {
  const { model, visible, focus, lit } = state;
  const quiet = focus || lit;
  for (const strong of quiet ? [false, true] : [true]) {
    for (let colour = 0; colour < look.families.length; colour++) {
      c.fillStyle = look.families[colour];
      c.globalAlpha = strong ? 1 : 0.16;
      c.beginPath();
      for (let i = 0; i < model.count; i++) {
        if (model.colour[i] !== colour || !visible[i]) continue;
        if (quiet && strong !== !!(focus ? focus.items.has(i) : lit.has(i))) continue;
        const [x, y] = [model.x[i] * view.k + view.x, model.y[i] * view.k + view.y];
        if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) continue;
        const r = Math.max(model.radius[i] * view.k, 1.2 * view.f);
        if (r < 2 * view.f) c.rect(x - r, y - r, 2 * r, 2 * r);
        else outline(c, model, i, x, y, r);
      }
      c.fill();
      yield;
    }
  }
  c.globalAlpha = 1;
}

