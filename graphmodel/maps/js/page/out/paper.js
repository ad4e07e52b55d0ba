/** Printing: the map is drawn anew for paper, as vectors that keep their shape on any sheet; other views print as they stand. */
import { made } from "../dom.js";
import { drawingOf } from "./picture.js";
import { wordsOf } from "./sheet.js";

/** Between Letter and A4 across, so that neither leaves much blank. */
const WIDTH = 1060;
const HEIGHT = 766;

export class Paper {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.box = made("div");
    this.box.id = "paper";
    this.box.setAttribute("aria-hidden", "true");
    document.body.prepend(this.box);
    addEventListener("beforeprint", () => this.fill());
    addEventListener("afterprint", () => this.empty());
    matchMedia("print").addEventListener("change", (query) => (query.matches ? this.fill() : this.empty()));
  }

  /** Put on paper what is shown now. */
  fill() {
    const { app } = this;
    if (app.views.current === "map") this.box.replaceChildren(...(app.story.now ? this.story() : [this.map()]));
    else this.box.replaceChildren(...this.head());
    this.added?.remove();
    this.added = app.views.views.get(app.views.current)?.toPaper?.();
  }

  empty() {
    this.box.replaceChildren();
    this.added?.remove();
  }

  map() {
    const text = drawingOf(this.app, { width: WIDTH, height: HEIGHT }, "light");
    const drawing = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    drawing.removeAttribute("width");
    drawing.removeAttribute("height");
    return document.importNode(drawing, true);
  }

  /** Each step of the story on a page of its own. */
  story() {
    const { app } = this;
    const { at, steps } = app.story;
    const before = app.hash.toString();
    const pages = steps.map((step, number) => {
      app.hash.set(step.at);
      app.story.at = number;
      return this.map();
    });
    app.hash.set(before);
    app.story.at = at;
    app.refresh();
    return pages;
  }

  /** What the sheet of the map says as well. */
  head() {
    const { title, states, stamp, note } = wordsOf(this.app);
    const view = this.app.t(`view_${this.app.views.current}`);
    return [made("p", "title", `${title} – ${view}`), made("p", "", [...states, stamp].join(" · ")), made("p", "", note)];
  }
}
