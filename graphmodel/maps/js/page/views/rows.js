/** What the map shows as rows: systems, agencies and links that the filters leave, in the world of the changes that stand. */
import { bitsOf } from "../../engine/bits.js";

/** The word of a vocabulary, "" where there is none. */
function word(list, at, lang) {
  return at < 0 || at === undefined ? "" : list[at][lang];
}

/** @param {object} app */
export function systemRows(app) {
  const { words, columns } = app.page;
  const { systems } = columns;
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
      status: app.network.live[s] && !live[s] ? app.t("retiredHere") : word(words.statuses, systems.status[s], app.lang),
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
  const { words, columns } = app.page;
  const { agencies, systems } = columns;
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
  const { words, columns } = app.page;
  const { links } = columns;
  const { model, world } = app;
  const shown = (from, to) => app.filters.visible[from] && app.filters.visible[to];
  const rows = [];
  for (let e = 0; e < model.lines; e++) {
    if (!shown(model.from[e], model.to[e]) || !app.filters.shows(e)) continue;
    const row = model.row[e];
    const ended = links.live[row] && !world.links.live[row];
    rows.push({
      item: model.from[e],
      toItem: model.to[e],
      id: links.id[row],
      from: app.name(model.from[e]),
      to: app.name(model.to[e]),
      direction: app.t(links.two_way[row] ? "twoWay" : "oneWay"),
      mode: word(words.modes, links.mode[row], app.lang),
      access: word(words.accesses, links.access[row], app.lang),
      carries: carried(app, links.carries[row]),
      latency: word(words.latencies, links.latency[row], app.lang),
      status: ended ? app.t("endedHere") : word(words.statuses, links.status[row], app.lang),
      confidence: app.t(links.documented[row] ? "documentedOne" : "inferredOne"),
      note: links.note[row],
      sources: links.source[row],
    });
  }
  return rows.concat(triedRows(app, shown));
}

/** The links that the planner drew, as far as they still stand. */
function triedRows(app, shown) {
  const { model, world } = app;
  const { links } = world;
  const rows = [];
  for (let row = app.page.columns.links.id.length; row < links.from.length; row++) {
    const [item, toItem] = [links.from[row] + model.agencies, links.to[row] + model.agencies];
    if (!links.live[row] || !shown(item, toItem)) continue;
    rows.push({
      item,
      toItem,
      id: links.id[row],
      from: app.name(item),
      to: app.name(toItem),
      direction: app.t(links.twoWay[row] ? "twoWay" : "oneWay"),
      ...{ mode: "", access: "", latency: "", confidence: "", note: "", sources: [] },
      carries: carried(app, links.carries[row]),
      status: app.t("triedHere"),
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
