import { EarshotError, isEarshotError } from '../errors.js';
import type { ObjectUri } from '../model/uri.js';
import type { ResultStore } from '../ports/result-store.js';
import { readDocument } from './read-document.js';
import type { JobPlace, ResultFormat, ResultLayout } from './result-format.js';

/**
 * The first format that has an object of this path, and the object's job. A format's own folder says more than a key that
 * another system gives to its files.
 */
export function findFormat<F extends ResultLayout>(
  formats: readonly F[],
  path: string,
): { readonly format: F; readonly place: JobPlace } | undefined {
  let single: { readonly format: F; readonly place: JobPlace } | undefined;
  for (const format of formats) {
    const place = format.jobAt(path);
    if (place === undefined) continue;
    if (!isSound(place, path)) throw new TypeError(`format ${format.name} gives ${path} a job outside its own path`);
    if (place.output.endsWith('/')) return { format, place };
    single ??= { format, place };
  }
  return single;
}

/** What erasing a call relies on: the output is the job's alone, and holds the object and the result. */
function isSound({ before, output, result }: JobPlace, path: string): boolean {
  const holds = (inside: string) => inside === output || (output.endsWith('/') && inside.startsWith(output));
  return output.startsWith(before) && output.length > before.length && holds(path) && holds(result);
}

/**
 * The path that a document has in its job's folder, by the first format that recognizes it.
 * @throws EarshotError the first refusal, if no format recognizes the document; one that names the formats that files of its
 * suffix have, if these aren't JSON
 */
export function placeOfDocument(formats: readonly ResultFormat[], bytes: Uint8Array, name: string): string | undefined {
  let refusal: unknown;
  for (const format of formats) {
    try {
      const place = format.placeOf(bytes, name);
      if (place !== undefined) return place;
    } catch (error) {
      if (!isEarshotError(error)) throw error;
      refusal ??= error;
    }
  }
  if (refusal === undefined) return undefined;
  // That captions aren't JSON says nothing.
  const suffix = name.toLowerCase().slice(Math.max(0, name.lastIndexOf('.')));
  const possible = formats.filter(({ documentSuffixes: suffixes = [JSON_SUFFIX] }) => suffixes.includes(suffix));
  if (possible.length === 0 || suffix === JSON_SUFFIX) throw refusal;
  const expected = `a document in the format ${possible.map((format) => format.name).join(' or ')}`;
  throw new EarshotError('EARSHOT_UNREADABLE', `expected ${expected}, found something else`, {
    details: { path: '', expected, found: 'something else' },
  });
}

const JSON_SUFFIX = '.json';

/** Where the documents of a job are, and how to read them. */
export interface JobOfDocument {
  readonly format: ResultFormat;
  /** The folder of its documents, ending in `/`, or the only document. */
  readonly outputUri: ObjectUri;
  /** The document that completes the job. */
  readonly resultUri: ObjectUri;
}

/**
 * The job that a document belongs to, by its path.
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when it is in none of these
 */
export function jobOfDocument(formats: readonly ResultFormat[], uri: ObjectUri): JobOfDocument {
  const found = findFormat(formats, uri);
  if (found === undefined) throw unknownFormat(formats, uri, 'a location of no known format');
  const { format, place } = found;
  // Both begin with what is in front of the document in its own URI.
  return { format, outputUri: place.output as ObjectUri, resultUri: place.result as ObjectUri };
}

/** A job whose documents can be read. */
export interface ReadableJob extends JobOfDocument {
  /** Has the document already if its format was found by its content. */
  readonly store: Pick<ResultStore, 'get'>;
}

/**
 * The job that a document in a store belongs to: by its path; else, of the formats in which a document is a job by itself, by
 * its content.
 * @param named the format that it is known to have, so that no other is tried
 * @throws EarshotError `EARSHOT_UNAVAILABLE` when it isn't there (yet), `EARSHOT_NOT_SUPPORTED` when it is in none of these;
 * what the store throws
 */
export async function findJob(
  formats: readonly ResultFormat[],
  uri: ObjectUri,
  store: Pick<ResultStore, 'get'>,
  named?: string,
): Promise<ReadableJob> {
  const possible = named === undefined ? formats : formats.filter(({ name }) => name === named);
  if (findFormat(possible, uri) !== undefined) return { ...jobOfDocument(possible, uri), store };
  const documents = possible.filter(({ documentSuffixes }) => documentSuffixes !== undefined);
  if (documents.length === 0) throw unknownFormat(possible, uri, 'a location of no known format');
  const bytes = await readDocument(store, uri, (found) => found);
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const format =
    named === undefined ? documents.find(({ placeOf }) => placeOf(bytes, name) !== undefined) : documents[0];
  if (format === undefined) throw unknownFormat(possible, uri, 'a document of no known format');
  const get = async (asked: ObjectUri) => (asked === uri ? bytes : store.get(asked));
  return { format, outputUri: uri, resultUri: uri, store: { get } };
}

function unknownFormat(formats: readonly ResultFormat[], uri: ObjectUri, found: string): EarshotError {
  const expected = `a result in one of the formats ${formats.map(({ name }) => name).join(', ')}`;
  return new EarshotError('EARSHOT_NOT_SUPPORTED', `${uri}: expected ${expected}`, {
    details: { uri, expected, found },
  });
}
