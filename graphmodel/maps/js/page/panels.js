/** The rail and its drawers: one is open at a time, on demand; on a phone it is a sheet at the bottom. */
import { byId } from "./dom.js";

export const DRAWERS = ["ask", "find", "try", "path", "legend", "details", "save", "about"];
const NARROW = "(max-width: 700px)";

export class Panels {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.open = "";
    for (const name of DRAWERS) {
      byId(`rail-${name}`).addEventListener("click", () => this.show(this.open === name ? "" : name));
      byId(`close-${name}`).addEventListener("click", () => {
        this.show("");
        byId(`rail-${name}`).focus();
      });
    }
  }

  /** Open one drawer, or none. */
  show(name) {
    this.open = DRAWERS.includes(name) ? name : "";
    for (const one of DRAWERS) {
      byId(`drawer-${one}`).hidden = one !== this.open;
      byId(`rail-${one}`).setAttribute("aria-expanded", String(one === this.open));
    }
    this.app.screen.draw();
  }

  /** On a narrow screen an answer is below its drawer: close it. */
  closeNarrow() {
    if (matchMedia(NARROW).matches) this.show("");
  }
}
