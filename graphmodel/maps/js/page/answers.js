/** The answer that the map shows: of a question that was asked, else of what was tried, looked at or chosen. */
import { emphasis, markDifference } from "./nest/emphasis.js";
import { whole } from "./whole.js";

const RECORDS = "rms";
/** So many systems are named in a sentence. */
const NAMED = 8;

/** Make the answers of the page as it stands; each is made once for a state. */
export class Answers {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.of = [];
  }

  number(value) {
    return whole(value, this.app.lang);
  }

  /** What is shown now; null where nothing is asked, changed or chosen. */
  get now() {
    const { app } = this;
    const key = [app.lang, app.asking.text, app.steps, app.focusing, app.trying.text, app.versions.shown, app.seeing.text, app.seeing.back, app.pathing.text, app.selected, app.asked.on].join("|");
    const of = [app.pictured, app.seeing.sight, app.path]; // what the same question finds in another world
    if (this.key !== key || of.some((one, at) => one !== this.of[at])) [this.key, this.of, this.made] = [key, of, this.make()];
    return this.made;
  }

  make() {
    const { app } = this;
    this.before = null;
    if (app.asking.id) return this[app.asking.id]?.() ?? null;
    if (app.path?.systems) return this.path();
    const seen = app.seeing.agency < 0 ? null : app.seeing.back ? this.seenBy() : this.sees();
    if (app.trying.changes.length) {
      const tried = this.changes(app.network, app.world, app.trying.yielded, app.t("whatIf"), app.trying.inWords.join("; "));
      return seen ? together(tried, seen) : tried;
    }
    if (seen) return seen;
    if (app.versions.shown === "difference") return this.versions();
    if (app.asked.on) return this.query();
    return app.selected >= 0 ? this.chosen() : null;
  }

  /** The same items in the world before: not yet gaining or losing, and what is gone still there. */
  get earlier() {
    const made = emphasis("", "");
    if (!this.now) return made;
    const { systems, links, lost } = this.now;
    for (const [system, role] of systems) if (this.before.live[system]) made.systems.set(system, role === "gone" ? "chosen" : "neighbour");
    for (const { row } of lost) made.links.set(row, "neighbour");
    for (const [row, role] of links) if (role !== "new") made.links.set(row, role);
    return made;
  }

  /** Which records systems stand alone. */
  alone() {
    const { app } = this;
    const { types } = app.page.words;
    const type = types.findIndex((word) => word.id === RECORDS);
    const systems = this.live().filter((system) => app.page.columns.systems.type[system] === type);
    const alone = systems.filter((system) => !app.model.degree[system + app.model.agencies]);
    const values = { alone: this.number(alone.length), all: this.number(systems.length), type: types[type][app.lang] };
    const made = emphasis(app.t("ask_alone"), app.t("answer_alone", values), [
      [values.alone, app.t("count_alone")],
      [this.number(systems.length - alone.length), app.t("count_linked")],
    ]);
    for (const system of systems) made.systems.set(system, "neighbour");
    for (const system of alone) made.systems.set(system, "alone");
    made.unnamed = new Set(systems.filter((system) => made.systems.get(system) === "neighbour"));
    return made;
  }

  live() {
    const { live } = this.app.pictured;
    const systems = [];
    for (let system = 0; system < live.length; system++) if (live[system]) systems.push(system);
    return systems;
  }

  /** How many live links stay in a province, join one with a national system, join national ones, join two provinces. */
  get kinds() {
    const { app } = this;
    const { model } = app;
    const counts = { inside: 0, up: 0, national: 0, across: 0 };
    for (let e = 0; e < model.lines; e++) {
      if (model.planned[e]) continue;
      const [one, other] = [model.province[model.from[e]], model.province[model.to[e]]];
      if (one < 0 && other < 0) counts.national++;
      else if (one < 0 || other < 0) counts.up++;
      else counts[one === other ? "inside" : "across"]++;
    }
    return counts;
  }

  /** What the map says before anything is asked: what joins provinces and how much stands alone, then the counts; made once for a world. */
  get headline() {
    const { app } = this;
    const key = `${app.lang} ${app.versions.shown}`;
    if (this.told?.key !== key || this.told.of !== app.pictured) this.told = { key, of: app.pictured, said: this.headlineNow() };
    return this.told.said;
  }

  headlineNow() {
    const { app } = this;
    const { model } = app;
    const { inside, up, national, across } = this.kinds;
    const live = this.live();
    const alone = live.filter((system) => !model.degree[system + model.agencies]).length;
    const provinces = new Set(live.map((system) => model.province[system + model.agencies]).filter((province) => province >= 0));
    const links = inside + up + national + across;
    const parts = [];
    const { joining } = this.joiners;
    if (provinces.size > 1) {
      const first = joining.length ? app.labelOf(joining[0][0]) : "";
      if (across) parts.push(app.counted(first ? "headlineAcross" : "headlineDirect", across, { first }));
      else parts.push(app.t(first ? "headlineNational" : "headlineApart", { first }));
    }
    parts.push(app.counted("headlineAlone", alone, { all: this.number(live.length) }));
    const values = { inside, up, national, across };
    for (const name of Object.keys(values)) values[name] = this.number(values[name]);
    return { title: parts.join("; "), counts: app.t("headlineKinds", { links: app.counted("liveLink", links), ...values }) };
  }

  /** The national systems that join provinces, those of most provinces first, and the rows of links that lead up to any. */
  get joiners() {
    const { model } = this.app;
    const reached = new Map();
    const rows = [];
    for (let e = 0; e < model.lines; e++) {
      if (model.planned[e]) continue;
      const [one, other] = [model.province[model.from[e]], model.province[model.to[e]]];
      if (one < 0 === other < 0) continue;
      const hub = (one < 0 ? model.from[e] : model.to[e]) - model.agencies;
      reached.set(hub, (reached.get(hub) ?? new Set()).add(one < 0 ? other : one));
      rows.push(model.row[e]);
    }
    const joining = [...reached].filter(([, provinces]) => provinces.size > 1);
    return { rows, joining: joining.sort(([a, one], [b, other]) => other.size - one.size || a - b) };
  }

  /** What joins provinces. */
  joins() {
    const { app } = this;
    const made = emphasis(app.t("ask_joins"), "");
    const { rows, joining } = this.joiners;
    for (const row of rows) made.links.set(row, "neighbour");
    for (const [hub] of joining) made.systems.set(hub, "chosen");
    const { across } = this.kinds;
    const first = joining.slice(0, 3).map(([hub]) => app.labelOf(hub));
    made.sentence = joining.length
      ? app.t(across ? "answer_joinsAcross" : "answer_joins", { systems: app.counted("nationalCount", joining.length), first: first.join(", "), across: this.number(across) })
      : app.t("answer_joinsNone");
    made.numbers = [[this.number(joining.length), app.t("count_joining")], [this.number(joining[0]?.[1].size ?? 0), app.t("count_provinces")], [this.number(across), app.t("count_across")]];
    return made;
  }

  /** What a stack of changes, a scenario or another year did. */
  changes(before, after, difference, title, does) {
    const { app } = this;
    this.before = before;
    const made = emphasis(does ? app.t("of", { name: title, text: does }) : title, "");
    const links = markDifference(made, before, after, difference);
    const { counts, newlyIsolated } = difference;
    const [gaining, losing] = [difference.gained.byAgency.length, difference.lost.byAgency.length];
    const parts = [];
    if (gaining) parts.push(app.counted("answer_gain", gaining, { sightlines: app.counted("sightline", counts.triples) }));
    if (losing) parts.push(app.counted("answer_lose", losing, { sightlines: app.counted("sightline", counts.lost_triples) }));
    if (newlyIsolated.length > NAMED) parts.push(app.counted("answer_orphaned", newlyIsolated.length));
    else if (newlyIsolated.length) parts.push(app.counted("answer_orphanedNames", newlyIsolated.length, { names: [...newlyIsolated].map((system) => app.labelOf(system)).join(", ") }));
    made.sentence = parts.length ? app.t("sentence", { parts: parts.join("; ") }) : app.t("answer_nothing");
    const numbers = [[gaining, "count_gain"], [counts.triples, "count_gained"], [losing, "count_lose"], [counts.lost_triples, "count_lost"], [links.fresh, "count_new"], [links.lost, "count_linksLost"], [newlyIsolated.length, "count_orphaned"]];
    made.numbers = numbers.filter(([count]) => count).map(([count, key]) => [this.number(count), app.t(key)]);
    return made;
  }

  versions() {
    const { app } = this;
    const { before, after } = app.versions.networks;
    return this.changes(before, app.world === app.network ? after : app.world, app.versions.differenceTo(app.world), app.t("scenario"), app.page.scenario.name[app.lang]);
  }

  /** What one agency sees. */
  sees() {
    const { app } = this;
    const { sight, agency, standing } = app.seeing;
    const name = app.name(agency);
    const first = new Map(); // of each system its first row: that of the shortest way
    for (let row = sight.count - 1; row >= 0; row--) first.set(sight.system[row], row);
    const systems = [...first.keys()];
    const made = emphasis(app.t("ask_sees"), app.t("answer_sees", { name, systems: app.counted("systemCount", systems.length), sightlines: app.counted("sightline", sight.count) }) + standing.said.sentence, [
      [this.number(systems.length), app.t("count_systems")],
      [this.number(sight.count), app.t("count_sightlines")],
      ...standing.said.numbers,
    ]);
    for (const system of systems) made.systems.set(system, standing.roleOf(system));
    for (const row of first.values()) for (const relay of sight.wayOf(row).relays) if (!made.systems.has(relay)) made.systems.set(relay, "step");
    this.own(made, agency);
    this.linksWithin(made, "step");
    return made;
  }

  /** Which agencies see the records of one. */
  seenBy() {
    const { app } = this;
    const { agency, watchers, standing } = app.seeing;
    const name = app.name(agency);
    const made = emphasis(app.t("ask_seenBy"), app.counted("answer_seenBy", watchers.size, { name, sightlines: app.counted("sightline", app.seeing.watched) }) + standing.said.sentence, [
      [this.number(watchers.size), app.t("count_watchers")],
      [this.number(app.seeing.watched), app.t("count_sightlines")],
      ...standing.said.numbers,
    ]);
    for (const watcher of watchers.keys()) made.agencies.set(watcher, standing.roleOf(watcher));
    this.own(made, agency);
    return made;
  }

  own(made, agency) {
    const { operator } = this.app.page.columns.systems;
    for (const system of this.live()) if (operator[system] === agency) made.systems.set(system, "chosen");
    made.agencies.set(agency, "chosen");
    made.unnamed = new Set(this.live().filter((system) => operator[system] === agency));
  }

  linksWithin(made, role) {
    const { model } = this.app;
    for (let e = 0; e < model.lines; e++) {
      if (model.planned[e]) continue;
      const [from, to] = [model.from[e] - model.agencies, model.to[e] - model.agencies];
      if (made.systems.has(from) && made.systems.has(to)) made.links.set(model.row[e], role);
    }
  }

  path() {
    const { app } = this;
    const { systems } = app.path;
    const made = emphasis(app.t("path"), app.pathing.found.found ? app.pathing.pathInWords() : app.pathing.reasonInWords());
    systems.forEach((system, at) => made.systems.set(system, at === 0 || at === systems.length - 1 ? "chosen" : "step"));
    this.linksWithin(made, "step");
    return made;
  }

  query() {
    const { app } = this;
    const { shown } = app.asked;
    const made = emphasis(app.asked.title, app.t("askedFound", { items: app.counted("items", shown.items.length), links: app.counted("link", shown.links.length) }));
    for (const item of shown.items) {
      if (app.model.isAgency(item)) made.agencies.set(item, "chosen");
      else made.systems.set(item - app.model.agencies, "seen");
    }
    for (const row of shown.links) made.links.set(row, "neighbour");
    return made;
  }

  /** The neighbours of an item that the pointer is on: lit, without a word. */
  around(item) {
    const { model } = this.app;
    const made = emphasis("", "");
    if (model.isAgency(item)) return null;
    const system = item - model.agencies;
    for (const other of model.partners(item)) made.systems.set(other - model.agencies, "neighbour");
    made.systems.set(system, "chosen");
    for (const e of model.linesOf(item)) if (!model.planned[e]) made.links.set(model.row[e], "neighbour");
    return made;
  }

  /** One item with its neighbours. */
  chosen() {
    const { app } = this;
    const { model, selected } = app;
    if (model.isAgency(selected)) {
      const made = emphasis(app.name(selected), app.agencyInShort(selected));
      this.own(made, selected);
      const own = new Set([...made.systems.keys()]);
      for (let e = 0; e < model.lines; e++) {
        const [from, to] = [model.from[e] - model.agencies, model.to[e] - model.agencies];
        if (model.planned[e] || own.has(from) === own.has(to)) continue;
        made.systems.set(own.has(from) ? to : from, "neighbour");
        made.links.set(model.row[e], "neighbour");
      }
      return made;
    }
    const partners = model.partners(selected).map((item) => item - model.agencies);
    const name = app.name(selected);
    const made = emphasis(name, partners.length ? app.t("answer_chosen", { name, partners: app.counted("partner", partners.length), links: app.counted("link", model.degree[selected]) }) : app.t("answer_chosenAlone", { name }), [
      [this.number(partners.length), app.t("count_partners")],
      [this.number(model.degree[selected]), app.t("count_links")],
    ]);
    for (const [item, steps] of model.around(selected, app.steps)) made.systems.set(item - model.agencies, steps > 1 ? "step" : steps ? "neighbour" : "chosen");
    for (let e = 0; e < model.lines; e++) {
      const [one, other] = [model.from[e] - model.agencies, model.to[e] - model.agencies];
      if (!model.planned[e] && made.systems.has(one) && made.systems.has(other) && (app.steps > 1 || [one, other].includes(selected - model.agencies))) made.links.set(model.row[e], "neighbour");
    }
    return made;
  }
}

/** What was tried, with what is seen after it: both sentences, and a role of what is seen where the change gives none. */
function together(tried, seen) {
  const merged = { ...seen, ...tried, sentence: `${seen.sentence} ${tried.sentence}` };
  for (const part of ["systems", "agencies", "links"]) merged[part] = new Map([...seen[part], ...tried[part]]);
  return merged;
}
