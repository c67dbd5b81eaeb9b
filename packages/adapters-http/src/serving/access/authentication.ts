import type { ApiRequest } from '../api-request.js';
import type { Refusal } from '../problem.js';
import { type Caller, SCOPES, type Scope } from './caller.js';

/** Finds out who sends a request. */
export interface Authentication {
  /** OpenAPI's security schemes, by name. A request has to satisfy one of them. */
  readonly schemes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Who sent a request, or why that isn't known. */
  authenticate(request: ApiRequest): Caller | Refusal | Promise<Caller | Refusal>;
  /** Sign-in for browsers. Absent where something in front of the API signs people in. */
  readonly sessions?: Sessions;
}

/** Exchanges tokens for sessions, which browsers keep in a cookie that pages can't read. */
export interface Sessions {
  /** Value of the `Set-Cookie` header that begins a session for the bearer of a token. */
  signIn(request: ApiRequest, token: string): string | Refusal;
  /** Value of the `Set-Cookie` header that removes the cookie. */
  signOut(request: ApiRequest): string;
}

/** The refusal of a request without valid credentials. @param invalid whether it had any */
export function unauthenticated(invalid: boolean): Refusal {
  const fault = invalid ? ', error="invalid_token"' : '';
  return { kind: 'unauthenticated', headers: { 'www-authenticate': `Bearer realm="Earshot"${fault}` } };
}

/**
 * The refusal of a caller who lacks a scope, as RFC 6750 words it; `undefined` when they have it. Routes have their scope
 * in one table; this is for handlers where it depends on what is asked for.
 */
export function lacking({ name, scopes }: Caller, scope: Scope): Refusal | undefined {
  if (scopes.has(scope)) return undefined;
  const own = SCOPES.filter((one) => scopes.has(one)).join(', ') || 'none';
  return {
    kind: 'missing-scope',
    facts: { detail: `this requires the scope ${scope} (${name} has ${own})`, requiredScope: scope },
    headers: { 'www-authenticate': `Bearer realm="Earshot", error="insufficient_scope", scope="${scope}"` },
  };
}
