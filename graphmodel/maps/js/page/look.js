/** How the map looks: its type, its colours, the outlines of its items. */
export const FONT = 'system-ui, "Segoe UI", Arial, sans-serif';

/** Colours by theme; each family of types has one, with at least 4:1 against the background. */
export const LOOK = {
  light: {
    ground: "#ffffff",
    box: "#f4f6f8",
    line: "#c3ccd5",
    text: "#16202a",
    quiet: "#55616d",
    link: "#7b8794",
    strong: "#0b5cad",
    lit: "#c2410c",
    gained: "#15803d",
    lost: "#b91c1c",
    families: ["#2b5f9e", "#b00034", "#6a3d9a", "#8a5a00", "#c2551b", "#1f7a68", "#9c3587", "#4f6f12", "#66717c"],
  },
  dark: {
    ground: "#12181f",
    box: "#1a222b",
    line: "#38434e",
    text: "#e8edf2",
    quiet: "#a9b4bf",
    link: "#8b97a3",
    strong: "#7db8ff",
    lit: "#ffb36b",
    gained: "#6ee7a0",
    lost: "#ff8a8a",
    families: ["#8fc1f5", "#ff7d9c", "#c9a4f5", "#f2c14e", "#ffa26b", "#6fd3bb", "#f08fd8", "#b5d46a", "#aab4be"],
  },
};

/** Add the outline of an item to the path: a square for an agency, a diamond for a hub, else a dot. */
export function outline(path, model, i, x, y, r) {
  if (model.isAgency(i)) path.rect(x - r, y - r, 2 * r, 2 * r);
  else if (model.hub[i]) {
    path.moveTo(x, y - r * 1.25);
    path.lineTo(x + r * 1.25, y);
    path.lineTo(x, y + r * 1.25);
    path.lineTo(x - r * 1.25, y);
    path.closePath();
  } else {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 6.2832);
  }
}
