import type { ApiRequest } from '../api-request.js';

/** The cookie that holds a session. */
export const SESSION_COOKIE = 'earshot_session';

/** The values of a request's session cookies: a browser may hold several, of different paths and domains. */
export function sessionsSent({ headers }: ApiRequest): string[] {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.flatMap((pair) =>
    pair.startsWith(`${SESSION_COOKIE}=`) ? [pair.slice(SESSION_COOKIE.length + 1)] : [],
  );
}

/** Value of `Set-Cookie` that keeps a session for so many seconds; 0 removes it. */
export function sessionCookie(request: ApiRequest, value: string, seconds: number): string {
  const secure = isEncrypted(request) ? '; Secure' : '';
  return `${SESSION_COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

/** Whether the browser speaks TLS, with the server or with a proxy in front of it. */
function isEncrypted({ url, headers }: ApiRequest): boolean {
  const forwarded = headers.get('x-forwarded-proto') ?? '';
  return [url, forwarded, headers.get('origin') ?? ''].some((text) => /^https\b/i.test(text));
}
