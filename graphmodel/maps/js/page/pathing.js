/** The path that records can really take between two systems, or why there is none. */
import { pathBetween } from "../engine/paths.js";
import { combobox } from "./combobox.js";
import { button, byId, made } from "./dom.js";

export class Pathing {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.ends = [-1, -1];
    this.fields = [byId("path-from"), byId("path-to")];
    this.fields.forEach((field, at) => {
      combobox(field, byId(`${field.id}s`), {
        find: (wish) => app.finder.find(wish, 25, (i) => !app.model.isAgency(i)),
        name: (i) => app.name(i),
        hint: (i) => app.hint(i),
        take: (i) => {
          this.ends[at] = i - app.model.agencies;
          this.look();
        },
      });
    });
    byId("turn").addEventListener("click", () => {
      this.ends.reverse();
      this.look();
    });
  }

  /** Begin at a system. */
  from(system) {
    this.ends[0] = system;
    this.app.panels.show("path");
    this.look();
    if (this.ends[1] < 0) this.fields[1].focus();
  }

  /** Look for the path in the world of the changes that stand. */
  look() {
    const { app } = this;
    const [from, to] = this.ends;
    const ready = from >= 0 && to >= 0;
    this.found = ready ? pathBetween(app.world, from, to, app.seeing.bit) : null;
    this.write();
    app.showPath(this.found);
    app.hash.write();
  }

  stop() {
    if (this.ends.every((end) => end < 0)) return;
    this.ends = [-1, -1];
    this.found = null;
    this.write();
    this.app.showPath(null);
  }

  /** Write what was found, in the language in force. */
  write() {
    const { app, found } = this;
    this.ends.forEach((system, at) => (this.fields[at].value = system < 0 ? "" : app.systemName(system)));
    const box = byId("path-found");
    box.textContent = "";
    if (!found) return;
    const said = found.found ? this.pathInWords() : this.reasonInWords();
    box.append(made("p", "", made("strong", "", said)));
    if (found.systems) box.append(this.steps());
    box.append(button(app.t("clear"), () => app.record(() => app.clear())));
    app.say(said);
  }

  pathInWords() {
    const { app, found } = this;
    const values = { class: app.page.words.classes[found.bit][app.lang], classes: app.classNames(found.classes).join(", ") };
    return app.counted("pathFound", found.links.length, values);
  }

  reasonInWords() {
    const { app, found } = this;
    if (!found.systems) return app.t(`noPath_${found.reason}`);
    const name = (system) => app.systemName(system);
    const { classes } = app.page.words;
    const said = found.breaches.map(({ what, link, system, from, to }) => {
      const ends = what === "wrong_direction" ? [to, from] : [from, to]; // as the link itself runs
      const values = { system: name(system ?? from), from: name(ends[0]), to: name(ends[1]), class: classes[found.bit][app.lang] };
      const key = what === "planned" && link !== undefined ? "planned_link" : what;
      return app.t(`breach_${key}`, values);
    });
    return app.t("noPath", { breaches: [...new Set(said)].join(" ") });
  }

  /** The systems on the way; of a near miss, the steps where it fails are marked. */
  steps() {
    const { app, found } = this;
    const wrong = new Set((found.breaches ?? []).map((breach) => breach.step));
    const list = made("ol", "plain");
    found.systems.forEach((system, n) => {
      const item = system + app.model.agencies;
      const row = made("li", "", button(app.name(item), () => app.select(item, true), "item"));
      if (n < found.systems.length - 1 && wrong.has(n)) row.append(made("span", "bad", `✕ ${app.t("stopsHere")}`));
      list.append(row);
    });
    return list;
  }

  get text() {
    const { id } = this.app.columns.systems;
    return this.ends.every((end) => end >= 0) ? this.ends.map((end) => id[end]).join("~") : "";
  }

  set text(said) {
    const { id } = this.app.columns.systems;
    if (said === this.text) return;
    const ends = said.split("~").map((one) => id.indexOf(one));
    this.ends = ends.length === 2 && ends.every((end) => end >= 0) ? ends : [-1, -1];
    this.look();
  }
}
