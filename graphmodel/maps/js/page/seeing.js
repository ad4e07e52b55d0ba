/** See as: what one agency sees lights up on the map, with the steps that it takes and the relays it comes through. */
import { combobox } from "./combobox.js";
import { popcount } from "../engine/bits.js";
import { button, byId, made } from "./dom.js";
import { seeAs, whoSees } from "../engine/reach.js";
import { Standing } from "./standing.js";
import { whole } from "./whole.js";

const SHOWN = 60;

export class Seeing {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.agency = -1;
    this.bit = -1;
    this.back = false;
    this.field = byId("agency");
    combobox(this.field, byId("agencies"), {
      find: (wish) => app.finder.find(wish, 25, (i) => app.model.isAgency(i)),
      name: (i) => app.name(i),
      hint: (i) => app.provinceName(app.model.province[i]),
      take: (i) => app.record(() => this.see(i)),
    });
    byId("class").addEventListener("change", (event) => {
      this.bit = Number(event.target.value);
      if (this.agency >= 0) this.see(this.agency, this.back);
      app.pathing.look();
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
    this.tell();
  }

  /** Show what an agency sees in the world of the changes that stand, or with `back` who sees what is its own. */
  see(agency, back = false) {
    const { app } = this;
    Object.assign(this, { agency, back });
    this.look();
    this.tell();
    app.refresh();
    app.hash.write();
  }

  /** Look for it in the world that stands now, where anything is asked. */
  look() {
    const { app, agency } = this;
    if (agency < 0) return;
    const classes = this.bit < 0 ? undefined : 2 ** this.bit;
    this.sight = seeAs(app.world, agency, classes);
    this.standing = new Standing(app, app.world);
    if (this.back) this.watch(classes);
    else this.sight.masks.forEach((mask, system) => mask && this.standing.add(system, agency, system, mask));
  }

  /** Who else sees the records of the agency's own systems, and how many sightlines that are. */
  watch(classes) {
    const { app, agency } = this;
    const { operator } = app.page.columns.systems;
    this.watchers = new Map();
    for (let system = 0; system < operator.length; system++) {
      if (operator[system] !== agency || !app.world.live[system]) continue;
      const { masks } = whoSees(app.world, system, classes);
      masks.forEach((mask, other) => {
        if (!mask || other === agency) return;
        this.watchers.set(other, (this.watchers.get(other) ?? 0) + popcount(mask));
        this.standing.add(other, other, system, mask);
      });
    }
    this.watched = [...this.watchers.values()].reduce((sum, count) => sum + count, 0);
  }

  stop() {
    this.agency = -1;
    this.back = false;
    this.tell();
  }

  /** The agency and the class, as an address says them. */
  get text() {
    const { columns, words } = this.app.page;
    if (this.agency < 0) return "";
    return (this.back ? "-" : "") + columns.agencies.id[this.agency] + (this.bit < 0 ? "" : `~${words.classes[this.bit].id}`);
  }

  set text(said) {
    if (said === this.text) return;
    const { columns, words } = this.app.page;
    const back = said.startsWith("-");
    const [id, word] = said.slice(back ? 1 : 0).split("~");
    this.bit = words.classes.findIndex((one) => one.id === word);
    byId("class").value = String(this.bit);
    const agency = columns.agencies.id.indexOf(id);
    if (agency < 0) this.stop();
    else this.see(agency, back);
  }

  tell() {
    const box = byId("seen");
    box.textContent = "";
    this.field.value = this.agency < 0 ? "" : this.app.name(this.agency);
    if (this.agency < 0 || this.back) return;
    const { app, sight } = this;
    const steps = sight.stepsTo;
    const seen = [...new Set(sight.system)].sort((a, b) => steps[a] - steps[b] || a - b);
    const [sightlines, systems] = [app.counted("sightline", sight.count), app.counted("systemCount", seen.length)];
    const summary = app.t("sees", { sightlines, systems });
    box.append(made("p", "", made("strong", "", summary), " ", app.t("within")));
    if (this.standing.told) box.append(made("p", "quiet", this.standing.note));
    box.append(button(app.t("clear"), () => app.record(() => app.clear())));
    let [step, list] = [-1, null];
    for (const system of seen.slice(0, SHOWN)) {
      if (steps[system] !== step) {
        step = steps[system];
        const many = seen.filter((other) => steps[other] === step).length;
        list = made("ul", "plain");
        box.append(made("h3", "small", `${this.stepsInWords(step)} (${whole(many, app.lang)})`), list);
      }
      list.append(this.row(system));
    }
    if (seen.length > SHOWN) box.append(made("p", "quiet", `+ ${app.t("more", { count: seen.length - SHOWN })}`));
    app.say(app.t("of", { name: app.name(this.agency), text: summary }));
  }

  stepsInWords(steps) {
    return steps ? this.app.counted("steps", steps) : this.app.t("readsItself");
  }

  row(system) {
    const { app, sight } = this;
    const { model } = app;
    const name = (at) => app.systemName(at);
    const { relays } = sight.wayOf(sight.system.indexOf(system));
    const through = relays.length ? [app.t("through", { systems: relays.map(name).join(" → ") })] : [];
    const text = made("div", "quiet", [...this.standing.classesOf(system, sight.masks[system]), ...through].join(" · "));
    return made("li", "", button(name(system), () => app.select(system + model.agencies, true), "item"), text);
  }
}
