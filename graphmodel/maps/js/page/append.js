/** Lists in a map: one for each key, made when its first value comes. */

/** Add a value to the list that a map has for a key. */
export function append(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
