/** What a link to the page says: every part of its state, in the order in which it is set. */

/** @param {object} app */
export function keepState(app) {
  const { hash, model } = app;
  hash.written = () => app.history.amend();
  hash.keep("lang", () => app.lang, (text) => text && text !== app.lang && app.setLanguage(text));
  hash.keep("theme", () => "", (text) => text && app.setTheme(text));
  hash.keep("version", () => app.versions.text, (text) => (app.versions.text = text));
  hash.keep("off", () => app.filters.text, (text) => (app.filters.text = text));
  hash.keep("cost", () => app.trying.costText, (text) => (app.trying.costText = text));
  hash.keep("try", () => app.trying.text, (text) => (app.trying.text = text));
  hash.keep("see", () => app.seeing.text, (text) => (app.seeing.text = text));
  hash.keep("path", () => app.pathing.text, (text) => (app.pathing.text = text));
  hash.keep("item", () => (app.selected < 0 ? "" : `${model.key(app.selected)}${app.steps > 1 ? `~${app.steps}` : ""}`), (text) => app.selectKey(text));
  hash.keep("ask", () => app.asking.text, (text) => (app.asking.text = text));
  hash.keep("focus", () => (app.focusing ? String(app.steps) : ""), (text) => app.focus(Boolean(text), text ? Math.min(3, Math.max(1, Number(text) || 1)) : app.steps));
  hash.keep("two", () => (app.two ? "1" : ""), (text) => app.setTwo(text === "1"));
  hash.keep("at", () => app.travel.text, (text) => (app.travel.text = text));
  hash.keep("kept", () => app.kept.text, (text) => (app.kept.text = text));
  hash.keep("step", () => app.story.text, (text) => (app.story.text = text));
  hash.keep("drawn", () => "", () => app.refresh());
}
