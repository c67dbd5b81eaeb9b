/** An item, or part of one, as `@aws-sdk/lib-dynamodb` takes and gives it. */
export type Item = Readonly<Record<string, unknown>>;

/**
 * What DynamoDB keeps of an item, made of plain data: members that are `undefined` are left out, and texts are
 * {@link wellFormed}.
 */
export function storable(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => (value === undefined ? [] : [[name, storableValue(value)]])),
  );
}

/** Text that UTF-8 can carry: halves of characters become U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function storableValue(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(storableValue);
  return typeof value === 'object' && value !== null ? storable(value as Item) : value;
}
