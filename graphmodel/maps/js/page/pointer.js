/** The pointer on the map: it moves the map or an item, shows what is below it, and chooses. */
import { byId } from "./dom.js";

/** Pixels that a hand may tremble. */
const TREMBLE = 5;
const REACH = 7;

/** @param {object} app */
export function listenToPointer(app) {
  const { canvas, camera } = app.screen;
  const tip = byId("tip");
  let drag = null;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const below = (px, py) => app.picker.at(...camera.below(px, py), REACH / camera.k, app.filters.visible);
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    const at = place(event);
    drag = { at, from: at, item: below(...at), party: null, moved: false };
    tip.hidden = true;
  });
  const move = (px, py) => {
    const [dx, dy] = [px - drag.at[0], py - drag.at[1]];
    if (!drag.moved && Math.hypot(px - drag.from[0], py - drag.from[1]) < TREMBLE) return;
    if (!drag.moved && drag.item >= 0 && drag.item === app.selected) drag.party = app.moving.begin(drag.item);
    drag.moved = true;
    drag.at = [px, py];
    if (drag.party) app.moving.by(drag.party, dx / camera.k, dy / camera.k);
    else {
      camera.move(dx, dy);
      app.screen.draw();
    }
  };
  const show = (px, py) => {
    const i = below(px, py);
    canvas.style.cursor = i < 0 ? "grab" : i === app.selected ? "move" : "pointer";
    tip.hidden = i < 0;
    if (i < 0) return;
    tip.textContent = app.inShort(i);
    tip.style.left = `${Math.max(0, Math.min(px + 14, camera.width - tip.offsetWidth - 4))}px`;
    tip.style.top = `${Math.min(py + 14, camera.height - tip.offsetHeight - 4)}px`;
  };
  canvas.addEventListener("pointermove", (event) => (drag ? move : show)(...place(event)));
  const end = (event) => {
    if (drag?.party) app.moving.end(drag.party);
    else if (drag?.moved) app.hash.write();
    else if (drag && event.type === "pointerup") app.select(drag.item);
    drag = null;
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  canvas.addEventListener("pointerleave", () => (tip.hidden = true));
  canvas.addEventListener("dblclick", () => app.selected >= 0 && app.focusOn(app.selected, 1));
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      camera.zoom(Math.exp(-event.deltaY * 0.0016), ...place(event));
      app.screen.draw();
      app.hash.write();
    },
    { passive: false },
  );
}
