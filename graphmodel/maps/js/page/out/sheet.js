/** The sheet around a picture of the map: the answer as its title, the numbers, the signs used, date, digest, sources. */
import { bannerOf } from "../banner.js";
import { byId } from "../dom.js";
import { drawSign, legendOf, SIGN } from "../legend.js";
import { FONT, LOOK } from "../look.js";

export const MARGIN = 20;
const LINE = 19;
const SMALL = 15;

/** What a sheet says in words, as the page stands now. @param {object} app */
export function wordsOf(app) {
  const { lang, told } = app;
  const { answer, title, sentence, numbers } = bannerOf(app);
  const date = new Date().toLocaleDateString(lang === "fr" ? "fr-CA" : "en-CA", { dateStyle: "long" });
  const counted = numbers.map(([count, what]) => `${count} ${what}`);
  return {
    title: answer ? sentence : title,
    states: [...(answer ? [title] : [sentence]), ...counted, ...statesOf(app)],
    stamp: [told.title[lang], app.t("madeOn", { date, digest: told.digest })].join(" · "),
    note: [app.t("within"), ...told.limits[lang]].join(" "),
  };
}

/** Which world is shown, what was changed in it and what that costs, and how much of it is shown. */
function statesOf(app) {
  const { page, lang, trying, versions } = app;
  const of = (key, text) => app.t("of", { name: app.t(key), text });
  const scenario = page.before ? of("scenario", `${page.scenario.name[lang]} – ${app.t(versions.shown)}`) : "";
  const tried = trying.changes.length ? [of("whatIf", trying.inWords.join("; ")), trying.costs] : [];
  const shown = app.filters.text ? byId("shown").textContent : "";
  return [scenario, ...tried, shown].filter(Boolean);
}

/**
 * Where everything of a sheet stands, for a width and a height: the title above the map, the legend and the sources below.
 * @param {CanvasRenderingContext2D} c measures only
 * @param {object} app
 * @param {{width: number, height: number}} size in CSS pixels
 */
export function sheetOf(c, app, { width, height }) {
  const words = wordsOf(app);
  const room = Math.ceil(width) - 2 * MARGIN; // whole pixels: no side is half drawn
  const folded = (font, text) => foldedTo(c, font, text, room);
  const title = folded(`700 19px ${FONT}`, words.title);
  const states = words.states.length ? folded(`13px ${FONT}`, words.states.join("  ·  ")) : [];
  const foot = [...folded(`11px ${FONT}`, words.stamp), ...folded(`11px ${FONT}`, words.note)];
  const legend = placed(c, legendOf(app), room);
  const rows = legend.length ? legend.at(-1).row + 1 : 0;
  const top = MARGIN + title.length * 25 + states.length * LINE + 6;
  const below = 12 + rows * LINE + 8 + foot.length * SMALL + MARGIN - 6;
  const map = { x: MARGIN, y: top, width: room, height: Math.ceil(Math.max(height - top - below, 80)) };
  const legendTop = top + map.height + 12;
  const made = { width: Math.ceil(width), height: top + map.height + below, map, title, states, legend, foot, spoken: words.title };
  return { ...made, legendTop, footTop: legendTop + rows * LINE + 19 };
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
    drawSign(c, app, entry, x, y);
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
