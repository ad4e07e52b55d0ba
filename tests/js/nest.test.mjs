// The map's boxes for any world and any window: all stand in their places, nothing lies on anything, all at the largest scale.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FOLDER } from "./load.mjs";

const load = (name) => import(`${FOLDER}page/${name}.js`);
const [{ arrange }, { Labels, nationContent }, { focusLayout, stepsFrom }, { layersLayout }] = await Promise.all(["nest/arrange", "nest/content", "focus/columns", "layers/layout"].map(load));

const width = (text, size, bold = false) => text.length * size * (bold ? 0.6 : 0.55);
const PROVINCES = ["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"];
const TYPES = ["rms", "cad", "broker", "national_repository", "mcm", "eticketing_lpr"];
const WINDOWS = [[1386, 820], [1228, 640], [968, 690], [690, 820], [380, 640]];

/** Numbers that look random and are the same in every run. */
function seeded(seed) {
  let state = seed * 7919 + 1;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

function world(seed) {
  const rnd = seeded(seed);
  const count = 2 + rnd(60);
  const agencies = { id: [], name: [], name_fr: [], short: [], short_fr: [], province: [] };
  for (let at = 0; at < count; at++) {
    agencies.id.push(`a${at}`);
    agencies.name.push(`Agency ${at}`);
    agencies.name_fr.push("");
    agencies.short.push(`A${at}${"x".repeat(rnd(12))}`);
    agencies.short_fr.push(rnd(2) ? `F${at}` : "");
    agencies.province.push(rnd(5) ? rnd(PROVINCES.length) : -1);
  }
  const systems = { id: [], name: [], name_fr: [], short: [], short_fr: [], type: [], operator: [], relays: [] };
  for (let at = 0; at < rnd(200) + 1; at++) {
    systems.id.push(`s${at}`);
    systems.name.push(`System ${at}`);
    systems.name_fr.push("");
    systems.short.push(rnd(9) ? `S${at}${"y".repeat(rnd(14))}` : "");
    systems.short_fr.push("");
    systems.type.push(rnd(TYPES.length));
    systems.operator.push(rnd(count));
    systems.relays.push(rnd(3) ? 0 : 1);
  }
  const links = { from: [], to: [] };
  for (let at = 0; at < rnd(150); at++) {
    links.from.push(rnd(systems.id.length));
    links.to.push(rnd(systems.id.length));
  }
  const words = { provinces: PROVINCES.map((id) => ({ id })), types: TYPES.map((id) => ({ id })) };
  const dead = new Set(systems.id.flatMap((_, at) => (rnd(8) ? [] : [at])));
  return { columns: { agencies, systems }, words, shown: (system) => !dead.has(system), links };
}

const within = (inner, outer, slack = 0.6) =>
  inner.x >= outer.x - slack && inner.y >= outer.y - slack && inner.x + inner.width <= outer.x + outer.width + slack && inner.y + inner.height <= outer.y + outer.height + slack;
const meet = (one, other) =>
  Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x) > 0.6 && Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y) > 0.6;

function pairsThatMeet(rects) {
  const found = [];
  for (let at = 0; at < rects.length; at++) for (let other = 0; other < at; other++) if (meet(rects[at], rects[other])) found.push([at, other]);
  return found;
}

test("boxes stand within their cards, chips within their boxes, and nothing lies on anything", () => {
  for (let seed = 0; seed < 40; seed++) {
    const given = world(seed);
    const labels = new Labels(given.columns, seed % 2 ? "fr" : "en");
    for (const [wide, tall] of WINDOWS.slice(seed % 2)) {
      const content = nationContent(given, labels, width);
      const made = arrange(content, wide, tall);
      const told = `world ${seed}, ${wide} x ${tall}`;
      if (!made.cards.length) continue;
      assert.ok(made.width * made.scale <= wide + 1 && made.height * made.scale <= tall + 1, told);
      for (const card of made.cards) assert.ok(within(card, { x: 0, y: 0, width: made.width, height: made.height }), `${told}: ${card.id}`);
      assert.deepEqual(pairsThatMeet(made.cards), [], told);
      const shown = given.columns.systems.id.map((_, system) => system).filter(given.shown);
      assert.deepEqual([...made.systems.keys()].sort((a, b) => a - b), shown, told);
      const provinceOf = (agency) => (given.columns.agencies.province[agency] < 0 ? "national" : PROVINCES[given.columns.agencies.province[agency]]);
      for (const [agency, box] of made.agencies) {
        const card = made.cards.find(({ id }) => id === provinceOf(agency));
        assert.ok(within(box, card), `${told}: agency ${agency}`);
      }
      assert.deepEqual(pairsThatMeet([...made.agencies.values()]), [], told);
      for (const [system, chip] of made.systems) assert.ok(within(chip, made.agencies.get(given.columns.systems.operator[system])), `${told}: system ${system}`);
      assert.deepEqual(pairsThatMeet([...made.systems.values()]), [], told);
    }
  }
});

test("where cards count, each system stands once or is counted once, and nothing lies on anything", () => {
  let counted = 0;
  for (let seed = 0; seed < 40; seed++) {
    const given = world(seed);
    const labels = new Labels(given.columns, seed % 2 ? "fr" : "en");
    for (const [wide, tall, narrow] of [[1228, 640, false], [690, 760, true], [380, 670, true]]) {
      const content = nationContent(given, labels, width, { least: 3, narrow, familyOf: (system) => given.columns.systems.type[system] });
      const made = arrange(content, wide, tall);
      const told = `world ${seed}, ${wide} x ${tall}`;
      if (!made.cards.length) continue;
      const systems = [...made.systems.keys(), ...made.counts.flatMap((count) => count.systems)];
      const shown = given.columns.systems.id.map((_, system) => system).filter(given.shown);
      assert.deepEqual(systems.sort((a, b) => a - b), shown, told);
      counted += made.counts.length;
      const cards = new Map(made.cards.map((card) => [card.id, card]));
      assert.deepEqual(pairsThatMeet(made.cards), [], told);
      for (const count of made.counts) assert.ok(within(count, cards.get(count.card)), `${told}: a count of ${count.card}`);
      assert.deepEqual(pairsThatMeet([...made.counts, ...made.systems.values()]), [], told);
      for (const { system } of made.bands) assert.ok(made.systems.has(system), told);
    }
  }
  assert.ok(counted > 500, `${counted} counts`);
});

test("a band goes from its system to its card, and through no box of a province", () => {
  let bands = 0;
  for (let seed = 0; seed < 40; seed++) {
    const given = world(seed);
    const content = nationContent(given, new Labels(given.columns, "en"), width);
    const made = arrange(content, 1386, 820);
    const boxes = [...made.agencies].filter(([agency]) => given.columns.agencies.province[agency] >= 0).map(([, box]) => box);
    for (const band of made.bands) {
      bands++;
      const [start, end] = [band.points[0], band.points.at(-1)];
      const chip = made.systems.get(band.system);
      const card = made.cards.find(({ id }) => id === band.card);
      assert.ok(start[0] >= chip.x - 1 && start[0] <= chip.x + chip.width + 1, `world ${seed}`);
      const atEdge = Math.abs(end[1] - card.y) < 1 || Math.abs(end[1] - card.y - card.height) < 1 || Math.abs(end[0] - card.x) < 1;
      assert.ok(atEdge && end[0] >= card.x - 1 && end[0] <= card.x + card.width + 1, `world ${seed}: ${band.card}`);
      for (let at = 1; at < band.points.length; at++) {
        const [[x0, y0], [x1, y1]] = [band.points[at - 1], band.points[at]];
        const piece = { x: Math.min(x0, x1), y: Math.min(y0, y1), width: Math.abs(x1 - x0) + 0.7, height: Math.abs(y1 - y0) + 0.7 };
        assert.ok(!boxes.some((box) => meet(piece, box)), `world ${seed}: ${band.system} to ${band.card}`);
      }
    }
  }
  assert.ok(bands > 80, `${bands} bands`);
});

test("the steps of a focus are those of a walk, and each system has its place once", () => {
  for (let seed = 0; seed < 60; seed++) {
    const given = world(seed);
    const count = given.columns.systems.id.length;
    const rnd = seeded(seed + 500);
    const lines = given.links.from.map((from, row) => ({ from, to: given.links.to[row], both: rnd(3) ? 0 : 1, live: rnd(6) > 0, row })).filter(({ from, to }) => from !== to);
    const system = rnd(count);
    for (const forth of [true, false]) {
      // Told once more in another way: whoever is one step from what is within so many.
      let near = new Set([system]);
      const wanted = new Map([[system, 0]]);
      for (let step = 1; step <= 3; step++) {
        const next = new Set();
        for (const { from, to, both, live } of lines) {
          if (!live) continue;
          if (near.has(forth ? from : to)) next.add(forth ? to : from);
          if (both && near.has(forth ? to : from)) next.add(forth ? from : to);
        }
        for (const one of next) if (!wanted.has(one)) wanted.set(one, step);
        near = new Set([...near, ...next]);
      }
      assert.deepEqual([...stepsFrom(system, lines, 3, forth)].sort(), [...wanted].sort(), `world ${seed}`);
    }
    const cardOf = (one) => String(given.columns.systems.operator[one] % 4);
    const made = focusLayout({ system, steps: 3, lines, cardOf, text: (one) => given.columns.systems.id[one], name: (card) => card, measure: width }, 1380, 800);
    const reached = new Set([...stepsFrom(system, lines, 3, true).keys(), ...stepsFrom(system, lines, 3, false).keys()]);
    assert.deepEqual([...made.systems.keys()].sort(), [...reached].sort(), `world ${seed}`);
    assert.deepEqual(pairsThatMeet([...made.groups, made.centre]), [], `world ${seed}`);
  }
});

test("in layers no line runs through a box that is not at its end", () => {
  for (let seed = 0; seed < 60; seed++) {
    const rnd = seeded(seed + 900);
    const count = 2 + rnd(30);
    const systems = Array.from({ length: count }, (_, at) => at);
    const lines = Array.from({ length: rnd(40) }, (_, row) => ({ row, from: rnd(count), to: rnd(count), both: rnd(2) })).filter(({ from, to }) => from !== to);
    const made = layersLayout(systems, lines, () => 150 + rnd(80), 1380, 800);
    assert.deepEqual([...made.systems.keys()].sort((a, b) => a - b), systems, `world ${seed}`);
    assert.equal(made.lines.length, lines.length);
    assert.deepEqual(pairsThatMeet([...made.systems.values()]), [], `world ${seed}`);
    for (const { line, points } of made.lines) {
      const others = [...made.systems].filter(([system]) => ![line.from, line.to].includes(system)).map(([, box]) => box);
      for (let at = 1; at < points.length; at++) {
        for (let part = 0; part <= 40; part++) {
          // As the line is drawn: a curve whose handles stand in the middle.
          const t = part / 40;
          const [[x0, y0], [x1, y1]] = [points[at - 1], points[at]];
          const x = x0 * (1 - t) ** 3 + 3 * ((x0 + x1) / 2) * (1 - t) ** 2 * t + 3 * ((x0 + x1) / 2) * (1 - t) * t ** 2 + x1 * t ** 3;
          const y = y0 * (1 - t) ** 3 + 3 * y0 * (1 - t) ** 2 * t + 3 * y1 * (1 - t) * t ** 2 + y1 * t ** 3;
          assert.ok(!others.some((box) => x > box.x + 1 && x < box.x + box.width - 1 && y > box.y + 1 && y < box.y + box.height - 1), `world ${seed}, link ${line.row}`);
        }
      }
    }
  }
});

test("a system with thousands of partners has columns in the form of the window: each name can be read when it is near", () => {
  const NEAREST = 16; // times the whole: as near as the map goes
  for (const count of [1, 40, 300, 1500, 13000]) {
    const lines = Array.from({ length: count }, (_, at) => ({ from: 0, to: at + 1, both: at % 3 ? 0 : 1, live: true, row: at }));
    const given = { system: 0, steps: 1, lines, cardOf: (one) => PROVINCES[one % 5], text: (one) => `Agency ${one}: System`, name: (card) => card, measure: width };
    for (const [wide, tall] of WINDOWS) {
      const made = focusLayout(given, wide, tall);
      assert.equal(made.systems.size, count + 1);
      assert.ok(12 * made.scale * NEAREST > 11, `${count} partners in ${wide} × ${tall}: names of ${12 * made.scale * NEAREST} pixels`);
    }
  }
});
