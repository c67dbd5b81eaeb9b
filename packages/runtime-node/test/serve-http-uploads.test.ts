import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { type RequestHandler, type ServeHttpOptions, serveHttp } from '../src/serve-http.js';

/** Reads the body, however slowly it comes if it is to `/slow`, and answers with its length. */
const reading: RequestHandler['handle'] = async ({ url, body, allowSlowBody }) => {
  if (url.endsWith('/slow')) allowSlowBody?.();
  let size = 0;
  try {
    for await (const chunk of body ?? []) size += chunk.length;
  } catch {
    return { status: 400, headers: {}, body: 'broken' };
  }
  return { status: 200, headers: {}, body: String(size) };
};

/** Sends bytes one by one, with pauses, and answers what came back: a status, or how the connection ended. */
async function drip(path: string, bytes: number, stated: number, options: ServeHttpOptions, handle = reading) {
  const server = await serveHttp({ handle }, options);
  onTestFinished(() => server.close());
  return new Promise<string>((resolve) => {
    const sent = request(server.url + path, { method: 'PUT', headers: { 'content-length': stated } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('close', () => resolve(`${response.statusCode} ${text}`));
    });
    sent.on('error', (error) => resolve(error.message));
    void (async () => {
      for (let count = 0; count < bytes && !sent.destroyed; count++) {
        sent.write('x');
        await wait(15);
      }
    })();
  });
}

it('a body that may come slowly is served long after the limit of requests', async () => {
  const limits = { requestLimitMs: 100, idleLimitMs: 60_000 };
  expect(await drip('/slow', 40, 40, limits)).toBe('200 40');
  expect(await drip('/quick', 40, 40, limits)).toMatch(/^408 /);
});

it('a body that may come slowly is ended by silence', async () => {
  expect(await drip('/slow', 3, 40, { requestLimitMs: 60_000, idleLimitMs: 100 })).toMatch(/^408 .*request-timeout/s);
});

it('a handler that is busy with what has come is no silence of the client', async () => {
  const busy: RequestHandler['handle'] = async (request) => {
    request.allowSlowBody?.();
    for await (const _ of request.body ?? []) await wait(200);
    return reading(request);
  };
  expect(await drip('/busy', 2, 2, { requestLimitMs: 60_000, idleLimitMs: 100 }, busy)).toBe('200 0');
});
