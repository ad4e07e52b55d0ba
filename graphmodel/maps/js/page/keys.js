/** The keys: the map moves, zooms and walks from item to item; the page finds, takes back and clears. */
import { byId } from "./dom.js";

const MOVES = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const PAN = 60;

/** @param {object} app */
export function listenToKeys(app) {
  const { canvas } = app.screen;
  let [base, last, walked] = [-1, -1, -1];
  const partners = (step) => {
    if (app.selected < 0) return;
    if (app.selected !== last) [base, walked] = [app.selected, step > 0 ? -1 : 0];
    const found = app.model.partners(base).filter((i) => app.filters.visible[i]);
    if (!found.length) return;
    walked = (walked + step + found.length) % found.length;
    last = found[walked];
    app.select(last, true);
  };
  const neighbours = (step) => {
    void app.nesting.layout;
    const { made } = app.nesting;
    const order = [...made.members.values()].flat().flatMap((agency) => made.chips.get(agency)).filter((system) => app.filters.visible[system + app.model.agencies]);
    if (!order.length) return;
    const at = order.indexOf(app.selected - app.model.agencies);
    app.select(order[at < 0 ? (step > 0 ? 0 : order.length - 1) : (at + step + order.length) % order.length] + app.model.agencies, true);
  };
  const acts = {
    "+": () => app.travel.zoom(1.3),
    "=": () => app.travel.zoom(1.3),
    "-": () => app.travel.zoom(1 / 1.3),
    0: () => app.record(() => app.travel.whole()),
    Enter: () => app.selected >= 0 && app.panels.show("details"),
    "]": () => partners(1),
    "[": () => partners(-1),
    ".": () => neighbours(1),
    ",": () => neighbours(-1),
    Backspace: () => app.travel.back(),
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.key === "ArrowRight" && app.story.move(1)) || (event.key === "ArrowLeft" && app.story.move(-1))) {
      event.preventDefault();
      return;
    }
    const towards = MOVES[event.key];
    if (towards) app.travel.move(towards[0] * PAN, towards[1] * PAN);
    else if (acts[event.key]) acts[event.key]();
    else return;
    event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    const command = event.ctrlKey || event.metaKey;
    if (event.key === "/" && !command) {
      app.panels.show("find");
      byId("search").focus();
    } else if (event.key === "?" && !command) app.panels.show(app.panels.open === "about" ? "" : "about");
    else if (event.key === "z" && command && !event.shiftKey) app.history.undo();
    else if ((event.key === "y" || (event.key === "Z" && event.shiftKey)) && command) app.history.redo();
    else if (event.key === "Escape") {
      if (app.panels.open) app.panels.show("");
      else app.record(() => app.clear());
    } else return;
    event.preventDefault();
  });
}
