import type { ApiRequest } from '../api-request.js';
import type { Cors } from '../cors.js';
import type { Refusal } from '../problem.js';
import { declaresOther, mediaTypesOf } from '../request-body.js';
import type { Caller } from './caller.js';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The refusal of a request that a foreign page made a browser send: pages can send some requests without asking, and a
 * browser adds its cookies. Without an origin a request isn't from a page, unless a session cookie identifies its caller.
 * Pages of allowed origins send tokens; sessions are for the server's own pages.
 */
export function forgeryIn(request: ApiRequest, path: string, { session }: Caller, cors: Cors): Refusal | undefined {
  if (SAFE.has(request.method)) return undefined;
  const origin = request.headers.get('origin');
  const ownOnly = session !== undefined || path === '/session';
  const allowed = origin !== null && !ownOnly && cors.allows(origin);
  if (!allowed && !(isFromOwnPage(request, origin) ?? session === undefined)) return { kind: 'foreign-origin' };
  const isOther = request.method === 'POST' && declaresOther(request, mediaTypesOf(path));
  return isOther ? { kind: 'unsupported-media-type' } : undefined;
}

/** Whether a page of this server sent a request; `undefined` when no page may have sent it. */
function isFromOwnPage(request: ApiRequest, origin: string | null): boolean | undefined {
  if (origin !== null) return isOwn(origin, request);
  const site = request.headers.get('sec-fetch-site');
  return site === null ? undefined : site === 'same-origin';
}

/** By host alone: behind a proxy that ends TLS, a page's own origin is https and the request here is not. */
function isOwn(origin: string, { url }: ApiRequest): boolean {
  const { host } = new URL(url);
  return origin === `http://${host}` || origin === `https://${host}`;
}
