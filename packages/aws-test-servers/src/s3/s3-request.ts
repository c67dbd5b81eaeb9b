import type { IncomingMessage } from 'node:http';
import { S3Error } from './s3-error.js';

const LONGEST_KEY = 1_024;

/** A request in path style, taken apart. */
export interface S3Request {
  readonly method: string;
  /** As it was sent. */
  readonly path: string;
  readonly bucket?: string;
  readonly key?: string;
  /** Decoded; of a name that comes twice, the last. */
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. What a presigned URL says in `x-amz-…` of its query stands here as well. */
  readonly headers: ReadonlyMap<string, string>;
  readonly sourceAddress: string;
  /** What was asked to be stored or done, without the framing of uploads. */
  readonly body: Buffer;
}

/**
 * Takes a request apart whose body has been read.
 * @throws S3Error `InvalidURI`, `KeyTooLongError`
 */
export function readRequest(incoming: IncomingMessage, body: Buffer): S3Request {
  const [, path = '/', rawQuery = ''] = /^([^?]*)\??(.*)$/s.exec(incoming.url ?? '/') ?? [];
  const query = new Map(rawQuery.split('&').filter(Boolean).map(readParameter));
  const [, bucket, key] = (/^\/([^/]*)\/?(.*)$/s.exec(path) ?? []).map(decoded);
  if (key !== undefined && Buffer.byteLength(key) > LONGEST_KEY) {
    throw new S3Error('KeyTooLongError', 'Your key is too long', {
      fields: { Size: String(Buffer.byteLength(key)), MaxSizeAllowed: String(LONGEST_KEY) },
    });
  }
  return {
    method: incoming.method ?? 'GET',
    path,
    ...(bucket && { bucket }),
    ...(key && { key }),
    query,
    headers: headersOf(incoming, query),
    sourceAddress: incoming.socket.remoteAddress ?? '127.0.0.1',
    body,
  };
}

/** The values of a request's headers that carry an object's metadata or describe its content. */
export function headersBeginning(request: S3Request, prefix: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...request.headers].filter(([name]) => name.startsWith(prefix)));
}

function headersOf(incoming: IncomingMessage, query: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const presigned = [...query].filter(([name]) => query.has('X-Amz-Signature') && name.startsWith('x-amz-'));
  const sent = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
  return new Map([...presigned, ...sent]);
}

function readParameter(text: string): [string, string] {
  const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(text) ?? [];
  return [decoded(name), decoded(value)];
}

/**
 * Text without its percent-encoding.
 * @throws S3Error `InvalidURI`
 */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI', 'The URI you requested could not be parsed.');
  }
}
