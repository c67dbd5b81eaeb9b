import type { ApiRequest } from '../api-request.js';
import type { Refusal } from '../problem.js';
import { type AccessToken, isSame, sha256Of } from './access-tokens.js';
import { createAttemptLimit } from './attempt-limit.js';
import { type Authentication, unauthenticated } from './authentication.js';
import { type Caller, withIncluded } from './caller.js';
import { SESSION_COOKIE, sessionCookie, sessionsSent } from './session-cookie.js';

/** How long a session lasts: a working day. */
const SESSION_MS = 12 * 3_600_000;

export interface TokenAuthenticationParts {
  /** The tokens that are valid now: a removed one ends its sessions, too. */
  readonly tokens: () => readonly AccessToken[];
  /** Signs sessions, with a secret of the server. */
  readonly sign: (text: string) => string;
  /** @defaultValue the machine's clock */
  readonly now?: () => Date;
}

/**
 * Identifies callers by tokens: sent as `Authorization: Bearer <token>` (RFC 6750), or exchanged for a session cookie.
 * A session is its expiry and a signature over that and the token's digest. Nothing is stored, so it outlives a restart.
 */
export function tokenAuthentication({
  tokens,
  sign,
  now = () => new Date(),
}: TokenAuthenticationParts): Authentication & Required<Pick<Authentication, 'sessions'>> {
  const nowMs = () => now().getTime();
  const limit = createAttemptLimit(nowMs);

  /** Compares with every token, so that the time says nothing of where in the list a token is. */
  const bearerOf = (token: string): AccessToken | undefined => {
    const sha256 = sha256Of(token);
    return tokens().filter((known) => isSame(known.sha256, sha256))[0];
  };
  /** As text, so that a session has one form only. */
  const signed = ({ sha256 }: AccessToken, expires: string) => sign(`session\n${expires}\n${sha256}`);
  const inSession = (sent: string): Caller | undefined => {
    const [, expires = '', signature = ''] = /^(\d{1,15})\.(.+)$/.exec(sent) ?? [];
    const expiresAtMs = Number(expires);
    if (expires === '' || expiresAtMs <= nowMs()) return undefined;
    const known = tokens().find((token) => isSame(signed(token, expires), signature));
    return known && { ...callerOf(known), session: { expiresAtMs } };
  };

  return {
    schemes: {
      bearer: { type: 'http', scheme: 'bearer', description: 'A token of the server.' },
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: SESSION_COOKIE,
        description: 'For browsers: `POST /session` exchanges a token for this cookie.',
      },
    },
    authenticate(request) {
      const authorization = request.headers.get('authorization') ?? '';
      // A proxy that has a password of its own, sent as `Basic`, may pass that on.
      if (/^bearer\b/i.test(authorization)) {
        const sent = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
        const known = sent === undefined ? undefined : bearerOf(sent);
        return known === undefined ? unauthenticated(sent !== undefined) : callerOf(known);
      }
      const sessions = sessionsSent(request);
      for (const sent of sessions) {
        const caller = inSession(sent);
        if (caller !== undefined) return caller;
      }
      return unauthenticated(sessions.length > 0);
    },
    sessions: {
      signIn(request, token): string | Refusal {
        const address = addressOf(request);
        const secondsLeft = limit.secondsLeft(address);
        if (secondsLeft > 0) return { kind: 'too-many-attempts', headers: { 'retry-after': String(secondsLeft) } };
        const known = bearerOf(token);
        if (known === undefined) {
          limit.failed(address);
          return unauthenticated(true);
        }
        const expires = String(nowMs() + SESSION_MS);
        return sessionCookie(request, `${expires}.${signed(known, expires)}`, SESSION_MS / 1_000);
      },
      signOut: (request) => sessionCookie(request, '', 0),
    },
  };
}

function callerOf({ name, scopes }: AccessToken): Caller {
  return { name, scopes: withIncluded(scopes) };
}

/** Where a request comes from. A proxy on this machine is believed about that: it adds the address that it sees last. */
function addressOf({ remoteAddress = '', headers }: ApiRequest): string {
  const viaProxy = /^(?:::ffff:)?127\.|^::1$/i.test(remoteAddress);
  const forwarded = viaProxy ? headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return forwarded || remoteAddress;
}
