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
    this.arriving = "";
  }

  get camera() {
    return this.app.screen.camera;
  }

  /** Show everything, of all cards or of the one that is seen alone. */
  whole(glide = true, card = "") {
    this.trail = [];
    this.arriving = "";
    if (this.app.nesting.card !== card) {
      this.app.nesting.see(card);
      glide = false;
    }
    const { width, height, scale } = this.app.nesting.plan;
    const [wide, tall] = this.app.nesting.frame();
    const to = { k: scale, x: (wide - width * scale) / 2, y: (tall - height * scale) / 2 };
    this.go(to, glide, true);
  }

  /** Show a rectangle of the layout, never so small that its names cannot be read: rather a corner of it. */
  show({ x, y, width, height }, most, glide = true, then = null) {
    const { camera, app } = this;
    const fit = app.nesting.plan.scale;
    let k = Math.min((camera.width - 2 * EDGE) / width, (camera.height - 2 * EDGE) / height, most * Math.max(fit, 1));
    const least = (LEGIBLE + 0.5) / NAME;
    const corner = k < least;
    k = Math.max(k, least);
    const to = corner ? { k, x: (9 - x) * k, y: (9 - y) * k } : { k, x: camera.width / 2 - (x + width / 2) * k, y: camera.height / 2 - (y + height / 2) * k };
    this.trail.push(this.atWhole ? "" : said(this.camera, this.camera));
    this.go(to, glide, false, then);
  }

  /** Go to a card: it is seen alone, laid out for the window, all its systems by name. */
  toCard(id, glide = true) {
    const { nesting } = this.app;
    const card = nesting.layout.cards.find((one) => one.id === id);
    if (!card || nesting.card === id || card.side === "nation") return;
    const arrive = () => {
      this.arriving = "";
      this.whole(false, id);
    };
    if (!glide || still.matches || document.hidden) {
      arrive();
      return;
    }
    this.arriving = id;
    this.show(card, CARD, true, arrive);
  }

  toAgency(agency, glide = true) {
    const box = this.app.nesting.layout.agencies.get(agency);
    if (box) this.show(box, AGENCY, glide);
  }

  /** Bring an item onto the screen where it is not, at a scale at which it can be read. */
  to(item) {
    const place = this.placeOf(item);
    const { camera } = this;
    if (!place || this.app.focusing) return;
    const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
    const whole = Math.abs(camera.k - this.app.nesting.plan.scale) < 1e-6;
    if (whole || camera.shows(x, y)) return;
    this.go({ k: camera.k, x: camera.width / 2 - x * camera.k, y: camera.height / 2 - y * camera.k }, true, false);
  }

  /** Move back so far that some items are all on the screen, where they are not. */
  bring(items) {
    if (this.atWhole) return;
    const places = items.map((item) => this.placeOf(item)).filter(Boolean);
    if (places.some(({ x, y }) => !this.camera.shows(x, y, 0))) this.whole();
  }

  /** Where an item stands: a system's chip, an agency's box, the card of what has none. */
  placeOf(item) {
    const { model, nesting } = this.app;
    const { layout, made } = { layout: nesting.layout, made: nesting.made };
    const own = model.isAgency(item) ? layout.agencies.get(item) : nesting.plan.systems.get(item - model.agencies);
    if (own || nesting.plan !== layout) return own ?? null;
    const agency = model.isAgency(item) ? item : nesting.content.operator(item - model.agencies);
    return layout.cards.find((card) => card.id === made.cardOf(agency)) ?? null;
  }

  /** Go back to where one came from: to the whole, out of a card; from there, nothing is chosen any more. */
  back() {
    const { app } = this;
    const before = this.trail.pop();
    const { card } = app.nesting;
    if (before) this.go(this.cameraOf(before), true, false);
    else if (!this.atWhole) this.whole(true, card);
    else if (app.focusing) app.record(() => app.focus(false));
    else if (card) app.record(() => this.whole(false));
    else app.record(() => app.clear());
  }

  /** The camera that a text says: the point in the middle and the scale; null where it says none. */
  cameraOf(text) {
    const [x, y, k] = text.split(",").map(Number);
    const { width, height } = this.camera;
    return [x, y, k].every(Number.isFinite) && k > 0 ? { k, x: width / 2 - x * k, y: height / 2 - y * k } : null;
  }

  get atWhole() {
    return this.camera.kept !== null;
  }

  zoom(factor, px, py) {
    const { camera, app } = this;
    const fit = app.nesting.plan.scale;
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

  go(to, glide, whole, then = null) {
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
        then?.();
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
    if (this.atWhole) this.whole(false, this.app.nesting.card);
    else this.app.screen.draw(true);
  }

  /** The same once what has been found is on the page. */
  soon() {
    this.app.screen.later(() => this.again());
  }

  mark() {
    byId("back").disabled = this.atWhole && !this.app.answer && !this.app.nesting.card;
  }

  /** The point in the middle and the scale, as an address says it; nothing where the whole is shown. */
  get text() {
    if (this.arriving) return this.arriving;
    const { card } = this.app.nesting;
    const at = this.target ?? this.camera;
    const whole = this.target ? this.target.whole : this.atWhole;
    return [card, whole ? "" : said(at, this.camera)].filter(Boolean).join("~");
  }

  set text(text) {
    const parts = text.split("~");
    const cards = this.app.page.words.provinces.map(({ id }) => id);
    this.whole(false, cards.includes(parts[0]) ? parts.shift() : "");
    const to = this.cameraOf(parts[0] ?? "");
    if (to) this.go(to, false, false);
  }
}

function said({ x, y, k }, { width, height }) {
  return [(width / 2 - x) / k, (height / 2 - y) / k, k].map((value) => value.toFixed(3)).join(",");
}
