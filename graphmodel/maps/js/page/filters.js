/** The legend is the filter: what is ticked is shown, with its count. Types come in families of one colour. */
import { countsOf } from "./counting.js";
import { byId, made, rewrite } from "./dom.js";
import { LOOK } from "./look.js";
import { FAMILIES, familyOf } from "./model.js";
import { whole } from "./whole.js";

const LISTS = ["types", "provinces", "statuses", "modes", "confidence"];

/** What is ticked of each list, by place: the last type is agencies, the last province none, the last status none said. */
export class Filters {
  /** @param {object} app */
  constructor(app) {
    const { words } = app.page;
    this.app = app;
    this.sizes = {
      types: words.types.length + 1,
      provinces: words.provinces.length + 1,
      statuses: words.statuses.length,
      modes: words.modes.length,
      confidence: 2,
    };
    this.visible = new Uint8Array(app.model.count);
    this.open = new Set();
    this.bit = -1;
    this.alone = false;
    this.reset();
    this.count();
    this.sift();
    const choice = byId("filter-class");
    choice.addEventListener("change", () => {
      this.bit = Number(choice.value);
      this.apply();
    });
    const alone = byId("alone");
    alone.addEventListener("change", () => {
      this.alone = alone.checked;
      this.apply();
    });
    byId("reset").addEventListener("click", () => {
      this.reset();
      this.write();
      this.apply();
    });
  }

  /** Show everything. */
  reset() {
    for (const list of LISTS) this[list] = new Uint8Array(this.sizes[list]).fill(1);
    this.bit = -1;
    this.alone = false;
  }

  /** Count what each row of a list has on the map that is shown; returns whether that is something else than before. */
  count() {
    const before = this.counts;
    this.counts = countsOf(this.app.model, this.sizes);
    return !before || LISTS.some((list) => this.counts[list].some((count, at) => count !== before[list][at]));
  }

  /** Show what is visible now. */
  apply() {
    this.sift();
    this.tell();
    if (this.app.focusing) this.app.travel.again(); // its columns hold what is shown alone
    this.app.refresh();
    this.app.hash.write();
  }

  /** Say anew which items are visible. */
  sift() {
    const { model } = this.app;
    const { types, provinces, statuses, confidence, bit } = this;
    const carrying = bit < 0 ? null : this.carrying();
    let [shown, all] = [0, 0];
    for (let i = 0; i < model.count; i++) {
      const type = types[model.type[i] < 0 ? types.length - 1 : model.type[i]];
      const province = provinces[model.province[i] < 0 ? provinces.length - 1 : model.province[i]];
      all += model.here[i];
      let is = model.here[i] && type && province;
      if (is && !model.isAgency(i)) {
        is = (model.status[i] < 0 || statuses[model.status[i]]) && confidence[model.inferred[i]];
        is &&= !carrying || carrying[i];
        is &&= !this.alone || (model.live[i] && !model.degree[i]);
      }
      this.visible[i] = is ? 1 : 0;
      shown += this.visible[i];
    }
    [this.shown, this.all] = [shown, all];
  }

  /** Which systems hold the chosen class, or are an end of a link that carries it. */
  carrying() {
    const { model } = this.app;
    const has = Uint8Array.from(model.holds, (mask) => (mask >>> this.bit) & 1);
    for (let e = 0; e < model.lines; e++) {
      if ((model.carries[e] >>> this.bit) & 1) has[model.from[e]] = has[model.to[e]] = 1;
    }
    return has;
  }

  /** Whether a line is shown. */
  shows(e) {
    const { model } = this.app;
    return this.showsRow(model.row[e], model.planned[e]);
  }

  /** Whether a link is shown, by its row; those that are tried are behind the catalogue's. */
  showsRow(row, planned) {
    const { links } = this.app.page.columns;
    const tried = row >= links.id.length;
    if (this.bit >= 0 && !tried && !((links.carries[row] >>> this.bit) & 1)) return false;
    if (tried) return true;
    if (!this.confidence[1 - links.documented[row]]) return false;
    return (links.mode[row] < 0 || this.modes[links.mode[row]]) && (!planned || this.showsPlanned);
  }

  get showsPlanned() {
    const at = this.app.page.words.statuses.findIndex((word) => word.id === "planned");
    return this.statuses[at];
  }

  tell() {
    const { app, all } = this;
    byId("shown").textContent = app.t(app.versions?.shown === "difference" ? "shownOfBoth" : "shownOf", { shown: this.shown, all });
    byId("reset").hidden = this.shown === all && !this.text;
  }

  /** Write the legend in the language and theme in force. */
  write() {
    const { app } = this;
    const { words } = app.page;
    const said = (list) => list.map((word) => word[app.lang]);
    this.writeTypes();
    this.list("provinces", [...said(words.provinces), app.t("national")]);
    this.list("statuses", said(words.statuses));
    this.list("modes", said(words.modes));
    this.list("confidence", [app.t("documented"), app.t("inferred")]);
    const choice = byId("filter-class");
    choice.textContent = "";
    [app.t("everyClass"), ...said(words.classes)].forEach((name, at) => {
      const option = made("option", "", name);
      option.value = String(at - 1);
      option.selected = at - 1 === this.bit;
      choice.append(option);
    });
    byId("alone").checked = this.alone;
    this.tell();
  }

  list(name, names) {
    const box = byId(name);
    box.textContent = "";
    names.forEach((text, at) => {
      if (!this.counts[name][at]) return;
      const set = (on) => (this[name][at] = on);
      const row = this.row(text, this[name][at], set, this.counts[name][at]);
      box.append(row);
    });
  }

  /** The families of types, each with its types behind a button where there are several. */
  writeTypes() {
    rewrite(byId("types"), () => this.fillTypes());
  }

  fillTypes() {
    const { app, types } = this;
    const { words } = app.page;
    const box = byId("types");
    box.textContent = "";
    const last = words.types.length;
    if (this.counts.types[last]) box.append(this.row(app.t("family_agencies"), types[last], (on) => (types[last] = on), this.counts.types[last], made("span", "swatch agency")));
    FAMILIES.forEach((family, colour) => {
      const members = [...Array(last + 1).keys()].filter((at) => this.counts.types[at] && this.familyAt(at) === colour);
      if (!members.length) return;
      const count = members.reduce((sum, at) => sum + this.counts.types[at], 0);
      const alone = members.length === 1;
      const name = alone ? this.typeName(members[0]) : app.t(`family_${family.id}`);
      const on = members.filter((at) => types[at]).length;
      const set = (value) => members.forEach((at) => (types[at] = value));
      const row = this.row(name, on, set, count, this.swatch(colour), () => this.writeTypes());
      row.querySelector("input").indeterminate = on > 0 && on < members.length;
      const group = made("div", "group", row);
      if (!alone) group.append(this.opener(family.id, name), ...this.members(family.id, members));
      box.append(group);
    });
  }

  familyAt(type) {
    const { words } = this.app.page;
    return type === words.types.length ? -1 : familyOf(words.types[type].id);
  }

  typeName(at) {
    const { app } = this;
    return at === app.page.words.types.length ? app.t("family_agencies") : app.page.words.types[at][app.lang];
  }

  opener(id, name) {
    const open = this.open.has(id);
    const opener = made("button", "opener", open ? "▾" : "▸");
    opener.type = "button";
    opener.setAttribute("aria-expanded", String(open));
    opener.setAttribute("aria-label", this.app.t("of", { name, text: this.app.t("single") }));
    opener.addEventListener("click", () => {
      if (open) this.open.delete(id);
      else this.open.add(id);
      this.writeTypes();
    });
    return opener;
  }

  members(id, members) {
    if (!this.open.has(id)) return [];
    const rows = members.map((at) => {
      const set = (on) => (this.types[at] = on);
      return this.row(this.typeName(at), this.types[at], set, this.counts.types[at], null, () => this.writeTypes());
    });
    return [made("div", "members", ...rows)];
  }

  row(name, checked, set, count, swatch, after) {
    const tick = made("input");
    tick.type = "checkbox";
    tick.checked = Boolean(checked);
    tick.addEventListener("change", () => {
      set(tick.checked ? 1 : 0);
      after?.();
      this.apply();
    });
    const number = made("span", "count", whole(count, this.app.lang));
    return made("label", "row", tick, ...(swatch ? [swatch] : []), made("span", "", name), number);
  }

  /** The letter of a family in its colour, as the map has it. */
  swatch(family) {
    const letter = made("span", "swatch", this.app.letter(family));
    letter.style.background = LOOK[this.app.theme].families[family];
    letter.setAttribute("aria-hidden", "true");
    return letter;
  }

  /** The ids of one list, in order. */
  idsOf(list) {
    const { words } = this.app.page;
    if (list === "confidence") return ["documented", "inferred"];
    const ids = words[list].map((word) => word.id);
    return list === "types" ? [...ids, "agency"] : list === "provinces" ? [...ids, "national"] : ids;
  }

  /** What is not ticked, as an address says it: `types:rms,cad;class:warrant;alone`. */
  get text() {
    const parts = LISTS.flatMap((list) => {
      const off = this.idsOf(list).filter((_, at) => !this[list][at]);
      return off.length ? [`${list}:${off.join(",")}`] : [];
    });
    if (this.bit >= 0) parts.push(`class:${this.app.page.words.classes[this.bit].id}`);
    if (this.alone) parts.push("alone");
    return parts.join("~");
  }

  set text(said) {
    const before = this.text;
    this.reset();
    for (const part of said.split("~")) {
      const [list, ids = ""] = part.split(":");
      if (list === "class") this.bit = this.app.page.words.classes.findIndex((word) => word.id === ids);
      else if (list === "alone") this.alone = true;
      else if (LISTS.includes(list)) {
        const off = new Set(ids.split(","));
        this.idsOf(list).forEach((id, at) => off.has(id) && (this[list][at] = 0));
      }
    }
    if (this.text !== before) this.write();
    this.apply();
  }
}
