/** What the nested boxes hold: which card an agency stands in, how it and its systems are called, which are pills. */
import { append } from "../append.js";
import { countPartners } from "./worlds.js";
import { ALL, CountedCard, ENTRY } from "./counted.js";
import { Card } from "./packing.js";
import { CHIP, LETTER, NAME, PILL } from "./units.js";

/** A named system of a card that is seen alone: the size of its name, its height, and what stands beside the name. */
export const ROW = { font: 11, height: 17, around: 26 };
/** Columns of a card that is seen alone may be so wide. */
const WIDEST_ALONE = 320;
const HUB_TYPES = new Set(["broker", "national_repository", "biometric"]);
/** A name that no short one was given for; a longer one is called by its id, for no name is cut. */
const LONGEST = 24;
/** From so many partners on a pill says how many. */
const TOLD = 5;
/** Counted systems of the nation: a letter, a number, and a second one where two roles are marked. */
const COUNTED = ENTRY + 12;
export const NATION = "national";

/** Provinces from west to east, around the nation; those of a group stand on each other. */
const PLACES = {
  wide: [[["YT", "NT", "NU"], ["BC"], ["AB"], ["SK"], ["MB"]], [["ON"], ["QC"], ["NB"], ["NS", "PE", "NL"]]],
  tall: [[["YT", "NT", "NU"], ["BC"], ["AB"]], [["SK"], ["MB"]], [["ON"]], [["QC"], ["NB"], ["NS", "PE", "NL"]]],
};
/** The same where cards are low, for they count their systems: none stands on another. */
const LOW = { wide: flat(PLACES.wide), tall: PLACES.tall };
const NARROW = { tall: [[["YT"], ["NT"], ["NU"]], [["BC"], ["AB"]], [["SK"], ["MB"]], [["ON"], ["QC"]], [["NB"], ["NS"]], [["PE"], ["NL"]]] };
NARROW.wide = NARROW.tall;

function flat(rows) {
  return rows.map((row) => row.flat().map((id) => [id]));
}

/** How agencies and systems are called on the map, in a language. */
export class Labels {
  /** @param {object} columns of the agencies and systems @param {string} lang */
  constructor({ agencies, systems }, lang) {
    const called = (table, row) => {
      const short = (lang === "fr" && table.short_fr[row]) || table.short[row];
      const name = (lang === "fr" && table.name_fr[row]) || table.name[row];
      return short || (name.length <= LONGEST ? name : table.id[row]);
    };
    this.agency = (agency) => called(agencies, agency);
    this.system = (system) => called(systems, system);
    this.operator = systems.operator;
  }

  /** A system within its agency's box: without the agency's own name before it. */
  inside(system) {
    const whole = this.system(system);
    const owner = `${this.agency(this.operator[system])} `;
    return whole.startsWith(owner) && whole.length > owner.length ? whole.slice(owner.length) : whole;
  }

  /** A system away from its agency's box: with the agency's name. */
  outside(system) {
    const whole = this.system(system);
    const owner = this.agency(this.operator[system]);
    return whole.includes(owner) ? whole : `${owner}: ${whole}`;
  }
}

/**
 * What there is to lay out by province, with the nation in the middle.
 * @param {object} world
 * @param {object} world.columns
 * @param {object} world.words
 * @param {(system: number) => boolean} world.shown systems that have a place: those live in a world that is shown
 * @param {{from: ArrayLike<number>, to: ArrayLike<number>}} world.links those that are drawn
 * @param {Labels} labels
 * @param {(text: string, size: number, bold?: boolean) => number} width
 * @param {{least?: number, only?: string, familyOf?: (system: number) => number}} [how] `familyOf`: systems of provinces are
 *   counted by family, not shown; `narrow`: those of a province are one number, and those of the nation that no
 *   province is linked with are counted by family too; `least`: a national system with fewer partners is a chip, not a pill;
 *   `only`: one card alone, each of its systems by name, with the national systems that it is linked with
 */
export function nationContent({ columns, words, shown, links }, labels, width, { least = 1, only = "", familyOf = null, narrow = false } = {}) {
  const { agencies, systems } = columns;
  const provinces = Array.from(agencies.province, (at) => (at < 0 ? NATION : words.provinces[at].id));
  const province = (agency) => provinces[agency];
  const home = (system) => provinces[systems.operator[system]];
  const partners = countPartners(links, systems.id.length);
  const sides = sidesOf(links, home);
  const isHub = (system) =>
    home(system) === NATION &&
    partners[system] >= least &&
    (sides.has(system) || systems.relays[system] || HUB_TYPES.has(words.types[systems.type[system]].id));
  const chip = (system) => {
    if (only && home(system) === only) return { system, width: Math.ceil(width(labels.inside(system), ROW.font) + ROW.around), height: ROW.height, named: true };
    if (!isHub(system)) return { system, width: CHIP, height: CHIP, named: false };
    const count = partners[system] >= TOLD ? width(String(partners[system]), 10.5) + 6 : 0;
    return { system, width: Math.ceil(width(labels.inside(system), NAME, true) + count + 12 + LETTER), height: PILL, named: true };
  };
  const order = chipOrder(systems);
  const isPart = (system) => !only || home(system) === only || (home(system) === NATION && sides.get(system)?.has(only));
  const own = new Map();
  for (const system of order) if (shown(system) && isPart(system)) append(own, systems.operator[system], system);
  const member = (agency) => {
    const chips = own.get(agency).map(chip);
    return { agency, name: width(labels.agency(agency), NAME, province(agency) === NATION), chips: [...chips.filter((one) => one.named), ...chips.filter((one) => !one.named)] };
  };
  const inside = new Map();
  for (const [agency] of agencies.id.entries()) {
    const id = province(agency);
    if (only && id !== only && id !== NATION) continue;
    if (!inside.has(id)) inside.set(id, { id, members: [], without: 0 });
    if (own.has(agency)) inside.get(id).members.push(member(agency));
    else inside.get(id).without++;
  }
  const collator = new Intl.Collator();
  const byName = (one, other) => other.chips.length - one.chips.length || collator.compare(labels.agency(one.agency), labels.agency(other.agency));
  for (const card of inside.values()) card.members.sort(byName);
  const inCard = new Map([...inside.values()].map((card) => [card.id, card.members.flatMap(({ chips }) => chips.map(({ system }) => system))]));
  const counted = narrow && ((members) => countedNation(members, familyOf, (system) => sides.has(system)));
  const national = nationalOf(inside.get(NATION), sides, partners, counted);
  const cards = [...inside.values()].filter((card) => card.id !== NATION || !national).map((card) =>
    familyOf ? new CountedCard(card.id, byFamily(inCard.get(card.id), narrow ? () => ALL : familyOf), card.without) : new Card(card.id, card.members, card.without, only ? WIDEST_ALONE : undefined),
  );
  const wanted = national ? wantedBands(sides) : [];
  let places = PLACES;
  if (only) places = { wide: [[], [[only]]], tall: [[], [[only]]] };
  else if (familyOf) places = narrow ? NARROW : LOW;
  return { cards: only ? cards.filter((card) => card.id === only) : cards, national, places: national ? places : null, wanted, operator: (system) => systems.operator[system], home, pill: isHub, partners, inCard };
}

/** The same with other links: bands and partners follow, what stands where does not. */
export function relinked(content, links) {
  const { national, home, partners } = content;
  return { ...content, partners: countPartners(links, partners.length), wanted: national ? wantedBands(sidesOf(links, home)) : [] };
}

/** Each national system with each card that it is linked with. */
function wantedBands(sides) {
  return [...sides].flatMap(([system, ids]) => [...ids].map((card) => ({ system, card })));
}

/** Systems by their family, in the order of families. */
function byFamily(systems, familyOf) {
  const found = new Map();
  for (const system of systems) append(found, familyOf(system), system);
  return [...found].sort(([one], [other]) => one - other).map(([family, members]) => ({ family, systems: members }));
}

/** The nation's card; null where none of its systems is linked with a province. */
function nationalOf(card, sides, partners, counted) {
  if (!card?.members.some((member) => member.chips.some(({ system }) => sides.has(system)))) return null;
  const [members, nameless] = counted ? [counted(card.members), true] : [card.members, false];
  const main = members[0];
  const busiest = main.chips.filter(({ count }) => !count).sort((one, other) => partners[other.system] - partners[one.system])[0];
  const tall = busiest?.named ? busiest.system : -1;
  const goesUp = (system) => some(sides.get(system), UPPER);
  const goesDown = (system) => [...(sides.get(system) ?? [])].some((id) => !UPPER.has(id));
  return { ...card, members, main, nameless, tall, goesUp, goesDown };
}

/** The nation as one box without a name: hubs and what provinces are linked with as chips, the others counted by family. */
function countedNation(members, familyOf, joins) {
  const chips = members.flatMap((member) => member.chips);
  const single = chips.filter(({ system, named }) => named || joins(system));
  const others = chips.filter((chip) => !single.includes(chip)).map(({ system }) => system);
  const counts = byFamily(others, familyOf).map((count) => ({ count, width: COUNTED, height: CHIP, named: false }));
  return [{ ...members[0], chips: [...single, ...counts] }];
}

const UPPER = new Set(PLACES.wide[0].flat());

function some(ids, among) {
  return [...(ids ?? [])].some((id) => among.has(id));
}

/** The provinces that each national system is linked with. */
function sidesOf({ from, to }, home) {
  const sides = new Map();
  for (let row = 0; row < from.length; row++) {
    const [one, other] = [home(from[row]), home(to[row])];
    if ((one === NATION) === (other === NATION)) continue;
    const [system, card] = one === NATION ? [from[row], other] : [to[row], one];
    const known = sides.get(system);
    if (known) known.add(card);
    else sides.set(system, new Set([card]));
  }
  return sides;
}

/** Systems by their type, those of one type in the catalogue's order. */
function chipOrder(systems) {
  return Array.from(systems.id.keys()).sort((one, other) => systems.type[one] - systems.type[other] || one - other);
}

