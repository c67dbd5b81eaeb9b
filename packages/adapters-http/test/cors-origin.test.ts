import { expect, it } from 'vitest';
import { corsOrigin } from '../src/index.js';
import { serve } from './served-app.js';

it.each([
  ['https://x.example/', 'https://x.example'],
  ['https://X.Example', 'https://x.example'],
  ['https://x.example:443', 'https://x.example'],
  ['http://localhost:5173/', 'http://localhost:5173'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ['chrome-extension://abcdefghijklmnop/', 'chrome-extension://abcdefghijklmnop'],
  ['*', '*'],
])('takes %s for the origin %s', async (given, origin) => {
  expect(corsOrigin(given)).toBe(origin);
  const { api } = serve({}, { corsOrigins: [given] });
  const response = await api.request('/analytics', { headers: { origin } });
  expect(response.headers.get('access-control-allow-origin')).toBe(origin);
});

it.each([
  '',
  'x.example',
  'localhost:5173',
  'https://',
  'https://x.example/path',
  'https://x.example/?',
  'https://x.example/#',
  'https://user@x.example',
  'https://*.example',
  'null',
])('refuses %j, which no browser sends', (given) => {
  const refused = expect.objectContaining({
    code: 'EARSHOT_INVALID_INPUT',
    details: expect.objectContaining({ field: '--cors-origin', found: given }),
  });
  expect(() => corsOrigin(given, '--cors-origin')).toThrow(refused);
  expect(() => serve({}, { corsOrigins: [given] })).toThrow(expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }));
});
