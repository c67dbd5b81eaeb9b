import { EarshotError, ERROR_CODES, type ErrorCode, RECORD_STATES } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { PROBLEM_CODES, PROBLEM_KINDS } from '../src/serving/problem-kinds.js';
import { Problem } from '../src/serving/responses.js';
import { brokenRepository, completedCall, posted, serve } from './served-app.js';

const Strict = z.strictObject(Problem.shape);
const SECRET = 'arn:aws:dynamodb:eu-west-1:123456789012:table/calls said no';

const EXPECTED: Readonly<Record<ErrorCode, readonly [number, string | null]>> = {
  EARSHOT_INVALID_INPUT: [400, null],
  EARSHOT_NOT_FOUND: [404, null],
  EARSHOT_CONFLICT: [409, null],
  EARSHOT_THROTTLED: [429, '5'],
  EARSHOT_UNAVAILABLE: [503, '5'],
  EARSHOT_DENIED: [500, null],
  EARSHOT_UNREADABLE: [502, null],
  EARSHOT_NOT_REDACTED: [502, null],
  EARSHOT_NOT_SUPPORTED: [501, null],
};

const REQUESTS: readonly (readonly [string, string, RequestInit])[] = [
  ['GET', '/analytics', {}],
  ['GET', '/analytics/one', {}],
  ['GET', '/analytics?callId=one', {}],
  ['POST', '/calls', posted({ callId: 'one', audioS3Uri: 's3://recordings/one.wav' })],
  ['POST', '/calls/one/restart', { method: 'POST' }],
  ['DELETE', '/calls/one', { method: 'DELETE' }],
];

describe('a problem', () => {
  it.each(ERROR_CODES)('says what %s means in HTTP', async (code) => {
    const { api } = serve({ repository: brokenRepository(new EarshotError(code, SECRET)) });
    for (const [, target, init] of REQUESTS) {
      if (target.endsWith('/restart') && code === 'EARSHOT_INVALID_INPUT') continue;
      const response = await api.request(target, init);
      const [status, retryAfter] = EXPECTED[code];
      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBe(retryAfter);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(Strict.parse(await response.json())).toMatchObject({ status, code });
    }
  });

  it.each([
    'EARSHOT_THROTTLED',
    'EARSHOT_UNAVAILABLE',
    'EARSHOT_DENIED',
    'EARSHOT_UNREADABLE',
    'EARSHOT_NOT_SUPPORTED',
  ] as const)('keeps to itself what is behind %s', async (code) => {
    const cause = new Error(SECRET);
    const error = new EarshotError(code, SECRET, { cause, details: { field: SECRET, expected: SECRET } });
    const response = await serve({ repository: brokenRepository(error) }).api.request('/analytics');
    const said = JSON.stringify([...response.headers]) + (await response.text());
    expect(said).not.toContain('arn:');
  });

  it.each([
    new TypeError(SECRET),
    SECRET,
    undefined,
    { code: SECRET },
    Object.assign(new Error(SECRET), { code: 'E' }),
  ])('keeps to itself what nobody foresaw', async (thrown) => {
    const { api } = serve({ repository: brokenRepository(thrown) });
    for (const [, target, init] of REQUESTS) {
      const response = await api.request(target, init);
      expect(response.status).toBe(500);
      const text = await response.text();
      expect(text).not.toContain('arn:');
      expect(Strict.parse(JSON.parse(text)).code).toBe('EARSHOT_INTERNAL');
    }
  });

  it('has every member that RFC 9457 and the older answers name', async () => {
    const response = await serve().api.request('/analytics?pageSize=0&state=x');
    expect(await response.json()).toEqual({
      type: '/docs#invalid-input',
      request_id: response.headers.get('x-request-id'),
      title: expect.any(String),
      status: 400,
      detail: expect.any(String),
      instance: '/analytics',
      code: 'EARSHOT_INVALID_INPUT',
      error: expect.any(String),
      message: expect.any(String),
      errors: [
        { field: 'state', message: expect.any(String) },
        { field: 'pageSize', message: expect.any(String) },
      ],
    });
  });

  it('tells which values a parameter takes', async () => {
    const response = await serve().api.request('/analytics?state=done');
    const { errors } = Strict.parse(await response.json());
    for (const state of RECORD_STATES) expect(errors?.[0]?.message).toContain(state);
  });

  it('names the path it is about as it was sent', async () => {
    const response = await serve().api.request('/analytics/Gr%C3%B6%C3%9Fe%2F1?include=words');
    expect(await response.json()).toMatchObject({ status: 404, instance: '/analytics/Gr%C3%B6%C3%9Fe%2F1' });
  });

  it('is of a kind that the docs page explains under its type', async () => {
    const page = await (await serve().api.request('/docs')).text();
    for (const kind of Object.keys(PROBLEM_KINDS)) expect(page).toContain(`id="${kind}"`);
  });

  it('has a code that is core’s own, but for one', () => {
    expect(PROBLEM_CODES.filter((code) => !(ERROR_CODES as readonly string[]).includes(code))).toEqual([
      'EARSHOT_INTERNAL',
    ]);
  });

  it('never comes of a call that is there', async () => {
    const { api, repository } = serve();
    await repository.save(completedCall('one'));
    for (const [, target] of REQUESTS.slice(0, 3)) expect((await api.request(target)).status).toBe(200);
  });
});
