/** The signs that are on the map explained, as far as they are there: below it, on pictures and on paper. */
import { byId, made } from "./dom.js";
import { FONT, LOOK } from "./look.js";
import { LINK_ROLES, ROLE_COLOURS, ROLES } from "./nest/roles.js";
import { SvgContext } from "./out/vector.js";

/** What a sign takes of a legend's width. */
export const SIGN = 24;
const HEIGHT = 18;

/**
 * Return the entries of the legend: roles of items, roles of links, then the families of types, those that are shown.
 * @param {object} app
 * @returns {{kind: "role" | "link" | "band" | "hollow" | "family", id: string | number, text: string}[]}
 */
export function legendOf(app) {
  const { answer, model, filters } = app;
  const roles = answer ? distinct(answer.agencies, answer.systems) : [];
  const links = answer ? [...new Set([...distinct(answer.links), ...(answer.lost.length ? ["lost"] : [])])] : [];
  const { live } = app.pictured;
  const there = new Uint8Array(model.families.length);
  for (let i = model.agencies; i < model.count; i++) if (filters.visible[i] && live[i - model.agencies]) there[model.colour[i]] = 1;
  const families = model.families.map((family, at) => ({ kind: "family", id: at, text: familyName(app, family) }));
  return [
    ...roles.map((id) => ({ kind: "role", id, text: app.t(`role_${id}`) })),
    ...links.map((id) => ({ kind: "link", id, text: app.t(`link_${id}`) })),
    ...(answer ? [] : [{ kind: "band", id: "band", text: app.t("sign_band") }, { kind: "band", id: "inferred", text: app.t("sign_inferred") }]),
    { kind: "hollow", id: "hollow", text: app.t("sign_hollow") },
    ...families.filter(({ id }) => there[id]),
  ];
}

/** The distinct roles of some maps, in the order in which they come. */
function distinct(...maps) {
  const roles = new Set();
  for (const map of maps) for (const role of map.values()) roles.add(role);
  return [...roles];
}

/** What a family of types is called: one of a single type as the type is. */
export function familyName(app, { id }) {
  return app.t(`family_${id}`);
}

/** Draw the sign of one entry, its middle left at (x, y), as the map draws it. */
export function drawSign(c, app, entry, x, y) {
  const look = LOOK[app.theme];
  const colours = ROLE_COLOURS[app.theme][entry.id];
  c.lineWidth = 2;
  if (entry.kind === "family") {
    square(c, x, y, look.families[entry.id], "");
    letter(c, app.letter(entry.id), x, y, look.onFamily);
  } else if (entry.kind === "hollow") {
    c.lineWidth = 1.2;
    square(c, x, y, look.paper, look.text);
  } else if (entry.kind === "role") {
    c.setLineDash(ROLES[entry.id].dash);
    square(c, x, y, colours.fill, colours.ring);
    c.setLineDash([]);
    letter(c, ROLES[entry.id].sign, x, y, colours.ring);
  } else {
    c.strokeStyle = entry.kind === "link" ? colours.ring : look.link;
    c.lineWidth = 4;
    c.setLineDash(entry.kind === "link" ? LINK_ROLES[entry.id].dash : []);
    dash(c, x, y);
    if (entry.id === "inferred") {
      Object.assign(c, { strokeStyle: look.ground, lineWidth: 1.4 }); // the core of a band
      c.setLineDash([5, 3]);
      dash(c, x, y);
    }
    c.setLineDash([]);
  }
}

function dash(c, x, y) {
  c.beginPath();
  c.moveTo(x, y);
  c.lineTo(x + 18, y);
  c.stroke();
}

function square(c, x, y, fill, stroke) {
  c.fillStyle = fill;
  c.fillRect(x + 1, y - 7, 14, 14);
  c.strokeStyle = stroke;
  if (stroke) c.strokeRect(x + 1, y - 7, 14, 14);
}

function letter(c, text, x, y, fill) {
  if (!text) return;
  c.font = `700 11px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "alphabetic";
  c.fillStyle = fill;
  c.fillText(text, x + 8, y + 4);
}

/** Write the legend below the map, where it is not the one that stands there. @param {object} app */
export function writeLegend(app) {
  const entries = legendOf(app);
  const said = [app.theme, ...entries.map((entry) => entry.text)].join("\n");
  const box = byId("legend");
  if (box.dataset.said === said) return;
  box.dataset.said = said;
  box.replaceChildren(...entries.map((entry) => made("span", "sign", picture(app, entry), made("span", "", entry.text))));
}

function picture(app, entry) {
  const c = new SvgContext(() => ({ width: 0 }));
  drawSign(c, app, entry, 2, HEIGHT / 2);
  const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIGN} ${HEIGHT}" width="${SIGN}" height="${HEIGHT}" aria-hidden="true">${c}</svg>`;
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
}
