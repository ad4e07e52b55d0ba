/** What every sign on the map means, as far as it is there: for the panel, for pictures and for paper. */
import { FONT, outline } from "./look.js";
import { FAMILIES } from "./model.js";
import { arrow, lock } from "./overlay.js";
import { crossed, framed, linkSign, ringed } from "./signs.js";
import { whole } from "./whole.js";

/** What a sign takes of a legend's width. */
export const SIGN = 26;

/**
 * Return the entries of the legend: the families of items with how many of each are shown, then lines and marks.
 * @param {object} app
 * @returns {{kind: string, text: string, colour?: number, item?: number}[]}
 */
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
  return [...items, ...signsOf(app)];
}

/** The lines and marks that are on the map, with their numbers where they have any. @param {object} app */
export function signsOf(app) {
  const { emphasis, model, path, focus } = app;
  const drawn = (is) => model.row.some((_, e) => is(e) && app.filters.visible[model.from[e]] && app.filters.visible[model.to[e]]);
  const there = {
    live: drawn((e) => !model.planned[e]),
    planned: drawn((e) => model.planned[e]),
    ribbon: (focus ? focus.ribbons : app.every ? [] : (app.ribbons ?? [])).length,
    faded: focus || app.lit || path?.systems,
    way: app.ways?.length && !path?.systems,
    steps: app.seeing.agency >= 0 && app.lit,
    path: path?.systems,
    breach: path?.breaches?.length,
    selected: app.selected >= 0 && app.filters.visible[app.selected],
    locked: app.moving.locked.size,
  };
  const lines = Object.keys(there).filter((kind) => there[kind]).map((kind) => ({ kind, text: app.t(`sign_${kind}`) }));
  const marks = Object.entries(emphasis.counts).filter(([, count]) => count);
  return [...lines, ...marks.map(([kind, count]) => ({ kind, text: `${app.t(`sign_${kind}`)} (${whole(count, app.lang)})` }))];
}

/** Draw the sign of one entry, its middle left at (x, y), as the map draws it. */
export function drawSign(c, app, entry, x, y, look) {
  const { model } = app;
  const middle = x + 10;
  const ring = (kind) => {
    box(c, look, middle, y);
    ringed(c, look, kind, { isAgency: () => kind !== "new", hub: [0] }, 0, middle, y, kind === "loses" ? 2 : 4);
  };
  const signs = {
    item: () => shape(c, look.families[entry.colour], () => outline(c, model, entry.item, middle, y, 5.5)),
    live: () => line(c, look.link, 1.6, [], x, y),
    planned: () => line(c, look.quiet, 1.6, [5, 4], x, y),
    ribbon: () => line(c, look.strong, 5, [], x, y, 0.4),
    way: () => line(c, look.strong, 2, [], x, y, 0.55),
    faded: () => shape(c, look.link, () => c.rect(middle - 5, y - 5, 10, 10), 0.16),
    steps: () => text(c, look.text, "2 ·", middle, y),
    path: () => arrow(c, look.lit, false, x - 2, y, x + 24, y),
    breach: () => {
      arrow(c, look.lost, true, x - 2, y, x + 24, y);
      crossed(c, look, middle, y);
    },
    selected: () => shape(c, "", () => c.rect(middle - 6, y - 6, 12, 12), 1, look.lit),
    locked: () => lock(c, look, middle - 8, y + 7),
    links_new: () => linkSign(c, look, "new", x, y, x + 20, y),
    links_lost: () => linkSign(c, look, "lost", x, y, x + 20, y),
    new: () => ring("new"),
    gone: () => crossed(c, look, middle, y),
    alone: () => framed(c, look, middle, y, 4),
    gains: () => ring("gains"),
    loses: () => ring("loses"),
  };
  signs[entry.kind]();
}

function box(c, look, x, y) {
  shape(c, look.link, () => c.rect(x - 3, y - 3, 6, 6));
}

function shape(c, fill, outlined, alpha = 1, stroke = "") {
  c.globalAlpha = alpha;
  c.beginPath();
  outlined();
  c.fillStyle = fill || "#000";
  if (fill) c.fill();
  c.strokeStyle = stroke || "#000";
  c.lineWidth = 3;
  if (stroke) c.stroke();
  c.globalAlpha = 1;
}

function line(c, colour, width, dash, x, y, alpha = 1) {
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.globalAlpha = alpha;
  c.setLineDash(dash);
  c.beginPath();
  c.moveTo(x, y);
  c.lineTo(x + 20, y);
  c.stroke();
  c.setLineDash([]);
  c.globalAlpha = 1;
}

function text(c, colour, said, x, y) {
  c.font = `600 11px ${FONT}`;
  c.textAlign = "center";
  c.fillStyle = colour;
  c.fillText(said, x, y + 4);
}
