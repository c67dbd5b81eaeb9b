/**
 * Changes everything that can be changed in a value: members, elements, bytes. What is frozen stays, and that is fine.
 * A case does this to what it passed in or got back, and then looks at what is kept.
 */
export function spoil(value: unknown): void {
  if (value instanceof Uint8Array) value.fill(0xee);
  else if (typeof value === 'object' && value !== null) spoilMembers(value);
}

function spoilMembers(object: object): void {
  for (const key of Object.keys(object)) {
    spoil(Reflect.get(object, key));
    trySet(object, key, 'spoiled');
  }
  if (Array.isArray(object)) trySet(object, 'length', 0);
  else trySet(object, 'spoiled', true);
}

function trySet(object: object, key: string, value: unknown): void {
  try {
    Reflect.set(object, key, value);
  } catch {
    // A guard that throws keeps the promise as well as a copy does.
  }
}
