/** The present view of the map as a picture of its own: on a canvas for PNG, as vectors for SVG and for paper. */
import { Camera } from "../camera.js";
import { drawOverlay } from "../overlay.js";
import { drawScene } from "../scene.js";
import { drawFrame, drawSheet, MARGIN, sheetOf } from "./sheet.js";
import { escaped, SvgContext } from "./vector.js";

/** Browsers refuse canvases much larger than this. */
const MOST_PIXELS = 100e6;

/** Around the part that is shown, in pixels. */
const EDGE = 10;

function measuring() {
  return document.createElement("canvas").getContext("2d");
}

/** What of the map the screen shows: its part of the plane, without the blank beyond the map. */
function shownOf(app) {
  const { camera } = app.screen;
  const whole = app.model.bounds();
  if (camera.width <= 1) return whole;
  const [a, b] = [camera.below(0, 0), camera.below(camera.width, camera.height)];
  const shown = [Math.max(a[0], whole[0]), Math.max(a[1], whole[1]), Math.min(b[0], whole[2]), Math.min(b[1], whole[3])];
  return shown[0] < shown[2] && shown[1] < shown[3] ? shown : [...a, ...b];
}

function isCut(app, part) {
  return app.model.bounds().some((side, at) => side !== part[at]);
}

/** A camera on a part of the plane, for a map of any size. */
function cameraOn([left, top, right, bottom], { width, height }) {
  const camera = new Camera();
  camera.resize(width, height);
  camera.k = Math.min((width - 2 * EDGE) / Math.max(right - left, 1), (height - 2 * EDGE) / Math.max(bottom - top, 1));
  camera.x = width / 2 - ((left + right) / 2) * camera.k;
  camera.y = height / 2 - ((top + bottom) / 2) * camera.k;
  return camera;
}

/** The size of a sheet of a width, as high as what is shown asks for. */
export function sizeOf(app, width) {
  const [left, top, right, bottom] = shownOf(app);
  const room = width - 2 * MARGIN - 2 * EDGE;
  return { width, mapHeight: Math.min(Math.max((room * (bottom - top)) / (right - left), width / 4), width * 1.4) + 2 * EDGE };
}

/** The size of a sheet whose map is as large as on the screen, and no larger than what is shown. */
function screenSize(app) {
  const [left, top, right, bottom] = shownOf(app);
  const { k } = app.screen.camera;
  const mapWidth = Math.max((right - left) * k + 2 * EDGE, 700);
  return { width: mapWidth + 2 * MARGIN, mapHeight: Math.max((bottom - top) * k + 2 * EDGE, 200) };
}

/** Draw the map and what lies over it, `f` pixels of the context to one of CSS. */
function drawMap(c, app, part, map, theme, f) {
  const camera = cameraOn(part, map);
  const view = { width: map.width * f, height: map.height * f, k: camera.k * f, x: camera.x * f, y: camera.y * f, f };
  for (const _ of drawScene(c, { ...app.scene(), theme }, view)) void _;
  c.setTransform(f, 0, 0, f, 0, 0);
  drawOverlay(Object.create(app, { theme: { value: theme } }), c, camera);
}

/**
 * Draw the sheet with the present view on a canvas.
 * @param {object} app
 * @param {{width: number, mapHeight: number}} [size] in CSS pixels; the screen's where not given
 * @returns {HTMLCanvasElement}
 */
export function pictureOf(app, size = screenSize(app)) {
  const sheet = sheetOf(measuring(), app, size);
  const f = Math.min(Math.max(2, window.devicePixelRatio || 1), Math.sqrt(MOST_PIXELS / (sheet.width * sheet.height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(sheet.width * f);
  canvas.height = Math.round(sheet.height * f);
  const c = canvas.getContext("2d", { alpha: false });
  c.setTransform(f, 0, 0, f, 0, 0);
  drawSheet(c, app, sheet, app.theme);
  // The map draws beyond its sides: on a canvas of its own they cut it.
  const inner = document.createElement("canvas");
  inner.width = Math.round(sheet.map.width * f);
  inner.height = Math.round(sheet.map.height * f);
  const part = shownOf(app);
  drawMap(inner.getContext("2d", { alpha: false }), app, part, sheet.map, app.theme, f);
  c.setTransform(1, 0, 0, 1, 0, 0);
  c.drawImage(inner, Math.round(sheet.map.x * f), Math.round(sheet.map.y * f));
  c.setTransform(f, 0, 0, f, 0, 0);
  if (isCut(app, part)) drawFrame(c, sheet, app.theme);
  return canvas;
}

/**
 * Write the sheet with the present view as SVG.
 * @param {object} app
 * @param {{width?: number, height?: number, mapHeight?: number}} [size] in CSS pixels; the screen's where not given
 * @param {string} [theme]
 * @returns {string}
 */
export function drawingOf(app, size = screenSize(app), theme = app.theme) {
  const c = measuring();
  const measure = (font, text) => {
    c.font = font;
    return c.measureText(text);
  };
  const sheet = sheetOf(c, app, size);
  const [outer, inner, frame] = [1, 2, 3].map(() => new SvgContext(measure));
  drawSheet(outer, app, sheet, theme);
  const part = shownOf(app);
  drawMap(inner, app, part, sheet.map, theme, 1);
  if (isCut(app, part)) drawFrame(frame, sheet, theme);
  const { map } = sheet;
  const [width, height] = [Math.ceil(sheet.width), Math.ceil(sheet.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(app.told.title[app.lang])}</title>`,
    outer,
    `<svg x="${map.x}" y="${map.y}" width="${map.width}" height="${map.height}" overflow="hidden">`,
    inner,
    "</svg>",
    frame,
    "</svg>\n",
  ].join("\n");
}
