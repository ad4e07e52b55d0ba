/** The pointer on the map: it moves the map, shows what is below it, chooses, and goes nearer; two fingers zoom. */
import { byId } from "./dom.js";
import { hitAt } from "./nest/hits.js";
import { whole } from "./whole.js";

/** Pixels that a hand may tremble. */
const TREMBLE = 5;
/** A finger means what is so near to it. */
const FINGER = 16;
/** A chip that is smaller than this is not meant itself: its card is. */
const SMALL = 9;

/** @param {object} app */
export function listenToPointer(app) {
  const { canvas, camera } = app.screen;
  const tip = byId("tip");
  const down = new Map();
  let [moved, gap] = [0, 0];
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const between = () => {
    const [[ax, ay], [bx, by]] = [...down.values()];
    return { x: (ax + bx) / 2, y: (ay + by) / 2, gap: Math.hypot(ax - bx, ay - by) };
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(event));
    if (down.size === 1) moved = 0;
    if (down.size === 2) ({ gap } = between());
    tip.hidden = true;
  });
  const drag = (event) => {
    const [px, py] = down.get(event.pointerId);
    const [x, y] = place(event);
    moved += Math.abs(x - px) + Math.abs(y - py);
    down.set(event.pointerId, [x, y]);
    if (down.size === 2) {
      const now = between();
      app.travel.zoom(now.gap / (gap || now.gap), now.x, now.y);
      ({ gap } = now);
    }
    if (moved >= TREMBLE) app.travel.move((x - px) / down.size, (y - py) / down.size);
  };
  const show = (event) => {
    const [px, py] = place(event);
    const hit = event.pointerType === "touch" ? null : hitAt(app.nesting, camera, px, py);
    canvas.style.cursor = hit ? "pointer" : "grab";
    app.hover(hit?.system === undefined ? -1 : hit.system + app.model.agencies);
    const said = hit && tipOf(app, hit);
    tip.hidden = !said;
    if (!said) return;
    tip.textContent = said;
    tip.style.left = `${Math.max(0, Math.min(px + 14, camera.width - tip.offsetWidth - 4))}px`;
    tip.style.top = `${Math.min(py + 14, camera.height - tip.offsetHeight - 4)}px`;
  };
  canvas.addEventListener("pointermove", (event) => (down.has(event.pointerId) ? drag : show)(event));
  const end = (event) => {
    const alone = down.size === 1;
    down.delete(event.pointerId);
    if (alone && moved < TREMBLE && event.type === "pointerup" && event.button === 0) {
      click(app, hitAt(app.nesting, camera, ...place(event), event.pointerType === "touch" ? FINGER : undefined));
    }
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  canvas.addEventListener("pointerleave", () => {
    tip.hidden = true;
    app.hover(-1);
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      app.travel.zoom(Math.exp(-event.deltaY * 0.0016), ...place(event));
    },
    { passive: false },
  );
}

/** A system or an agency is chosen; a card is gone to. */
function click(app, hit) {
  const { nesting, screen, travel, model } = app;
  if (!hit) return;
  const chip = hit.system === undefined ? null : nesting.plan.systems.get(hit.system);
  if (chip && chip.height * screen.camera.k >= SMALL) app.record(() => app.select(hit.system + model.agencies));
  else if (hit.agency !== undefined && nesting.picture?.legible && travel.atWhole) app.record(() => app.select(hit.agency));
  else if (hit.agency !== undefined && nesting.picture?.legible) app.record(() => travel.toAgency(hit.agency));
  else if (hit.card) app.record(() => travel.toCard(hit.card.id));
  else if (hit.band) app.record(() => app.select(hit.band.system + model.agencies));
  if (chip || (hit.agency !== undefined && travel.atWhole)) app.panels.show("details");
}

function tipOf(app, { system, agency, band }) {
  if (system !== undefined) return app.inShort(system + app.model.agencies);
  if (agency !== undefined) return app.agencyInShort(agency);
  if (!band) return "";
  const at = app.page.words.provinces.findIndex((word) => word.id === band.card);
  const lines = app.nesting.lines(app.pictured).filter((line) => line.live && joins(app, line, band));
  return app.t("bandTip", { system: app.systemName(band.system), province: app.provinceName(at), links: app.counted("link", lines.length), inferred: whole(lines.filter((line) => line.inferred).length, app.lang) });
}

function joins(app, { from, to }, { system, card }) {
  const other = from === system ? to : to === system ? from : -1;
  return other >= 0 && app.nesting.made.cardOf(app.nesting.content.operator(other)) === card;
}
