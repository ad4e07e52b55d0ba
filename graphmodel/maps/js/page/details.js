/** What is known of the selected item, with its sources. */
import { button, byId, fact, made, sourceLink } from "./dom.js";

const SHOWN = 40;

/** Write the panel of the selected item. @param {object} app */
export function writeDetails(app) {
  const box = byId("details");
  box.textContent = "";
  const i = app.selected;
  if (i < 0) {
    box.append(made("p", "quiet", app.t("nothing")));
    return;
  }
  box.append(made("h3", "", app.name(i)), made("p", "quiet", app.model.ids[i]));
  if (app.model.isAgency(i)) agency(app, box, i);
  else system(app, box, i - app.model.agencies, i);
}

function system(app, box, s, i) {
  const { words, columns } = app.page;
  const { systems } = columns;
  const list = made("dl");
  fact(list, app.t("type"), words.types[systems.type[s]][app.lang]);
  fact(list, app.t("operator"), itemButton(app, systems.operator[s]));
  fact(list, app.t("province"), app.provinceName(app.model.province[i]));
  fact(list, app.t("status"), words.statuses[systems.status[s]][app.lang]);
  fact(list, app.t("product"), systems.product[s]);
  fact(list, app.t("holds"), app.classNames(systems.holds[s]).join(", "));
  fact(list, app.t("relays"), app.t(systems.relays[s] ? "yes" : "no"));
  box.append(list);
  const bar = made("div", "bar");
  for (const steps of [1, 2, 3]) bar.append(button(`${app.t("focus")} ${steps}`, () => app.focusOn(i, steps)));
  if (systems.live[s]) bar.append(button(app.t("whatIf"), () => app.trying.from(s)));
  bar.append(button(app.t("clear"), () => app.clear()));
  box.append(bar);
  const partners = app.model.partners(i);
  box.append(made("h4", "", `${app.t("partners")} (${partners.length})`));
  more(app, box, partners);
  sources(app, box, systems.source[s]);
}

function agency(app, box, i) {
  const { columns } = app.page;
  const { agencies, systems } = columns;
  const list = made("dl");
  fact(list, app.t("province"), app.provinceName(app.model.province[i]));
  fact(list, app.t("officers"), agencies.officers[i] < 0 ? "" : agencies.officers[i].toLocaleString(app.lang));
  fact(list, app.t("population"), agencies.population[i] < 0 ? "" : agencies.population[i].toLocaleString(app.lang));
  box.append(list, button(app.t("seeAs"), () => app.seeing.see(i)));
  const operated = systems.operator.flatMap((at, s) => (at === i ? [s + app.model.agencies] : []));
  box.append(made("h4", "", `${app.t("systems")} (${operated.length})`));
  more(app, box, operated);
  const { readers } = columns;
  const read = readers.agency.flatMap((at, n) => (at === i ? [readers.system[n] + app.model.agencies] : []));
  const others = read.filter((at) => !operated.includes(at));
  if (others.length) {
    box.append(made("h4", "", `${app.t("reads")} (${others.length})`));
    more(app, box, others);
  }
  sources(app, box, agencies.source[i]);
}

/** A button that selects an item. */
export function itemButton(app, i) {
  return button(app.name(i), () => app.select(i, true), "item");
}

function more(app, box, items, from = 0) {
  for (const i of items.slice(from, from + SHOWN)) box.append(itemButton(app, i));
  const rest = items.length - from - SHOWN;
  if (rest <= 0) return;
  const next = button(`+ ${rest} ${app.t("more")}`, () => {
    const tail = made("div");
    next.replaceWith(tail);
    more(app, tail, items, from + SHOWN);
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
