/** The names of what is emphasised, in full: within the agency's box where that is free, else beside it with the agency's
 * name, else further away with a leader. No name lies on another, no leader runs through one.
 */
import { placeIn } from "./near.js";
import { FIRST, ROLE_COLOURS } from "./roles.js";
import { homeOf } from "./rows.js";

const SIZE = 11;
/** Of more systems than this only those that are named first have their names on the map; lists say the others. */
const MOST = 60;
const DISTANCES = [5, 11, 18, 27, 38, 52, 70, 95, 130, 170];
const FAR = [200, 230, 260, 290, 320, 360, 400, 450, 500, 560, 620];
const TURNS = 16;
/** Pixels that a leader is long at least. */
const LEADER = 9;

export function drawCallouts(picture) {
  const { p, nest } = picture;
  const { emphasis, labels } = nest;
  const items = wanted(picture);
  const marks = [...items.map(({ rect }) => grown(rect, 4, 5)), ...nest.layout.counts.map((count) => p.rect(count))];
  const taken = [...picture.names, ...picture.titles, ...pillsIn(picture)];
  const free = (rect, edge = true) => !taken.some((one) => meets(rect, one)) && !marks.some((one) => meets(rect, one)) && (!edge || within(picture.window, rect));
  picture.named = picture.unnamed = 0;
  picture.covered = new Set();
  for (const { system, rect } of items) {
    const agency = nest.operator(system);
    const box = p.rect(homeOf(nest.layout, agency));
    const height = Math.min(15.5, Math.max(13, 16 * p.k));
    const short = labels.inside(system);
    const inside = p.width(short, SIZE, true) + 8;
    let text = short;
    let spot = picture.legible ? besideIn(rect, inside, height, box, free) : null;
    if (!spot) {
      text = labels.outside(system);
      spot = around(p, rect, p.width(text, SIZE, true) + 9, height, free, taken) ?? instead(picture, agency, rect, box, p.width(text, SIZE, true) + 9, height, marks, taken);
    }
    spot ??= farAway(p, rect, p.width(text, SIZE, true) + 9, height, free, taken);
    if (!spot) {
      picture.unnamed++;
      continue;
    }
    picture.named++;
    taken.push(spot);
    for (const name of picture.dim) if (meets(spot, name)) picture.covered.add(name.agency);
    const { ring } = ROLE_COLOURS[nest.theme][emphasis.systems.get(system)];
    leader(p, rect, spot, ring);
    p.box(spot, 4, p.look.paper, ring, 1.1);
    p.text(text, spot.x + 4.5, spot.y + height / 2 + 4, SIZE, { bold: true });
  }
}

/** The systems that need a name: those that have none yet, what matters most first. */
function wanted(picture) {
  const { p, nest, inner } = picture;
  const { emphasis } = nest;
  const items = [];
  for (const [system, role] of emphasis.systems) {
    const place = placeIn(picture, system);
    if (!place || !nest.visible(system) || (nest.pill(system) && picture.legible)) continue;
    if (nest.alone && nest.cardOf(nest.operator(system)) === nest.alone) continue;
    const kind = inner.get(nest.operator(system))?.kind;
    if (kind === "named" || kind === "full") continue;
    if (emphasis.unnamed?.has(system)) continue;
    const rect = p.rect(place);
    if (p.seen(rect)) items.push({ system, role, rect });
  }
  const rank = ({ role }) => (FIRST.has(role) ? 0 : 1);
  items.sort((one, other) => rank(one) - rank(other) || one.rect.y - other.rect.y || one.rect.x - other.rect.x);
  return items.length > MOST ? items.filter((item) => FIRST.has(item.role)).slice(0, MOST) : items;
}

function pillsIn({ p, nest }) {
  const pills = [];
  for (const [system, place] of nest.layout.systems) if (nest.pill(system)) pills.push(grown(p.rect(place), 5, 5));
  return pills;
}

/** In the agency's own box, where the system's name alone is enough. */
function besideIn({ x, y, width, height }, wide, tall, box, free) {
  const middle = y + height / 2 - tall / 2;
  const centre = x + width / 2 - wide / 2;
  const spots = [[x - wide - 4, middle], [x + width + 8, middle], [centre, y - tall - 4], [centre, y + height + 5], [x - 2, y + height + 5], [x + width + 2 - wide, y + height + 5]];
  for (const [left, top] of spots) {
    const rect = { x: left, y: top, width: wide, height: tall };
    const inBox = left >= box.x - 1 && left + wide <= box.x + box.width + 1 && top >= box.y - 3 && top + tall <= box.y + box.height + 9;
    if (inBox && free(rect)) return rect;
  }
  return null;
}

function around(p, { x, y, width, height }, wide, tall, free, taken) {
  for (const d of DISTANCES) {
    const spots = [
      [width + d, height / 2 - tall / 2], [-wide - d, height / 2 - tall / 2], [width / 2 - wide / 2, height + d], [width / 2 - wide / 2, -tall - d],
      [width + 0.6 * d, height + 0.5 * d], [-wide - 0.6 * d, height + 0.5 * d], [width + 0.6 * d, -tall - 0.5 * d], [-wide - 0.6 * d, -tall - 0.5 * d],
    ];
    for (const [dx, dy] of spots) {
      const rect = { x: x + dx, y: y + dy, width: wide, height: tall };
      if (free(rect) && clear({ x, y, width, height }, rect, taken)) return rect;
    }
  }
  return null;
}

/** In the place of the agency's name, which the label says itself. */
function instead(picture, agency, { x, y, width, height }, box, wide, tall, marks, taken) {
  for (const left of [x - 4 - wide, box.x + 3, x + width + 8]) {
    const rect = { x: left, y: y + height / 2 - tall / 2, width: wide, height: tall };
    if (!within(picture.window, rect) || marks.some((one) => meets(rect, one))) continue;
    if (taken.some((one) => one.agency !== agency && meets(rect, one))) continue;
    picture.covered.add(agency);
    return rect;
  }
  return null;
}

function farAway(p, mark, wide, tall, free, taken) {
  const { x, y, width } = mark;
  for (const d of FAR) {
    for (let turn = 0; turn < TURNS; turn++) {
      const angle = (turn * 2 * Math.PI) / TURNS;
      const rect = { x: x + width / 2 + Math.cos(angle) * d - wide / 2, y: y + Math.sin(angle) * d * 0.6 - tall / 2, width: wide, height: tall };
      if (free(rect) && clear(mark, rect, taken)) return rect;
    }
  }
  return null;
}

/** Whether a leader from a mark to a label runs through no name. */
function clear(mark, label, taken) {
  const [[x0, y0], [x1, y1]] = ends(mark, label);
  for (let at = 2; at < 20; at++) {
    const [x, y] = [x0 + ((x1 - x0) * at) / 20, y0 + ((y1 - y0) * at) / 20];
    if (taken.some((one) => x > one.x && x < one.x + one.width && y > one.y && y < one.y + one.height)) return false;
  }
  return true;
}

function ends({ x, y, width, height }, label) {
  const [mx, my] = [x + width / 2, y + height / 2];
  const to = (at, low, size) => Math.min(low + size, Math.max(low, at));
  return [[mx, my], [to(mx, label.x, label.width), to(my, label.y, label.height)]];
}

function leader(p, mark, label, colour) {
  const [[x0, y0], [x1, y1]] = ends(mark, label);
  if (Math.hypot(x1 - x0, y1 - y0) <= mark.width / 2 + LEADER) return;
  const { c } = p;
  c.strokeStyle = colour;
  c.lineWidth = 1.2;
  c.beginPath();
  c.moveTo(x0, y0);
  c.lineTo(x1, y1);
  c.stroke();
}

function meets(one, other) {
  return one.x < other.x + other.width && one.x + one.width > other.x && one.y < other.y + other.height && one.y + one.height > other.y;
}

function grown({ x, y, width, height }, across, down) {
  return { x: x - across, y: y - down, width: width + 2 * across, height: height + 2 * down };
}

function within(window, { x, y, width, height }) {
  return x > window.x + 2 && y > window.y + 2 && x + width < window.x + window.width - 2 && y + height < window.y + window.height - 2;
}
