/** The legend is the filter: what is ticked is shown, with its count. */
import { byId, made } from "./dom.js";
import { LOOK } from "./look.js";

const SVG = "http://www.w3.org/2000/svg";

export class Filters {
  /** @param {object} app */
  constructor(app) {
    const { words } = app.page;
    this.app = app;
    this.types = new Uint8Array(words.types.length + 1).fill(1);
    this.provinces = new Uint8Array(words.provinces.length + 1).fill(1);
    this.links = { live: 1, planned: 1, documented: 1, inferred: 1 };
    this.visible = new Uint8Array(app.model.count).fill(1);
    this.count();
  }

  /** How many items each type and each province has; the last place is agencies, or those of no province. */
  count() {
    const { model } = this.app;
    this.ofType = new Int32Array(this.types.length);
    this.ofProvince = new Int32Array(this.provinces.length);
    for (let i = 0; i < model.count; i++) {
      this.ofType[this.place(model.type[i], this.types)]++;
      this.ofProvince[this.place(model.province[i], this.provinces)]++;
    }
  }

  place(at, list) {
    return at < 0 ? list.length - 1 : at;
  }

  /** Say anew which items are visible. */
  apply() {
    const { model } = this.app;
    for (let i = 0; i < model.count; i++) {
      const type = this.types[this.place(model.type[i], this.types)];
      this.visible[i] = type && this.provinces[this.place(model.province[i], this.provinces)] ? 1 : 0;
    }
    this.app.refresh();
  }

  /** Whether a line is shown. */
  shows(e) {
    const { model } = this.app;
    const state = model.planned[e] ? this.links.planned : this.links.live;
    return state && (model.documented[e] ? this.links.documented : this.links.inferred);
  }

  /** Write the legend in the language and theme in force. */
  write() {
    const { app } = this;
    const { words } = app.page;
    const types = [...words.types.map((word) => word[app.lang]), app.t("agency")];
    const provinces = [...words.provinces.map((word) => word[app.lang]), app.t("national")];
    this.list(byId("types"), types, this.types, this.ofType, (at) => this.swatch(at));
    this.list(byId("provinces"), provinces, this.provinces, this.ofProvince);
    const box = byId("states");
    box.textContent = "";
    for (const name of Object.keys(this.links)) {
      box.append(this.row(app.t(name), this.links[name], (on) => (this.links[name] = on)));
    }
  }

  list(box, names, on, counts, swatch) {
    box.textContent = "";
    names.forEach((name, at) => {
      if (!counts[at]) return;
      const row = this.row(name, on[at], (value) => (on[at] = value), swatch && swatch(at));
      row.append(made("span", "count", counts[at]));
      box.append(row);
    });
  }

  row(name, checked, set, swatch) {
    const label = made("label", "row");
    const tick = made("input");
    tick.type = "checkbox";
    tick.checked = Boolean(checked);
    tick.addEventListener("change", () => {
      set(tick.checked ? 1 : 0);
      this.apply();
    });
    label.append(tick);
    if (swatch) label.append(swatch);
    label.append(made("span", "", name));
    return label;
  }

  swatch(at) {
    const { model, page, theme } = this.app;
    const agency = at === page.words.types.length;
    const like = agency ? 0 : model.type.indexOf(at);
    const shape = document.createElementNS(SVG, "path");
    const hub = !agency && model.hub[like];
    shape.setAttribute("d", agency ? "M2 2H12V12H2Z" : hub ? "M7 0L14 7L7 14L0 7Z" : "M7 1A6 6 0 1 1 6.99 1Z");
    shape.setAttribute("fill", LOOK[theme].families[model.colour[like]]);
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 14 14");
    svg.setAttribute("class", "swatch");
    svg.setAttribute("aria-hidden", "true");
    svg.append(shape);
    return svg;
  }
}
