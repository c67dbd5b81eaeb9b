import { SessionItem } from '../serving/responses.js';
import { type SessionRoute, SignIn } from '../serving/session-routes.js';
import { BODY_PROBLEMS, type Description } from './description.js';

const EXAMPLE_SESSION = {
  name: 'ana',
  scopes: ['read', 'write'],
  can_upload: true,
  expires_at: '2026-09-14T22:00:00.000Z',
};

/** Descriptions of the routes about who is signed in. */
export const SESSION_DESCRIPTIONS: Readonly<Record<SessionRoute, Description>> = {
  'GET /session': {
    operationId: 'getSession',
    tag: 'Service',
    summary: 'Show who is signed in',
    responses: { 200: { description: 'The caller.', schema: SessionItem, example: EXAMPLE_SESSION } },
    problems: [],
    exampleTarget: '/session',
  },
  'POST /session': {
    operationId: 'signIn',
    tag: 'Service',
    summary: 'Sign in with a token',
    description:
      'For browsers. The cookie that the answer sets is sent by the browser with each request, and pages can’t read it. It ' +
      'ends after 12 hours, and with the token. Programs send the token itself with each request.',
    body: {
      schema: SignIn,
      example: { token: 'a-token-of-the-server' },
      wrong: { field: 'token', message: 'expected a token of the server' },
    },
    responses: { 204: { description: 'The caller is signed in.', headers: ['Set-Cookie'] } },
    problems: [...BODY_PROBLEMS, 'unauthenticated', 'too-many-attempts'],
    exampleTarget: '/session',
  },
  'DELETE /session': {
    operationId: 'signOut',
    tag: 'Service',
    summary: 'Sign out',
    description: 'Removes the cookie from the browser. To end a session everywhere, remove its token from the server.',
    responses: { 204: { description: 'The cookie is removed.', headers: ['Set-Cookie'] } },
    problems: ['foreign-origin'],
    exampleTarget: '/session',
  },
};
