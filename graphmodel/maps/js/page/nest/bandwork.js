/** Bands: the links between a national system and a province as one line, wider the more there are, with their number. */
import { bandWidth } from "./bands.js";
import { pale } from "./paint.js";
import { LINK_ROLES, ROLE_COLOURS } from "./roles.js";

/** Beyond so many times the scale of the whole picture single links tell more than counts. */
const NEAR = 3.2;

/** What each band stands for in the world that is shown, by system and card, and what an emphasis says of it. */
function tally(nest) {
  const found = new Map();
  const at = (system, card) => {
    if (!found.has(system)) found.set(system, new Map());
    const cards = found.get(system);
    if (!cards.has(card)) cards.set(card, { live: 0, out: 0, back: 0, inferred: 0, roles: new Map(), lost: 0, fresh: 0 });
    return cards.get(card);
  };
  const band = ({ from, to }) => {
    const [one, other] = [nest.cardOf(nest.operator(from)), nest.cardOf(nest.operator(to))];
    if ((one === nest.nation) === (other === nest.nation)) return null;
    return one === nest.nation ? [at(from, other), true] : [at(to, one), false];
  };
  for (const line of nest.lines) {
    const [entry, out] = (line.live && band(line)) || [];
    if (!entry) continue;
    entry.live++;
    entry.inferred += line.inferred;
    if (out || line.both) entry.out++;
    if (!out || line.both) entry.back++;
    const role = nest.emphasis?.links.get(line.row);
    if (role) entry.roles.set(role, (entry.roles.get(role) ?? 0) + 1);
  }
  for (const line of nest.emphasis?.lost ?? []) {
    const [entry] = band(line) ?? [];
    if (entry) entry.lost++;
  }
  return found;
}

export function drawBands(picture) {
  const { p, nest, badges } = picture;
  const { layout, emphasis, theme } = nest;
  const counts = tally(nest);
  const drawn = layout.bands.flatMap((band) => {
    const entry = counts.get(band.system)?.get(band.card);
    if (!entry || !nest.visible(band.system)) return [];
    const [role] = entry.roles.keys();
    const shown = role ?? (entry.lost ? "lost" : "");
    const links = role ? entry.roles.get(role) : entry.lost && !entry.live ? entry.lost : entry.live;
    return links || entry.lost ? [{ band, entry, role: shown, links }] : [];
  });
  drawn.sort((one, other) => Number(Boolean(one.role)) - Number(Boolean(other.role)) || other.links - one.links);
  for (const { band, entry, role, links } of drawn) {
    const points = band.points.map(([x, y]) => [p.x(x), p.y(y)]);
    const own = p.look.families[nest.familyOf(band.system)];
    const scale = Math.min(1.6, Math.max(0.55, p.k));
    if (entry.live) {
      const emphasised = role && role !== "lost" ? ROLE_COLOURS[theme][role].ring : "";
      const colour = emphasised || (emphasis ? pale(own, p.look.ground, 0.3) : own);
      const width = bandWidth(entry.live) * scale;
      p.line(points, { colour, width, radius: 9 * Math.min(p.k, 1.6), end: entry.out > 0, start: entry.back > 0, halo: 2.4 });
      if (entry.inferred === entry.live && width > 2.4) p.line(points, { colour: p.look.ground, width: width * 0.34, radius: 9 * Math.min(p.k, 1.6), halo: 0, dash: [6, 5] });
      if (emphasised || (!emphasis && entry.live > 1)) badges.push({ points, text: `${role === "new" ? "+" : ""}${links}`, colour });
    }
    if (entry.lost) {
      const { ring } = ROLE_COLOURS[theme].lost;
      const aside = entry.live ? 3.5 : 0;
      const beside = points.map(([x, y]) => [x + aside, y + aside]);
      p.line(beside, { colour: ring, width: bandWidth(entry.lost) * scale * 0.8, dash: LINK_ROLES.lost.dash, radius: 9 * Math.min(p.k, 1.6), halo: 2.4 });
      badges.push({ points: beside, text: `−${entry.lost}`, colour: ring });
    }
  }
}

/** How many links a band stands for, at its card. */
export function drawCounts({ p, nest, badges, titles }) {
  if (p.k > nest.fit * NEAR) return;
  for (const { points, text, colour } of badges) {
    const [[x0, y0], [x1, y1]] = [points.at(-2), points.at(-1)];
    const upright = Math.abs(x1 - x0) < 2;
    const size = Math.min(13, Math.max(11, 11 * p.k));
    const width = p.width(text, size, true) + 7;
    const away = 15 * Math.min(1.4, Math.max(0.8, p.k));
    const [x, y] = upright ? [x1, y1 + Math.sign(y0 - y1) * away] : [x1 - away, y1];
    const rect = { x: x - width / 2, y: y - size * 0.66, width, height: size * 1.32 };
    p.box(rect, 7, p.look.paper, colour, 1.4);
    p.text(text, x, y + size * 0.36, size, { bold: true, fill: colour, align: "center" });
    titles.push(rect);
  }
}
