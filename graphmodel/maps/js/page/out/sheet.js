/** The sheet around a picture of the map: title, what is shown, legend, date, the catalogue's digest and the source note. */
import { byId } from "../dom.js";
import { drawSign, legendOf, SIGN } from "../legend.js";
import { FONT, LOOK } from "../look.js";

export const MARGIN = 20;
const LINE = 19;
const SMALL = 15;
/** Width of a legend beside the map. */
const COLUMN = 236;

/** What a sheet says in words, as the page stands now. @param {object} app */
export function wordsOf(app) {
  const { lang, told } = app;
  const date = new Date().toLocaleDateString(lang === "fr" ? "fr-CA" : "en-CA", { dateStyle: "long" });
  return {
    title: told.title[lang],
    states: statesOf(app),
    stamp: app.t("madeOn", { date, digest: told.digest }),
    note: [app.t("within"), ...told.limits[lang]].join(" "),
  };
}

/** Which world is shown, what was changed in it and what that yields, what is chosen and looked at. */
function statesOf(app) {
  const { asked, page, lang, trying, versions, seeing } = app;
  const of = (key, text) => app.t("of", { name: app.t(key), text });
  const strong = (id) => byId(id).querySelector("strong")?.textContent ?? "";
  const scenario = page.before ? of("scenario", `${page.scenario.name[lang]} – ${app.t(versions.shown)}`) : "";
  const does = page.before && versions.shown !== "before" ? [versions.said.does, versions.said.yields] : [];
  const tried = trying.changes.length ? [of("whatIf", trying.inWords.join("; ")), trying.yields, trying.costs] : [];
  const question = asked.on ? asked.title : "";
  const seen = seeing.agency >= 0 ? of("seeAs", `${app.name(seeing.agency)}. ${strong("seen")}`) : "";
  const path = app.pathing.found ? of("path", `${app.pathing.ends.map((end) => app.systemName(end)).join(" → ")}. ${strong("path-found")}`) : "";
  const selected = app.selected >= 0 ? of("selectedItem", app.inShort(app.selected)) : "";
  return [scenario, ...does, ...tried, byId("shown").textContent, question, selected, seen, path].filter(Boolean);
}

/**
 * Where everything of a sheet stands, for a width and either its own height or that of the map. The legend stands below
 * the map; on a sheet of a height, which is wider than high, beside it.
 * @param {CanvasRenderingContext2D} c measures only
 * @param {object} app
 * @param {{width: number, height?: number, mapHeight?: number}} size in CSS pixels
 */
export function sheetOf(c, app, { width, height, mapHeight }) {
  const words = wordsOf(app);
  const room = Math.ceil(width) - 2 * MARGIN; // whole pixels: no side is half drawn
  const folded = (font, text) => foldedTo(c, font, text, room);
  const title = folded(`700 19px ${FONT}`, words.title);
  const states = words.states.length ? folded(`13px ${FONT}`, words.states.join("  ·  ")) : [];
  const foot = [...folded(`11px ${FONT}`, words.stamp), ...folded(`11px ${FONT}`, words.note)];
  const legend = height ? stacked(c, legendOf(app)) : placed(c, legendOf(app), room);
  const beside = height ? COLUMN : 0;
  const rows = height ? 0 : legend.at(-1).row + 1;
  const top = MARGIN + title.length * 25 + states.length * LINE + 6;
  const below = 12 + rows * LINE + 8 + foot.length * SMALL + MARGIN - 6;
  const map = { x: MARGIN + beside, y: top, width: room - beside, height: Math.ceil(mapHeight ?? Math.max(height - top - below, 80)) };
  const under = top + map.height + 12;
  const made = { width: Math.ceil(width), height: top + map.height + below, map, title, states, legend, foot };
  return { ...made, legendTop: height ? top + 10 : under, footTop: under + rows * LINE + 19 };
}

/** Draw all of a sheet but the map itself, in CSS pixels. */
export function drawSheet(c, app, sheet, theme) {
  const look = LOOK[theme];
  c.fillStyle = look.ground;
  c.fillRect(0, 0, sheet.width, sheet.height);
  c.textAlign = "left";
  c.textBaseline = "alphabetic";
  write(c, sheet.title, `700 19px ${FONT}`, look.text, MARGIN + 16, 25);
  write(c, sheet.states, `13px ${FONT}`, look.text, MARGIN + sheet.title.length * 25 + 11, LINE);
  c.font = `12px ${FONT}`;
  for (const entry of sheet.legend) {
    const [x, y] = [MARGIN + entry.x, sheet.legendTop + entry.row * LINE + 9];
    drawSign(c, app, entry, x, y, look);
    c.font = `12px ${FONT}`;
    c.textAlign = "left";
    c.fillStyle = look.text;
    entry.lines.forEach((line, at) => c.fillText(line, x + SIGN, y + 4 + at * SMALL));
  }
  write(c, sheet.foot, `11px ${FONT}`, look.quiet, sheet.footTop, SMALL);
}

/** The frame around a map that is cut by it, drawn last. */
export function drawFrame(c, { map }, theme) {
  c.strokeStyle = LOOK[theme].line;
  c.lineWidth = 1;
  c.setLineDash([]);
  c.strokeRect(map.x, map.y, map.width, map.height);
}

function write(c, lines, font, colour, y, step) {
  c.font = font;
  c.fillStyle = colour;
  lines.forEach((line, at) => c.fillText(line, MARGIN, y + at * step));
}

/** Entries below each other in a column. */
function stacked(c, entries) {
  let row = 0;
  return entries.map((entry) => {
    const lines = foldedTo(c, `12px ${FONT}`, entry.text, COLUMN - SIGN - 16);
    const at = { ...entry, x: 0, row, lines };
    row += 1 + ((lines.length - 1) * SMALL) / LINE;
    return at;
  });
}

/** Entries one after the other, in as many rows as they need. */
function placed(c, entries, room) {
  c.font = `12px ${FONT}`;
  let [x, row] = [0, 0];
  return entries.map((entry) => {
    const width = SIGN + c.measureText(entry.text).width + 22;
    if (x && x + width - 22 > room) [x, row] = [0, row + 1];
    const at = { ...entry, x, row, lines: [entry.text] };
    x += width;
    return at;
  });
}

/** A text in lines no wider than the room. */
export function foldedTo(c, font, text, room) {
  c.font = font;
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (line && c.measureText(longer).width > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line ? [...lines, line] : lines;
}
