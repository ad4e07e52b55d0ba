/** The keys: the map moves, zooms and walks from neighbour to neighbour; the page finds, takes back and clears. */
import { byId } from "./dom.js";

const MOVES = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const PAN = 60;
const NUDGE = 12;

/** @param {object} app */
export function listenToKeys(app) {
  const { canvas, camera } = app.screen;
  let [base, last, walked] = [-1, -1, -1];
  const walk = (step) => {
    if (app.selected < 0) return;
    if (app.selected !== last) [base, walked] = [app.selected, step > 0 ? -1 : 0];
    const partners = app.model.partners(base).filter((i) => app.filters.visible[i]);
    if (!partners.length) return;
    walked = (walked + step + partners.length) % partners.length;
    last = partners[walked];
    app.select(last, true);
  };
  const nudge = ([x, y]) => {
    const party = app.selected < 0 ? null : app.moving.begin(app.selected);
    if (!party) return;
    app.moving.by(party, -x * NUDGE, -y * NUDGE);
    app.moving.end(party);
  };
  canvas.addEventListener("keydown", (event) => {
    const towards = MOVES[event.key];
    if (towards && event.altKey) nudge(towards);
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (towards) camera.move(towards[0] * PAN, towards[1] * PAN);
    else if (event.key === "+" || event.key === "=") camera.zoom(1.3);
    else if (event.key === "-") camera.zoom(1 / 1.3);
    else if (event.key === "0") app.whole();
    else if (event.key === "Enter" && app.selected >= 0) app.focusOn(app.selected, 1);
    else if (event.key === "]") walk(1);
    else if (event.key === "[") walk(-1);
    else if (event.key === "l" && app.selected >= 0) app.moving.lock(app.selected);
    else return;
    event.preventDefault();
    app.screen.draw();
    app.hash.write();
  });
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (typing) return;
    if (event.key === "/") byId("search").focus();
    else if (event.key === "z" && (event.ctrlKey || event.metaKey)) app.undo.back();
    else if (event.key === "Escape") app.clear();
    else return;
    event.preventDefault();
  });
}
