/** What the map holds of a key; where it holds nothing, what is made now and held from here on. */
export function takeOrMake<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const held = map.get(key);
  if (held !== undefined) return held;
  const made = make();
  map.set(key, made);
  return made;
}
