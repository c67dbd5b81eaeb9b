import { createReadingApi } from '@earshot/adapters-http';
import { MemoryRecordRepository, MemoryResultStore } from '@earshot/adapters-memory';
import { createReaders } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digests, signWith } from '../src/adapters.js';
import { createApiHandler, type HttpApiEvent, type RestApiEvent } from '../src/api-handler.js';
import { type GatewayContext, gatewayAuthentication, gatewayCaller } from '../src/gateway-caller.js';

const SUB = '3b1f8a52-0c0e-4f67-9a0e-6f1f0d1b2c3d';
const USER = 'arn:aws:iam::123456789012:user/support/ana';
const ROLE = 'arn:aws:sts::123456789012:assumed-role/Supervisors/ana@example.org';

/** A JWT's claims as HTTP APIs hand them over: each is text, whatever it was. */
const jwt = (claims: Record<string, unknown>): GatewayContext => ({ authorizer: { jwt: { claims } } });

const READ = ['read'];
const WRITE = ['read', 'write'];
const ADMIN = ['read', 'write', 'admin'];

describe('the caller behind a gateway', () => {
  it.each<[string, GatewayContext, string, readonly string[]]>([
    ['an access token of Cognito', jwt({ sub: SUB, username: 'ana', scope: 'openid earshot/write' }), 'ana', WRITE],
    [
      'an ID token of Cognito',
      jwt({ sub: SUB, 'cognito:username': 'ana', 'cognito:groups': '[x earshot-admin]' }),
      'ana',
      ADMIN,
    ],
    ['a machine of Cognito', jwt({ sub: '4kq', client_id: '4kq', scope: 'earshot/read' }), '4kq', READ],
    ['Entra, for a person', jwt({ sub: SUB, scp: 'read write' }), SUB, WRITE],
    ['a list of scopes', jwt({ sub: SUB, scp: '[openid earshot:read]' }), SUB, READ],
    ['a list that is a list', jwt({ sub: SUB, scope: ['earshot.admin'] }), SUB, ADMIN],
    [
      'a REST API with Cognito',
      { authorizer: { claims: { sub: SUB, 'cognito:groups': 'x,earshot-read' } } },
      SUB,
      READ,
    ],
    ['scopes of others', jwt({ sub: SUB, scope: 'aws.cognito.signin.user.admin orders/write Mail.read' }), SUB, []],
    ['groups of others', jwt({ sub: SUB, 'cognito:groups': '[admin write read admins earshot]' }), SUB, []],
    ['scopes nearly right', jwt({ sub: SUB, scope: 'Admin admin2 earshot/ earshot/admins /admin' }), SUB, []],
    ['no scopes', jwt({ sub: SUB }), SUB, []],
    ['no claims', jwt({}), 'unnamed', []],
    ['claims of other types', jwt({ sub: 7, username: null, scope: null, scp: { admin: true } }), 'unnamed', []],
    ['a user of IAM', { authorizer: { iam: { userArn: USER } } }, 'support/ana', ADMIN],
    ['a role', { authorizer: { iam: { userArn: ROLE } } }, 'Supervisors/ana@example.org', ADMIN],
    ['the root of an account', { authorizer: { iam: { userArn: 'arn:aws:iam::123456789012:root' } } }, 'root', ADMIN],
    ['IAM before a REST API', { identity: { userArn: ROLE, apiKeyId: 'k1' } }, 'Supervisors/ana@example.org', ADMIN],
    ['a key of a REST API', { identity: { userArn: null, apiKeyId: 'k1' } }, 'key k1', READ],
    ['a JWT rather than IAM', { ...jwt({ sub: SUB }), identity: { userArn: ROLE } }, SUB, []],
  ])('is known from %s', (_, context, name, scopes) => {
    const caller = gatewayCaller(context);
    expect([caller?.name, [...(caller?.scopes ?? [])]]).toEqual([name, scopes]);
  });

  it.each([
    undefined,
    {},
    { authorizer: null, identity: null },
    { authorizer: { jwt: null, iam: null } },
    { authorizer: { iam: { userArn: null } }, identity: { userArn: null, apiKeyId: null } },
    { authorizer: { lambda: { principalId: 'x' } } } as GatewayContext,
  ])('is nobody where the gateway names none (%j)', (context) => {
    expect(gatewayCaller(context)).toBeUndefined();
  });
});

it('has a name and nothing but scopes, whatever is claimed', () => {
  const named = ['username', 'cognito:username', 'sub', 'client_id', 'scope', 'scp', 'cognito:groups'];
  const claims = fc.dictionary(fc.constantFrom(...named), fc.oneof(fc.jsonValue(), fc.string({ maxLength: 400 })));
  const sound = fc.property(claims, (claimed) => {
    const { name, scopes } = gatewayCaller(jwt(claimed)) ?? { name: '', scopes: new Set() };
    expect(name.length).toBeGreaterThan(0);
    expect(name.length).toBeLessThanOrEqual(256);
    expect([READ, WRITE, ADMIN, []]).toContainEqual([...scopes]);
  });
  fc.assert(sound);
  const odd = jwt({ scope: { toString: 1 }, scp: [{ toString: 1 }, 'earshot/read'] });
  expect(gatewayCaller(odd)?.scopes).toEqual(new Set(READ));
});

describe('a function behind a gateway', () => {
  const repository = new MemoryRecordRepository();
  const readers = createReaders({ repository, store: new MemoryResultStore(), sign: signWith('a secret of tests') });
  const api = createReadingApi({ ...readers, digests }, { authentication: gatewayAuthentication });
  const handler = createApiHandler(api);
  const http = { domainName: 'api.example.org', stage: '$default', http: { method: 'GET' } };

  const httpEvent = (context: GatewayContext): HttpApiEvent => ({
    version: '2.0',
    routeKey: 'GET /analytics',
    rawPath: '/analytics',
    headers: { host: 'api.example.org', cookie: 'earshot_session=1.x', authorization: 'Bearer x.y.z' },
    requestContext: { ...http, ...context },
  });
  const restEvent = (context: GatewayContext): RestApiEvent => ({
    httpMethod: 'GET',
    path: '/analytics',
    requestContext: { domainName: 'api.example.org', ...context },
  });

  it.each<[string, GatewayContext, number]>([
    ['with the scope', jwt({ sub: SUB, scope: 'earshot/read' }), 200],
    ['with a higher scope', jwt({ sub: SUB, scope: 'earshot/admin' }), 200],
    ['without it', jwt({ sub: SUB, scope: 'openid' }), 403],
    ['of IAM', { authorizer: { iam: { userArn: USER } } }, 200],
    ['where none is asked for', {}, 200],
  ])('answers a caller %s', async (_, context, status) => {
    for (const event of [httpEvent(context), restEvent(context)]) {
      const { statusCode, body, headers } = await handler(event);
      expect(statusCode).toBe(status);
      if (status !== 403) continue;
      expect(JSON.parse(body)).toMatchObject({ code: 'EARSHOT_DENIED', required_scope: 'read' });
      expect(headers['www-authenticate']).toContain('scope="read"');
    }
  });

  it('believes nothing that the caller says of itself', async () => {
    const event = { ...httpEvent(jwt({ sub: SUB })), caller: { name: 'root', scopes: new Set(['admin']) } };
    expect((await handler(event)).statusCode).toBe(403);
  });

  it('lets those without credentials read, and nothing more', async () => {
    const caller = await gatewayAuthentication.authenticate({
      method: 'GET',
      url: '/',
      headers: new Headers(),
      body: null,
    });
    expect(caller).toEqual({ name: 'anonymous', scopes: new Set(['read']) });
  });
});
