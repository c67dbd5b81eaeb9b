import { type AskedFor, problem, type Refusal } from './problem.js';
import { PROBLEM_KINDS } from './problem-kinds.js';

/** Response headers, names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** What a route answers; the rest of the response is the same for all of them. */
export interface ApiResponse {
  readonly status: number;
  /**
   * Chunks are read as fast as the caller takes them; such an answer states its own `content-length`, if it knows it. When the
   * caller leaves or the server closes, `return` of their iterator is called.
   */
  readonly body: string | Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array> | null;
  readonly headers: Headers;
  /** Calls that the answer leaves out because their records are damaged: for the log. */
  readonly damaged?: readonly string[] | undefined;
}

/** An answer whose body is there as a whole. */
export interface WholeResponse extends ApiResponse {
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** Whether a body comes in chunks. */
export function isStreamed(body: ApiResponse['body']): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** For what a caller may keep, and must ask about before it is used again. */
export const REVALIDATE = 'private, no-cache';

/** An answer in JSON. What is not said to be kept is not kept. */
export function json(status: number, body: string | Uint8Array<ArrayBuffer>, headers: Headers = {}): WholeResponse {
  return { status, body, headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers } };
}

/** The problem that a refusal of a request means, as `application/problem+json`. */
export function problemResponse({ kind, facts, headers }: Refusal, asked: AskedFor): WholeResponse {
  const row: { readonly status: number; readonly retryAfterSeconds?: number } = PROBLEM_KINDS[kind];
  return json(row.status, JSON.stringify(problem(kind, asked, facts)), {
    'content-type': 'application/problem+json',
    'x-request-id': asked.requestId,
    ...(row.retryAfterSeconds === undefined ? {} : { 'retry-after': String(row.retryAfterSeconds) }),
    ...headers,
  });
}
