// A stack of changes as the TOML that `graphmodel whatif run` accepts.

/** What no text of a scenario may hold: control characters, and halves of characters. */
const UNFIT = /[\u0000-\u001f\u007f-\u009f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const UNNAMED = "what-if";

/**
 * Return a stack of changes as TOML, letter for letter as `Scenario.to_toml` writes it.
 * @param {object} network the one that they change
 * @param {object[]} changes by position, as `Network.withChanges` takes them
 * @param {{name?: string, name_fr?: string, about?: string, about_fr?: string, cost?: number}} [said] what it says
 *   of itself, unfit characters go; `cost` of each change, NaN where it is not known
 * @returns {string}
 */
export function scenarioToml(network, changes, said = {}) {
  const named = { name: fit(said.name) || UNNAMED, name_fr: fit(said.name_fr), about: fit(said.about), about_fr: fit(said.about_fr) };
  const lines = Object.entries(named).filter(([, text]) => text).map(([key, text]) => `${key} = ${quoted(text)}`);
  if (said.cost >= 0) lines.push(`cost = ${said.cost}`);
  const after = network.withChanges(changes);
  for (const change of changes) {
    lines.push("", "[[change]]", `do = ${quoted(change.do)}`);
    for (const [key, id] of idsOf(after, change)) lines.push(`${key} = ${quoted(id)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** The keys of a change with the ids they name. */
function idsOf(network, change) {
  const ids = network.tables.data.systems.id;
  if (change.do === "connect") return [["from", ids[change.from]], ["to", ids[change.to]]];
  if (change.do === "retire") return [["system", ids[change.system]]];
  return [["link", network.links.id[change.link]]];
}

/** A text without what no scenario may hold, and without space around it. */
function fit(text) {
  return (text ?? "").replace(UNFIT, " ").trim();
}

/** A text as a basic string of TOML. */
function quoted(text) {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}
