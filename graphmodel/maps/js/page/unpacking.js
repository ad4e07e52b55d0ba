/** The page's data as the rest of the page reads them: the other half of Python's `packing`. */

const READER = 1;
const SUPPLIER = 2;
const USER = 4;
const ZERO = "0".charCodeAt(0);
/** What an agency or a system is called, in the order in which it was packed. */
const NAMES = ["name", "name_fr", "short", "short_fr"];

/** @param {object} page what Python's `packed` gave */
export function unpacked(page) {
  const { derive } = page;
  const columns = columnsOf(page.columns, derive);
  const made = { ...page, columns };
  if (page.before) made.before = derived(beforeOf(page.before, columns), derive);
  return made;
}

function columnsOf(signed, derive) {
  const packed = {};
  for (const [name, table] of Object.entries(signed)) {
    packed[name] = Object.fromEntries(Object.entries(table).map(([part, values]) => [part, numbersOf(values)]));
  }
  const columns = { ...packed };
  for (const name of ["agencies", "systems"]) {
    const { named, ...rest } = packed[name];
    const id = lengthened(packed[name].id);
    const [mark, ...texts] = named;
    const part = (at) => id.map((own, row) => numbered(texts[NAMES.length * row + at], mark, own));
    columns[name] = { ...rest, id, ...Object.fromEntries(NAMES.map((one, at) => [one, part(at)])) };
  }
  const ids = columns.systems.id;
  const links = { ...packed.links, from: added(packed.links.from) };
  links.id = links.id.map((id, row) => id || `${ids[links.from[row]]}>${ids[links.to[row]]}`);
  columns.links = links;
  columns.uses = { ...packed.uses, agency: added(packed.uses.agency) };
  return derived(columns, derive);
}

/** Numbers that were written as one text, a sign for each. */
function numbersOf(values) {
  if (typeof values !== "string") return values;
  const numbers = new Int8Array(values.length);
  for (let at = 0; at < values.length; at++) numbers[at] = values.charCodeAt(at) - ZERO;
  return numbers;
}

/** Texts of which each says how many letters of the one before it begins with. */
function lengthened(texts) {
  let text = "";
  return texts.map((said) => (text = text.slice(0, said.charCodeAt(0) - ZERO) + said.slice(1)));
}

/** A text with the number that ends an id in the place of a mark. */
function numbered(text, mark, id) {
  return mark && text.includes(mark) ? text.replace(mark, /[0-9]+$/.exec(id)[0]) : text;
}

/** Add what follows: organisations, which links copy, and who reads, supplies and is at home where. */
function derived(columns, { hosts, copying }) {
  const { agencies, systems, links, uses } = columns;
  const count = agencies.id.length;
  const organisation = Int32Array.from(agencies.part_of, (_, at) => topOf(agencies.part_of, at));
  const host = Array.from(agencies.sector, (sector) => hosts.includes(sector));
  const width = systems.id.length;
  const pairs = (role) => {
    const codes = new Float64Array(width + uses.agency.length);
    let filled = 0;
    systems.operator.forEach((agency, system) => host[agency] || (codes[filled++] = agency * width + system));
    uses.agency.forEach((agency, row) => uses.roles[row] & role && (codes[filled++] = agency * width + uses.system[row]));
    return distinct(codes.subarray(0, filled));
  };
  const pairColumns = (role) => parted(pairs(role), width, "agency", "system");
  const homes = () => {
    const users = pairColumns(USER);
    const codes = Float64Array.from(users.system, (system, row) => system * count + organisation[users.agency[row]]);
    return parted(distinct(codes), count, "system", "organisation");
  };
  const made = {
    ...columns,
    agencies: { ...agencies, organisation },
    links: { ...links, copies: Uint8Array.from(links.mode, (mode) => (copying.includes(mode) ? 1 : 0)) },
  };
  // Nothing of these is on the first picture: they are made when they are first asked for.
  later(made, "readers", () => pairColumns(READER));
  later(made, "suppliers", () => pairColumns(SUPPLIER));
  later(made, "homes", homes);
  return made;
}

/** Give an object a property that is made when it is first asked for. */
function later(object, name, make) {
  const define = (how) => Object.defineProperty(object, name, { enumerable: true, configurable: true, ...how });
  define({ get: () => define({ value: make() })[name] });
}

function topOf(above, at) {
  let top = at;
  for (let step = 0; above[top] >= 0 && step < above.length; step++) top = above[top];
  return top;
}

/** Distinct codes in order, as a row of numbers; the codes are sorted where they are. */
function distinct(codes) {
  codes.sort();
  let kept = 0;
  for (let at = 0; at < codes.length; at++) if (!at || codes[at] !== codes[at - 1]) codes[kept++] = codes[at];
  return codes.subarray(0, kept);
}

function parted(codes, width, one, other) {
  const [first, second] = [new Int32Array(codes.length), new Int32Array(codes.length)];
  for (let at = 0; at < codes.length; at++) {
    first[at] = Math.floor(codes[at] / width);
    second[at] = codes[at] % width;
  }
  return { [one]: first, [other]: second };
}

/** Numbers from the steps between them. */
function added(steps) {
  const sums = new Int32Array(steps.length);
  for (let at = 0, sum = 0; at < steps.length; at++) sums[at] = sum += steps[at];
  return sums;
}

const REFERENCES = {
  agencies: { part_of: "agencies", organisation: "agencies" },
  systems: { operator: "agencies" },
  links: { from: "systems", to: "systems" },
  uses: { agency: "agencies", system: "systems" },
};

/** The columns before, from those after and what differs. */
function beforeOf(packed, after) {
  const columns = { ...after };
  const rows = {};
  const back = {};
  for (const name of Object.keys(REFERENCES)) {
    rows[name] = added(packed[name].rows);
    const there = new Map(Array.from(rows[name], (at, row) => [at, row]));
    back[name] = (at) => (at < 0 ? at : (there.get(at) ?? -1));
  }
  for (const [name, references] of Object.entries(REFERENCES)) {
    columns[name] = {};
    for (const [column, values] of Object.entries(after[name])) {
      const turn = back[references[column]] ?? ((value) => value);
      const made = Array.from(rows[name], (at) => (at < 0 ? null : turn(values[at])));
      const [places, others] = packed[name].but[column] ?? [[], []];
      places.forEach((place, at) => (made[place] = others[at]));
      columns[name][column] = made;
    }
  }
  for (const [name, table] of Object.entries(packed)) if (!REFERENCES[name]) columns[name] = table;
  return columns;
}
