/** What the map shows as rows: systems, agencies and links that the filters leave, in the world of the changes that stand. */
import { bitsOf } from "../../engine/bits.js";
import { endedNow, statusOf } from "../details.js";

/** The word of a vocabulary, "" where there is none. */
function word(list, at, lang) {
  return at < 0 || at === undefined ? "" : list[at][lang];
}

/** @param {object} app */
export function systemRows(app) {
  const { words } = app.page;
  const { systems } = app.columns;
  const { agencies } = app.model;
  const { degree, live } = app.world;
  const rows = [];
  for (let s = 0; s < systems.id.length; s++) {
    const item = s + agencies;
    if (!app.filters.visible[item]) continue;
    rows.push({
      item,
      id: systems.id[s],
      name: app.name(item),
      type: word(words.types, systems.type[s], app.lang),
      operatorItem: systems.operator[s],
      operator: app.name(systems.operator[s]),
      province: app.provinceName(app.model.province[item]),
      status: statusOf(app, s),
      product: systems.product[s],
      links: degree[s],
      partners: app.world.partnersOf(s).length,
      isolated: live[s] && !degree[s] ? app.t("yes") : live[s] ? app.t("no") : "",
      holds: app.classNames(systems.holds[s]).join(", "),
      relays: app.t(systems.relays[s] ? "yes" : "no"),
      confidence: app.t(systems.documented[s] ? "documentedOne" : "inferredOne"),
      sources: systems.source[s],
    });
  }
  return rows;
}

/** @param {object} app */
export function agencyRows(app) {
  const { words } = app.page;
  const { agencies, systems } = app.columns;
  const { world } = app;
  const operated = new Int32Array(agencies.id.length);
  const linked = new Int32Array(agencies.id.length);
  systems.operator.forEach((at, s) => {
    if (at < 0 || !world.live[s]) return;
    operated[at]++;
    if (world.degree[s]) linked[at]++;
  });
  const rows = [];
  for (let i = 0; i < agencies.id.length; i++) {
    if (!app.filters.visible[i]) continue;
    rows.push({
      item: i,
      id: agencies.id[i],
      name: app.name(i),
      level: word(words.levels, agencies.level[i], app.lang),
      sector: word(words.sectors, agencies.sector[i], app.lang),
      province: app.provinceName(agencies.province[i]),
      organisationItem: agencies.organisation[i],
      organisation: app.name(agencies.organisation[i]),
      officers: agencies.officers[i] < 0 ? NaN : agencies.officers[i],
      operates: operated[i],
      interconnected: linked[i],
      reads: world.readBy(i).length,
      sources: agencies.source[i],
    });
  }
  return rows;
}

/** @param {object} app */
export function linkRows(app) {
  const { words } = app.page;
  const { links: known } = app.columns;
  const { model, world } = app;
  const { links } = world;
  const { visible } = app.filters;
  const drawn = new Map(Array.from(model.row, (row, e) => [row, e]));
  const rows = [];
  for (let row = 0; row < links.from.length; row++) {
    const [item, toItem] = [links.from[row], links.to[row]].map((system) => system + model.agencies);
    const ended = endedNow(app, row);
    if (!visible[item] || !visible[toItem] || !(ended || (drawn.has(row) && app.filters.shows(drawn.get(row))))) continue;
    const tried = row >= known.id.length;
    const said = (list, name) => (tried ? "" : word(list, known[name][row], app.lang));
    rows.push({
      item,
      toItem,
      id: links.id[row],
      from: app.name(item),
      to: app.name(toItem),
      direction: app.t(links.twoWay[row] ? "twoWay" : "oneWay"),
      mode: said(words.modes, "mode"),
      access: said(words.accesses, "access"),
      carries: carried(app, links.carries[row]),
      latency: said(words.latencies, "latency"),
      status: tried ? app.t("triedHere") : ended || word(words.statuses, known.status[row], app.lang),
      confidence: tried ? "" : app.t(known.documented[row] ? "documentedOne" : "inferredOne"),
      note: tried ? "" : known.note[row],
      sources: tried ? [] : known.source[row],
    });
  }
  return rows;
}

/** The classes of a link; one that names none carries whatever its sender offers. */
function carried(app, mask) {
  const { classes } = app.page.words;
  const bits = bitsOf(mask);
  return bits.length === classes.length ? app.t("anyClass") : bits.map((bit) => classes[bit][app.lang]).join(", ");
}
