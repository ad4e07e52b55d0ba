/** The routes of single links, through the same gutters as the bands: below the chip's row, along the gap beside its column,
 * through the card's margin, into the lane of its band. No line crosses a name.
 */
import { homeOf } from "./rows.js";

/** A number between -0.5 and 0.5 that is always the same for the same seed: lines of one gutter lie beside each other. */
function spread(seed) {
  return ((seed * 2654435761) >>> 0) / 4294967296 - 0.5;
}

export class Wires {
  /**
   * @param {object} layout
   * @param {(system: number) => object} place where a system's chip is now
   * @param {(system: number) => number} operator
   * @param {(agency: number) => string} cardOf
   * @param {number} unit so many units are a few pixels
   */
  constructor(layout, place, operator, cardOf, unit) {
    Object.assign(this, { layout, place, operator, unit });
    this.cards = new Map(layout.cards.map((card) => [card.id, card]));
    this.bands = new Map(layout.bands.map((band) => [`${band.system} ${band.card}`, band]));
    this.card = (system) => this.cards.get(cardOf(operator(system)));
    this.box = (system) => homeOf(layout, operator(system));
  }

  /** The points of a link from one system to another, in units; null where an end has no place. */
  route(one, other, seed) {
    const [from, to] = [this.place(one), this.place(other)];
    if (!from || !to) return null;
    return this.card(one) === this.card(other) ? this.within(one, other, seed) : this.between(one, other, seed);
  }

  /** Out of a chip into the gutter beside its agency: the points, and where it runs on. */
  stub(system, seed, towards) {
    const { x, y, width, height } = this.place(system);
    const box = this.box(system);
    const { spines } = this.layout;
    let [left, right] = [box.x - 5, box.x + box.width + 5];
    if (spines && box.width > 400 && this.card(system).side === "nation") {
      if (x + width < spines[0]) [right] = spines;
      else if (x > spines[1]) left = spines[1];
      else {
        const side = towards < x ? 0 : 1;
        return { points: [[side ? x + width : x, y + height / 2 + spread(seed) * height * 0.8]], gutter: spines[side], y: y + height / 2 };
      }
    }
    const middle = x + width / 2 + spread(seed) * Math.min(width - 6, 8);
    const below = y + height + (1.6 + spread(seed + 7) * 1.6) * this.unit;
    const gutter = (towards < (left + right) / 2 ? left : right) + spread(seed + 3) * 5;
    return { points: [[middle, y + height], [middle, below], [gutter, below]], gutter, y: below };
  }

  within(one, other, seed) {
    const [from, to] = [this.place(one), this.place(other)];
    const card = this.card(one);
    if (this.operator(one) === this.operator(other) && Math.abs(from.y - to.y) < 3) {
      const below = from.y + from.height + (2.6 + spread(seed) * 1.4) * this.unit;
      const [a, b] = [from.x + from.width / 2, to.x + to.width / 2];
      return [[a, from.y + from.height], [a, below], [b, below], [b, to.y + to.height]];
    }
    const start = this.stub(one, seed, to.x + to.width / 2);
    const end = this.stub(other, seed, start.gutter);
    if (Math.abs(start.gutter - end.gutter) < 7) return [...start.points, [start.gutter, end.y], ...end.points.slice(0, -1).reverse()];
    const line = marginOf(card) + spread(seed + 5) * (card.side === "nation" ? 1.6 : 3);
    const across = [[start.gutter, start.y], [start.gutter, line], [end.gutter, line], [end.gutter, end.y]];
    return [...start.points, ...across, ...[...end.points].reverse()];
  }

  between(one, other, seed) {
    const outward = this.card(one).side === "nation";
    const [hub, local] = outward ? [one, other] : [other, one];
    const card = this.card(local);
    const band = this.bands.get(`${hub} ${card.id}`);
    if (!band) return null;
    const end = band.points.at(-1);
    const out = this.stub(local, seed, end[0]);
    const shift = spread(seed + 11) * 8;
    const above = Math.abs(end[1] - card.y) < 1;
    const beside = !above && Math.abs(end[1] - card.y - card.height) >= 1;
    const path = band.points.map(([x, y]) => [x + shift, y + 0.6 * shift]);
    path[0] = [band.points[0][0] + shift, band.points[0][1]];
    path[path.length - 1] = beside ? [end[0], end[1] + shift] : [end[0] + shift, end[1]];
    const line = above ? card.y + 24.5 : card.y + card.height - 4;
    const tail = beside
      ? [[card.x + 4, end[1] + shift], [card.x + 4, out.y]]
      : [[end[0] + shift, line + 0.25 * shift], [out.gutter, line + 0.25 * shift], [out.gutter, out.y]];
    const whole = [...path, ...tail, ...[...out.points].reverse()];
    return outward ? whole : whole.reverse();
  }
}

/** The height at which links run through a card. */
function marginOf(card) {
  if (card.side === "top") return card.y + card.height - 4;
  return card.side === "nation" ? card.y + 22 : card.y + 24.5;
}
