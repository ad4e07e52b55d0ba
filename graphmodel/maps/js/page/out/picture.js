/** The present view of the map as a picture of its own: on a canvas for PNG, as vectors for SVG and for paper. */
import { drawNest } from "../nest/draw.js";
import { drawFrame, drawSheet, sheetOf } from "./sheet.js";
import { escaped, SvgContext } from "./vector.js";

/** Browsers refuse canvases much larger than this. */
const MOST_PIXELS = 100e6;
/** A picture is as wide and high as a slide, unless told otherwise. */
export const SLIDE = { width: 1920, height: 1080 };

function measuring() {
  return document.createElement("canvas").getContext("2d");
}

/** Run a drawing to its end; returns what it gives. */
function run(work) {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/**
 * Draw the map into a rectangle as it stands on the screen: the whole again as the whole, a part as that part.
 * @param {object} app
 * @param {{width: number, height: number}} map in CSS pixels
 * @param {number} f pixels of the context to one of CSS
 */
function drawMap(c, app, map, f) {
  const { nesting, screen } = app;
  const { camera } = screen;
  const own = nesting.on(map.width, map.height);
  const { width, height, scale } = own.layout;
  const whole = app.travel.atWhole;
  const factor = whole ? 1 : Math.min(map.width / camera.width, map.height / camera.height);
  const k = whole ? scale : camera.k * factor;
  const x = whole ? (map.width - width * scale) / 2 : map.width / 2 - ((camera.width / 2 - camera.x) / camera.k) * k;
  const y = whole ? (map.height - height * scale) / 2 : map.height / 2 - ((camera.height / 2 - camera.y) / camera.k) * k;
  const view = { width: map.width * f, height: map.height * f, k: k * f, x: x * f, y: y * f, f };
  const first = run(drawNest(c, own, view));
  if (first.covered?.size) run(drawNest(c, { ...own, hidden: first.covered }, view));
}

/** Draw the sheet with the present view on a canvas of its own. */
export function pictureOf(app, size = SLIDE) {
  const { theme } = app;
  const sheet = sheetOf(measuring(), app, size);
  const f = Math.min(window.devicePixelRatio || 1, 2, Math.sqrt(MOST_PIXELS / (sheet.width * sheet.height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(sheet.width * f);
  canvas.height = Math.round(sheet.height * f);
  const c = canvas.getContext("2d", { alpha: false });
  c.setTransform(f, 0, 0, f, 0, 0);
  drawSheet(c, app, sheet, theme);
  // The map draws beyond its sides: on a canvas of its own they cut it.
  const inner = document.createElement("canvas");
  inner.width = Math.round(sheet.map.width * f);
  inner.height = Math.round(sheet.map.height * f);
  drawMap(inner.getContext("2d", { alpha: false }), app, sheet.map, f);
  c.setTransform(1, 0, 0, 1, 0, 0);
  c.drawImage(inner, Math.round(sheet.map.x * f), Math.round(sheet.map.y * f));
  c.setTransform(f, 0, 0, f, 0, 0);
  if (!app.travel.atWhole) drawFrame(c, sheet, theme);
  return canvas;
}

/**
 * Write the sheet with the present view as SVG.
 * @param {object} app
 * @param {{width?: number, height?: number}} [size] in CSS pixels
 * @param {string} [theme]
 * @returns {string}
 */
export function drawingOf(app, size = SLIDE, theme = app.theme) {
  const [before, c] = [app.theme, measuring()];
  const measure = (font, text) => {
    c.font = font;
    return c.measureText(text);
  };
  app.theme = theme; // for as long as it is drawn
  try {
    const sheet = sheetOf(c, app, size);
    const [outer, inner, frame] = [1, 2, 3].map(() => new SvgContext(measure));
    drawSheet(outer, app, sheet, theme);
    drawMap(inner, app, sheet.map, 1);
    if (!app.travel.atWhole) drawFrame(frame, sheet, theme);
    const { map } = sheet;
    const [width, height] = [Math.ceil(sheet.width), Math.ceil(sheet.height)];
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
      `<title>${escaped(sheet.spoken)}</title>`,
      outer,
      `<svg x="${map.x}" y="${map.y}" width="${map.width}" height="${map.height}" overflow="hidden">`,
      inner,
      "</svg>",
      frame,
      "</svg>\n",
    ].join("\n");
  } finally {
    app.theme = before;
  }
}

/** The size of a sheet of a width: that of a slide. */
export function sizeOf(app, width) {
  return { width, height: Math.round((width * SLIDE.height) / SLIDE.width) };
}

