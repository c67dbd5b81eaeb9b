/** What callers may do: each scope includes those before it. */
export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who sent a request, and what they may do. */
export interface Caller {
  /** The actor in what keeps a history. */
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Present when a session cookie identifies the caller. Browsers add cookies to requests of other pages, too. */
  readonly session?: { readonly expiresAtMs: number };
}

/** Everyone who reaches an API without authentication. */
export const LOCAL_CALLER: Caller = { name: 'local', scopes: withIncluded(['admin']) };

/** The caller of an open route who has no valid credentials. */
export const ANONYMOUS: Caller = { name: 'anonymous', scopes: new Set() };

/** These scopes and those that they include. */
export function withIncluded(scopes: Iterable<Scope>): ReadonlySet<Scope> {
  const highest = Math.max(-1, ...[...scopes].map((scope) => SCOPES.indexOf(scope)));
  return new Set(SCOPES.slice(0, highest + 1));
}
