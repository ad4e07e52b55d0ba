/** What a link to the page says: every part of its state, in the order in which it is set. */
import { byId } from "./dom.js";

/** @param {object} app */
export function keepState(app) {
  const { hash, model } = app;
  const { camera } = app.screen;
  hash.keep("lang", () => app.lang, (text) => text && text !== app.lang && app.setLanguage(text));
  hash.keep("theme", () => "", (text) => text && app.setTheme(text));
  hash.keep("layout", () => app.layouts.text, (text) => (app.layouts.text = text));
  hash.keep("version", () => app.versions.text, (text) => (app.versions.text = text));
  hash.keep("off", () => app.filters.text, (text) => (app.filters.text = text));
  hash.keep("moved", () => app.moving.text, (text) => (app.moving.text = text));
  hash.keep("cost", () => app.trying.costText, (text) => (app.trying.costText = text));
  hash.keep("try", () => app.trying.text, (text) => (app.trying.text = text));
  hash.keep("see", () => app.seeing.text, (text) => (app.seeing.text = text));
  hash.keep("path", () => app.pathing.text, (text) => (app.pathing.text = text));
  hash.keep("every", () => (app.every ? "1" : ""), (text) => (app.every = byId("every").checked = text === "1"));
  hash.keep("item", () => (app.selected < 0 ? "" : model.key(app.selected)), (text) => app.selectKey(text));
  hash.keep("focus", () => (app.focus ? `${model.key(app.focus.centre)}~${app.focus.steps}` : ""), (text) => app.focusKey(text));
  hash.keep("at", () => camera.text, (text) => text && (camera.text = text));
}
