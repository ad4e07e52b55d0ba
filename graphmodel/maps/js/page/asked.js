/** The question with which the map was made: what it found is lit, the rest fades. */
import { button, byId, made } from "./dom.js";

export class Asked {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.shown = app.page.shown ?? null;
    this.on = Boolean(this.shown);
  }

  /** It speaks of the world after, so nothing of it is lit in the one before. */
  again() {
    if (this.app.versions.shown === "before") this.stop();
  }

  stop() {
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
    const turn = () =>
      app.record(() => {
        const { on } = this;
        app.quiet();
        this.on = !on;
        this.write();
        app.refresh();
      });
    box.append(button(app.t(this.on ? "clear" : "askedAgain"), turn));
  }
}
