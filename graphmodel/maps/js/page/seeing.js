/** See as: what one agency sees lights up on the map, with the steps that it takes and the relays it comes through. */
import { combobox } from "./combobox.js";
import { bitsOf } from "../engine/bits.js";
import { button, byId, made } from "./dom.js";
import { seeAs } from "../engine/reach.js";

const SHOWN = 60;

export class Seeing {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.agency = -1;
    this.bit = -1;
    this.field = byId("agency");
    combobox(this.field, byId("agencies"), {
      find: (wish) => app.finder.find(wish, 25, (i) => app.model.isAgency(i)),
      name: (i) => app.name(i),
      hint: (i) => app.provinceName(app.model.province[i]),
      take: (i) => this.see(i),
    });
    byId("class").addEventListener("change", (event) => {
      this.bit = Number(event.target.value);
      if (this.agency >= 0) this.see(this.agency);
    });
  }

  /** Write the classes to choose from. */
  write() {
    const choice = byId("class");
    choice.textContent = "";
    const classes = this.app.page.words.classes.map((word) => word[this.app.lang]);
    [this.app.t("everyClass"), ...classes].forEach((name, at) => {
      const option = made("option", "", name);
      option.value = String(at - 1);
      option.selected = at - 1 === this.bit;
      choice.append(option);
    });
    if (this.agency >= 0) this.field.value = this.app.name(this.agency);
    this.tell();
  }

  /** Show what an agency sees in the world of the changes that stand. */
  see(agency) {
    this.agency = agency;
    const { app } = this;
    this.sight = seeAs(app.world, agency, this.bit < 0 ? undefined : 2 ** this.bit);
    app.lit = new Set([agency, ...this.sight.system.map((system) => system + app.model.agencies)]);
    app.focus = null;
    this.tell();
    app.screen.draw(true);
  }

  stop() {
    this.agency = -1;
    this.field.value = "";
    this.tell();
  }

  tell() {
    const box = byId("seen");
    box.textContent = "";
    if (this.agency < 0) return;
    const { app, sight } = this;
    const steps = sight.stepsTo;
    const seen = [...new Set(sight.system)].sort((a, b) => steps[a] - steps[b] || a - b);
    const summary = app
      .t("seesPairs")
      .replace("{pairs}", sight.count.toLocaleString(app.lang))
      .replace("{systems}", seen.length.toLocaleString(app.lang));
    box.append(made("p", "", made("strong", "", summary), " ", app.t("within")));
    box.append(button(app.t("clear"), () => app.clear()));
    const list = made("ol", "plain");
    for (const system of seen.slice(0, SHOWN)) list.append(this.row(system, steps[system]));
    box.append(list);
    if (seen.length > SHOWN) box.append(made("p", "quiet", `+ ${seen.length - SHOWN} ${app.t("more")}`));
    byId("said").textContent = `${app.name(this.agency)}: ${summary}`;
  }

  row(system, steps) {
    const { app, sight } = this;
    const at = sight.system.indexOf(system);
    const way = sight.wayOf(at);
    const names = way.relays.map((relay) => app.page.columns.systems.id[relay]);
    const how = steps ? `${steps} ${app.t("steps")}` : app.t("readsItself");
    const through = names.length ? `, ${app.t("through")} ${names.join(", ")}` : "";
    const classes = bitsOf(sight.masks[system]).map((bit) => app.page.words.classes[bit][app.lang]);
    const text = made("div", "quiet", `${how}${through} · ${classes.join(", ")}`);
    return made("li", "", button(app.name(system + app.model.agencies), () => app.select(system + app.model.agencies, true), "item"), text);
  }
}
