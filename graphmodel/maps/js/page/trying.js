/** What if: links drawn and systems retired on the map, what each yields at once, and the stack as a scenario. */
import { combobox } from "./combobox.js";
import { differenceOf } from "../engine/difference.js";
import { itemButton } from "./details.js";
import { amount, costOf } from "./costs.js";
import { button, byId, download, made, rewrite } from "./dom.js";
import { rankPartners, runInSlices } from "../engine/ranking.js";
import { reasonsFor } from "../engine/plausible.js";
import { scenarioToml } from "../engine/scenario.js";
import { whole } from "./whole.js";
import { changeInWords, changesInShort, reasonsInWords } from "./wording.js";

const RANKED = 12;
/** Rows of a list; the command line tells all. */
const LISTED = 12;

export class Trying {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    Object.assign(this, { changes: [], ends: [-1, -1], cost: NaN, refused: "" });
    for (const [at, name] of ["one", "other"].entries()) {
      combobox(byId(name), byId(`${name}s`), {
        find: (wish) => app.finder.find(wish, 25, (i) => !app.model.isAgency(i) && app.model.live[i]),
        name: (i) => app.name(i),
        hint: (i) => app.hint(i),
        take: (i) => {
          this.ends[at] = i - app.model.agencies;
          if (at === 0) this.rank();
          app.select(i);
        },
      });
    }
    byId("link").addEventListener("click", () => app.record(() => this.add({ do: "connect", from: this.ends[0], to: this.ends[1] })));
    byId("retire").addEventListener("click", () => app.record(() => this.add({ do: "retire", system: this.ends[0] })));
    byId("rank").addEventListener("click", () => this.rank());
    byId("cost").addEventListener("change", (event) => {
      this.costText = event.target.value;
      app.hash.write();
    });
  }

  /** The cost of one change as it was typed. */
  get costText() {
    return byId("cost").value.trim();
  }

  set costText(said) {
    byId("cost").value = said;
    this.cost = costOf(this.costText);
    this.refuse(this.costText && Number.isNaN(this.cost) ? "cost" : "");
    if (this.changes.length) this.tell();
  }

  /** Say why something cannot be, by its code; "" says that nothing stands against it. */
  refuse(code) {
    this.refused = code;
    byId("refused").textContent = code ? this.app.t(`refused_${code}`) : "";
  }

  /** Take the selected system as the first end. */
  from(system) {
    this.app.panels.show("try");
    this.ends[0] = system;
    byId("one").value = this.app.name(system + this.app.model.agencies);
    this.rank();
  }

  /** Add a change to the stack, or say why it cannot be. */
  add(change) {
    const { app } = this;
    const before = this.changes;
    try {
      if ([change.from, change.to, change.system].some((system) => system < 0)) throw new Error("choose");
      app.world = app.network.withChanges([...this.changes, change]);
    } catch (error) {
      this.refuse(error.code || error.message);
      return;
    }
    this.refuse("");
    this.changes = [...before, change];
    if (change.do === "connect") app.travel.bring([change.from, change.to].map((system) => system + app.model.agencies));
    this.settle();
  }

  /** Take one change back; what stands on it goes as well where it can no longer be. */
  remove(at) {
    this.take(this.changes.filter((_, other) => other !== at));
  }

  /** Let these changes stand, as far as they can be. */
  take(changes) {
    const { app } = this;
    const stack = [...changes];
    for (;;) {
      try {
        app.world = stack.length ? app.network.withChanges(stack) : app.network;
        break;
      } catch (error) {
        stack.splice(error.number, 1);
      }
    }
    this.changes = stack;
    this.settle();
  }

  settle() {
    const { app } = this;
    app.seeing.look(); // first: the banner tells it with what the changes do
    app.showWorld();
    if (app.seeing.agency >= 0) app.seeing.tell();
    app.pathing.look();
    app.travel.soon();
    app.refresh();
    this.tell(); // last: this is what those who listen should hear
    app.hash.write();
  }

  /** The stack as an address says it: `a>b` for a link, `-a` for a system that is retired. */
  get text() {
    const { id } = this.app.columns.systems;
    const said = (change) => (change.do === "connect" ? `${id[change.from]}..${id[change.to]}` : `-${id[change.system]}`);
    return this.changes.filter((change) => change.do !== "disconnect").map(said).join("~");
  }

  set text(said) {
    if (said === this.text) return;
    this.take(this.changesOf(said));
  }

  /** The changes that an address says, as far as there are such systems. */
  changesOf(said) {
    const { id } = this.app.columns.systems;
    const changes = said.split("~").filter(Boolean).map((text) => {
      if (text.startsWith("-")) return { do: "retire", system: id.indexOf(text.slice(1)) };
      const [from, to] = text.split("..").map((one) => id.indexOf(one));
      return { do: "connect", from, to };
    });
    return changes.filter((change) => ![change.from, change.to, change.system].includes(-1));
  }

  /** What the stack yields, or null; computed once for each stack. */
  get yielded() {
    if (!this.changes.length) return null;
    if (this.of !== this.app.world) {
      this.of = this.app.world;
      this.made = differenceOf(this.app.network, this.app.world);
    }
    return this.made;
  }

  /** Write the stack and what it yields. */
  tell() {
    const { app, yielded } = this;
    const box = byId("tried");
    rewrite(box, () => {
      box.textContent = "";
      if (!yielded) return;
      const { gained, lost, newlyIsolated } = yielded;
      const summary = this.yields;
      box.append(made("p", "", made("strong", "", summary), " ", app.t("within")));
      if (this.costs) box.append(made("p", "costs", this.costs));
      const list = made("ol", "plain");
      this.inWords.forEach((words, at) => {
        list.append(made("li", "", words, " ", button(app.t("takeBack"), () => app.record(() => this.remove(at)), "slight")));
      });
      box.append(list, button(app.t("save"), () => this.save()), " ", button(app.t("keep"), () => this.keep()));
      this.agencies(box, "whoGains", gained.byAgency, "+");
      this.agencies(box, "whoLoses", lost.byAgency, "−");
      this.alone(box, newlyIsolated);
      app.say(summary);
    });
  }

  /** What the stack yields, in a sentence; empty without one. */
  get yields() {
    const { yielded } = this;
    return yielded ? this.inNumbers(yielded) : "";
  }

  /** What the stack costs, and each sightline that it gains, in a sentence; empty where no cost is known. */
  get costs() {
    const { app, yielded, cost } = this;
    if (!yielded || Number.isNaN(cost)) return "";
    const all = cost * this.changes.length;
    const gained = yielded.counts.triples;
    const values = { cost: amount(all, app.lang), each: amount(all / gained, app.lang) };
    return gained ? app.t("costsEach", values) : app.t("costs", values);
  }

  /** What the stack does, change by change. */
  get inWords() {
    return this.changes.map((change) => changeInWords(this.app, this.app.world, change));
  }

  /** What a difference of two worlds comes to, in a sentence. */
  inNumbers({ gained, counts }) {
    const { app } = this;
    return app.t("gains", {
      sightlines: app.counted("sightline", counts.triples),
      agencies: app.counted("agencyCount", counts.agencies),
      officers: app.counted("officerCount", gained.officers),
      lost: app.counted("lostCount", counts.lost_triples),
    });
  }

  /** Which agencies gain or lose, and how many sightlines. */
  agencies(box, key, rows, sign) {
    const { app } = this;
    if (!rows.length) return;
    const list = made("ul", "plain");
    for (const { agency, triples } of rows.slice(0, LISTED)) {
      list.append(made("li", "pair", itemButton(app, agency), made("span", "quiet", `${sign}${whole(triples, app.lang)}`)));
    }
    box.append(made("h3", "small", `${app.t(key)} (${whole(rows.length, app.lang)})`), list);
    this.rest(box, rows);
  }

  /** Which systems are left without a link. */
  alone(box, systems) {
    const { app } = this;
    if (!systems.length) return;
    box.append(made("h3", "small", `${app.t("newlyIsolated")} (${whole(systems.length, app.lang)})`));
    for (const system of systems.slice(0, LISTED)) box.append(itemButton(app, system + app.model.agencies));
    this.rest(box, systems);
  }

  rest(box, rows) {
    const { app } = this;
    if (rows.length > LISTED) box.append(made("p", "quiet", `+ ${app.t("more", { count: rows.length - LISTED })}`));
  }

  /** Keep the stack in the page, under its name, beside others. */
  keep() {
    const { app } = this;
    const name = byId("scenario-name").value.trim() || this.called()[`name${app.lang === "fr" ? "_fr" : ""}`];
    app.record(() => app.kept.add({ name, note: byId("scenario-note").value.trim(), cost: this.cost }));
  }

  /** Give the stack to the planner as a scenario that `graphmodel whatif run` takes. */
  save() {
    const said = this.called();
    const [name, note] = ["scenario-name", "scenario-note"].map((id) => byId(id).value.trim());
    if (name) said[`name${this.app.lang === "fr" ? "_fr" : ""}`] = name;
    if (name && this.app.lang === "fr") said.name = name;
    if (note) said[`about${this.app.lang === "fr" ? "_fr" : ""}`] = note;
    const text = scenarioToml(this.app.network, this.changes, { ...said, cost: this.cost });
    download(new Blob([text], { type: "application/toml" }), "scenario.toml");
    return text;
  }

  /** What the scenario is called, in both languages: short, so by ids. */
  called() {
    const { app } = this;
    const systemName = (system) => app.columns.systems.id[system];
    const name = (lang) => {
      const speaking = Object.create(app, { lang: { value: lang }, systemName: { value: systemName } });
      return changesInShort(speaking, app.world, this.changes);
    };
    return { name: name("en"), name_fr: name("fr") };
  }

  /** Rank the partners of the first end without holding the page up. */
  rank() {
    const { app } = this;
    const box = byId("ranked");
    this.stop?.();
    box.textContent = "";
    const system = this.ends[0];
    if (system < 0) {
      this.refuse("choose");
      return;
    }
    this.refuse("");
    box.append(made("p", "quiet", app.t("ranking")));
    this.stop = runInSlices(rankPartners(app.world, system, { limit: RANKED }), {
      done: (rows) => this.show(system, rows),
      failed: (error) => {
        box.textContent = app.t("failed");
        app.fail(error);
      },
    });
  }

  show(system, rows) {
    const { app } = this;
    const box = byId("ranked");
    box.textContent = "";
    const list = made("ol", "plain");
    for (const row of rows) {
      const item = row.partner + app.model.agencies;
      const why = reasonsInWords(app, reasonsFor(app.world, system, row.partner)).join("; ");
      const take = button(`${app.name(item)} (+${whole(row.triples, app.lang)})`, () => {
        this.ends[1] = row.partner;
        byId("other").value = app.name(item);
        app.select(item, true);
      }, "item");
      list.append(made("li", "", take, made("div", "quiet", why)));
    }
    box.append(made("h3", "", app.t("best")), list);
  }

  /** Write everything anew in the language in force. */
  write() {
    this.ends.forEach((system, at) => {
      if (system >= 0) byId(["one", "other"][at]).value = this.app.name(system + this.app.model.agencies);
    });
    this.refuse(this.refused);
    this.tell();
    if (this.ends[0] >= 0) this.rank();
  }
}
