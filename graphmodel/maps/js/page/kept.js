/** Scenarios that are kept in the page, to be compared: each with its name, what it yields, and what it costs. */
import { differenceOf } from "../engine/difference.js";
import { amount } from "./costs.js";
import { button, byId, made, rewrite } from "./dom.js";
import { whole } from "./whole.js";

const MOST = 12;

export class Kept {
  /** @param {object} app */
  constructor(app) {
    Object.assign(this, { app, all: [] });
  }

  /** Keep the changes that stand. */
  add({ name, note, cost }) {
    const { app } = this;
    const { text } = app.trying;
    if (!text) return;
    const entry = { name, note, cost: Number.isNaN(cost) ? "" : String(cost), changes: text };
    this.all = [...this.all.filter((one) => one.name !== name), entry].slice(-MOST);
    this.write();
    app.hash.write();
  }

  /** What a kept scenario yields, from the world as the catalogue says it. */
  yieldOf(entry) {
    const { app } = this;
    const changes = app.trying.changesOf(entry.changes);
    this.known ??= new Map();
    const key = `${entry.changes} ${app.versions.shown}`;
    if (!this.known.has(key)) {
      let made_ = null;
      try {
        made_ = differenceOf(app.network, app.network.withChanges(changes));
      } catch {
        // It cannot be in this world: a system is not in service, or is linked already.
      }
      this.known.set(key, made_);
    }
    return { changes, difference: this.known.get(key) };
  }

  /** Write the table in the language in force. */
  write() {
    const { app } = this;
    const box = byId("kept");
    rewrite(box, () => {
      box.replaceChildren();
      if (!this.all.length) return;
      const head = made("tr", "", ...["keptName", "count_gained", "count_lost", "keptCost", ""].map((key) => made("th", "", key && app.t(key))));
      const rows = this.all.map((entry, at) => this.row(entry, at));
      box.append(made("h3", "small", app.t("keptTitle")), made("table", "plain-table", made("thead", "", head), made("tbody", "", ...rows)));
    });
  }

  row(entry, at) {
    const { app } = this;
    const { changes, difference } = this.yieldOf(entry);
    const show = button(entry.name, () => app.record(() => app.trying.take(changes)), "item");
    show.title = entry.note;
    const number = (value) => made("td", "number", difference ? whole(value, app.lang) : "–");
    const cost = entry.cost === "" ? "–" : amount(Number(entry.cost) * changes.length, app.lang);
    const gone = button("×", () => {
      this.all = this.all.filter((_, other) => other !== at);
      this.write();
      app.hash.write();
    }, "slight");
    gone.setAttribute("aria-label", app.t("remove"));
    return made("tr", "", made("td", "", show), number(difference?.counts.triples), number(difference?.counts.lost_triples), made("td", "number", cost), made("td", "", gone));
  }

  /** The kept scenarios as an address says them. */
  get text() {
    return this.all.length ? JSON.stringify(this.all.map(({ name, note, cost, changes }) => [name, note, cost, changes])) : "";
  }

  set text(said) {
    if (said === this.text) return;
    let found = [];
    try {
      found = said ? JSON.parse(said) : [];
    } catch {
      // An address may come from anybody.
    }
    const sound = (entry) => Array.isArray(entry) && entry.length === 4 && entry.every((part) => typeof part === "string");
    this.all = (Array.isArray(found) ? found : []).filter(sound).slice(0, MOST).map(([name, note, cost, changes]) => ({ name, note, cost, changes }));
    this.write();
  }
}
