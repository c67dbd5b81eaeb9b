const frozenHere = new WeakSet<object>();

/**
 * A deep copy of a record that can't be changed. Members that came out of here before are taken as they are, so keeping
 * a changed record costs no more than the change.
 */
export function frozenCopy<T extends object>(record: T): T {
  const copy = { ...record } as Record<string, unknown>;
  for (const key in copy) {
    const member = copy[key];
    if (typeof member !== 'object' || member === null || frozenHere.has(member)) continue;
    const frozen = deepFrozenCopy(member);
    frozenHere.add(frozen);
    copy[key] = frozen;
  }
  return Object.freeze(copy) as T;
}

function deepFrozenCopy(value: object): object {
  if (Array.isArray(value)) {
    return Object.freeze(
      value.map((item) => (typeof item === 'object' && item !== null ? deepFrozenCopy(item) : item)),
    );
  }
  const copy = { ...value } as Record<string, unknown>;
  for (const key in copy) {
    const member = copy[key];
    if (typeof member === 'object' && member !== null) copy[key] = deepFrozenCopy(member);
  }
  return Object.freeze(copy);
}
