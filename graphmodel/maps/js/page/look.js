/** How the map looks: the colours of each theme. Families of types have one each, with their letter on it. */

/** Arial and its metric twins, which stand where it does not: the same widths on every machine that has one of them. */
export const FONT = 'Arial, "Liberation Sans", Helvetica, sans-serif';

export const LOOK = {
  light: {
    ground: "#ffffff",
    paper: "#ffffff",
    box: "#f5f7f9",
    nation: "#eef2f6",
    edge: "#c3ccd5",
    line: "#c3ccd5",
    text: "#16202a",
    quiet: "#55616d",
    link: "#51708f",
    faint: "#b4c1cc",
    strong: "#0b5cad",
    onFamily: "#ffffff",
    families: ["#b4531a", "#17786a", "#4b7a1c", "#2f6f9f", "#7a6a12", "#84408f", "#a23a78", "#8a5a00", "#a8123e", "#5a3d9a", "#5c6773", "#5c6773", "#5c6773"],
  },
  dark: {
    ground: "#12181f",
    paper: "#18202a",
    box: "#1c2530",
    nation: "#222d39",
    edge: "#46525e",
    line: "#38434e",
    text: "#e8edf2",
    quiet: "#a9b4bf",
    link: "#8fa9c2",
    faint: "#4a5763",
    strong: "#7db8ff",
    onFamily: "#0b1016",
    families: ["#ffa26b", "#6fd3bb", "#b5d46a", "#8fc1f5", "#d8c65a", "#d9a0e6", "#f49ac8", "#f2c14e", "#ff8aa6", "#c3adf7", "#aab4be", "#aab4be", "#aab4be"],
  },
};
