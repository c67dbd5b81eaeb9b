import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { WebhookNotifier } from '@earshot/adapters-http/webhook';
import { CallHash } from '@earshot/core';
import { expect, it } from 'vitest';
import { isFromEarshot } from './snippets/verify-a-webhook.js';

const NOW = new Date(Date.UTC(2026, 8, 14, 12));
const SECRET = `whsec_${Buffer.from('an invented key of 32 characters').toString('base64')}`;
const notice = {
  id: 'ab'.repeat(32),
  kind: 'call.completed',
  hash: CallHash.parse('0123456789abcdef0123456789abcdef'),
  state: 'completed' as const,
  atMs: NOW.getTime(),
};

/** A webhook as it arrives. */
async function delivered(secret: string): Promise<{ headers: Headers; body: string }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const arrived = new Promise<{ headers: Headers; body: string }>((resolve) => {
    server.on('request', async (request, response) => {
      const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const body = await text(request);
      response.writeHead(204).end();
      resolve({ headers, body });
    });
  });
  const notifier = new WebhookNotifier({ url: `http://127.0.0.1:${port}/`, secret, now: () => NOW });
  await Promise.all([notifier.notify(notice), arrived]);
  server.closeAllConnections();
  server.close();
  return arrived;
}

it.each([SECRET, 'a secret that is plain text'.replaceAll(' ', '-')])(
  'the documented check accepts what is sent with %s',
  async (secret) => {
    const { headers, body } = await delivered(secret);
    expect(isFromEarshot(headers, body, secret, NOW)).toBe(true);
  },
);

it('the documented check refuses whatever was changed, and what is too old', async () => {
  const { headers, body } = await delivered(SECRET);
  const check = (change: Record<string, string> = {}, changed = body, secret = SECRET, at = NOW) => {
    const all = new Headers(headers);
    for (const [name, value] of Object.entries(change)) all.set(name, value);
    return isFromEarshot(all, changed, secret, at);
  };
  expect(check({ 'webhook-signature': `v1,AAAA ${headers.get('webhook-signature')}` })).toBe(true);
  expect(check({ 'webhook-signature': '' })).toBe(false);
  expect(check({ 'webhook-id': 'cd'.repeat(32) })).toBe(false);
  expect(check({ 'webhook-timestamp': String(NOW.getTime() / 1_000 + 1) })).toBe(false);
  expect(check({ 'webhook-timestamp': 'now' })).toBe(false);
  expect(check({}, body.replace('completed', 'failed'))).toBe(false);
  expect(check({}, body, SECRET.replace('whsec_', 'whsec_AAAA'))).toBe(false);
  expect(check({}, body, SECRET, new Date(NOW.getTime() + 301_000))).toBe(false);
});
