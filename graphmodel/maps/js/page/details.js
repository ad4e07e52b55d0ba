/** What is known of the selected item, with its sources. */
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
  const { words, columns } = app.page;
  const { systems } = columns;
  const list = made("dl");
  fact(list, app.t("type"), words.types[systems.type[s]][app.lang]);
  fact(list, app.t("operator"), itemButton(app, systems.operator[s]));
  fact(list, app.t("province"), app.provinceName(app.model.province[i]));
  fact(list, app.t("status"), words.statuses[systems.status[s]]?.[app.lang]);
  fact(list, app.t("product"), systems.product[s]);
  fact(list, app.t("holds"), app.classNames(systems.holds[s]).join(", "));
  fact(list, app.t("relays"), app.t(systems.relays[s] ? "yes" : "no"));
  fact(list, app.t("confidenceOf"), app.t(systems.documented[s] ? "documentedOne" : "inferredOne"));
  box.append(list);
  const bar = made("div", "bar");
  for (const steps of [1, 2, 3]) bar.append(button(`${app.t("focus")} ${steps}`, () => app.focusOn(i, steps)));
  bar.append(button(app.t("pathFrom"), () => app.pathing.from(s)));
  if (systems.live[s]) bar.append(button(app.t("whatIf"), () => app.trying.from(s)));
  bar.append(lockButton(app, i), button(app.t("clear"), () => app.clear()));
  box.append(bar);
  const lines = [...app.model.linesOf(i)];
  const { degree } = app.model;
  lines.sort((one, other) => degree[app.model.across(other, i)] - degree[app.model.across(one, i)] || one - other);
  box.append(made("h4", "", `${app.t("linksOf")} (${lines.length})`));
  if (!lines.length) box.append(made("p", "", app.t(systems.live[s] ? "isolated" : "notLive")));
  more(app, box, lines, (e) => link(app, e, i));
  sources(app, box, systems.source[s]);
}

/** One link of an item: the other end, what it carries, how, and where that is written. */
function link(app, e, i) {
  const { model } = app;
  const { words, columns } = app.page;
  const { links } = columns;
  const row = model.row[e];
  const arrow = model.twoWay[e] ? "↔" : model.from[e] === i ? "→" : "←";
  const classes = app.classNames(links.carries[row]);
  const carried = classes.length === words.classes.length ? app.t("everyClass") : classes.join(", ");
  const facts = [words.modes[links.mode[row]]?.[app.lang], carried, app.t(links.documented[row] ? "documentedOne" : "inferredOne")];
  if (model.planned[e]) facts.unshift(app.t("planned"));
  const said = made("div", "quiet", facts.filter(Boolean).join(" · "));
  for (const at of links.source[row]) said.append(" · ", sourceLink(columns.sources.title[at], columns.sources.url[at]));
  const direction = made("span", "arrow", arrow);
  direction.setAttribute("aria-hidden", "true");
  return made("div", "link", direction, itemButton(app, model.across(e, i)), said);
}

function agency(app, box, i) {
  const { columns } = app.page;
  const { agencies, systems } = columns;
  const list = made("dl");
  const number = (value) => (value < 0 ? "" : whole(value, app.lang));
  fact(list, app.t("province"), app.provinceName(app.model.province[i]));
  fact(list, app.t("officers"), number(agencies.officers[i]));
  fact(list, app.t("population"), number(agencies.population[i]));
  const bar = made("div", "bar", button(app.t("seeAs"), () => app.seeing.see(i)), lockButton(app, i));
  box.append(list, bar);
  const operated = rowsOf(systems.operator, i).map((s) => s + app.model.agencies);
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

function lockButton(app, i) {
  const locked = app.moving.locked.has(i);
  const made_ = button(app.t("lock"), () => app.moving.lock(i));
  made_.setAttribute("aria-pressed", String(locked));
  return made_;
}

/** A button that selects an item. */
export function itemButton(app, i) {
  return button(app.name(i), () => app.select(i, true), "item");
}

function more(app, box, items, row, from = 0) {
  for (const item of items.slice(from, from + SHOWN)) box.append(row(item));
  const rest = items.length - from - SHOWN;
  if (rest <= 0) return;
  const next = button(`+ ${rest} ${app.t("more")}`, () => {
    const tail = made("div");
    next.replaceWith(tail);
    more(app, tail, items, row, from + SHOWN);
    tail.querySelector("button")?.focus();
  });
  box.append(next);
}

function sources(app, box, rows) {
  const { columns } = app.page;
  if (!rows.length) return;
  box.append(made("h4", "", app.t("sources")));
  const list = made("ul", "sources");
  for (const at of rows) {
    list.append(made("li", "", sourceLink(columns.sources.title[at], columns.sources.url[at])));
  }
  box.append(list);
}
