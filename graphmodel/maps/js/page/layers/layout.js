/** A small network in layers, records running from left to right: each link goes through a place of its own in every layer
 * between its ends, so that no line crosses a box. What has no link stands below.
 */
import { append } from "../append.js";

const ROW = 74;
const THIN = 41;
const BOX = 48;
const BETWEEN = 92;
const SWEEPS = 16;
const IDLE = 70;
const LARGEST = 1.5;
const NARROWEST = 150;

/**
 * Lay out systems and links.
 * @param {number[]} systems
 * @param {{from: number, to: number, row: number, both: number}[]} lines
 * @param {(system: number) => number} wide how wide a system's box must be
 * @param {number} width of the window, in pixels
 * @param {number} height
 * @returns {{systems: Map<number, object>, lines: {line: object, points: number[][], turned: boolean}[], idle: number | null, width: number, height: number, scale: number}}
 */
export function layersLayout(systems, lines, wide, width, height) {
  const drawn = lines.filter(({ from, to }) => from !== to);
  const forward = withoutCircles(systems, drawn);
  const layer = layersOf(systems, forward);
  const linked = new Set(forward.flatMap(({ one, other }) => [one, other]));
  const { columns, chains } = withPlaces([...linked], forward, layer);
  const best = fewestCrossings(columns, chains);
  return placed({ best, chains, forward, systems, linked, wide }, width, height);
}

/** Each link with its ends in an order in which there is no circle: those that would close one are turned round. */
function withoutCircles(systems, lines) {
  const out = new Map(systems.map((system) => [system, []]));
  for (const line of lines) out.get(line.from)?.push(line);
  const [state, turned] = [new Map(), new Set()];
  for (const root of systems) {
    if (state.has(root)) continue;
    state.set(root, 1);
    const path = [[root, 0]];
    while (path.length) {
      const top = path.at(-1);
      const [system, at] = top;
      const line = out.get(system)[at];
      if (!line) {
        state.set(system, 2);
        path.pop();
        continue;
      }
      top[1]++;
      if (state.get(line.to) === 1) turned.add(line);
      else if (!state.has(line.to)) {
        state.set(line.to, 1);
        path.push([line.to, 0]);
      }
    }
  }
  return lines.map((line) => ({ line, turned: turned.has(line), one: turned.has(line) ? line.to : line.from, other: turned.has(line) ? line.from : line.to }));
}

/** How far each system stands from the left: behind all that feed it; a source next to what it feeds. */
function layersOf(systems, forward) {
  const layer = new Map(systems.map((system) => [system, 0]));
  for (let turn = 0, moved = true; moved && turn < systems.length; turn++) {
    moved = false;
    for (const { one, other } of forward) {
      if (layer.get(other) > layer.get(one)) continue;
      layer.set(other, layer.get(one) + 1);
      moved = true;
    }
  }
  const fed = new Set(forward.map(({ other }) => other));
  for (const system of systems) {
    const feeds = forward.filter(({ one }) => one === system).map(({ other }) => layer.get(other));
    if (feeds.length && !fed.has(system)) layer.set(system, Math.min(...feeds) - 1);
  }
  return layer;
}

/** The systems of each layer, and a place in each layer that a link passes: negative numbers. */
function withPlaces(linked, forward, layer) {
  const columns = [];
  const into = (at, what) => (columns[at] ??= []).push(what);
  for (const system of linked) into(layer.get(system), system);
  let place = -1;
  const chains = forward.map(({ one, other }) => {
    const chain = [one];
    for (let at = layer.get(one) + 1; at < layer.get(other); at++) {
      into(at, place);
      chain.push(place--);
    }
    return [...chain, other];
  });
  return { columns: Array.from(columns, (column) => column ?? []), chains };
}

/** The order in the layers with the fewest crossings that sweeps to and fro find. */
function fewestCrossings(columns, chains) {
  const [left, right] = [new Map(), new Map()];
  for (const chain of chains) {
    for (let at = 1; at < chain.length; at++) {
      append(right, chain[at - 1], chain[at]);
      append(left, chain[at], chain[at - 1]);
    }
  }
  const position = new Map();
  const settle = (column) => column.forEach((what, at) => position.set(what, at));
  columns.forEach(settle);
  let [least, best] = [Infinity, columns.map((column) => [...column])];
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const side = sweep % 2 ? right : left;
    const order = sweep % 2 ? [...columns].reverse() : columns;
    for (const column of order) {
      const weight = (what) => {
        const near = side.get(what) ?? [];
        return near.length ? near.reduce((sum, one) => sum + position.get(one), 0) / near.length : position.get(what);
      };
      const weights = new Map(column.map((what) => [what, weight(what)]));
      column.sort((one, other) => weights.get(one) - weights.get(other) || one - other);
      settle(column);
    }
    const found = crossings(columns, right, position);
    if (found < least) [least, best] = [found, columns.map((column) => [...column])];
  }
  return best;
}

function crossings(columns, right, position) {
  let total = 0;
  for (const column of columns) {
    const ends = column.flatMap((what) => (right.get(what) ?? []).map((other) => [position.get(what), position.get(other)]));
    for (let at = 0; at < ends.length; at++) {
      for (let other = 0; other < at; other++) if ((ends[at][0] - ends[other][0]) * (ends[at][1] - ends[other][1]) < 0) total++;
    }
  }
  return total;
}

function placed({ best, chains, forward, systems, linked, wide }, width, height) {
  const made = { systems: new Map(), lines: [] };
  const ways = new Map();
  const tallOf = (column) => column.reduce((sum, what) => sum + (what < 0 ? THIN : ROW), 0);
  const tall = Math.max(0, ...best.map(tallOf));
  let x = 0;
  for (const column of best) {
    const across = Math.max(NARROWEST, ...column.filter((what) => what >= 0).map(wide));
    let y = (tall - tallOf(column)) / 2;
    for (const what of column) {
      if (what < 0) ways.set(what, { x, y: y + THIN / 2, width: across });
      else made.systems.set(what, { x, y: y + (ROW - BOX) / 2, width: across, height: BOX });
      y += what < 0 ? THIN : ROW;
    }
    x += across + BETWEEN;
  }
  linesInto(made, chains, forward, ways);
  const idle = systems.filter((system) => !linked.has(system));
  made.width = Math.max(x - BETWEEN, NARROWEST);
  made.height = tall;
  made.idle = idle.length ? tall + IDLE - 18 : null;
  let [left, top] = [0, tall + (idle.length ? IDLE : 0)];
  for (const system of idle) {
    const across = Math.max(NARROWEST, wide(system));
    if (left && left + across > Math.max(made.width, 900)) [left, top] = [0, top + ROW];
    made.systems.set(system, { x: left, y: top, width: across, height: BOX });
    left += across + 24;
    made.width = Math.max(made.width, left - 24);
    made.height = top + BOX;
  }
  made.scale = Math.min(width / made.width, height / Math.max(made.height, BOX), LARGEST);
  return made;
}

/** Each link from a port of its own at the right of a box, through its places, to one at the left of another. */
function linesInto(made, chains, forward, ways) {
  const middle = (what) => (what < 0 ? ways.get(what).y : made.systems.get(what).y + BOX / 2);
  const ports = (end, next) => {
    const found = new Map();
    chains.forEach((chain, at) => {
      const what = chain.at(end);
      append(found, what, [middle(chain.at(next)), at]);
    });
    for (const list of found.values()) list.sort(([one, a], [other, b]) => one - other || a - b);
    return (what, at) => (found.get(what).findIndex(([, mine]) => mine === at) + 1) / (found.get(what).length + 1);
  };
  const [out, into] = [ports(0, 1), ports(-1, -2)];
  chains.forEach((chain, at) => {
    const [start, end] = [made.systems.get(chain[0]), made.systems.get(chain.at(-1))];
    const points = [[start.x + start.width, start.y + BOX * out(chain[0], at)]];
    for (const what of chain.slice(1, -1)) {
      const way = ways.get(what);
      points.push([way.x - 10, way.y], [way.x + way.width + 10, way.y]);
    }
    points.push([end.x, end.y + BOX * into(chain.at(-1), at)]);
    made.lines.push({ line: forward[at].line, turned: forward[at].turned, points });
  });
}
