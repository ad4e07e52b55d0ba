/** What if: links drawn and systems retired on the map, what each yields at once, and the stack as a scenario. */
import { combobox } from "./combobox.js";
import { differenceOf } from "../engine/difference.js";
import { button, byId, download, made } from "./dom.js";
import { rankPartners, runInSlices } from "../engine/ranking.js";
import { reasonsInWords } from "../engine/plausible.js";
import { changeInWords, scenarioToml } from "../engine/scenario.js";

const RANKED = 12;

export class Trying {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.changes = [];
    this.retired = new Set();
    this.ends = [-1, -1];
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
    byId("link").addEventListener("click", () => this.add({ do: "connect", from: this.ends[0], to: this.ends[1] }));
    byId("retire").addEventListener("click", () => this.add({ do: "retire", system: this.ends[0] }));
    byId("rank").addEventListener("click", () => this.rank());
  }

  /** Take the selected system as the first end. */
  from(system) {
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
      byId("refused").textContent = app.t(`refused_${error.code || error.message}`);
      return;
    }
    byId("refused").textContent = "";
    this.changes = [...before, change];
    app.undo.push(() => this.take(before));
    this.settle();
  }

  /** Take one change back; what stands on it goes as well where it can no longer be. */
  remove(at) {
    const before = this.changes;
    this.take(before.filter((_, other) => other !== at));
    this.app.undo.push(() => this.take(before));
  }

  /** Let these changes stand, as far as they can be. */
  take(changes) {
    const { app } = this;
    const stack = [...changes];
    for (;;) {
      try {
        app.world = app.network.withChanges(stack);
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
    this.retired = new Set(this.changes.filter((change) => change.do === "retire").map((change) => change.system));
    this.tell();
    if (app.seeing.agency >= 0) app.seeing.see(app.seeing.agency);
    app.pathing.look();
    app.screen.draw(true);
    app.hash.write();
  }

  /** The stack as an address says it: `a>b` for a link, `-a` for a system that is retired. */
  get text() {
    const { id } = this.app.page.columns.systems;
    const said = (change) => (change.do === "connect" ? `${id[change.from]}..${id[change.to]}` : `-${id[change.system]}`);
    return this.changes.filter((change) => change.do !== "disconnect").map(said).join("~");
  }

  set text(said) {
    if (said === this.text) return;
    const { id } = this.app.page.columns.systems;
    const changes = said.split("~").filter(Boolean).map((text) => {
      if (text.startsWith("-")) return { do: "retire", system: id.indexOf(text.slice(1)) };
      const [from, to] = text.split("..").map((one) => id.indexOf(one));
      return { do: "connect", from, to };
    });
    this.take(changes.filter((change) => ![change.from, change.to, change.system].includes(-1)));
  }

  /** Write the stack and what it yields. */
  tell() {
    const { app } = this;
    const box = byId("tried");
    box.textContent = "";
    if (!this.changes.length) return;
    const made_ = differenceOf(app.network, app.world);
    const { counts } = made_;
    const number = (value) => value.toLocaleString(app.lang);
    const summary = app
      .t("gains")
      .replace("{triples}", number(counts.triples))
      .replace("{agencies}", number(counts.agencies))
      .replace("{officers}", number(made_.gained.officers))
      .replace("{lost}", number(counts.lost_triples));
    box.append(made("p", "", made("strong", "", summary), " ", app.t("within")));
    const list = made("ol", "plain");
    this.changes.forEach((change, at) => {
      const words = changeInWords(app.world, change, app.lang);
      list.append(made("li", "", words, " ", button(app.t("takeBack"), () => this.remove(at))));
    });
    box.append(list, button(app.t("save"), () => this.save()));
    app.say(summary);
  }

  /** Give the stack to the planner as a scenario that `graphmodel whatif run` takes. */
  save() {
    const text = scenarioToml(this.app.network, this.changes, { name: "map" });
    download(new Blob([text], { type: "application/toml" }), "scenario.toml");
    return text;
  }

  /** Rank the partners of the first end without holding the page up. */
  rank() {
    const { app } = this;
    const box = byId("ranked");
    this.stop?.();
    box.textContent = "";
    const system = this.ends[0];
    if (system < 0) {
      byId("refused").textContent = app.t("refused_choose");
      return;
    }
    byId("refused").textContent = "";
    box.append(made("p", "quiet", app.t("ranking")));
    this.stop = runInSlices(rankPartners(app.world, system, { limit: RANKED }), {
      done: (rows) => this.show(system, rows),
      failed: (error) => (box.textContent = error.message),
    });
  }

  show(system, rows) {
    const { app } = this;
    const box = byId("ranked");
    box.textContent = "";
    const list = made("ol", "plain");
    for (const row of rows) {
      const item = row.partner + app.model.agencies;
      const why = reasonsInWords(app.world, system, row.partner, app.lang).join("; ");
      const take = button(`${app.name(item)} (+${row.triples.toLocaleString(app.lang)})`, () => {
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
    this.tell();
    if (this.ends[0] >= 0) this.rank();
  }
}
