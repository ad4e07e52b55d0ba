/** The nested boxes of the page: laid out anew for each window and language, asked for what a picture needs. */
import { drawNest } from "./draw.js";
import { arrange } from "./arrange.js";
import { Labels, NATION, nationContent } from "./content.js";
import { measuring } from "./measure.js";
import { LEGIBLE, NAME } from "./units.js";
import { LOOK } from "../look.js";
import { whole } from "../whole.js";

/** What stands around the whole picture, in pixels. */
const MARGIN = 6;
/** A hub of fewer partners is a chip where there is no room for all names. */
const FEW = 3;

export class Nesting {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.width = measuring(document.createElement("canvas").getContext("2d"));
    this.size = [0, 0];
  }

  /** Take the size of the window; the layout is made when it is asked for. */
  resize(width, height) {
    if (this.size[0] === width && this.size[1] === height) return;
    this.size = [width, height];
    this.forget();
  }

  /** What is laid out is no longer what is shown: another language, another pair of worlds. */
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

  make() {
    const { app } = this;
    const labels = new Labels(app.page.columns, app.lang);
    const worlds = app.worldsShown;
    const shown = (system) => worlds.some((world) => world.live[system]);
    const links = linksOf(worlds, shown);
    const [width, height] = this.size.map((size) => Math.max(size - 2 * MARGIN, 50));
    const world = { columns: app.page.columns, words: app.page.words, shown, links };
    let content = nationContent(world, labels, this.width);
    let layout = arrange(content, width, height);
    if (layout.scale * NAME < LEGIBLE - 0.05) {
      content = nationContent(world, labels, this.width, FEW);
      layout = arrange(content, width, height);
    }
    const members = new Map(layout.cards.map((card) => [card.id, []]));
    const province = app.page.columns.agencies.province;
    const cardOf = (agency) => (province[agency] < 0 ? NATION : app.page.words.provinces[province[agency]].id);
    for (const agency of layout.agencies.keys()) members.get(cardOf(agency)).push(agency);
    const chips = new Map([...layout.agencies.keys()].map((agency) => [agency, []]));
    for (const system of layout.systems.keys()) chips.get(content.operator(system)).push(system);
    const at = (system) => layout.systems.get(system);
    for (const list of chips.values()) list.sort((one, other) => at(one).y - at(other).y || at(one).x - at(other).x);
    return { content, layout, labels, members, chips, cardOf };
  }

  /** The corners of the whole picture, in units. */
  get bounds() {
    const { width, height } = this.layout;
    return [0, 0, width, height];
  }

  /** What a picture of the page as it stands needs. */
  scene() {
    const { app, layout } = this;
    const { content, labels, members, chips, cardOf } = this.made;
    const { model } = app;
    const item = (system) => system + model.agencies;
    const emphasis = app.answer;
    return {
      layout, labels, members, chips, cardOf, emphasis,
      width: this.width,
      look: LOOK[app.theme],
      theme: app.theme,
      nation: content.national ? NATION : "",
      fit: layout.scale,
      lines: this.lines(),
      operator: content.operator,
      pill: content.pill,
      told: (system) => content.partners[system] >= 5,
      partnersOf: (system) => model.partners(item(system)).length,
      tellPartners: (count) => app.counted("partner", count),
      visible: (system) => app.filters.visible[item(system)],
      familyOf: (system) => model.colour[item(system)],
      letter: (system) => app.letter(model.colour[item(system)]),
      title: (card) => this.title(card, members.get(card.id), chips, emphasis),
      holdsOf: (system, room, size) => this.holds(system, room, size),
    };
  }

  /** What a picture in another window needs: the same as it stands, laid out for it. */
  on(width, height) {
    const kept = [this.size, this.made];
    [this.size, this.made] = [[width, height], null];
    try {
      return this.scene();
    } finally {
      [this.size, this.made] = kept;
    }
  }

  /** The links of the world that is shown: in service or planned, those that the filters show. */
  lines() {
    const { model, filters } = this.app;
    const lines = [];
    for (let e = 0; e < model.lines; e++) {
      if (!filters.shows(e)) continue;
      lines.push({
        row: model.row[e],
        from: model.from[e] - model.agencies,
        to: model.to[e] - model.agencies,
        both: model.twoWay[e],
        live: !model.planned[e],
        inferred: model.tried[e] ? 0 : 1 - model.documented[e],
      });
    }
    return lines;
  }

  /** What a card says: its name, how many of its systems are linked, and whom its foot counts. */
  title(card, agencies, chips, emphasis) {
    const { app } = this;
    const { model } = app;
    const systems = agencies.flatMap((agency) => chips.get(agency)).filter((system) => app.world.live[system]);
    const linked = systems.filter((system) => model.degree[system + model.agencies]).length;
    const [some, all] = [whole(linked, app.lang), whole(systems.length, app.lang)];
    const at = app.page.words.provinces.findIndex((word) => word.id === card.id);
    return {
      name: card.id === NATION ? app.t("nation") : app.provinceName(at),
      short: card.id === NATION ? app.t("national") : card.id,
      linked: app.t("linkedOf", { linked: some, all }),
      of: `${some}/${all}`,
      without: card.without ? this.foot(card, emphasis) : null,
    };
  }

  /** Agencies without a system have no box; the foot of their card answers for them. */
  foot(card, emphasis) {
    const { app, made } = this;
    const plain = app.counted("withoutSystem", card.without);
    const short = `+ ${whole(card.without, app.lang)}`;
    if (!emphasis?.agencies.size) return { plain, short };
    const { province } = app.page.columns.agencies;
    const counts = new Map();
    for (const [agency, role] of emphasis.agencies) {
      if (made.layout.agencies.has(agency) || province[agency] === undefined || made.cardOf(agency) !== card.id) continue;
      counts.set(role, (counts.get(role) ?? 0) + 1);
    }
    const [role] = counts.keys();
    if (!role) return { plain, short };
    return { plain, short, role, said: `${plain}: ${app.counted(`foot_${role}`, counts.get(role))}` };
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

  /** Draw the page as it stands into a canvas, in steps; names that a label covers are left out in a second turn. */
  *draw(c, view) {
    const nest = this.scene();
    let picture = yield* drawNest(c, nest, view);
    if (picture.covered?.size) picture = yield* drawNest(c, { ...nest, hidden: picture.covered }, view);
    this.picture = picture;
  }
}

/** The links between systems that have a place, live in any of the worlds, each pair of ends as often as it is linked. */
function linksOf(worlds, shown) {
  const [from, to] = [[], []];
  const rows = Math.max(...worlds.map((world) => world.links.from.length));
  for (let row = 0; row < rows; row++) {
    const world = worlds.find((one) => one.links.live[row]);
    if (!world || !shown(world.links.from[row]) || !shown(world.links.to[row])) continue;
    from.push(world.links.from[row]);
    to.push(world.links.to[row]);
  }
  return { from, to };
}
