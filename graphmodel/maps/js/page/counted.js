/** Numbers with what they count. */
import { whole } from "./whole.js";

/** So many of something, as `1 link` or `71 links`; the words are `one_` and `many_` with the noun. French has none in the singular. */
export function counted(app, noun, count) {
  const one = count === 1 || (app.lang === "fr" && count === 0);
  return `${whole(count, app.lang)} ${app.t(`${one ? "one" : "many"}_${noun}`)}`;
}
