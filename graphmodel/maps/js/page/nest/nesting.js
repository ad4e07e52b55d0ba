/** The nested boxes of the page: laid out anew for each window and language, asked for what a picture needs. */
import { Focus } from "../focus/focus.js";
import { drawLayers } from "../layers/draw.js";
import { layersLayout } from "../layers/layout.js";
import { drawHeadline, drawNest } from "./draw.js";
import { arrange, mayReach, rerouted } from "./arrange.js";
import { Labels, NATION } from "./content.js";
import { Contents } from "./contents.js";
import { measuring } from "./measure.js";
import { LEGIBLE, NAME } from "./units.js";
import { LOOK } from "../look.js";
import { LIVE, PLANNED } from "../../engine/kinds.js";
import { kindsIn, partnersIn } from "./worlds.js";
import { whole } from "../whole.js";

/** What stands around the whole picture, in pixels. */
const MARGIN = 6;
/** A hub of fewer partners is a chip where there is no room for all names. */
const FEW = 3;
/** The scale of a card that is seen alone: its names need not be larger. */
const LARGEST = 1.5;
/** From so many partners on a pill says how many. */
const TOLD = 5;
/** Between the two pictures of before and after, in pixels. */
const BETWEEN = 4;
/** A network of fewer systems stands in layers. */
const SMALL = 60;
const HEADLINE = 24;
/** A window so narrow has no room for the nation's agencies. */
const NARROW = 720;
/** So many layouts are kept: a banner that comes and goes takes some height of the window. */
const KEPT = 4;

export class Nesting {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.width = measuring(document.createElement("canvas").getContext("2d"));
    this.size = [0, 0];
    this.card = "";
    this.bases = [];
    this.contents = new Contents(app, this.width);
    this.focus = new Focus(app, this);
  }

  /** See one card alone, or with "" all of them. */
  see(card) {
    if (this.card === card) return;
    this.card = card;
    this.forget();
  }

  /** Take the size of the window; the layout is made when it is asked for. */
  resize(width, height) {
    if (this.size[0] === width && this.size[1] === height) return;
    this.size = [width, height];
    this.forget();
  }

  /** What is laid out may no longer be what is shown: another language, another pair of worlds. */
  forget() {
    this.made = null;
  }

  /** The layout for the window: cards, agencies, systems and bands with their places. */
  get layout() {
    this.made ??= this.make();
    return this.made.layout;
  }

  get content() {
    this.made ??= this.make();
    return this.made.content;
  }

  /** What agencies and systems are called in the language in force. */
  get labels() {
    const { lang, page } = this.app;
    if (this.labelled?.lang !== lang) this.labelled = { lang, labels: new Labels(page.columns, lang) };
    return this.labelled.labels;
  }

  /** What fills the window: the nested boxes, or one system with its columns. */
  get plan() {
    const { app } = this;
    if (this.layered && !app.focusing) return this.layers;
    return app.focusing ? this.focus.plan(...this.frame().map((size) => Math.max(size - 2 * MARGIN, 50))) : this.layout;
  }

  /** Whether the network is so small that it stands in layers, not in boxes by province. */
  get layered() {
    const { app } = this;
    const worlds = app.worldsShown;
    let count = 0;
    for (let system = 0; system < worlds[0].live.length && count < SMALL; system++) if (worlds.some((world) => world.live[system])) count++;
    return count > 0 && count < SMALL && !app.two;
  }

  get layers() {
    void this.layout;
    if (!this.made.layers) {
      const { app } = this;
      const { labels, content } = this.made;
      const worlds = app.worldsShown;
      const systems = [...app.page.columns.systems.id.keys()].filter((system) => worlds.some((world) => world.live[system]));
      const rows = new Map(worlds.flatMap((world) => this.lines(world).filter((line) => line.live).map((line) => [line.row, line])));
      const wide = (system) => 48 + 14 + Math.max(this.width(labels.inside(system), 13.5, true), this.width(labels.agency(content.operator(system)), 11.5));
      const [width, height] = this.frame().map((size) => Math.max(size - 2 * MARGIN, 50));
      this.made.layers = layersLayout(systems, [...rows.values()].sort((one, other) => one.row - other.row), wide, width, height);
    }
    return this.made.layers;
  }

  /** The card of an agency. */
  cardOf(agency) {
    const { columns, words } = this.app.page;
    const province = columns.agencies.province[agency];
    return province < 0 ? NATION : words.provinces[province].id;
  }

  cardName(id) {
    const { app } = this;
    return id === NATION ? app.t("national") : app.provinceName(app.page.words.provinces.findIndex((word) => word.id === id));
  }

  /** The boxes as they stand without changes, so that a change moves none of them, and bands for the links there are with them. */
  make() {
    const { app } = this;
    const key = [app.lang, this.card, ...this.frame()].join();
    const worlds = app.worldsBefore;
    if (this.base?.key !== key) {
      const known = this.bases.find((base) => base.key === key);
      this.base = known ?? { key, ...this.boxes(worlds) };
      if (!known) this.bases = [this.base, ...this.bases.slice(0, KEPT - 1)];
    }
    if (!app.changedWorld) return { ...this.base };
    const content = this.contents.changed(this.base.content, app.changedWorld, worlds);
    return { ...this.base, content, layout: rerouted(this.base.layout, content) };
  }

  boxes(worlds) {
    const { app, labels } = this;
    const [width, height] = this.frame().map((size) => Math.max(size - 2 * MARGIN, 50));
    let content = this.contents.of(worlds, labels, { only: this.card });
    const least = (LEGIBLE - 0.05) / NAME;
    let layout = this.card || mayReach(content, width, height, least) ? arrange(content, width, height, this.card ? LARGEST : undefined) : null;
    if (!layout || (!this.card && layout.scale < least)) {
      content = this.contents.of(worlds, labels, { least: FEW, narrow: width < NARROW, familyOf: (system) => app.model.colour[system + app.model.agencies] });
      layout = arrange(content, width, height);
    }
    const members = new Map(layout.cards.map((card) => [card.id, []]));
    const cardOf = (agency) => this.cardOf(agency);
    for (const agency of layout.agencies.keys()) members.get(cardOf(agency)).push(agency);
    const chips = new Map([...layout.agencies.keys()].map((agency) => [agency, []]));
    for (const system of layout.systems.keys()) (chips.get(content.operator(system)) ?? chips.get(layout.nameless)).push(system);
    const at = (system) => layout.systems.get(system);
    for (const list of chips.values()) list.sort((one, other) => at(one).y - at(other).y || at(one).x - at(other).x);
    return { content, layout, labels, members, chips, cardOf, counted: layout.counts.length > 0 };
  }

  /** The corners of the whole picture, in units. */
  get bounds() {
    const { width, height } = this.layout;
    return [0, 0, width, height];
  }

  /**
   * What a picture of a world needs.
   * @param {object} [world] the one that is shown
   * @param {object | null} [emphasis] what is emphasised in it
   */
  scene(world = this.app.pictured, emphasis = this.app.lit) {
    const { app, layout } = this;
    const { made } = this;
    const { content, labels, members, chips, cardOf } = made;
    const { model } = app;
    const item = (system) => system + model.agencies;
    const partners = partnersIn(world);
    return {
      ...this.signs(world),
      layout, labels, members, chips, cardOf, emphasis, world,
      nation: content.national ? NATION : "",
      fit: layout.scale,
      lines: this.lines(world),
      operator: content.operator,
      pill: content.pill,
      told: (system) => content.partners[system] >= TOLD,
      alone: this.card,
      isLinked: (system) => (world.live[system] ? partners[system] : content.partners[system]) > 0,
      tellSystems: (count) => app.counted("systemCount", count),
      visible: (system) => app.filters.visible[item(system)] && (world.live[system] || emphasis?.systems.has(system)),
      letterOf: (family) => app.letter(family),
      title: (card) => this.title(card, { made, world, partners, emphasis }),
      holdsOf: (system, room, size) => this.holds(system, room, size),
    };
  }

  /** How the systems of a world are drawn, whatever the layout. */
  signs(world) {
    const { app } = this;
    const partners = partnersIn(world);
    const familyOf = (system) => app.model.colour[system + app.model.agencies];
    return {
      width: this.width,
      look: LOOK[app.theme],
      theme: app.theme,
      familyOf,
      letter: (system) => app.letter(familyOf(system)),
      partnersOf: (system) => (world.live[system] ? partners[system] : this.content.partners[system]),
      tellPartners: (count) => app.counted("partner", count),
    };
  }

  /** What a picture in another window needs: the same as it stands, laid out for it. */
  on(width, height) {
    const kept = [this.size, this.made, this.base];
    [this.size, this.made] = [[width, height], null];
    try {
      return this.scene();
    } finally {
      [this.size, this.made, this.base] = kept;
    }
  }

  /** The links of a world that are in service or planned, those that the filters show. */
  lines(world) {
    const { filters, page } = this.app;
    const { from, to, twoWay } = world.links;
    const documented = page.columns.links.documented;
    const kinds = kindsIn(world);
    const lines = [];
    for (let row = 0; row < from.length; row++) {
      const live = kinds[row] === LIVE;
      if (!live && kinds[row] !== PLANNED) continue;
      if (!filters.showsRow(row, !live)) continue;
      lines.push({ row, from: from[row], to: to[row], both: twoWay[row], live, inferred: row < documented.length && !documented[row] ? 1 : 0 });
    }
    return lines;
  }

  /** What a card says: its name, how many of its systems are linked, and whom its foot counts. */
  title(card, { made, world, partners, emphasis }) {
    const { app } = this;
    const systems = (made.content.inCard.get(card.id) ?? []).filter((system) => world.live[system]);
    const linked = systems.filter((system) => partners[system]).length;
    const [some, all] = [whole(linked, app.lang), whole(systems.length, app.lang)];
    const at = app.page.words.provinces.findIndex((word) => word.id === card.id);
    return {
      name: card.id === NATION ? app.t("nation") : app.provinceName(at),
      short: card.id === NATION ? app.t("national") : card.id,
      linked: card.side === "nation" && made.layout.nameless >= 0 ? "" : app.t("linkedOf", { linked: some, all }), // bands run there
      of: `${some}/${all}`,
      without: card.without ? this.foot(card, made, emphasis) : null,
    };
  }

  /** Agencies without a system have no box; the foot of their card answers for them. */
  foot(card, made, emphasis) {
    const { app } = this;
    const plain = app.counted("withoutSystem", card.without);
    const short = `+ ${whole(card.without, app.lang)}`;
    const texts = [plain, app.counted("withoutShort", card.without), short];
    if (!emphasis?.agencies.size) return { texts };
    const { province } = app.page.columns.agencies;
    const counts = new Map();
    for (const [agency, role] of emphasis.agencies) {
      if ((made.layout.agencies.has(agency) && agency !== made.layout.nameless) || province[agency] === undefined || made.cardOf(agency) !== card.id) continue;
      counts.set(role, (counts.get(role) ?? 0) + 1);
    }
    const [role] = counts.keys();
    if (!role) return { texts };
    const said = app.counted(`foot_${role}`, counts.get(role));
    const boxed = card.side === "nation" && !(made.layout.nameless >= 0);
    if (made.counted && !boxed) return { role, texts: [said] }; // those with a system are among them
    return { role, texts: [`${plain}: ${said}`, `${short}: ${said}`, said] };
  }

  /** What a system holds, as much as there is room for. */
  holds(system, room, size) {
    const { app } = this;
    const names = app.classNames(app.columns.systems.holds[system]);
    let said = "";
    for (const name of names) {
      const more = said ? `${said}, ${name}` : name;
      if (this.width(`${more} …`, size) > room) return said ? `${said} …` : "";
      said = more;
    }
    return said;
  }

  /** The part of the window that one picture has: all of it, or a half where before and after stand side by side. */
  frame([width, height] = this.size) {
    return this.app.two ? [Math.floor((width - BETWEEN) / 2), height - HEADLINE] : [width, height];
  }

  /** Where the picture below a point of the window begins. */
  cornerAt(px) {
    if (!this.app.two) return [0, 0];
    const [width] = this.frame();
    return [px > width ? width + BETWEEN : 0, HEADLINE];
  }

  /** Draw the page as it stands into a canvas, in steps; names that a label covers are left out in a second turn. */
  *draw(c, view) {
    if (this.app.focusing) {
      this.picture = this.focus.draw(c, view);
      return;
    }
    void this.layout;
    if (this.layered) {
      this.picture = drawLayers(c, this.scene(), this.layers, view, this.app.t("box_alone"));
      return;
    }
    if (!this.app.two) {
      this.picture = yield* this.one(c, this.scene(), view);
      return;
    }
    const { before, after } = this.app.sides;
    const [width, height] = this.frame();
    const { f } = view;
    for (const [at, { word, scene }] of [before, after].entries()) {
      const left = at * (width + BETWEEN);
      const part = { ...view, x: view.x + left * f, y: view.y + HEADLINE * f, clip: { x: left, y: HEADLINE, width, height }, window: { x: left, y: HEADLINE, width, height } };
      this.picture = yield* this.one(c, scene, part);
      drawHeadline(c, LOOK[this.app.theme], word, { x: left, width, height: HEADLINE, f });
    }
  }

  *one(c, nest, view) {
    let picture = yield* drawNest(c, nest, view);
    if (picture.covered?.size) picture = yield* drawNest(c, { ...nest, hidden: picture.covered }, view);
    return picture;
  }
}
