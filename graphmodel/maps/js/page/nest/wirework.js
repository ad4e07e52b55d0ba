/** Single links: where the map is near, and where an emphasis names them. Dots are inferred ones, dashes planned ones. */
import { NEAR, placeIn } from "./near.js";
import { LINK_ROLES, ROLE_COLOURS } from "./roles.js";
import { Wires } from "./wires.js";

/** From so many times the scale of the whole picture on every link of what is seen is drawn. */
const SINGLE = 1.45;
const INFERRED = [2, 3];
const PLANNED = [7, 5];

export function drawWires(picture) {
  const { p, nest } = picture;
  const { emphasis, theme } = nest;
  const near = Boolean(nest.alone) || p.k > nest.fit * SINGLE;
  if (!near && !emphasis) return;
  const wires = new Wires(nest.layout, (system) => placeIn(picture, system), nest.operator, nest.cardOf, p.k > NEAR ? 1.25 / p.k : 1);
  const put = (line, role) => {
    const route = wires.route(line.from, line.to, line.row + 1);
    if (!route) return;
    const points = route.map(([x, y]) => [p.x(x), p.y(y)]);
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    if (!p.seen({ x: Math.min(...xs), y: Math.min(...ys), width: Math.max(...xs) - Math.min(...xs) + 1, height: Math.max(...ys) - Math.min(...ys) + 1 })) return;
    const colour = role ? ROLE_COLOURS[theme][role].ring : emphasis ? p.look.faint : p.look.link;
    const dash = role === "lost" ? LINK_ROLES.lost.dash : !line.live && role !== "new" ? PLANNED : line.inferred ? INFERRED : [];
    p.line(points, { colour, width: Math.min(2.2, Math.max(1.2, 1.2 * p.k)), dash, radius: 5 * p.k, end: true, start: Boolean(line.both) });
  };
  const crosses = (line) => (nest.cardOf(nest.operator(line.from)) === nest.nation) !== (nest.cardOf(nest.operator(line.to)) === nest.nation);
  for (const line of nest.lines) {
    if (!nest.visible(line.from) || !nest.visible(line.to)) continue;
    const role = emphasis?.links.get(line.row);
    if (near ? true : role && !crosses(line)) put(line, role);
  }
  for (const line of emphasis?.lost ?? []) if (near || !crosses(line)) put(line, "lost");
}
