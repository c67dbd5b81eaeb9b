import { CallHash, type EarshotError, type Notice } from '@earshot/core';
import { notifierContract, registerContract } from '@earshot/core/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebhookNotifier, type WebhookNotifierOptions } from '../../src/webhook/index.js';
import { signedHeaders, signingKey } from '../../src/webhook/signature.js';
import { type Answering, startReceiver } from './receiver.js';

const SECRET = `whsec_${Buffer.from('an invented key of 32 characters').toString('base64')}`;
const NOW = new Date(Date.UTC(2026, 8, 14, 12));
const notice: Notice = {
  id: 'ab'.repeat(32),
  kind: 'call.completed',
  hash: CallHash.parse('0123456789abcdef0123456789abcdef'),
  state: 'completed',
  atMs: NOW.getTime(),
};
const status =
  (code: number, headers: Record<string, string> = {}): Answering =>
  (response) =>
    response.writeHead(code, headers).end('no');

let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterEach(() => {
  receiver.answer();
  receiver.all.length = 0;
});
afterAll(() => receiver.close());

/** A notifier that writes down how long it waits, and doesn't. */
function notifierTo(url: string, more: Partial<WebhookNotifierOptions> = {}) {
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  return { waits, notifier: new WebhookNotifier({ url, secret: SECRET, now: () => NOW, wait, ...more }) };
}

const failing = async (more: Partial<WebhookNotifierOptions> = {}): Promise<EarshotError & { waits: number[] }> => {
  const { notifier, waits } = notifierTo(receiver.url, more);
  const error = await notifier.notify(notice).then(
    () => expect.unreachable(),
    (reason: EarshotError) => reason,
  );
  return Object.assign(error, { waits });
};

describe('WebhookNotifier', () => {
  const create = async () => {
    const target = await startReceiver();
    return {
      notifier: notifierTo(target.url).notifier,
      received: () => target.accepted.map(({ body }) => body),
      fail: (fault?: 'transient' | 'permanent') => target.answer(fault && status(fault === 'transient' ? 503 : 400)),
      dispose: () => target.close(),
    };
  };
  registerContract(notifierContract(create, { numRuns: 20 }), it);
});

describe('what is sent', () => {
  it('names the notice by its id, is JSON, and carries no secret', async () => {
    await notifierTo(receiver.url).notifier.notify(notice);
    const [request] = receiver.all;
    expect(request?.headers).toMatchObject({ 'webhook-id': notice.id, 'content-type': 'application/json' });
    expect(JSON.stringify(request)).not.toContain(SECRET.slice(6, 20));
  });

  it('is signed as the reference vector of Standard Webhooks says', () => {
    const key = signingKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    const headers = signedHeaders(
      key,
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      '{"test": 2432232314}',
      new Date(1_614_265_330_000),
    );
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });
});

describe('a failing target', () => {
  it('is tried three times, with delays that double', async () => {
    receiver.answer(status(500));
    expect(await failing()).toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true, waits: [500, 1_000] });
    expect(receiver.all).toHaveLength(3);
  });

  it('that recovers gets the notice, and no more tries', async () => {
    receiver.answer((response, count) => response.writeHead(count < 3 ? 502 : 200).end());
    const { notifier, waits } = notifierTo(receiver.url);
    await notifier.notify(notice);
    expect(waits).toEqual([500, 1_000]);
    expect(receiver.all).toHaveLength(3);
  });

  it('is tried after as long as it asks for, in seconds or by a date', async () => {
    receiver.answer(status(429, { 'retry-after': '2' }));
    expect(await failing()).toMatchObject({ code: 'EARSHOT_THROTTLED', waits: [2_000, 2_000] });
    receiver.answer(status(503, { 'retry-after': new Date(NOW.getTime() + 3_000).toUTCString() }));
    expect(await failing()).toMatchObject({ code: 'EARSHOT_UNAVAILABLE', waits: [3_000, 3_000] });
    receiver.answer(status(503, { 'retry-after': 'soon' }));
    expect((await failing()).waits).toEqual([500, 1_000]);
  });

  it('that asks for a long wait gets the notice with the next delivery', async () => {
    receiver.answer(status(429, { 'retry-after': '120' }));
    expect(await failing()).toMatchObject({ retryable: true, details: { retryAfterMs: 120_000 }, waits: [] });
  });

  it.each([
    [400, 'EARSHOT_INVALID_INPUT'],
    [401, 'EARSHOT_DENIED'],
    [403, 'EARSHOT_DENIED'],
    [404, 'EARSHOT_NOT_FOUND'],
    [410, 'EARSHOT_NOT_FOUND'],
    [422, 'EARSHOT_INVALID_INPUT'],
  ])('that answers %d is not tried again: %s', async (code, expected) => {
    receiver.answer(status(code));
    expect(await failing()).toMatchObject({ code: expected, retryable: false, waits: [] });
    expect(receiver.all).toHaveLength(1);
  });

  it('that answers 408 is tried again', async () => {
    receiver.answer(status(408));
    expect(await failing()).toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true, waits: [500, 1_000] });
  });

  it('that redirects is not followed', async () => {
    const elsewhere = await startReceiver();
    receiver.answer(status(307, { location: elsewhere.url }));
    expect(await failing()).toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED', retryable: false });
    expect(elsewhere.all).toEqual([]);
    await elsewhere.close();
  });

  it('that says nothing is left after the timeout', async () => {
    receiver.answer(() => {});
    expect(await failing({ timeoutMs: 20, attempts: 1 })).toMatchObject({
      code: 'EARSHOT_UNAVAILABLE',
      retryable: true,
    });
  });

  it('that hangs up, or is not there, is tried again', async () => {
    receiver.answer((response) => response.socket?.destroy());
    expect(await failing()).toMatchObject({ code: 'EARSHOT_UNAVAILABLE', waits: [500, 1_000] });
    const gone = await startReceiver();
    await gone.close();
    await expect(notifierTo(gone.url).notifier.notify(notice)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
  });

  it('is named in errors without what its URL may hold as a secret', async () => {
    receiver.answer(status(400));
    expect((await failing()).message).not.toContain('in-the-url');
  });
});

describe('options', () => {
  const making = (options: Partial<WebhookNotifierOptions>) => () =>
    new WebhookNotifier({ url: 'https://example.org/hook', secret: SECRET, ...options });

  it.each([
    'https://example.org/hook',
    'http://localhost:8080/',
    'http://127.0.0.1/',
    'http://127.8.0.1/',
    'http://[::1]:1/',
  ])('sends to %s', (url) => expect(making({ url })).not.toThrow());

  it.each([
    'http://example.org/',
    'http://127.0.0.1.example.org/',
    'http://localhost.example.org/',
    'https://user:hidden@example.org/',
    'ftp://example.org/',
    'example.org/hidden',
    '',
  ])('refuses to send to "%s", and does not repeat it', (url) => {
    expect(making({ url })).toThrow(expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }));
    expect(making({ url })).not.toThrow(/hidden/);
  });

  it.each([
    'x'.repeat(24),
    `whsec_${Buffer.alloc(24).toString('base64')}`,
    `whsec_${Buffer.alloc(64).toString('base64')}`,
  ])('signs with the secret %s', (secret) => expect(making({ secret })).not.toThrow());

  it.each([
    'x'.repeat(23),
    '',
    `${'x'.repeat(24)}\n`,
    'é'.repeat(24),
    `whsec_${Buffer.alloc(23).toString('base64')}`,
    `whsec_${Buffer.alloc(65).toString('base64')}`,
    `whsec_${'!'.repeat(40)}`,
  ])('refuses the secret "%s"', (secret) => {
    expect(making({ secret })).toThrow(expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }));
  });
});
