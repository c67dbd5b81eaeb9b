import { createHash, timingSafeEqual } from 'node:crypto';
import { EarshotError } from '@earshot/core';
import type { ApiRequest } from './api-request.js';
import type { Refusal } from './problem.js';

/** Decides which requests may pass. */
export interface Authentication {
  /** OpenAPI's security schemes, by name. A request has to satisfy one of them. */
  readonly schemes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Why a request may not pass; `undefined` when it may. */
  refuse(request: ApiRequest): Refusal | undefined | Promise<Refusal | undefined>;
}

/** These paths say nothing about calls: monitors, browsers and generators of clients get them without a token. */
const OPEN_PATHS: ReadonlySet<string> = new Set(['/', '/docs', '/health', '/openapi.json']);

/** Whether a path needs no authentication. @param path as routes name it */
export function isOpen(path: string): boolean {
  return OPEN_PATHS.has(path);
}

/** A bearer token: 16-4,096 visible characters of ASCII, which any HTTP client can send. */
export const BEARER_TOKEN = /^[\x21-\x7e]{16,4096}$/;

/**
 * Lets requests pass that carry this token as `Authorization: Bearer <token>` (RFC 6750). What is compared are digests, in
 * constant time, so that a caller can't find the token out one character after the other.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when it isn't a {@link BEARER_TOKEN}
 */
export function bearerToken(token: string): Authentication {
  if (!BEARER_TOKEN.test(token)) {
    const expected = '16-4,096 visible ASCII characters';
    const message = `a token must be ${expected} (got ${token.length} characters)`;
    throw new EarshotError('EARSHOT_INVALID_INPUT', message, { details: { field: 'token', expected } });
  }
  const known = digestOf(token);
  return {
    schemes: { bearer: { type: 'http', scheme: 'bearer', description: 'The token that the server was started with.' } },
    refuse({ headers }) {
      const sent = /^bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1];
      if (sent !== undefined && timingSafeEqual(digestOf(sent), known)) return undefined;
      const fault = sent === undefined ? '' : ', error="invalid_token"';
      return { kind: 'unauthenticated', headers: { 'www-authenticate': `Bearer realm="Earshot"${fault}` } };
    },
  };
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
