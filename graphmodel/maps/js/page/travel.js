/** Three levels: the whole, a card, an agency; by wheel, pinch, buttons, keys, or a click. It glides, and Back returns. */
import { byId } from "./dom.js";
import { LEGIBLE, NAME } from "./nest/units.js";

const GLIDE = 360;
const [CARD, AGENCY] = [4, 7];
const EDGE = 26;
const NEAREST = 16;
/** What lies beyond the whole picture when one goes back from it. */
const FURTHEST = 0.8;
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Travel {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.trail = [];
  }

  get camera() {
    return this.app.screen.camera;
  }

  /** Show everything. */
  whole(glide = true) {
    this.trail = [];
    const { width, height, scale } = this.app.nesting.layout;
    const { camera } = this;
    const to = { k: scale, x: (camera.width - width * scale) / 2, y: (camera.height - height * scale) / 2 };
    this.go(to, glide, true);
  }

  /** Show a rectangle of the layout, never so small that its names cannot be read: rather a corner of it. */
  show({ x, y, width, height }, most, glide = true) {
    const { camera, app } = this;
    const fit = app.nesting.layout.scale;
    let k = Math.min((camera.width - 2 * EDGE) / width, (camera.height - 2 * EDGE) / height, most * Math.max(fit, 1));
    const least = (LEGIBLE + 0.5) / NAME;
    const corner = k < least;
    k = Math.max(k, least);
    const to = corner ? { k, x: (9 - x) * k, y: (9 - y) * k } : { k, x: camera.width / 2 - (x + width / 2) * k, y: camera.height / 2 - (y + height / 2) * k };
    this.trail.push(this.text);
    this.go(to, glide, false);
  }

  toCard(id, glide = true) {
    const card = this.app.nesting.layout.cards.find((one) => one.id === id);
    if (card) this.show(card, CARD, glide);
  }

  toAgency(agency, glide = true) {
    const box = this.app.nesting.layout.agencies.get(agency);
    if (box) this.show(box, AGENCY, glide);
  }

  /** Bring an item onto the screen where it is not, at a scale at which it can be read. */
  to(item) {
    const place = this.placeOf(item);
    const { camera } = this;
    if (!place) return;
    const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
    const whole = Math.abs(camera.k - this.app.nesting.layout.scale) < 1e-6;
    if (whole || camera.shows(x, y)) return;
    this.go({ k: camera.k, x: camera.width / 2 - x * camera.k, y: camera.height / 2 - y * camera.k }, true, false);
  }

  /** Move back so far that some items are all on the screen, where they are not. */
  bring(items) {
    const places = items.map((item) => this.placeOf(item)).filter(Boolean);
    if (places.some(({ x, y }) => !this.camera.shows(x, y, 0))) this.whole();
  }

  /** Where an item stands: a system's chip, an agency's box, the card of an agency without one. */
  placeOf(item) {
    const { model, nesting } = this.app;
    const { layout, made } = { layout: nesting.layout, made: nesting.made };
    if (!model.isAgency(item)) return layout.systems.get(item - model.agencies) ?? null;
    return layout.agencies.get(item) ?? layout.cards.find((card) => card.id === made.cardOf(item)) ?? null;
  }

  /** Go back to where one came from; from the whole, nothing is chosen any more. */
  back() {
    const { app } = this;
    const before = this.trail.pop();
    if (before !== undefined) {
      if (before) this.glideTo(before);
      else this.whole();
    } else if (!this.atWhole) this.whole();
    else app.record(() => app.clear());
  }

  glideTo(text) {
    const [x, y, k] = text.split(",").map(Number);
    const { camera } = this;
    this.go({ k, x: camera.width / 2 - x * k, y: camera.height / 2 - y * k }, true, false);
  }

  get atWhole() {
    return this.camera.kept !== null;
  }

  zoom(factor, px, py) {
    const { camera, app } = this;
    const fit = app.nesting.layout.scale;
    const k = Math.min(fit * NEAREST, Math.max(fit * FURTHEST, camera.k * factor));
    camera.zoom(k / camera.k, px, py);
    this.moved();
  }

  move(dx, dy) {
    this.camera.move(dx, dy);
    this.moved();
  }

  moved() {
    cancelAnimationFrame(this.flight);
    this.mark();
    this.app.screen.draw();
    this.app.hash.write();
  }

  go(to, glide, whole) {
    cancelAnimationFrame(this.flight);
    const { camera, app } = this;
    const from = { k: camera.k, x: camera.x, y: camera.y };
    const arrive = () => {
      Object.assign(camera, to, { kept: whole ? [0, 0, 1, 1] : null });
      this.mark();
      app.screen.draw(true);
      app.hash.write();
    };
    if (!glide || still.matches || document.hidden) {
      arrive();
      return;
    }
    this.target = { ...to, whole };
    const began = performance.now();
    const step = (now) => {
      const t = Math.min(1, Math.max(0, (now - began) / GLIDE));
      if (t >= 1) {
        this.target = null;
        arrive();
        return;
      }
      const eased = t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
      Object.assign(camera, { k: from.k * (to.k / from.k) ** eased, kept: null });
      const share = Math.abs(to.k - from.k) < 1e-9 ? eased : (camera.k - from.k) / (to.k - from.k);
      camera.x = from.x + (to.x - from.x) * share;
      camera.y = from.y + (to.y - from.y) * share;
      app.screen.draw();
      this.flight = requestAnimationFrame(step);
    };
    this.flight = requestAnimationFrame(step);
  }

  /** After another layout: the whole again where it was the whole. */
  again() {
    if (this.atWhole) this.whole(false);
    else this.app.screen.draw(true);
  }

  mark() {
    byId("back").disabled = this.atWhole && !this.app.answer;
  }

  /** The point in the middle and the scale, as an address says it; nothing where the whole is shown. */
  get text() {
    if (this.target) return this.target.whole ? "" : said(this.target, this.camera);
    return this.atWhole ? "" : said(this.camera, this.camera);
  }

  set text(text) {
    const [x, y, k] = text.split(",").map(Number);
    const { camera } = this;
    if ([x, y, k].every(Number.isFinite) && k > 0) this.go({ k, x: camera.width / 2 - x * k, y: camera.height / 2 - y * k }, false, false);
    else this.whole(false);
  }
}

function said({ x, y, k }, { width, height }) {
  return [(width / 2 - x) / k, (height / 2 - y) / k, k].map((value) => value.toFixed(3)).join(",");
}
