import { createHash, timingSafeEqual } from 'node:crypto';
import { EarshotError } from '@earshot/core';
import type { Scope } from './caller.js';

/** A bearer token: 16-4,096 visible characters of ASCII, which any HTTP client can send. */
export const BEARER_TOKEN = /^[\x21-\x7e]{16,4096}$/;

/** A token of the API, without the token itself. */
export interface AccessToken {
  /** Names its bearer in what keeps a history. */
  readonly name: string;
  /** SHA-256 of the token, in lower-case hex. */
  readonly sha256: string;
  readonly scopes: readonly Scope[];
}

/**
 * A token that may do everything.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when it isn't a {@link BEARER_TOKEN}
 */
export function adminToken(token: string): AccessToken {
  if (!BEARER_TOKEN.test(token)) {
    const expected = '16-4,096 visible ASCII characters';
    const message = `a token must be ${expected} (got ${token.length} characters)`;
    throw new EarshotError('EARSHOT_INVALID_INPUT', message, { details: { field: 'token', expected } });
  }
  return { name: 'admin', sha256: sha256Of(token), scopes: ['admin'] };
}

/** SHA-256 of a token, as {@link AccessToken} has it. */
export function sha256Of(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * Compares texts that a caller might guess piece by piece: in a time that says nothing of where they differ. Their lengths
 * are no secret.
 */
export function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
