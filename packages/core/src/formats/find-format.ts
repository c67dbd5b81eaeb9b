import { EarshotError, isEarshotError } from '../errors.js';
import type { ObjectUri } from '../model/uri.js';
import type { JobPlace, ResultFormat, ResultLayout } from './result-format.js';

/** The first format that has an object of this path, and the object's job. */
export function findFormat<F extends ResultLayout>(
  formats: readonly F[],
  path: string,
): { readonly format: F; readonly place: JobPlace } | undefined {
  for (const format of formats) {
    const place = format.jobAt(path);
    if (place === undefined) continue;
    if (!isSound(place, path)) throw new TypeError(`format ${format.name} gives ${path} a job outside its own path`);
    return { format, place };
  }
  return undefined;
}

/** What erasing a call relies on: the output is the job's alone, and holds the object and the result. */
function isSound({ before, output, result }: JobPlace, path: string): boolean {
  const holds = (inside: string) => inside === output || (output.endsWith('/') && inside.startsWith(output));
  return output.startsWith(before) && output.length > before.length && holds(path) && holds(result);
}

/**
 * The path that a document has in its job's folder, by the first format that recognizes it.
 * @throws EarshotError the first refusal, if no format recognizes the document
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
  if (refusal !== undefined) throw refusal;
  return undefined;
}

/** Where the documents of a job are, and how to read them. */
export interface JobOfDocument {
  readonly format: ResultFormat;
  /** The folder of its documents, ending in `/`, or the only document. */
  readonly outputUri: ObjectUri;
  /** The document that completes the job. */
  readonly resultUri: ObjectUri;
}

/**
 * The job that a document belongs to.
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when it is in none of these
 */
export function jobOfDocument(formats: readonly ResultFormat[], uri: ObjectUri): JobOfDocument {
  const found = findFormat(formats, uri);
  if (found !== undefined) {
    const { format, place } = found;
    // Both begin with what is in front of the document in its own URI.
    return { format, outputUri: place.output as ObjectUri, resultUri: place.result as ObjectUri };
  }
  const expected = `a result in one of the formats ${formats.map(({ name }) => name).join(', ')}`;
  throw new EarshotError('EARSHOT_NOT_SUPPORTED', `${uri}: expected ${expected}`, {
    details: { uri, expected, found: 'a location of no known format' },
  });
}
