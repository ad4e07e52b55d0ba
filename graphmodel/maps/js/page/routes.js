/** The way that a ribbon takes: along the gaps between boxes, not across them. Points are units of the map. */
const GAP = 9;
const SPREAD = 5;

/**
 * Say how a ribbon runs.
 * @param {object} model
 * @param {{box: number, other: number, hub: number}} ribbon
 * @param {number} turn its place among all: ribbons in one gap are spread by it
 * @returns {[number, number][]} corners, to be rounded; the first is at the box
 */
export function routeOf(model, ribbon, turn) {
  const { boxes } = model.layout;
  const from = boxes[ribbon.box];
  const to = ribbon.hub >= 0 ? null : boxes[ribbon.other];
  const end = to ? [to.x + to.width / 2, to.y + to.height / 2] : [model.x[ribbon.hub], model.y[ribbon.hub]];
  const aside = ((turn % 5) - 2) * (SPREAD / 2);
  const upward = end[1] < from.y;
  const side = to && !upward && to.y < from.y + from.height;
  const start = [from.x + from.width / 2 + aside, upward || side ? from.y : from.y + from.height];
  const leave = start[1] + (upward || side ? -1 : 1) * (GAP + aside);
  if (side) return [start, [start[0], leave], [end[0], leave], [end[0], to.y]];
  const arrive = to ? (upward ? to.y + to.height : to.y) : end[1];
  const others = boxes.filter((box) => box !== from && box !== to && box.id !== "national");
  const [low, high] = [Math.min(leave, arrive), Math.max(leave, arrive)];
  const between = others.filter((box) => box.y < high && box.y + box.height > low);
  if (!between.length) return [start, [start[0], leave], end.length && to ? [end[0], leave] : null, to ? [end[0], arrive] : end].filter(Boolean);
  const gutters = between.flatMap((box) => [box.x - GAP, box.x + box.width + GAP]);
  const free = gutters.filter((x) => between.every((box) => x <= box.x || x >= box.x + box.width));
  const cost = (x) => Math.abs(x - start[0]) + 0.5 * Math.abs(x - end[0]);
  const gutter = free.sort((one, other) => cost(one) - cost(other))[0] ?? start[0];
  const top = upward ? Math.min(...between.map((box) => box.y)) - GAP : Math.max(...between.map((box) => box.y + box.height)) + GAP;
  const way = [start, [start[0], leave], [gutter + aside, leave], [gutter + aside, top]];
  return to ? [...way, [end[0], top], [end[0], arrive]] : [...way, end];
}

/** Add a way with rounded corners to a path. */
export function roundedPath(c, points, radius) {
  c.moveTo(...points[0]);
  for (let n = 1; n < points.length - 1; n++) {
    const [x, y] = points[n];
    const near = (other) => Math.hypot(other[0] - x, other[1] - y) / 2;
    c.arcTo(x, y, ...points[n + 1], Math.min(radius, near(points[n - 1]), near(points[n + 1])));
  }
  c.lineTo(...points[points.length - 1]);
}
