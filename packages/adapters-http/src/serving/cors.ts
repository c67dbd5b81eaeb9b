import type { Headers } from './api-response.js';
import { corsOrigin } from './cors-origin.js';

const EXPOSED = 'etag, location, retry-after, www-authenticate, x-request-id';
const ACCEPTED = 'authorization, content-type, if-none-match, x-request-id';

export interface Cors {
  /** Whether a page of this origin may use the API. */
  allows(origin: string): boolean;
  /** Headers of every answer. */
  headersFor(origin: string | null): Headers;
  /** Headers of the answer to a preflight. */
  preflight(origin: string | null, methods: string): Headers;
}

/** @param allowed origins such as `https://calls.example.org`; `*` is every origin @throws as {@link corsOrigin} */
export function createCors(allowed: readonly string[]): Cors {
  const listed = new Set(allowed.map((origin) => corsOrigin(origin)));
  const every = listed.has('*');
  const allows = (origin: string) => every || listed.has(origin);
  const basic: Headers = listed.size === 0 || every ? {} : { vary: 'origin' };

  const headersFor = (origin: string | null): Headers => {
    if (origin === null || !allows(origin)) return basic;
    const own = every ? '*' : origin;
    return { ...basic, 'access-control-allow-origin': own, 'access-control-expose-headers': EXPOSED };
  };
  const preflight = (origin: string | null, methods: string): Headers => {
    if (origin === null || !allows(origin)) return {};
    return {
      'access-control-allow-methods': methods,
      'access-control-allow-headers': ACCEPTED,
      'access-control-max-age': '600',
    };
  };
  return { allows, headersFor, preflight };
}
