/** Draw the map into a canvas, in steps that a caller can spread over time. */
import { LOOK, outline } from "./look.js";
import { bundled } from "./ribbons.js";

const STEP = 4000;
const NAMES = 140;

/**
 * Draw everything; yields after each piece of work.
 * @param {CanvasRenderingContext2D} c
 * @param {object} state what is shown: model, theme, visible, ribbons, every, shows, focus, lit, selected, name
 * @param {{width: number, height: number, k: number, x: number, y: number, f: number}} view in device pixels
 */
export function* drawScene(c, state, view) {
  const look = LOOK[state.theme];
  c.setTransform(1, 0, 0, 1, 0, 0);
  c.fillStyle = look.ground;
  c.fillRect(0, 0, view.width, view.height);
  drawBoxes(c, state, view, look);
  yield;
  if (!state.focus && !state.every) drawRibbons(c, state, view, look);
  yield;
  yield* drawLines(c, state, view, look);
  yield* drawItems(c, state, view, look);
  yield* drawNames(c, state, view, look);
}

function drawBoxes(c, { model, boxName }, view, look) {
  for (const box of model.page.layout.boxes) {
    const [x, y] = [box.x * view.k + view.x, box.y * view.k + view.y];
    const [w, h] = [box.width * view.k, box.height * view.k];
    if (x > view.width || y > view.height || x + w < 0 || y + h < 0) continue;
    c.fillStyle = look.box;
    c.fillRect(x, y, w, h);
    c.strokeStyle = look.line;
    c.lineWidth = view.f;
    c.strokeRect(x, y, w, h);
    const size = Math.max(10 * view.f, Math.min(26 * view.k, 22 * view.f));
    c.font = `600 ${size}px system-ui, "Segoe UI", Arial, sans-serif`;
    c.fillStyle = look.quiet;
    c.textAlign = "left";
    c.textBaseline = "top";
    c.fillText(fitted(c, boxName(box.id), w - 8 * view.f), x + 6 * view.f, y + 4 * view.f);
  }
}

/** A text cut to a width, with an ellipsis. */
export function fitted(c, text, width) {
  if (c.measureText(text).width <= width) return text;
  let kept = text;
  while (kept.length > 1 && c.measureText(`${kept}…`).width > width) kept = kept.slice(0, -1);
  return kept.length > 1 ? `${kept}…` : "";
}

function drawRibbons(c, { model, ribbons, boxOf }, view, look) {
  c.strokeStyle = look.strong;
  c.lineCap = "butt";
  for (const ribbon of ribbons) {
    const from = boxOf(ribbon.province);
    const to = ribbon.hub >= 0 ? null : boxOf(ribbon.other);
    if (!from || (ribbon.hub < 0 && !to)) continue;
    const [x0, y0] = [(from.x + from.width / 2) * view.k + view.x, from.y * view.k + view.y];
    const x1 = (to ? to.x + to.width / 2 : model.x[ribbon.hub]) * view.k + view.x;
    const y1 = (to ? to.y : model.y[ribbon.hub]) * view.k + view.y;
    c.globalAlpha = to ? 0.16 : 0.3;
    c.lineWidth = Math.max(0.7, 1.3 * Math.sqrt(ribbon.count)) * Math.min(1.6, Math.max(view.k, 0.45 * view.f));
    c.beginPath();
    c.moveTo(x0, y0);
    const lift = Math.max(30 * view.f, Math.abs(y0 - y1) / 2);
    if (to) c.bezierCurveTo(x0, y0 - lift * 0.5, x1, y1 - lift * 0.5, x1, y1);
    else c.bezierCurveTo(x0, y0 - lift, x1, y1 + lift, x1, y1);
    c.stroke();
  }
  c.globalAlpha = 1;
}

function* drawLines(c, state, view, look) {
  const { model, visible, focus, every, shows } = state;
  const kinds = [
    { planned: 0, colour: look.link, dash: [] },
    { planned: 1, colour: look.quiet, dash: [5 * view.f, 4 * view.f] },
  ];
  for (const kind of kinds) {
    c.strokeStyle = focus ? look.strong : kind.colour;
    c.globalAlpha = focus ? 0.85 : 0.6;
    c.lineWidth = Math.max(0.8, Math.min(1.6, view.k)) * view.f;
    c.setLineDash(kind.dash);
    c.beginPath();
    for (let e = 0; e < model.lines; e++) {
      if (model.planned[e] !== kind.planned || !shows(e)) continue;
      const [a, b] = [model.from[e], model.to[e]];
      if (!visible[a] || !visible[b]) continue;
      if (focus ? !focus.lines.has(e) : !every && bundled(model, e)) continue;
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

/** Names where there is room: hubs first, then the busiest; a name never covers another one. */
function* drawNames(c, state, view, look) {
  const { model, visible, focus, lit, name } = state;
  const taken = [];
  const free = (x0, y0, x1, y1) => taken.every(([a, b, d, e]) => x1 < a || x0 > d || y1 < b || y0 > e);
  c.textAlign = "center";
  c.textBaseline = "alphabetic";
  let [written, tried] = [0, 0];
  const chosen = focus ? focus.items : lit;
  const wanted = chosen && chosen.size < 400 ? model.order.filter((i) => chosen.has(i)) : model.order;
  for (const i of wanted) {
    if (written >= NAMES || tried > 4000) return;
    if (!visible[i] || (chosen && !chosen.has(i))) continue;
    const [x, y] = [model.x[i] * view.k + view.x, model.y[i] * view.k + view.y];
    if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
    const large = model.hub[i] && model.degree[i] > 2;
    if (!large && !chosen && model.radius[i] * view.k < 4.2 * view.f) continue;
    tried++;
    const size = (large ? 12 : 11) * view.f;
    c.font = `${large ? "600 " : ""}${size}px system-ui, "Segoe UI", Arial, sans-serif`;
    const text = fitted(c, name(i), (large ? 150 : 120) * view.f);
    const half = c.measureText(text).width / 2 + 2 * view.f;
    const top = y - Math.max(model.radius[i] * view.k, 2) * (model.hub[i] ? 1.25 : 1) - 3 * view.f;
    if (!text || !free(x - half, top - size, x + half, top + 2 * view.f)) continue;
    taken.push([x - half, top - size, x + half, top + 2 * view.f]);
    c.lineWidth = 3 * view.f;
    c.strokeStyle = look.ground;
    c.lineJoin = "round";
    c.strokeText(text, x, top);
    c.fillStyle = look.text;
    c.fillText(text, x, top);
    written++;
    if (written % 40 === 39) yield;
  }
}
