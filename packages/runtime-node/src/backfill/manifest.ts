import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { decodeKey, EarshotError, fileFault, isEarshotError, ObjectUri, objectUri } from '@earshot/core';
import type { Candidate, Found } from './candidate.js';
import { csvRows } from './csv-rows.js';

/** Where a recording is, and what is known of the file there. */
export type Place = Pick<Candidate, 'uri' | 'path' | 'sizeBytes' | 'modifiedAtMs'>;

/** Reads a row; the place of a recording may be of any kind. */
type ReadRow = (
  cells: readonly string[],
) => Pick<Candidate, 'callId' | 'recordedAt' | 'metadata'> & { readonly place: string };

const COLUMNS: Readonly<Record<string, 'place' | 'callId' | 'recordedAt' | 'bucket' | 'key'>> = {
  uri: 'place',
  audios3uri: 'place',
  audiouri: 'place',
  callid: 'callId',
  recordedat: 'recordedAt',
  timestamp: 'recordedAt',
  bucket: 'bucket',
  key: 'key',
};

/**
 * The recordings that a manifest names, in its order. A manifest is CSV, perhaps gzipped: with a header (`uri`, and if known
 * `callId`, `recordedAt` and columns of metadata), or without one a list of URIs, or `bucket,key,…` as S3 Inventory writes it.
 * @param resolve the place that a row names; throws when there can be no recording
 * @param after the row after which to begin
 * @throws EarshotError when it can't be read
 */
export async function* manifestRows(
  path: string,
  resolve: (place: string) => Place | Promise<Place>,
  after = 0,
): AsyncGenerator<Found> {
  let number = 0;
  let read: ReadRow | undefined;
  for await (const cells of csvRows(textOf(path))) {
    number++;
    if (read === undefined) {
      const headed = byHeader(cells);
      read = headed ?? byPosition(cells, path);
      if (headed !== undefined) continue;
    }
    if (number <= after) continue;
    const [mark, label] = [String(number), `${path}, row ${number}`];
    try {
      const { place, ...facts } = read(cells);
      yield { mark, label: place || label, ...(await resolve(place)), ...facts };
    } catch (error) {
      if (!isEarshotError(error)) throw error;
      yield { mark, problem: { label, code: error.code, reason: error.message } };
    }
  }
}

/** A place in S3. @throws EarshotError `EARSHOT_INVALID_INPUT` when it is none */
export function placeInS3(place: string): Place {
  const uri = ObjectUri.safeParse(place).data;
  if (uri?.startsWith('s3://')) return { uri };
  throw new EarshotError('EARSHOT_INVALID_INPUT', `uri: expected s3://bucket/key, found "${place}"`, {
    details: { field: 'uri', expected: 's3://bucket/key', found: place },
  });
}

/** How to read rows below this header; `undefined` when it is none. */
function byHeader(names: readonly string[]): ReadRow | undefined {
  const known = names.map((name) => COLUMNS[name.trim().toLowerCase().replaceAll(/[_ -]/g, '')]);
  const isHeader = known.includes('place') || (known.includes('bucket') && known.includes('key'));
  if (!isHeader) return undefined;
  return (cells) => {
    const of = (column: (typeof known)[number]) => cells[known.indexOf(column)]?.trim() || undefined;
    const [bucket, key, callId, recordedAt] = [of('bucket'), of('key'), of('callId'), of('recordedAt')];
    const others = names.flatMap((name, index): [string, string][] => {
      const value = cells[index];
      return known[index] !== undefined || !value ? [] : [[name.trim(), value]];
    });
    return {
      place: of('place') ?? (bucket && key ? objectUri(bucket, decodeKey(key)) : ''),
      ...(callId && { callId }),
      ...(recordedAt && { recordedAt }),
      ...(others.length > 0 && { metadata: Object.fromEntries(others) }),
    };
  };
}

/** How to read rows that no header describes. */
function byPosition([first = '', second]: readonly string[], path: string): ReadRow {
  if (second === undefined || first.includes('://')) return ([place = '']) => ({ place: place.trim() });
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(first)) {
    return ([bucket = '', key = '']) => ({ place: objectUri(bucket, decodeKey(key)) });
  }
  const expected = 'a header with a column "uri", a list of URIs, or bucket,key';
  throw new EarshotError('EARSHOT_UNREADABLE', `${path} isn't a manifest: expected ${expected}`, {
    details: { path, expected, found: `${first},${second}` },
  });
}

async function* textOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  // A pipeline hands a fault of the file on to those who read what is unzipped.
  const bytes: Readable = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file;
  try {
    yield* bytes.setEncoding('utf8') as AsyncIterable<string>;
  } catch (error) {
    const found = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const { code, problem } = found.startsWith('Z_')
      ? { code: 'EARSHOT_UNREADABLE' as const, problem: 'is damaged, or not gzipped' }
      : fileFault(found);
    throw new EarshotError(code, `${path}: ${problem} (${found})`, { cause: error, details: { uri: path, found } });
  }
}
