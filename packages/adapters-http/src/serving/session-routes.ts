import { EarshotError } from '@earshot/core';
import * as z from 'zod/mini';
import type { Sessions } from './access/authentication.js';
import { type Caller, SCOPES } from './access/caller.js';
import { type ApiResponse, json } from './api-response.js';
import { readJsonObject } from './request-body.js';
import type { SessionItem } from './responses.js';
import type { Handler, Routes } from './routes.js';

/** The body of a sign-in. */
export const SignIn = z.object({ token: z.string() });

/** A route about who is signed in. */
export type SessionRoute = 'GET /session' | 'POST /session' | 'DELETE /session';

/** The routes about who is signed in. Without sessions there is nothing to sign in to. */
export function sessionRoutes(
  sessions: Sessions | undefined,
  { bodyLimitBytes, takesUploads }: { readonly bodyLimitBytes: number; readonly takesUploads: boolean },
): Pick<Routes, SessionRoute> {
  const show: Handler = (_request, _name, caller) => json(200, JSON.stringify(itemOf(caller, takesUploads)));
  if (sessions === undefined) return { 'GET /session': show };

  const signIn: Handler = async (request) => {
    const body = await readJsonObject(request, bodyLimitBytes);
    if ('kind' in body) return body;
    const { data } = SignIn.safeParse(body.value);
    if (data === undefined) {
      const details = { field: 'token', expected: 'a token of the server' };
      throw new EarshotError('EARSHOT_INVALID_INPUT', 'token must be a string', { details });
    }
    const session = sessions.signIn(request, data.token);
    if (typeof session !== 'string') return session;
    return setting(session);
  };
  const signOut: Handler = (request) => setting(sessions.signOut(request));
  return { 'GET /session': show, 'POST /session': signIn, 'DELETE /session': signOut };
}

function setting(cookie: string): ApiResponse {
  return { status: 204, body: null, headers: { 'set-cookie': cookie, 'cache-control': 'no-store' } };
}

function itemOf({ name, scopes, session }: Caller, takesUploads: boolean): SessionItem {
  return {
    name,
    scopes: SCOPES.filter((scope) => scopes.has(scope)),
    ...(takesUploads && scopes.has('write') && { can_upload: true as const }),
    ...(session && { expires_at: new Date(session.expiresAtMs).toISOString() }),
  };
}
