// What the page says of a world, by ids, in the shape of the conformance files.

import { engine, FOLDER } from "./load.mjs";
import { speaking } from "./speaking.mjs";

const load = (name) => import(`${FOLDER}page/${name}.js`);
const [{ groupsOf, KINDS }, { connected, linksBetween, visible }, { sharesByType }, { countsOf: legendCounts }, { reasonsInWords }] = await Promise.all(
  ["views/groups", "views/pairs", "views/shares", "counting", "wording"].map(load),
);
const { KINDS: BECOMES } = engine;

/** The ids of everything that answers name, and where they stand. */
export function idsOf(network, words) {
  const { data } = network.tables;
  const at = (list) => new Map(list.map((id, place) => [id, place]));
  const list = (name) => words[name].map((word) => word.id);
  const made = { agency: data.agencies.id, system: data.systems.id, class: list("classes"), type: list("types"), province: list("provinces") };
  return { ...made, words, systemAt: at(made.system), agencyAt: at(made.agency), classAt: at(made.class), typeAt: at(made.type) };
}

const sorted = (rows) => [...rows].sort((one, other) => compared(JSON.stringify(one), JSON.stringify(other)));
const compared = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
const byKeys = (entries) => Object.fromEntries(entries);

/** Links, partners, islands, and what becomes of links. */
export function countsOf({ network, ids }) {
  const { degree, islands, links, kinds } = network;
  return byKeys(
    ids.system.map((id, s) => {
      const mine = {};
      kinds.forEach((kind, row) => {
        if (links.from[row] === s || links.to[row] === s) mine[BECOMES[kind]] = (mine[BECOMES[kind]] ?? 0) + 1;
      });
      const island = islands.first[s] < 0 ? null : [ids.system[islands.first[s]], islands.size[s]];
      return [id, { links: degree[s], partners: network.partnersOf(s).length, island, kinds: mine }];
    }),
  );
}

/** How all that each agency sees stands by the agreements. */
export function permissionOf({ network, ids }) {
  const permission = engine.permissionOf(network);
  return byKeys(
    ids.agency.map((id, agency) => {
      const { masks } = engine.seeAs(network, agency);
      const rows = [...masks.entries()].flatMap(([system, mask]) => [...permission.statesOf(agency, system, mask)].map(([bit, state]) => [ids.system[system], ids.class[bit], state]));
      return [id, sorted(rows)];
    }),
  );
}

/** What each agency sees; the way of each row must be as long as it says, over flows that follow each other. */
export function reachOf({ network, ids, answers }) {
  const arrived = new Map(answers.arrivals.map(([system, item, there]) => [`${system} ${item}`, there]));
  return byKeys(
    ids.agency.map((id, agency) => {
      const view = engine.seeAs(network, agency);
      const rows = Array.from({ length: view.count }, (_, row) => {
        const [system, item] = [ids.system[view.system[row]], ids.class[view.bit[row]]];
        follow(network, ids, view, row, arrived.get(`${system} ${item}`) ?? {});
        const through = view.throughOf(view.system[row], view.bit[row]).map((at) => ids.system[at]);
        return [system, item, through, view.accessOf(row), view.steps[row]];
      });
      return [id, rows.sort((a, b) => compared(a[0], b[0]) || compared(a[1], b[1]))];
    }),
  );
}

function follow(network, ids, view, row, arrived) {
  const { flows, relays, through } = view.wayOf(row);
  let at = view.system[row];
  flows.forEach((flow, step) => {
    if (network.flows.sender[flow] !== at) throw new Error("a way with a gap");
    at = network.flows.receiver[flow];
    if (!(arrived[ids.system[at]] <= step + 1)) throw new Error("a way on which records do not come");
    if (step < flows.length - 1 && relays[step] !== at) throw new Error("a relay that is not told");
  });
  if (at !== through || flows.length !== view.steps[row]) throw new Error("a way that ends elsewhere, or is longer than told");
  if (!network.readersOf(through).includes(view.agency)) throw new Error("a way to where the agency reads nothing");
}

/** Where each system's records of each class arrive, with the fewest flows. */
export function arrivalsOf({ network, ids }) {
  const rows = [];
  network.holds.forEach((mask, origin) => {
    for (const bit of engine.bitsOf(mask)) {
      const there = {};
      engine.followForth(network, origin, 2 ** bit, (system, _, steps) => (there[ids.system[system]] = steps));
      if (Object.keys(there).length) rows.push([ids.system[origin], ids.class[bit], there]);
    }
  });
  return rows.sort((a, b) => compared(a[0], b[0]) || compared(a[1], b[1]));
}

/** The same questions about nearest misses, answered. */
export function missesOf({ network, ids }, expected) {
  return expected.map(({ from, to, class: item }) => {
    const path = engine.pathBetween(network, ids.systemAt.get(from), ids.systemAt.get(to), ids.classAt.get(item));
    const made = { from, to, class: item };
    if (!path.systems) return path.reason === "nothing_linked" ? made : { ...made, reason: path.reason };
    if (path.found !== !path.breaches.length) throw new Error("found with breaches");
    return { ...made, ...pathById(network, ids, path) };
  });
}

function pathById(network, ids, path) {
  return {
    systems: path.systems.map((at) => ids.system[at]),
    links: path.links.map((row) => network.links.id[row]),
    breaches: path.breaches.map(({ what, step, link, system }) => [step, what, link === undefined ? ids.system[system] : network.links.id[link]]),
  };
}

/** For each pair that answers ask about: the path of whatever class is nearest. */
export function anyClassOf({ network, ids, answers }) {
  return pairsAsked(answers).map(([from, to]) => {
    const path = engine.pathBetween(network, ids.systemAt.get(from), ids.systemAt.get(to));
    return [from, to, path.systems ? { class: ids.class[path.bit], ...pathById(network, ids, path) } : null];
  });
}

export function bestOfClasses({ ids, answers }) {
  const cost = (row) => [row.breaches.length, row.links.length, ids.classAt.get(row.class)];
  const less = (one, other) => cost(one).map((part, at) => part - cost(other)[at]).find((part) => part) < 0;
  const best = new Map();
  for (const row of answers.misses) {
    const key = `${row.from}\n${row.to}`;
    if (row.systems && (!best.get(key) || less(row, best.get(key)))) best.set(key, row);
  }
  return pairsAsked(answers).map(([from, to]) => {
    const { from: _, to: __, ...row } = best.get(`${from}\n${to}`) ?? {};
    return [from, to, row.systems ? row : null];
  });
}

function pairsAsked({ misses }) {
  return [...new Set(misses.map(({ from, to }) => `${from}\n${to}`))].map((pair) => pair.split("\n"));
}

/** The cells of the matrix. */
export function matrixOf({ network, ids }) {
  return byKeys(
    KINDS.map((kind) => {
      const groups = groupsOf(network, kind, { most: Infinity });
      const seen = finished(visible(network, groups));
      const links = connected(network, groups);
      const name = (at) => ({ type: ids.type, province: ids.province, organisation: ids.agency, system: ids.system })[kind][groups.id[at]] ?? "";
      const cells = [];
      links.forEach((count, at) => {
        const [one, other] = [Math.floor(at / groups.count), at % groups.count];
        if (!count && !seen[at]) return;
        if (linksBetween(network, groups, one, other).length !== count) throw new Error("the list is not what is counted");
        cells.push([name(one), name(other), count, seen[at]]);
      });
      return [kind, cells.sort((a, b) => compared(a[0], b[0]) || compared(a[1], b[1]))];
    }),
  );
}

function finished(work) {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** The study's counts by type. */
export function studyOf({ network, ids }) {
  return byKeys(
    ["systems", "entries"].map((basis) => {
      const counts = sharesByType(network, basis);
      const row = (_, at) => [ids.type[at], ["systems", "interconnected", "internal", "internal_only"].map((name) => counts[name][at])];
      return [basis, byKeys(ids.type.map(row))];
    }),
  );
}

/** The rankings that answers ask for. */
export function rankedOf({ network, ids, texts }, expected) {
  const causes = ids.words.causes.map((word) => word.id);
  return expected.map(({ system, weight, respect }) => {
    const at = ids.systemAt.get(system);
    const bits = respect.reduce((mask, id) => mask | (1 << causes.indexOf(id)), 0);
    try {
      const rows = finished(engine.rankPartners(network, at, { weight, respect: bits, slice: 0 }));
      return { system, weight, respect, rows: rows.map((row) => rankedRow({ network, ids, texts }, at, row, causes)) };
    } catch (error) {
      if (!(error instanceof engine.WeightRefused)) throw error;
      return { system, weight, respect, refused: [error.known, error.count] };
    }
  });
}

function rankedRow({ network, ids, texts }, system, { rank, partner, heldBack, ...row }, causes) {
  if (row.rank === 0) throw new Error(rank);
  const why = (language) => reasonsInWords(speaking(texts, language, (s) => ids.system[s]), engine.reasonsFor(network, system, partner));
  const told = Object.fromEntries(["triples", "own", "others", "agencies", "systems", "adds", "worth"].map((name) => [name, row[name]]));
  return { partner: ids.system[partner], ...told, why: why("en"), why_fr: why("fr"), held_back_by: causes.filter((_, bit) => (heldBack >> bit) & 1) };
}

/** What stacks of changes do, or why they cannot be. */
export function stacksOf({ network, ids }, expected) {
  return expected.map(({ changes, name }) => {
    const places = (change) => ({
      do: change.do,
      ...("from" in change ? { from: ids.systemAt.get(change.from), to: ids.systemAt.get(change.to) } : {}),
      ...("system" in change ? { system: ids.systemAt.get(change.system) } : {}),
      ...("link" in change ? { link: network.links.id.indexOf(change.link) } : {}),
    });
    const stack = changes.map(places);
    let after;
    try {
      after = network.withChanges(stack);
    } catch (error) {
      if (!(error instanceof engine.ChangeRefused)) throw error;
      return { changes, name, refused: error.code };
    }
    const made = engine.differenceOf(network, after);
    const drawn = Array.from(after.kinds.keys()).filter((row) => after.kinds[row] < 2);
    return {
      changes,
      name,
      ...effectOf(network, after, made, ids),
      officers: [made.gained.officers, made.lost.officers],
      toml: engine.scenarioToml(network, stack, { name: 'a "name" \\ é\u0001 of\tmine' }),
      drawn: byKeys(drawn.map((row) => [after.links.id[row], BECOMES[after.kinds[row]]])),
      systems: countsOf({ network: after, ids }),
    };
  });
}

function effectOf(before, after, made, ids) {
  const triples = { gained: [], lost: [] };
  for (let agency = 0; agency < before.agencies; agency++) {
    const own = made.ofAgency(agency);
    for (const side of ["gained", "lost"]) {
      for (const [system, mask] of own[side]) {
        for (const bit of engine.bitsOf(mask)) triples[side].push([ids.agency[agency], ids.system[system], ids.class[bit]]);
      }
    }
  }
  for (const side of ["gained", "lost"]) {
    const counted = new Map(made[side].byAgency.map(({ agency, triples: count }) => [ids.agency[agency], count]));
    if (triples[side].some(([agency]) => !counted.has(agency))) throw new Error("an agency that is not listed");
    for (const [agency, count] of counted) {
      if (triples[side].filter(([one]) => one === agency).length !== count) throw new Error("a count that is not that of the triples");
    }
  }
  const rows = (one, other) => Array.from(after.links.from.keys()).filter((row) => one.links.live[row] && !other.links.live[row]);
  const systems = (one, other) => ids.system.filter((_, s) => one.live[s] && !other.live[s]).sort(compared);
  return {
    counts: made.counts,
    gained: sorted(triples.gained),
    lost: sorted(triples.lost),
    isolated: made.newlyIsolated.map((s) => ids.system[s]).sort(compared),
    links_new: rows(after, before).map((row) => after.links.id[row]).sort(compared),
    links_lost: rows(before, after).map((row) => before.links.id[row]).sort(compared),
    systems_new: systems(after, before),
    systems_gone: systems(before, after),
  };
}

/** What the legend counts of everything. */
export function legendOf({ page }, MapModel) {
  const { words } = page;
  const lists = { types: "types", provinces: "provinces", statuses: "statuses", modes: "modes" };
  const sizes = { types: words.types.length + 1, provinces: words.provinces.length + 1, statuses: words.statuses.length, modes: words.modes.length, confidence: 2 };
  const counts = legendCounts(new MapModel(page), sizes);
  const names = Object.fromEntries(Object.entries(lists).map(([list, of]) => [list, words[of].map((word) => word.id)]));
  names.types.push("agency");
  names.provinces.push("");
  names.confidence = ["documented", "inferred"];
  const named = (list) => byKeys(names[list].map((id, at) => [id, counts[list][at]]).filter(([, count]) => count));
  return byKeys(Object.keys(counts).map((list) => [list, named(list)]));
}

/** Who sees each system, and of which classes, with how many steps: asked of the system, and of every agency. */
export function seenOf({ network, ids }) {
  const rows = [];
  ids.system.forEach((id, s) => {
    const { masks, steps, count } = engine.whoSees(network, s);
    masks.forEach((mask, agency) => mask && rows.push([id, ids.agency[agency], mask, steps[agency]]));
    rows.push([id, "", count, 0]);
  });
  return sorted(rows);
}

export function mirrorOf({ ids, answers }) {
  const found = new Map(ids.system.map((id) => [id, new Map()]));
  for (const [agency, rows] of Object.entries(answers.reach)) {
    for (const [system, item, , , steps] of rows) {
      const [mask, least] = found.get(system).get(agency) ?? [0, Infinity];
      found.get(system).set(agency, [mask | (1 << ids.classAt.get(item)), Math.min(least, steps)]);
    }
  }
  const rows = [];
  for (const [system, seen] of found) {
    let count = 0;
    for (const [agency, [mask, steps]] of seen) {
      rows.push([system, agency, mask, steps]);
      count += engine.popcount(mask);
    }
    rows.push([system, "", count, 0]);
  }
  return sorted(rows);
}

/** What the page says of two worlds: the difference, the marks, and what each world's records are and cite. */
export function pairOf(page, words, MapModel, { emphasis, markDifference }) {
  const [before, after] = [page.before, page.columns].map((columns) => engine.Network.of(columns, words));
  const ids = idsOf(after, words);
  const made = engine.differenceOf(before, after);
  const effect = effectOf(before, after, made, ids);
  const marks = emphasis("", "");
  const links = markDifference(marks, before, after, made);
  const of = (roles, name, kinds) => [...roles].filter(([, role]) => kinds.includes(role)).map(([at]) => ids[name][at]).sort(compared);
  const told = (kind) => of(marks.systems, "system", [kind]);
  const who = (kind) => of(marks.agencies, "agency", [kind, "mixed"]);
  const same = (one, other, what) => {
    if (JSON.stringify(one) !== JSON.stringify(other)) throw new Error(`the marks of ${what} are not those of the difference`);
  };
  same(told("new"), effect.systems_new, "new systems");
  same(told("gone"), effect.systems_gone, "systems gone");
  same(told("orphaned"), effect.isolated, "isolated systems");
  same(who("gains"), [...new Set(effect.gained.map(([agency]) => agency))].sort(compared), "who gains");
  same(who("loses"), [...new Set(effect.lost.map(([agency]) => agency))].sort(compared), "who loses");
  same([links.fresh, links.lost, marks.lost.length], [effect.links_new.length, effect.links_lost.length, effect.links_lost.length], "links");
  const model = new MapModel(page);
  const both = [page.before, page.columns];
  return { ...effect, sources: both.map(citedBy), items: both.map((columns) => itemsOf(model, columns)) };
}

const CITING = ["agencies", "systems", "links"];

function citedBy(columns) {
  const { title, url } = columns.sources;
  const cited = (name) => columns[name].id.flatMap((id, row) => (columns[name].here[row] ? [[id, columns[name].source[row].map((at) => [title[at], url[at]])]] : []));
  return byKeys(CITING.map((name) => [name, byKeys(cited(name))]));
}

/** What of a world is on its map. */
function itemsOf(model, columns) {
  model.take(columns);
  const placed = model.ids.map((id, i) => (model.here[i] ? id : null));
  const there = (list) => list.filter((id) => id !== null).sort(compared);
  const links = columns.links.id.filter((_, row) => columns.links.here[row]).sort(compared);
  return { agencies: there(placed.slice(0, model.agencies)), systems: there(placed.slice(model.agencies)), links };
}
