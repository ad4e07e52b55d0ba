/** Eight questions as buttons: each shows its answer on the map. Some need an agency or a system first. */
import { combobox } from "./combobox.js";
import { button, byId, made, rewrite } from "./dom.js";
import { rankPartners, runInSlices } from "../engine/ranking.js";
import { whole } from "./whole.js";

/** Those that need nothing more, and what the others need. */
const QUESTIONS = [
  { id: "alone" },
  { id: "joins" },
  { id: "breaks", needs: "system" },
  { id: "sees", needs: "agency" },
  { id: "seenBy", needs: "agency" },
  { id: "oneMore", needs: "system" },
  { id: "next" },
  { id: "compare" },
];
const HERE = new Set(["alone", "joins"]);
const RANKED = 8;
/** Of the next link only the systems with most partners are asked about: what others gain most is a link with one of them. */
const HUBS = 12;

export class Asking {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.id = "";
    this.open = "";
  }

  /** Write the questions in the language in force. */
  write() {
    const { app } = this;
    const box = byId("questions");
    box.replaceChildren(
      ...QUESTIONS.flatMap(({ id, needs }) => {
        const ask = button(app.t(`ask_${id}`), () => this.ask(id), "ask");
        ask.setAttribute("aria-pressed", String(this.id === id || this.open === id));
        return this.open === id && needs ? [ask, this.need(id, needs)] : [ask];
      }),
    );
    const said = made("div");
    said.id = "asked-more";
    box.append(said);
    const short = QUESTIONS.map(({ id }) => {
      const ask = button(app.t(`short_${id}`), () => this.ask(id));
      ask.title = app.t(`ask_${id}`);
      ask.setAttribute("aria-pressed", String(this.id === id || this.open === id));
      return ask;
    });
    rewrite(byId("asks"), () => byId("asks").replaceChildren(...short));
  }

  /** A field for the agency or system that a question is about. */
  need(id, needs) {
    const { app } = this;
    const field = made("input");
    Object.assign(field, { type: "search", id: `ask-${id}`, autocomplete: "off", placeholder: app.t(`need_${needs}`) });
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", `ask-${id}-list`], ["aria-autocomplete", "list"], ["aria-label", app.t(`need_${needs}`)]]) field.setAttribute(name, value);
    const list = made("ul");
    list.id = `ask-${id}-list`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", app.t(`need_${needs}`));
    list.hidden = true;
    const agencies = needs === "agency";
    combobox(field, list, {
      find: (wish) => app.finder.find(wish, 25, (i) => app.model.isAgency(i) === agencies && (agencies || app.model.live[i])),
      name: (i) => app.name(i),
      hint: (i) => app.hint(i),
      take: (i) => this.answer(id, i),
    });
    return made("div", "choice", field, list);
  }

  /** Ask a question: it is answered at once, or asks back. */
  ask(id) {
    const { app } = this;
    const question = QUESTIONS.find((one) => one.id === id);
    if (!question) return;
    app.record(() => {
      app.quiet();
      this.open = id;
      this.id = HERE.has(id) ? id : "";
    });
    const { selected, model } = app;
    if (question.needs) {
      const chosen = selected >= 0 && model.isAgency(selected) === (question.needs === "agency") ? selected : this.busiest(id);
      this.write();
      if (chosen >= 0) this.answer(id, chosen);
      else app.panels.show("ask");
      if (chosen < 0) byId(`ask-${id}`).focus();
    } else if (id === "next") this.next();
    else if (id === "compare") this.compare();
    else this.write();
    if (!question.needs) app.panels.closeNarrow();
    app.refresh();
  }

  /** What a question is about where nobody said: the busiest hub for what breaks, nothing else. */
  busiest(id) {
    const { model } = this.app;
    return id === "breaks" ? model.order[0] : -1;
  }

  answer(id, item) {
    const { app } = this;
    const system = item - app.model.agencies;
    app.record(() => {
      app.quiet();
      this.open = id;
      if (id === "breaks") app.trying.take([{ do: "retire", system }]);
      else if (id === "sees") app.seeing.see(item);
      else if (id === "seenBy") app.seeing.see(item, true);
    });
    if (id === "oneMore") this.oneMore(system);
    else app.panels.show(""); // the answer is on the map
    this.write();
    const field = byId(`ask-${id}`);
    if (field) field.value = app.name(item);
  }

  /** What one more link of a system would yield, the best partners first. */
  oneMore(system) {
    const { app } = this;
    app.select(system + app.model.agencies);
    this.rank([system], (rows) => this.list(rows.slice(0, RANKED)));
  }

  /** Which link next: the best of all that join one of the hubs. */
  next() {
    const { app } = this;
    const { model } = app;
    const hubs = [...model.order].filter((i) => !model.isAgency(i) && model.live[i]).slice(0, HUBS);
    this.write();
    this.rank(hubs.map((i) => i - model.agencies), (rows) => {
      const best = new Map();
      for (const row of rows) best.set([row.system, row.partner].sort((a, b) => a - b).join(), row);
      this.list([...best.values()].sort((one, other) => other.triples - one.triples).slice(0, RANKED));
    });
  }

  rank(systems, done) {
    const { app } = this;
    this.stop?.();
    this.write();
    app.panels.show("ask");
    byId("asked-more").replaceChildren(made("p", "quiet", app.t("ranking")));
    const { world } = app;
    function* all() {
      const rows = [];
      for (const system of systems) for (const row of yield* rankPartners(world, system, { limit: RANKED })) rows.push({ system, ...row });
      return rows;
    }
    this.stop = runInSlices(all(), { done, failed: (error) => app.fail(error) });
  }

  /** Links to try, each with what it yields. */
  list(rows) {
    const { app } = this;
    this.write();
    const list = made("ol", "plain");
    for (const { system, partner, triples } of rows) {
      const text = app.t("tryLink", { one: app.labelOf(system), other: app.labelOf(partner) });
      list.append(made("li", "", button(text, () => app.record(() => app.trying.take([{ do: "connect", from: system, to: partner }])), "item"), made("div", "quiet", `+${whole(triples, app.lang)} ${app.t("count_gained")}`)));
    }
    byId("asked-more").replaceChildren(made("h3", "small", app.t("best")), list);
    if (rows.length) app.record(() => app.trying.take([{ do: "connect", from: rows[0].system, to: rows[0].partner }]));
  }

  compare() {
    const { app } = this;
    this.write();
    if (app.page.before) app.record(() => app.versions.show("difference"));
    else {
      app.panels.show("ask");
      byId("asked-more").replaceChildren(made("p", "quiet", app.t("compareHow")));
    }
  }

  /** Nothing is asked any more. */
  forget() {
    this.stop?.();
    this.id = this.open = "";
  }

  /** The question as an address says it. */
  get text() {
    return this.id;
  }

  set text(said) {
    this.id = HERE.has(said) ? said : "";
    if (this.id) this.open = this.id;
    this.write();
  }
}
