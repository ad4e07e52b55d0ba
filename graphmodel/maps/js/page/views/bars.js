/** The study's chart as vector drawing: of each type the bar of 2014 and the bar of today, with the part inside one organisation. */
const SVG = "http://www.w3.org/2000/svg";
const ROW = 42;
const GAP = 26;

/**
 * Draw the rows of the study's table as pairs of bars.
 * @param {object[]} rows {name, percent, percent_internal, published_2014, published_internal, systems, interconnected, flag, after, apart}
 * @param {number} width in pixels
 * @param {(key: string) => string} t
 * @param {string} lang
 * @returns {SVGSVGElement}
 */
export function chart(rows, width, t, lang) {
  const narrow = width < 620;
  const left = narrow ? 8 : Math.min(250, width * 0.3);
  const label = narrow ? 18 : 0;
  const row = ROW + label;
  const room = Math.max(width - left - (narrow ? 128 : 170), 60);
  const gaps = rows.filter((one, at) => breaks(rows, at)).length;
  const height = 34 + rows.length * row + gaps * GAP + 26;
  const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": t("studyChart") });
  const number = (value, digits = 1) => value.toLocaleString(lang, { maximumFractionDigits: digits });
  legend(svg, t, left);
  let top = 34;
  const first = top;
  const bars = element("g");
  rows.forEach((one, at) => {
    if (breaks(rows, at)) {
      top += GAP;
      bars.append(text(one.apart ? t("studyApart") : "", narrow ? 8 : left, top - 8, "head"));
    }
    const y = top + label;
    const bold = one.group === "all" ? " strong" : "";
    const lines = narrow ? [one.name] : folded(one.name, (left - 18) / 7);
    const middle = narrow ? top + 13 : y + 22 - 8 * (lines.length - 1);
    lines.forEach((line, n) => bars.append(text(line, narrow ? left : left - 10, middle + 16 * n, `name${narrow ? "" : " end"}${bold}`)));
    if (one.published_2014 !== null && one.published_2014 !== undefined) {
      bar(bars, left, y + 3, room, one.published_2014, one.published_internal, "then");
      bars.append(text(`${number(one.published_2014)} %`, left + (room * one.published_2014) / 100 + 6, y + 13, "figure"));
    }
    if (one.systems) {
      const few = one.flag ? " few" : "";
      bar(bars, left, y + 19, room, one.percent, one.percent_internal, `now${few}`);
      const said = `${number(one.percent)} % (${number(one.interconnected)} / ${number(one.systems)})${one.flag ? ` ${one.flag}` : ""}`;
      bars.append(text(said, left + (room * Math.max(one.percent, Number.isNaN(one.after) ? 0 : one.after)) / 100 + 6, y + 30, `figure${bold}`));
      if (!Number.isNaN(one.after) && one.after !== one.percent) after(bars, left + (room * one.after) / 100, y + 16, t("of", { name: t("studyAfter"), text: `${number(one.after)} %` }));
    } else bars.append(text(one.flag, left + 6, y + 30, "figure"));
    top += row;
  });
  for (const share of [0, 25, 50, 75, 100]) {
    const x = left + (room * share) / 100;
    svg.append(element("line", { x1: x, x2: x, y1: first, y2: top, class: "rule" }), text(`${share} %`, x, top + 18, "axis"));
  }
  svg.append(bars);
  return svg;
}

/** A gap stands before the sum, and before the types apart. */
function breaks(rows, at) {
  return at > 0 && (rows[at].group === "all" || (rows[at].apart && !rows[at - 1].apart));
}

function bar(into, x, y, room, share, inside, kind) {
  into.append(element("rect", { x, y, width: Math.max((room * share) / 100, 1), height: 13, class: `bar ${kind}` }));
  if (inside > 0) into.append(element("rect", { x, y: y + 8, width: (room * inside) / 100, height: 5, class: `bar inside ${kind}` }));
}

/** Where the share would be after the changes: a mark of its own shape, with its figure as a title. */
function after(into, x, y, title) {
  const shape = element("path", { d: `M${x - 5} ${y}h10l-5 7zM${x} ${y + 5}v14`, class: "after" });
  const name = element("title");
  name.textContent = title;
  shape.append(name);
  into.append(shape);
}

function legend(svg, t, left) {
  let x = Math.min(left, 12);
  for (const [kind, key] of [["then", "studyThen"], ["now", "studyNow"], ["inside now", "studyInside"]]) {
    const inside = kind.startsWith("inside");
    svg.append(element("rect", { x, y: inside ? 13 : 8, width: 22, height: inside ? 5 : 12, class: `bar ${kind}` }));
    svg.append(text(t(key), x + 28, 18, "figure"));
    x += 28 + t(key).length * 6.6 + 22;
  }
}

/** A name in two lines where it is longer than so many letters. */
function folded(name, letters) {
  if (name.length <= letters) return [name];
  const spaces = [...name.matchAll(/\s/g)].map((found) => found.index);
  const fitting = spaces.filter((at) => at <= letters);
  const at = fitting.at(-1) ?? spaces[0];
  return at === undefined ? [name] : [name.slice(0, at), name.slice(at + 1)];
}

function text(content, x, y, kind) {
  const made = element("text", { x, y, class: kind });
  made.textContent = content;
  return made;
}

function element(name, attributes = {}) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
