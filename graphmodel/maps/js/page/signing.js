/** The lines and marks of the map explained beside it, drawn as they are on it. */
import { byId, made } from "./dom.js";
import { drawSign, SIGN, signsOf } from "./legend.js";
import { LOOK } from "./look.js";
import { SvgContext } from "./out/vector.js";

const HEIGHT = 20;

export class Signs {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.said = "";
  }

  /** Write the signs that are on the map now, where they are not those that were. */
  write() {
    const { app } = this;
    const entries = signsOf(app);
    const said = [app.theme, ...entries.map((entry) => entry.text)].join("\n");
    if (said === this.said) return;
    this.said = said;
    byId("signs").replaceChildren(...entries.map((entry) => made("div", "row", this.picture(entry), made("span", "", entry.text))));
  }

  picture(entry) {
    const { app } = this;
    const c = new SvgContext(() => ({ width: 0 }));
    drawSign(c, app, entry, 2, HEIGHT / 2, LOOK[app.theme]);
    const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIGN} ${HEIGHT}" width="${SIGN}" height="${HEIGHT}" aria-hidden="true">${c}</svg>`;
    return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
  }
}
