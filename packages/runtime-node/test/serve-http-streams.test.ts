import { afterEach, describe, expect, it } from 'vitest';
import { type HttpServer, serveHttp } from '../src/serve-http.js';

const open: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** Chunks that come when they are let go, and what happened to them. */
function chunks() {
  const waiting: ((result: IteratorResult<Uint8Array>) => void)[] = [];
  let end = () => {};
  const returned = new Promise<void>((resolve) => {
    end = resolve;
  });
  const iterator: AsyncIterator<Uint8Array> = {
    next: () => new Promise((resolve) => waiting.push(resolve)),
    return: async () => {
      end();
      return { done: true, value: undefined };
    },
  };
  const give = async (text: string) => {
    while (waiting.length === 0) await new Promise(setImmediate);
    waiting.shift()?.({ done: false, value: Buffer.from(text) });
  };
  return { body: { [Symbol.asyncIterator]: () => iterator }, give, returned };
}

async function serving(body: AsyncIterable<Uint8Array>): Promise<HttpServer> {
  const handle = async () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body });
  const server = await serveHttp({ handle }, { graceMs: 600_000 });
  open.push(server);
  return server;
}

describe('a streamed answer', () => {
  it('is sent chunk by chunk, as it comes', async () => {
    const { body, give } = chunks();
    const { url } = await serving(body);
    const asked = fetch(url);
    await give('one');
    const reader = (await asked).body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('one');
    await give('two');
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('two');
    await reader?.cancel();
  });

  it('ends when the client leaves, though the next chunk never comes', async () => {
    const { body, give, returned } = chunks();
    const { url } = await serving(body);
    const leaving = new AbortController();
    const asked = fetch(url, { signal: leaving.signal });
    await give('one');
    await asked;
    leaving.abort();
    await returned;
  });

  it('ends when the server closes, without waiting for the grace', async () => {
    const { body, give, returned } = chunks();
    const server = await serving(body);
    const asked = fetch(server.url);
    await give('one');
    const cut = expect((await asked).text()).rejects.toThrow();
    await server.close();
    await returned;
    await cut;
  });

  it('is read no faster than it is taken', async () => {
    let given = 0;
    const endless = (async function* () {
      for (;;) {
        given += 1;
        yield Buffer.alloc(256 * 1_024);
      }
    })();
    const { url } = await serving(endless);
    const response = await fetch(url);
    await new Promise((resolve) => setTimeout(resolve, 50));
    // What fits into the buffers on the way.
    expect(given).toBeLessThan(200);
    await response.body?.cancel();
  });

  it('that breaks off ends the connection, so that nobody takes it for the whole', async () => {
    const breaking = (async function* () {
      yield Buffer.from('one');
      throw new Error('the disk failed');
    })();
    const { url } = await serving(breaking);
    await expect(fetch(url).then((response) => response.text())).rejects.toThrow();
  });
});
