const frozenHere = new WeakSet<object>();

/**
 * A deep copy of plain data that can't be changed. What was copied here before is taken as it is, so keeping a changed
 * record costs no more than the change.
 */
export function frozenCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null || frozenHere.has(value)) return value;
  const copy = Array.isArray(value)
    ? value.map(frozenCopy)
    : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, frozenCopy(member)]));
  frozenHere.add(copy);
  return Object.freeze(copy) as T;
}
