// Two worlds of one catalogue, before and after a scenario, brought to the same rows: a position means one thing in both.

const TABLES = ["agencies", "systems", "links"];
/** Columns that hold positions, by table: the table that they point into. */
const POINTS = {
  agencies: { part_of: "agencies", organisation: "agencies" },
  systems: { operator: "agencies" },
  links: { from: "systems", to: "systems" },
  readers: { agency: "agencies", system: "systems" },
  suppliers: { agency: "agencies", system: "systems" },
  homes: { system: "systems", organisation: "agencies" },
  barriers: { system: "systems", to: "systems" },
};
/** What a row is in the world that does not have it. */
const ABSENT = { live: 0, status: -1, statistical: 0 };

/**
 * Return both worlds with the same agencies, systems and links: the rows of the one after, then those that it lost.
 * @param {object} before columns, as `page_data` gives them
 * @param {object} after
 * @returns {{before: object, after: object}} columns again; a row that a world has not is neither live nor of any status
 */
export function aligned(before, after) {
  const ids = Object.fromEntries(TABLES.map((name) => [name, union(after[name].id, before[name].id)]));
  return { before: moved(before, after, ids), after: moved(after, before, ids) };
}

function union(first, second) {
  const there = new Set(first);
  const all = [...first, ...second.filter((id) => !there.has(id))];
  return { all, at: new Map(all.map((id, at) => [id, at])) };
}

/** One world on the rows of both; `other` says what its missing rows are called. */
function moved(world, other, ids) {
  const made = { ...world, sources: world.sources };
  for (const name of TABLES) made[name] = rowsOf(world, other, name, ids);
  for (const name of ["readers", "suppliers", "homes", "barriers"]) {
    made[name] = { ...world[name] };
    for (const [column, table] of Object.entries(POINTS[name])) made[name][column] = pointed(world, table, world[name][column], ids);
  }
  return made;
}

function rowsOf(world, other, name, ids) {
  const mine = placesOf(world[name].id);
  const theirs = placesOf(other[name].id);
  const columns = {};
  for (const column of Object.keys(world[name])) {
    const target = POINTS[name]?.[column];
    const own = target ? pointed(world, target, world[name][column], ids) : world[name][column];
    const lent = target ? pointed(other, target, other[name][column], ids) : other[name][column];
    columns[column] = ids[name].all.map((id) => {
      if (mine.has(id)) return own[mine.get(id)];
      return ABSENT[column] ?? lent[theirs.get(id)];
    });
  }
  return columns;
}

function placesOf(ids) {
  return new Map(ids.map((id, at) => [id, at]));
}

/** Positions in one world's table as positions in the table of both. */
function pointed(world, table, positions, ids) {
  const to = world[table].id.map((id) => ids[table].at.get(id));
  return Int32Array.from(positions, (at) => (at < 0 ? at : to[at]));
}
