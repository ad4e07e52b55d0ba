/** What is below a point of the screen: a system, an agency, a card, or a band of links. */
import { placeIn } from "./near.js";

/** Pixels beside an item, or a line, that still mean it. */
const REACH = 3;
const LINE = 6;

/**
 * @param {object} nesting
 * @param {{k: number, x: number, y: number}} camera
 * @param {number} px in CSS pixels
 * @param {number} py
 * @param {number} [reach]
 * @returns {{system?: number, agency?: number, card?: object, band?: object} | null}
 */
export function hitAt(nesting, camera, px, py, reach = REACH) {
  const { layout, made, picture } = nesting;
  const [left, top] = nesting.cornerAt(px);
  const [x, y] = [(px - left - camera.x) / camera.k, (py - top - camera.y) / camera.k];
  const room = reach / camera.k;
  if (nesting.app.focusing || nesting.layered) {
    const [system] = [...nesting.plan.systems].find(([, at]) => within(at, x, y, 0)) ?? [];
    return system === undefined ? null : { system };
  }
  const card = layout.cards.find((one) => within(one, x, y, 0));
  if (!card) {
    const band = bandAt(layout, x, y, LINE / camera.k);
    return band ? { band } : null;
  }
  const agency = made.members.get(card.id).find((one) => within(layout.agencies.get(one), x, y, room));
  if (agency === undefined) return { card };
  const place = (system) => (picture ? placeIn(picture, system) : layout.systems.get(system));
  const system = made.chips.get(agency).find((one) => within(place(one), x, y, room));
  return system === undefined ? { agency, card } : { system, agency, card };
}

function within(rect, x, y, room) {
  return x >= rect.x - room && y >= rect.y - room && x <= rect.x + rect.width + room && y <= rect.y + rect.height + room;
}

function bandAt(layout, x, y, room) {
  let [best, least] = [null, room];
  for (const band of layout.bands) {
    for (let at = 1; at < band.points.length; at++) {
      const away = distance(band.points[at - 1], band.points[at], x, y);
      if (away < least) [best, least] = [band, away];
    }
  }
  return best;
}

function distance([x0, y0], [x1, y1], x, y) {
  const long = (x1 - x0) ** 2 + (y1 - y0) ** 2;
  const t = long ? Math.min(1, Math.max(0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / long)) : 0;
  return Math.hypot(x - x0 - t * (x1 - x0), y - y0 - t * (y1 - y0));
}
