/** The question with which the map was made: what it found is lit, the rest fades. */
import { button, byId, made } from "./dom.js";

export class Asked {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.shown = app.page.shown ?? null;
    if (this.shown) this.light();
  }

  light() {
    const { app, shown } = this;
    const { links } = app.page.columns;
    app.lit = new Map(shown.items.filter((i) => app.model.here[i]).map((i) => [i, -1]));
    const ends = shown.links.map((row) => [links.from[row] + app.model.agencies, links.to[row] + app.model.agencies]);
    app.ways = [...ends, ...shown.roles.map(([agency, system]) => [agency, system + app.model.agencies])];
    this.mine = app.lit;
    this.on = true;
  }

  /** Light the answer anew, in the world that is shown now; it speaks of the one after, so nothing is lit in the one before. */
  again() {
    if (!this.shown) return;
    if (this.app.versions.shown === "before") this.stop();
    else if (this.on && this.app.lit === this.mine) this.light();
  }

  stop() {
    if (this.on && this.app.lit === this.mine) this.app.lit = this.app.ways = null;
    this.on = false;
    this.write();
  }

  /** What was asked, with its parameters, in the language in force. */
  get title() {
    const { app, shown } = this;
    const values = Object.entries(shown.parameters).map(([name, value]) => `${name} = ${value === "" ? "*" : value}`);
    return [shown.title[app.lang], ...values].join(" · ");
  }

  /** Say what was asked, in the language in force. */
  write() {
    const { app, shown } = this;
    const box = byId("asked");
    box.textContent = "";
    if (!shown) return;
    const values = Object.entries(shown.parameters).map(([name, value]) => `${name} = ${value === "" ? "*" : value}`);
    box.append(made("h2", "", shown.title[app.lang]));
    box.append(made("p", "quiet", [shown.query, ...values].join(" · ")));
    const [items, links] = [app.counted("items", shown.items.length), app.counted("link", shown.links.length)];
    box.append(made("p", "", app.t("askedFound", { items, links })));
    const turn = () => {
      if (this.on) app.clear();
      else {
        app.seeing.stop();
        this.light();
        this.write();
        app.screen.draw(true);
      }
    };
    box.append(button(app.t(this.on ? "clear" : "askedAgain"), turn));
  }
}
