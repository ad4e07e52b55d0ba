/** The sheet around a picture of the map: title, what is shown, legend, date, the catalogue's digest and the source note. */
import { byId } from "../dom.js";
import { FONT, LOOK, outline } from "../look.js";
import { FAMILIES } from "../model.js";
import { whole } from "../whole.js";

export const MARGIN = 20;
const LINE = 19;
const SMALL = 15;
/** Width of a legend beside the map, and what its signs take of it. */
const COLUMN = 236;
const SIGN = 26;

/** What a sheet says in words, as the page stands now. @param {object} app */
export function wordsOf(app) {
  const { page, lang } = app;
  const strong = (id) => byId(id).querySelector("strong")?.textContent ?? "";
  const seen = app.seeing.agency >= 0 ? `${app.t("seeAs")}: ${app.name(app.seeing.agency)}. ${strong("seen")}` : "";
  const tried = app.trying.changes.length ? `${app.t("whatIf")} (${app.trying.changes.length}): ${strong("tried")}` : "";
  const selected = app.selected >= 0 ? `${app.t("selectedItem")}: ${app.name(app.selected)}` : "";
  const date = new Date().toLocaleDateString(lang === "fr" ? "fr-CA" : "en-CA", { dateStyle: "long" });
  return {
    title: page.title[lang],
    states: [byId("shown").textContent, selected, seen, tried].filter(Boolean),
    stamp: `${app.t("madeOn").replace("{date}", date)} · ${app.t("digest")} ${page.digest}`,
    note: [app.t("within"), ...page.limits[lang]].join(" "),
  };
}

/** What the shapes, colours and lines of the picture mean; counts are of what is shown. @param {object} app */
export function legendOf(app) {
  const { model, filters } = app;
  const counts = FAMILIES.map(() => 0);
  const example = FAMILIES.map(() => -1);
  for (let i = 0; i < model.count; i++) {
    if (!filters.visible[i]) continue;
    counts[model.colour[i]]++;
    example[model.colour[i]] = i;
  }
  const name = ({ id, types }) => {
    const word = types.length === 1 && app.page.words.types.find((type) => type.id === types[0]);
    return word ? word[app.lang] : app.t(`family_${id}`);
  };
  const items = FAMILIES.flatMap((family, colour) => {
    if (!counts[colour]) return [];
    return [{ kind: "item", colour, item: example[colour], text: `${name(family)} (${whole(counts[colour], app.lang)})` }];
  });
  const lines = ["live", "planned", "ribbon"].map((kind) => ({ kind, text: app.t(`line_${kind}`) }));
  return [...items, ...lines];
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
    sign(c, app, entry, x, y, look);
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

/** The sign of one entry of the legend, its middle left at (x, y). */
function sign(c, app, entry, x, y, look) {
  c.beginPath();
  if (entry.kind === "item") {
    c.fillStyle = look.families[entry.colour];
    outline(c, app.model, entry.item, x + 10, y, 5.5);
    c.fill();
    return;
  }
  c.strokeStyle = { live: look.link, planned: look.quiet, ribbon: look.strong }[entry.kind];
  c.lineWidth = entry.kind === "ribbon" ? 5 : 1.6;
  c.globalAlpha = entry.kind === "ribbon" ? 0.4 : 1;
  c.setLineDash(entry.kind === "planned" ? [5, 4] : []);
  c.moveTo(x, y);
  c.lineTo(x + 20, y);
  c.stroke();
  c.setLineDash([]);
  c.globalAlpha = 1;
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
