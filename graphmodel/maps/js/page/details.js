/** What is known of the selected item, with its sources. */
import { KINDS } from "../engine/kinds.js";
import { button, byId, fact, made, rewrite, sourceLink } from "./dom.js";
import { whole } from "./whole.js";

const SHOWN = 30;

/** Write the panel of the selected item. @param {object} app */
export function writeDetails(app) {
  const box = byId("details");
  rewrite(box, () => {
    box.textContent = "";
    const i = app.selected;
    if (i < 0) {
      box.append(made("p", "quiet", app.t("nothing")));
      return;
    }
    box.append(made("h3", "", app.name(i)), made("p", "quiet", app.model.ids[i]));
    if (app.model.isAgency(i)) agency(app, box, i);
    else system(app, box, i - app.model.agencies, i);
  });
}

function system(app, box, s, i) {
  const { words } = app.page;
  const { systems } = app.columns;
  const list = made("dl");
  fact(list, app.t("col_type"), words.types[systems.type[s]][app.lang]);
  fact(list, app.t("col_operator"), itemButton(app, systems.operator[s]));
  fact(list, app.t("col_province"), app.provinceName(app.model.province[i]));
  fact(list, app.t("col_status"), statusOf(app, s));
  fact(list, app.t("col_product"), systems.product[s]);
  fact(list, app.t("col_holds"), app.classNames(systems.holds[s]).join(", "));
  fact(list, app.t("col_relays"), app.t(systems.relays[s] ? "yes" : "no"));
  fact(list, app.t("col_confidence"), app.t(systems.documented[s] ? "documentedOne" : "inferredOne"));
  box.append(list);
  const bar = made("div", "bar");
  bar.append(button(app.t("pathFrom"), () => app.pathing.from(s)));
  if (app.world.live[s]) bar.append(button(app.t("whatIf"), () => app.trying.from(s)));
  for (const steps of [1, 2, 3]) {
    const near = button(app.t("focus", { steps }), () => app.record(() => app.focus(true, steps)));
    near.setAttribute("aria-pressed", String(app.focusing && app.steps === steps));
    bar.append(near);
  }
  bar.append(button(app.t("nearer"), () => app.record(() => app.travel.toAgency(systems.operator[s]))), button(app.t("clear"), () => app.record(() => app.clear())));
  box.append(bar);
  links(app, box, s, i);
  sources(app, box, systems.source[s]);
}

/** The status of a system in the world that is shown, whatever the catalogue says of it. */
export function statusOf(app, s) {
  const { systems } = app.columns;
  if (systems.here && !systems.here[s]) return app.t("onlyBefore");
  if (app.network.live[s] && !app.world.live[s]) return app.t("retiredHere");
  return app.page.words.statuses[systems.status[s]]?.[app.lang] ?? "";
}

/** All links of a system by what becomes of them: those in service first, each kind with its number. */
function links(app, box, s, i) {
  const { world, model } = app;
  const { from, to } = world.links;
  const { here } = app.columns.links;
  const mine = [];
  for (let row = 0; row < from.length; row++) if ((from[row] === s || to[row] === s) && (here?.[row] ?? 1)) mine.push(row);
  const across = (row) => (from[row] === s ? to[row] : from[row]) + model.agencies;
  mine.sort((one, other) => model.degree[across(other)] - model.degree[across(one)] || one - other);
  if (!model.degree[i]) box.append(made("p", "", app.t(world.live[s] ? "isolated" : "notLive")));
  KINDS.forEach((kind, at) => {
    const rows = mine.filter((row) => world.kinds[row] === at);
    if (!rows.length) return;
    const partners = kind === "live" ? `, ${app.counted("partner", model.partners(i).length)}` : "";
    box.append(made("h4", "", `${app.t(`links_${kind}`)} (${whole(rows.length, app.lang)}${partners})`));
    more(app, box, rows, (row) => link(app, row, s, across(row)));
  });
}

/** One link of a system: the other end, what it carries, how, and where that is written. */
function link(app, row, s, other) {
  const { words } = app.page;
  const { links: known, sources: all } = app.columns;
  const shown = app.world.links;
  const arrow = shown.twoWay[row] ? "↔" : shown.from[row] === s ? "→" : "←";
  const classes = app.classNames(shown.carries[row]);
  const carried = classes.length === words.classes.length ? app.t("anyClass") : classes.join(", ");
  const tried = row >= known.id.length;
  const facts = tried
    ? [app.t("triedHere"), carried]
    : [endedNow(app, row), words.modes[known.mode[row]]?.[app.lang], carried, app.t(known.documented[row] ? "documentedOne" : "inferredOne")];
  const said = made("div", "quiet", facts.filter(Boolean).join(" · "));
  for (const at of tried ? [] : known.source[row]) said.append(" · ", sourceLink(all.title[at], all.url[at]));
  const direction = made("span", "arrow", arrow);
  direction.setAttribute("aria-hidden", "true");
  return made("div", "link", direction, itemButton(app, other), said);
}

/** Of a link that is no longer in service, whether the changes that are tried ended it. */
export function endedNow(app, row) {
  return app.network.links.live[row] && !app.world.links.live[row] ? app.t("endedHere") : "";
}

function agency(app, box, i) {
  const { columns } = app;
  const { agencies, systems } = columns;
  const list = made("dl");
  const number = (value) => (value < 0 ? "" : whole(value, app.lang));
  fact(list, app.t("col_province"), app.provinceName(app.model.province[i]));
  fact(list, app.t("col_officers"), number(agencies.officers[i]));
  fact(list, app.t("population"), number(agencies.population[i]));
  const bar = made("div", "bar", button(app.t("ask_sees"), () => app.asking.answer("sees", i)), button(app.t("ask_seenBy"), () => app.asking.answer("seenBy", i)));
  box.append(list, bar);
  const operated = rowsOf(systems.operator, i).filter((s) => app.model.here[s + app.model.agencies]).map((s) => s + app.model.agencies);
  box.append(made("h4", "", `${app.t("systems")} (${operated.length})`));
  more(app, box, operated, (item) => itemButton(app, item));
  const { readers } = columns;
  const own = new Set(operated);
  const read = rowsOf(readers.agency, i).map((n) => readers.system[n] + app.model.agencies);
  const others = read.filter((item) => !own.has(item));
  if (others.length) {
    box.append(made("h4", "", `${app.t("reads")} (${others.length})`));
    more(app, box, others, (item) => itemButton(app, item));
  }
  sources(app, box, agencies.source[i]);
}

/** The rows of a column that hold a value. */
function rowsOf(column, value) {
  const rows = [];
  column.forEach((at, row) => at === value && rows.push(row));
  return rows;
}

/** A button that selects an item. */
export function itemButton(app, i) {
  return button(app.name(i), () => app.record(() => app.select(i, true)), "item");
}

function more(app, box, items, row, from = 0) {
  for (const item of items.slice(from, from + SHOWN)) box.append(row(item));
  const rest = items.length - from - SHOWN;
  if (rest <= 0) return;
  const next = button(`+ ${app.t("more", { count: rest })}`, () => {
    const tail = made("div");
    next.replaceWith(tail);
    more(app, tail, items, row, from + SHOWN);
    tail.querySelector("button")?.focus();
  });
  box.append(next);
}

function sources(app, box, rows) {
  const { columns } = app;
  if (!rows.length) return;
  box.append(made("h4", "", app.t("sources")));
  const list = made("ul", "sources");
  for (const at of rows) {
    list.append(made("li", "", sourceLink(columns.sources.title[at], columns.sources.url[at])));
  }
  box.append(list);
}
