/**
 * A pure function that is computed once for each object it is given, as long as that lives: the rounds of a tick look at
 * the same sessions again. What it gives must not be changed by whoever gets it, nor the object.
 */
export function oncePer<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, { value: V }>()
  return (key) => {
    const known = made.get(key)
    if (known) return known.value
    const value = make(key)
    made.set(key, { value })
    return value
  }
}
