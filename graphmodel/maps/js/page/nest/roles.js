/** What an emphasis says of items and links: a role is a ring, a fill and a sign, so that none rests on a colour alone. */

/** By role: the sign beside an item and whether its ring is dashed; colours are by theme. */
export const ROLES = {
  chosen: { sign: "", dash: [] },
  neighbour: { sign: "", dash: [] },
  gains: { sign: "+", dash: [] },
  loses: { sign: "−", dash: [3, 2] },
  mixed: { sign: "±", dash: [3, 2] },
  orphaned: { sign: "!", dash: [3, 2] },
  gone: { sign: "×", dash: [] },
  new: { sign: "+", dash: [] },
  alone: { sign: "!", dash: [] },
  seen: { sign: "✓", dash: [] },
  covered: { sign: "✓", dash: [] },
  unrecorded: { sign: "?", dash: [2, 3] },
  forbidden: { sign: "⊘", dash: [7, 2] },
  step: { sign: "→", dash: [] },
};

export const LINK_ROLES = {
  lost: { dash: [7, 4] },
  new: { dash: [] },
  step: { dash: [] },
  neighbour: { dash: [] },
};

const RED = { ring: "#a3132f", fill: "#fbdde2" };
const GREEN = { ring: "#15743a", fill: "#d8f2df" };
const BLUE = { ring: "#0b5cad", fill: "#d9e9fb" };
const DARK_RED = { ring: "#ff8a9c", fill: "#4a1a24" };
const DARK_GREEN = { ring: "#6ee7a0", fill: "#143a25" };
const DARK_BLUE = { ring: "#7db8ff", fill: "#16324f" };

export const ROLE_COLOURS = {
  light: {
    chosen: { ring: "#16202a", fill: "#ffd84d" },
    neighbour: BLUE,
    gains: GREEN,
    new: GREEN,
    loses: { ring: "#9a4a08", fill: "#fdecd0" },
    orphaned: RED,
    gone: RED,
    lost: RED,
    alone: RED,
    seen: BLUE,
    covered: GREEN,
    unrecorded: BLUE,
    forbidden: RED,
    step: { ring: "#5a3d9a", fill: "#e8e1f7" },
    mixed: { ring: "#5a3d9a", fill: "#e8e1f7" },
  },
  dark: {
    chosen: { ring: "#ffffff", fill: "#6a5600" },
    neighbour: DARK_BLUE,
    gains: DARK_GREEN,
    new: DARK_GREEN,
    loses: { ring: "#ffb36b", fill: "#46300f" },
    orphaned: DARK_RED,
    gone: DARK_RED,
    lost: DARK_RED,
    alone: DARK_RED,
    seen: DARK_BLUE,
    covered: DARK_GREEN,
    unrecorded: DARK_BLUE,
    forbidden: DARK_RED,
    step: { ring: "#c9a4f5", fill: "#33264d" },
    mixed: { ring: "#c9a4f5", fill: "#33264d" },
  },
};

/** The roles that are named first where there is no room for all names. */
export const FIRST = new Set(["chosen", "gone", "orphaned", "alone", "new"]);
