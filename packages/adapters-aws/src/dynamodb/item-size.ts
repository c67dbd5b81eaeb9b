/** The largest item that DynamoDB keeps, in bytes, names and values together. */
export const LARGEST_ITEM_BYTES = 400 * 1_024;

/** The size of an item by DynamoDB's rules: attribute names and values, in bytes. */
export function itemSize(item: Readonly<Record<string, unknown>>): number {
  let size = 0;
  for (const [name, value] of Object.entries(item)) size += Buffer.byteLength(name) + valueSize(value);
  return size;
}

function valueSize(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number' || typeof value === 'bigint') return numberSize(value);
  if (value instanceof Uint8Array) return value.byteLength;
  if (value instanceof Set) return sum([...value].map(valueSize));
  if (Array.isArray(value)) return 3 + value.length + sum(value.map(valueSize));
  if (typeof value === 'object' && value !== null)
    return 3 + Object.keys(value).length + itemSize(value as Readonly<Record<string, unknown>>);
  return 1;
}

/** A byte, one more for every two significant digits, and one more below zero; an odd exponent may take another. */
function numberSize(value: number | bigint): number {
  const [mantissa = ''] = String(value).split('e');
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length;
  return 2 + Math.ceil(digits / 2) + (value < 0 ? 1 : 0);
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((one, other) => one + other, 0);
}
