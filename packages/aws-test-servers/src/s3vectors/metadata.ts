import { invalid } from '../json/service-fault.js';

type Primitive = string | number | boolean;

/** What a vector is found and filtered by, besides its numbers. */
export type Metadata = Readonly<Record<string, Primitive | readonly Primitive[]>>;

const LARGEST_BYTES = 40 * 1_024;
const LARGEST_FILTERABLE_BYTES = 2 * 1_024;
const MAX_KEYS = 50;

/** @throws ServiceFault where the service takes no such metadata. How it counts bytes isn't documented: here, as JSON. */
export function checkMetadata(found: unknown, nonFilterable: ReadonlySet<string>): asserts found is Metadata {
  if (typeof found !== 'object' || found === null || Array.isArray(found)) throw invalid('Metadata must be an object');
  const entries = Object.entries(found);
  if (entries.length > MAX_KEYS) throw invalid(`Metadata must have no more than ${MAX_KEYS} keys`);
  for (const [name, value] of entries) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (!values.every(isPrimitive)) throw invalid(`Metadata key ${name}: text, numbers, booleans and lists of them`);
  }
  const filterable = Object.fromEntries(entries.filter(([name]) => !nonFilterable.has(name)));
  if (bytesOf(found) > LARGEST_BYTES) throw invalid(`Metadata must not exceed ${LARGEST_BYTES} bytes`);
  if (bytesOf(filterable) > LARGEST_FILTERABLE_BYTES) {
    throw invalid(`Filterable metadata must have at most ${LARGEST_FILTERABLE_BYTES} bytes`);
  }
}

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function isPrimitive(value: unknown): value is Primitive {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Whether metadata passes a filter. */
export type Filter = (metadata: Metadata) => boolean;

const COMPARISONS: Readonly<Record<string, (found: number, wanted: number) => boolean>> = {
  $gt: (found, wanted) => found > wanted,
  $gte: (found, wanted) => found >= wanted,
  $lt: (found, wanted) => found < wanted,
  $lte: (found, wanted) => found <= wanted,
};

/**
 * Reads a filter. Takes what the documentation defines: `$ne` and `$nin` are left out, since it doesn't say what they mean for
 * a list.
 * @throws ServiceFault for anything else
 */
export function filterFrom(found: unknown, nonFilterable: ReadonlySet<string>): Filter {
  if (found === undefined) return () => true;
  if (typeof found !== 'object' || found === null || Array.isArray(found)) throw invalid('Invalid filter');
  const entries = Object.entries(found);
  if (entries.length === 0) throw invalid('Invalid filter: empty');
  const parts = entries.map(([name, value]): Filter => {
    if (name === '$and' || name === '$or') {
      if (!Array.isArray(value) || value.length === 0) throw invalid(`Invalid filter: ${name} takes a non-empty list`);
      const filters = value.map((one) => filterFrom(one, nonFilterable));
      return name === '$and'
        ? (metadata) => filters.every((filter) => filter(metadata))
        : (metadata) => filters.some((filter) => filter(metadata));
    }
    if (name.startsWith('$')) throw invalid(`Invalid filter: unknown operator ${name}`);
    if (nonFilterable.has(name)) throw invalid(`Invalid filter: ${name} is not filterable`);
    return fieldFilter(name, value);
  });
  return (metadata) => parts.every((part) => part(metadata));
}

function fieldFilter(name: string, value: unknown): Filter {
  const conditions = isPrimitive(value) ? { $eq: value } : value;
  if (typeof conditions !== 'object' || conditions === null) throw invalid(`Invalid filter at ${name}`);
  const checks = Object.entries(conditions).map(([operator, wanted]: [string, unknown]): Filter => {
    const compare = COMPARISONS[operator];
    if (compare !== undefined && typeof wanted === 'number') {
      return (metadata) => typeof metadata[name] === 'number' && compare(metadata[name], wanted);
    }
    if (operator === '$eq' && isPrimitive(wanted)) return (metadata) => valuesOf(metadata[name]).includes(wanted);
    if (operator === '$in' && Array.isArray(wanted) && wanted.length > 0 && wanted.every(isPrimitive)) {
      return (metadata) => valuesOf(metadata[name]).some((one) => wanted.includes(one));
    }
    if (operator === '$exists' && typeof wanted === 'boolean') return (metadata) => name in metadata === wanted;
    throw invalid(`Invalid filter at ${name}: ${operator}`);
  });
  return (metadata) => checks.every((check) => check(metadata));
}

function valuesOf(found: Metadata[string] | undefined): readonly Primitive[] {
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found as Primitive];
}
