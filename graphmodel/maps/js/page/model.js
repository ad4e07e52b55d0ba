/** What is on the map: agencies first, then systems, as one row of items; links between them as one row of lines. */
import { kindsOf, LIVE, PLANNED } from "../engine/kinds.js";
import { linkColumns, plannedOf } from "../engine/tables.js";

const HEAVIEST = 2 ** 23;
const HUB_TYPES = new Set(["broker", "national_repository", "biometric"]);

/** Families of types share a colour and a letter. The last takes the rest. */
export const FAMILIES = [
  { id: "records", types: ["rms"] },
  { id: "dispatch", types: ["cad"] },
  { id: "mobile", types: ["mobile_reporting"] },
  { id: "evidence", types: ["digital_evidence"] },
  { id: "tickets", types: ["eticketing_lpr"] },
  { id: "justice", types: ["criminal_justice_im"] },
  { id: "cases", types: ["arrest_booking", "jail_cell", "mcm"] },
  { id: "biometrics", types: ["biometric"] },
  { id: "repositories", types: ["national_repository"] },
  { id: "brokers", types: ["broker"] },
  { id: "web", types: ["citizen_portal"] },
  { id: "analysis", types: ["business_intelligence"] },
  { id: "others", types: [] },
];

/** Items and lines of the world that is shown. N items, L lines. */
export class MapModel {
  /** @param {object} page the data of the page: columns, layout, words */
  constructor(page) {
    const { agencies, systems } = page.columns;
    this.page = page;
    this.agencies = agencies.id.length;
    this.count = this.agencies + systems.id.length;
    this.ids = agencies.id.concat(systems.id);
    this.families = FAMILIES;
    this.take(page.columns, Boolean(page.before));
    // As a network says it, which costs too much before the first picture.
    this.read({ live: systems.live, planned: plannedOf(systems, page.words), links: linkColumns(page.columns.links, page.words) });
  }

  /**
   * Take what columns say of agencies and systems.
   * @param {object} columns of one world; where the page has two, of the rows of both
   * @param {boolean} [every] whether what only the other world has is on the map as well
   */
  take(columns, every = false) {
    const { agencies, systems, links } = columns;
    const { types } = this.page.words;
    this.links = links;
    this.names = agencies.name.concat(systems.name);
    this.namesFr = agencies.name_fr.concat(systems.name_fr);
    this.shorts = agencies.short.concat(systems.short);
    this.shortsFr = agencies.short_fr.concat(systems.short_fr);
    const all = (rows) => (every || !rows.here ? new Uint8Array(rows.id.length).fill(1) : rows.here);
    this.here = this.column(Uint8Array, all(agencies), all(systems));
    this.type = this.column(Int16Array, -1, systems.type);
    this.operator = Int32Array.from(systems.operator);
    this.province = this.column(Int16Array, agencies.province, taken(Int16Array, agencies.province, systems.operator));
    this.hub = this.column(Uint8Array, 0, taken(Uint8Array, types.map(({ id }) => (HUB_TYPES.has(id) ? 1 : 0)), systems.type));
    this.colour = this.column(Uint8Array, FAMILIES.length - 1, taken(Uint8Array, types.map(({ id }) => familyOf(id)), systems.type));
    this.inferred = this.column(Uint8Array, 0, Array.from(systems.documented, (is) => 1 - is));
    this.status = this.column(Int16Array, -1, systems.status);
    this.holds = this.column(Uint32Array, 0, systems.holds);
  }

  /** One value for each item: that of agencies, one for all or a column, and a column of systems. */
  column(Type, ofAgencies, ofSystems) {
    const made = new Type(this.count);
    if (typeof ofAgencies === "number") made.fill(ofAgencies, 0, this.agencies);
    else made.set(ofAgencies);
    made.set(ofSystems, this.agencies);
    return made;
  }

  /**
   * Take which systems are live and which links there are: those of the world that is shown, whatever was changed in it.
   * @param {{live: ArrayLike<number>, planned: ArrayLike<number>, links: object}} world a network, or as much of one
   */
  read(world) {
    this.live = this.column(Uint8Array, 1, world.live);
    this.readLines(world);
    Object.assign(this, { ordered: null, ends: null });
  }

  /** All items by weight, made when it is first asked for. */
  get order() {
    return (this.ordered ??= this.byWeight());
  }

  /** All items, those first whose names matter most: hubs, agencies that run systems, then the busiest. */
  byWeight() {
    const runs = new Int32Array(this.agencies);
    for (const agency of this.operator) if (agency >= 0) runs[agency]++;
    const rank = (i) => (this.hub[i] && this.degree[i] ? 2e6 + this.degree[i] : this.isAgency(i) ? 1e6 * Math.sign(runs[i]) + runs[i] : this.degree[i]);
    // As one number each, weight and place: numbers are sorted quickest.
    const codes = new Float64Array(this.count);
    for (let i = 0; i < this.count; i++) codes[i] = (HEAVIEST - rank(i)) * this.count + i;
    const order = new Int32Array(this.count);
    codes.sort().forEach((code, at) => (order[at] = code % this.count));
    return order;
  }

  /** What an address calls an item. */
  key(i) {
    return `${this.isAgency(i) ? "agency" : "system"}:${this.ids[i]}`;
  }

  /** The item that an address means, or -1. */
  placeOf(key) {
    const [kind, id] = key.split(/:(.*)/s);
    const at = (kind === "agency" ? this.page.columns.agencies : this.page.columns.systems).id.indexOf(id);
    return at < 0 ? -1 : kind === "agency" ? at : at + this.agencies;
  }

  /** Whether an item is an agency. */
  isAgency(i) {
    return i < this.agencies;
  }

  typeId(i) {
    return this.type[i] < 0 ? "agency" : this.page.words.types[this.type[i]].id;
  }

  /** Keep the links that are in service or planned; the others are not drawn. Those drawn by the planner have no mode. */
  readLines(world) {
    const { links } = world;
    const { mode } = this.links;
    const kinds = kindsOf(world);
    let lines = 0;
    for (let row = 0; row < kinds.length; row++) if (kinds[row] === LIVE || kinds[row] === PLANNED) lines++;
    this.lines = lines;
    for (const name of ["row", "from", "to"]) this[name] = new Int32Array(lines);
    this.planned = new Uint8Array(lines);
    this.carries = new Uint32Array(lines);
    this.mode = new Int16Array(lines);
    this.degree = new Int32Array(this.count);
    for (let row = 0, e = 0; row < kinds.length; row++) {
      if (kinds[row] !== LIVE && kinds[row] !== PLANNED) continue;
      const [from, to] = [links.from[row] + this.agencies, links.to[row] + this.agencies];
      this.row[e] = row;
      this.from[e] = from;
      this.to[e] = to;
      this.planned[e] = kinds[row];
      this.carries[e] = links.carries[row];
      this.mode[e++] = row < mode.length ? mode[row] : -1;
      if (kinds[row] === PLANNED) continue;
      this.degree[from]++;
      this.degree[to]++;
    }
  }

  /** The lines of an item, as positions. */
  linesOf(i) {
    const { first, at } = (this.ends ??= this.byEnd());
    return at.subarray(first[i], first[i + 1]);
  }

  /** The lines by the items that they are of: where those of each begin, and their positions in order. */
  byEnd() {
    const first = new Int32Array(this.count + 1);
    for (let e = 0; e < this.lines; e++) {
      first[this.from[e] + 1]++;
      first[this.to[e] + 1]++;
    }
    for (let i = 0; i < this.count; i++) first[i + 1] += first[i];
    const next = first.slice();
    const at = new Int32Array(2 * this.lines);
    for (let e = 0; e < this.lines; e++) {
      at[next[this.from[e]]++] = e;
      at[next[this.to[e]]++] = e;
    }
    return { first, at };
  }

  /** The item at the other end of a line. */
  across(e, i) {
    return this.from[e] === i ? this.to[e] : this.from[e];
  }

  /** The distinct partners of an item, the busiest first. */
  partners(i) {
    const found = new Set();
    for (const e of this.linesOf(i)) if (!this.planned[e]) found.add(this.across(e, i));
    return [...found].sort((a, b) => this.degree[b] - this.degree[a] || a - b);
  }

  /** The items within so many steps of one over links in service, each with its steps. */
  around(i, steps) {
    const found = new Map([[i, 0]]);
    let edge = [i];
    for (let step = 1; step <= steps; step++) {
      const next = [];
      for (const a of edge) {
        for (const b of this.partners(a)) {
          if (found.has(b)) continue;
          found.set(b, step);
          next.push(b);
        }
      }
      edge = next;
    }
    return found;
  }
}

/** Some rows of a column, as numbers of a type. By a loop: `from` of a typed array takes ten times as long. */
function taken(Type, column, rows) {
  const made = new Type(rows.length);
  for (let at = 0; at < made.length; at++) made[at] = column[rows[at]];
  return made;
}

/** The family of a type, as its place. */
export function familyOf(typeId) {
  const at = FAMILIES.findIndex((family) => family.types.includes(typeId));
  return at < 0 ? FAMILIES.length - 1 : at;
}
