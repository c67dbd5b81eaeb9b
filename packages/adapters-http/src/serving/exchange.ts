import { randomUUID } from 'node:crypto';
import { type Authentication, lacking } from './access/authentication.js';
import { ANONYMOUS, type Caller, LOCAL_CALLER, type Scope } from './access/caller.js';
import { forgeryIn } from './access/forgery.js';
import { type ApiRequest, pathOf } from './api-request.js';
import { type ApiResponse, isStreamed, problemResponse } from './api-response.js';
import type { Cors } from './cors.js';
import { explain, type Refusal } from './problem.js';
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

/** Returns a request at its place. */
export type Exchange = (request: ApiRequest, place: Place) => Promise<ApiResponse>;

const SECURITY = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
} as const;

export interface ExchangeParts {
  readonly cors: Cors;
  /** Absent where everybody may ask. */
  readonly authentication?: Authentication | undefined;
  readonly log?: ((entry: RequestLogEntry) => void) | undefined;
}

/** What every answer has in common, in one place instead of a chain of middleware. */
export function createExchange({ cors, authentication, log }: ExchangeParts): Exchange {
  const callerOf = async (request: ApiRequest, scope: Scope | 'open' | undefined): Promise<Caller | Refusal> => {
    const found = (await authentication?.authenticate(request)) ?? LOCAL_CALLER;
    return scope === 'open' && 'kind' in found ? ANONYMOUS : found;
  };
  const answerTo = async (
    request: ApiRequest,
    { path, names, handle, scopeOf }: Place,
  ): Promise<ApiResponse | Refusal> => {
    const scope = scopeOf(request.method);
    const caller = await callerOf(request, scope);
    if ('kind' in caller) return caller;
    const missing = scope === undefined || scope === 'open' ? undefined : lacking(caller, scope);
    const [name = '', part] = names;
    return missing ?? forgeryIn(request, path, caller, cors) ?? handle(request, name, caller, part);
  };

  return async (request, place) => {
    const startedAt = performance.now();
    const { method } = request;
    const origin = request.headers.get('origin');
    const requestId = requestIdOf(request.headers.get('x-request-id'));
    let error: unknown;
    let answer: ApiResponse | Refusal;
    try {
      answer = await answerTo(request, place);
    } catch (thrown) {
      error = thrown;
      answer = explain(thrown);
    }
    if ('kind' in answer) answer = problemResponse(answer, { path: pathOf(request), requestId });
    const { status, body } = answer;
    const basic = cors.headersFor(origin);
    const vary = [basic['vary'], answer.headers['vary']].filter((one) => one !== undefined).join(', ');
    const headers = {
      ...SECURITY,
      ...basic,
      'x-request-id': requestId,
      ...answer.headers,
      ...(vary !== '' && { vary }),
    };
    log?.({
      method,
      route: place.path,
      status,
      durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
      requestId,
      ...(status < 500 ? {} : { error }),
      ...(answer.damaged === undefined ? {} : { damaged: answer.damaged }),
    });
    if (method !== 'HEAD' || body === null) return { status, body, headers };
    if (isStreamed(body)) return { status, body: null, headers };
    return { status, body: null, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } };
  };
}

function requestIdOf(sent: string | null): string {
  return sent !== null && /^[\w.:+/=-]{1,128}$/.test(sent) ? sent : randomUUID();
}
