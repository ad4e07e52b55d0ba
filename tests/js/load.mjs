// The engine's modules as one object: import { engine } from "./load.mjs".

const NAMES = [
  ...["bits", "changes", "difference", "figures", "follow", "gains", "network"],
  ...["align", "kinds", "paths", "permission", "plausible", "ranking", "reach", "scenario", "tables", "watchers"],
];

export const FOLDER = process.env.GRAPHMODEL_JS ?? new URL("../../graphmodel/maps/js/", import.meta.url).href;
export const engine = Object.assign({}, ...(await Promise.all(NAMES.map((name) => import(`${FOLDER}engine/${name}.js`)))));
