/** A story: up to 20 views of the map, each with a title and a sentence; kept in the file, shown with the arrow keys, printed a page each. */
import { button, byId, download, made, rewrite } from "./dom.js";

export const MOST = 20;

export class Story {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.steps = readSteps(byId("story-steps").textContent);
    this.at = -1;
    byId("story-add").addEventListener("click", () => this.add());
    byId("story-save").addEventListener("click", () => this.save());
  }

  /** Keep the view as it stands as one more step. */
  add() {
    const { app } = this;
    if (this.steps.length >= MOST) {
      app.say(app.t("storyFull", { most: MOST }));
      return;
    }
    const [title, text] = ["story-title", "story-text"].map((id) => byId(id).value.trim());
    const { sentence, title: own } = app.bannerNow;
    this.steps.push({ at: app.hash.toString(), title: title || own, text: text || sentence });
    for (const id of ["story-title", "story-text"]) byId(id).value = "";
    this.write();
  }

  /** Show a step; -1 leaves the story. */
  show(at) {
    const { app } = this;
    if (at < -1 || at >= this.steps.length) return;
    app.record(() => {
      this.at = -1;
      if (at >= 0) app.hash.set(this.steps[at].at);
      this.at = at;
    });
    this.write();
    app.refresh();
  }

  /** The next step or the one before, while the story is shown; returns whether it is. */
  move(by) {
    if (this.at < 0) return false;
    const to = this.at + by;
    if (to >= 0 && to < this.steps.length) this.show(to);
    return true;
  }

  /** The step that is shown; null where none is. */
  get now() {
    return this.steps[this.at] ?? null;
  }

  /** Write the list of steps in the language in force. */
  write() {
    const { app } = this;
    const box = byId("story");
    rewrite(box, () => {
      const rows = this.steps.map((step, at) => {
        const show = button(step.title, () => this.show(at), "item");
        show.setAttribute("aria-pressed", String(at === this.at));
        const gone = button(app.t("remove"), () => {
          this.steps.splice(at, 1);
          this.at = -1;
          this.write();
          app.refresh();
        }, "slight");
        return made("li", "", show, made("div", "quiet", step.text), gone);
      });
      box.replaceChildren(...rows);
    });
    byId("story-save").disabled = !this.steps.length;
  }

  /** The number of the step as an address says it, from 1. */
  get text() {
    return this.at < 0 ? "" : String(this.at + 1);
  }

  set text(said) {
    const at = Number(said) - 1;
    this.at = said && Number.isInteger(at) && at < this.steps.length ? Math.max(at, -1) : -1;
    this.write();
  }

  /** Give the map with its story as a file, which opens as this one does. */
  save() {
    const said = JSON.stringify(this.steps).replace(/</g, "\\u003c");
    const html = globalThis.pageText.replace(/( id="story-steps">)[^<]*/, (_, before) => before + said);
    download(new Blob([`<!doctype html>\n${html}`], { type: "text/html" }), "map.html");
  }
}

/** The steps that a file holds; what is none is left out, for anybody may have written it. */
function readSteps(text) {
  try {
    const found = JSON.parse(text);
    const sound = (step) => ["at", "title", "text"].every((key) => typeof step?.[key] === "string");
    return Array.isArray(found) ? found.filter(sound).slice(0, MOST) : [];
  } catch {
    return [];
  }
}
