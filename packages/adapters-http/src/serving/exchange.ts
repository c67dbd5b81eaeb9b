import { randomUUID } from 'node:crypto';
import { type Answer, problemAnswer } from './answer.js';
import { type ApiRequest, pathOf } from './api-request.js';
import { type Authentication, isOpen } from './authentication.js';
import type { Cors } from './cors.js';
import { explain, type Refusal } from './problem.js';
import { declaresOther } from './request-body.js';
import type { Place } from './routes.js';

/** What is known of a request once it is answered. It holds nothing of what was sent or said. */
export interface RequestLogEntry {
  readonly method: string;
  /** The route's path with its parameters in braces; `*` when no route fits. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  readonly requestId: string;
  /** What was thrown, when the status is 500 or more. */
  readonly error?: unknown;
  /** Hashes of calls that the answer leaves out, since what is kept of them is damaged. */
  readonly damaged?: readonly string[];
}

/** Answers a request at its place. */
export type Exchange = (request: ApiRequest, place: Place) => Promise<Answer>;

const SECURITY = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
} as const;

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What an exchange is made of. */
export interface ExchangeParts {
  readonly cors: Cors;
  /** Absent where everybody may ask. */
  readonly authentication?: Authentication | undefined;
  readonly log?: ((entry: RequestLogEntry) => void) | undefined;
}

/** What every answer has in common, in one place instead of a chain of middleware. */
export function createExchange({ cors, authentication, log }: ExchangeParts): Exchange {
  /** A browser asks with OPTIONS, and sends no token with that. */
  const unauthenticated = (request: ApiRequest, path: string) =>
    request.method === 'OPTIONS' || isOpen(path) ? undefined : authentication?.refuse(request);

  return async (request, { path, name, handle }) => {
    const startedAt = performance.now();
    const { method } = request;
    const origin = request.headers.get('origin');
    const requestId = requestIdOf(request.headers.get('x-request-id'));
    let error: unknown;
    let answer: Answer | Refusal;
    try {
      answer =
        (await unauthenticated(request, path)) ?? refusalOf(request, origin, cors) ?? (await handle(request, name));
    } catch (thrown) {
      error = thrown;
      answer = explain(thrown);
    }
    if ('kind' in answer) answer = problemAnswer(answer, { path: pathOf(request), requestId });
    const { status, body } = answer;
    const headers = { ...SECURITY, ...cors.headersFor(origin), 'x-request-id': requestId, ...answer.headers };
    log?.({
      method,
      route: path,
      status,
      durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
      requestId,
      ...(status < 500 ? {} : { error }),
      ...(answer.damaged === undefined ? {} : { damaged: answer.damaged }),
    });
    if (method !== 'HEAD' || body === null) return { status, body, headers };
    return { status, body: null, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } };
  };
}

/** A page of a foreign origin can send some requests unasked: those that change nothing, and a POST without a body. */
function refusalOf(request: ApiRequest, origin: string | null, cors: Cors): Refusal | undefined {
  if (SAFE.has(request.method)) return undefined;
  if (origin !== null && !cors.allows(origin) && !isOwn(origin, request)) return { kind: 'foreign-origin' };
  return request.method === 'POST' && declaresOther(request) ? { kind: 'unsupported-media-type' } : undefined;
}

/** By host alone: behind a proxy that ends TLS, a page's own origin is https and the request here is not. */
function isOwn(origin: string, { url }: ApiRequest): boolean {
  const { host } = new URL(url);
  return origin === `http://${host}` || origin === `https://${host}`;
}

function requestIdOf(sent: string | null): string {
  return sent !== null && /^[\w.:+/=-]{1,128}$/.test(sent) ? sent : randomUUID();
}
