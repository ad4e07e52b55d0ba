// Two worlds of one catalogue, before and after a scenario, brought to the same rows: a position means one thing in both.

const TABLES = ["agencies", "systems", "links", "sources"];
const RELATIONS = ["readers", "suppliers", "homes", "barriers", "uses"];
/** Columns that hold positions, by table: the table that they point into. */
const POINTS = {
  agencies: { part_of: "agencies", organisation: "agencies", source: "sources" },
  systems: { operator: "agencies", source: "sources" },
  links: { from: "systems", to: "systems", source: "sources" },
  sources: {},
  readers: { agency: "agencies", system: "systems" },
  suppliers: { agency: "agencies", system: "systems" },
  homes: { system: "systems", organisation: "agencies" },
  barriers: { system: "systems", to: "systems" },
  uses: { agency: "agencies", system: "systems" },
};
/** What a row is in the world that does not have it. */
const ABSENT = { live: 0, status: -1, statistical: 0 };

/**
 * Return both worlds with the same agencies, systems, links and sources, sorted by id.
 *
 * Each row says in `here` whether the world has it; one that it has not is neither live nor of any status, and otherwise what the
 * other world says of it.
 * @param {object} before columns, as `page_data` gives them
 * @param {object} after
 * @returns {{before: object, after: object, rows: object}} columns again; `rows` has by table where each row after has come to stand
 */
export function aligned(before, after) {
  const ids = Object.fromEntries(TABLES.map((name) => [name, union(after[name].id, before[name].id)]));
  const rows = Object.fromEntries(TABLES.map((name) => [name, after[name].id.map((id) => ids[name].at.get(id))]));
  return { before: moved(before, after, ids), after: moved(after, before, ids), rows };
}

function union(first, second) {
  const all = [...new Set([...first, ...second])].sort(byCodePoint);
  return { all, at: new Map(all.map((id, at) => [id, at])) };
}

/** The order of Python's texts: by code points, where JavaScript's own goes by halves of characters. */
function byCodePoint(one, other) {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at++) {
    const [a, b] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (a !== b) return rank(a) - rank(b);
  }
  return one.length - other.length;
}

function rank(unit) {
  return unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit;
}

/** One world on the rows of both; `other` says what its missing rows are called. */
function moved(world, other, ids) {
  const made = { ...world };
  for (const name of TABLES) made[name] = rowsOf(world, other, name, ids);
  for (const name of RELATIONS) {
    if (!world[name]) continue;
    made[name] = { ...world[name] };
    for (const [column, table] of Object.entries(POINTS[name])) made[name][column] = pointed(world, table, world[name][column], ids);
  }
  return made;
}

function rowsOf(world, other, name, ids) {
  const [mine, theirs] = [world, other].map((one) => new Map(one[name].id.map((id, at) => [id, at])));
  const columns = {};
  for (const column of Object.keys(world[name])) {
    const target = POINTS[name][column];
    const [own, lent] = [world, other].map((one) => (target ? pointed(one, target, one[name][column], ids) : one[name][column]));
    columns[column] = ids[name].all.map((id) => (mine.has(id) ? own[mine.get(id)] : (ABSENT[column] ?? lent[theirs.get(id)])));
  }
  columns.here = Uint8Array.from(ids[name].all, (id) => Number(mine.has(id)));
  return columns;
}

/** Positions in one world's table, or lists of them, as positions in the table of both. */
function pointed(world, table, positions, ids) {
  const to = world[table].id.map((id) => ids[table].at.get(id));
  const turn = (at) => (Array.isArray(at) ? at.map(turn) : at < 0 ? at : to[at]);
  return Array.from(positions, turn);
}
