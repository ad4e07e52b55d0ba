/** The views of one catalogue: the map, and beside it a matrix, a table and the study's chart, chosen in the header. */
import { button, byId, made } from "./dom.js";
import { MatrixView } from "./views/matrix.js";
import { StudyView } from "./views/study.js";
import { TableView } from "./views/table.js";

const OTHERS = { matrix: MatrixView, table: TableView, study: StudyView };
const NAMES = ["map", ...Object.keys(OTHERS)];

export class Views {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.current = "map";
    this.main = document.querySelector("main");
    this.main.id ||= "main";
    this.tabs = new Map(NAMES.map((name) => [name, button("", () => this.show(name))]));
    this.bar = made("nav", "views", ...this.tabs.values());
    byId("rail").append(this.bar);
    this.views = new Map();
    for (const [name, View] of Object.entries(OTHERS)) {
      const section = made("section", "view");
      section.id = `view-${name}`;
      section.hidden = true;
      section.tabIndex = -1;
      this.main.append(section);
      this.views.set(name, new View(app, section));
    }
    document.querySelector("a.skip")?.addEventListener("click", (event) => {
      if (this.current === "map") return;
      event.preventDefault();
      byId(`view-${this.current}`).focus();
    });
    app.hash.keep("view", () => (this.current === "map" ? "" : this.current), (name) => this.show(name));
    this.write();
  }

  /** Show one view; a name that there is not is the map. */
  show(name) {
    this.current = this.views.has(name) ? name : "map";
    document.documentElement.dataset.view = this.current;
    this.main.dataset.view = this.current;
    for (const [id, view] of this.views) view.box.hidden = id !== this.current;
    this.mark();
    this.refresh();
    this.app.hash.write();
  }

  mark() {
    for (const [name, tab] of this.tabs) {
      if (name === this.current) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
  }

  /** Write everything anew in the language and theme in force. */
  write() {
    const { app } = this;
    this.bar.setAttribute("aria-label", app.t("views"));
    for (const [name, tab] of this.tabs) tab.textContent = app.t(`view_${name}`);
    for (const [name, view] of this.views) {
      view.box.setAttribute("aria-label", app.t(`view_${name}`));
      view.stale = true;
    }
    this.mark();
    this.redraw(true);
  }

  /** What is shown, or the world of the changes that stand, is another one now. */
  refresh() {
    this.redraw(false);
  }

  /** Only the view that is seen is worked on. */
  redraw(words) {
    const view = this.views.get(this.current);
    if (!view) return;
    if (words || view.stale) view.write();
    view.stale = false;
    view.refresh();
  }
}
