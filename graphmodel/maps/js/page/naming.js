/** What an item is called on the map. */

/** The scale from which agencies are named, so that their systems can do without. */
const NAMED = 1;

/** Its name: where an agency's eyes are taken with the steps to it, and beside its operator without his. */
export function nameOnMap(app, i, whole) {
  const { model } = app;
  const steps = app.lit?.get(i) ?? -1;
  if (steps > 0) return `${steps} · ${app.name(i)}`;
  if (whole || model.isAgency(i) || app.screen.camera.k < NAMED) return app.name(i);
  return withoutStart(app.name(i), app.name(model.operator[i - model.agencies]));
}

/** A name without the words that it shares with the beginning of another one. */
function withoutStart(name, other) {
  const [words, others] = [name.split(" "), other.split(" ")];
  let same = 0;
  while (same < words.length - 1 && words[same] === others[same]) same++;
  const rest = words.slice(same).join(" ");
  return same ? rest.charAt(0).toUpperCase() + rest.slice(1) : rest;
}
