import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import {
  AnalyticsList,
  adminToken,
  createApi,
  type RequestLogEntry,
  tokenAuthentication,
} from '@earshot/adapters-http';
import { memoryModule } from '@earshot/adapters-memory/inversify';
import { CallId, ObjectUri } from '@earshot/core';
import { afterEach, describe, expect, it } from 'vitest';
import { composeApp } from '../src/container.js';
import { type HttpServer, type RequestHandler, type ServeHttpOptions, serveHttp } from '../src/serve-http.js';

const open: HttpServer[] = [];

const plain = (body: string) => ({ status: 200, headers: {}, body });

/** A promise, and what resolves it. */
function signal(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serving(api: RequestHandler, options: ServeHttpOptions = {}): Promise<HttpServer> {
  const server = await serveHttp(api, options);
  open.push(server);
  return server;
}

async function served(count: number, options: ServeHttpOptions = {}) {
  const app = composeApp([memoryModule()]);
  for (let index = 0; index < count; index++) {
    await app.startAnalysis.execute({
      callId: CallId.parse(`Anruf №${index}`),
      media: { uri: ObjectUri.parse(`s3://recordings/${index}.wav`) },
      recordedAt: { ms: 1_789_380_000_000 - index, source: 'message' },
    });
  }
  return serving(createApi(app, { version: '1.0.0' }), options);
}

/** Sends bytes as they are, and reads until the server ends the connection. */
async function raw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(text);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

function get(url: string, agent: Agent, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response));
    });
    sent.once('error', reject);
    sent.end();
  });
}

describe('the server', () => {
  it('serves this machine alone, on a free port, by default', async () => {
    const { url } = await served(0);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(new URL(url).port).not.toBe('0');
  });

  it('walks every call once over HTTP', async () => {
    const { url } = await served(23);
    const seen: string[] = [];
    let token: string | null = null;
    do {
      const next: string = token === null ? '' : `&nextToken=${encodeURIComponent(token)}`;
      const response = await fetch(`${url}/analytics?pageSize=5${next}`);
      const page = AnalyticsList.parse(await response.json());
      seen.push(...page.items.map(({ call_id }) => call_id));
      token = page.pagination.nextToken;
    } while (token !== null);
    expect(seen).toEqual(Array.from({ length: 23 }, (_, index) => `Anruf №${index}`));
  });

  it('starts, reads, revalidates and erases a call over HTTP', async () => {
    const { url } = await served(0);
    const body = JSON.stringify({ callId: 'Größe 1/2', audioS3Uri: 's3://recordings/a b.wav' });
    const headers = { 'content-type': 'application/json' };
    const started = await fetch(`${url}/calls`, { method: 'POST', headers, body });
    expect(started.status).toBe(202);
    const location = new URL(started.headers.get('location') ?? '', url);
    const read = await fetch(location);
    expect(read.headers.get('content-type')).toBe('application/json');
    expect(Number(read.headers.get('content-length'))).toBe((await read.arrayBuffer()).byteLength);
    const tag = read.headers.get('etag') ?? '';
    expect((await fetch(location, { headers: { 'if-none-match': tag } })).status).toBe(304);
    const head = await fetch(location, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(read.headers.get('content-length'));
    const named = await fetch(`${url}/analytics/${encodeURIComponent('Größe 1/2')}`);
    expect(named.status).toBe(200);
    const erased = await fetch(`${url}/calls/${encodeURIComponent('Größe 1/2')}`, { method: 'DELETE' });
    expect(await erased.json()).toMatchObject({ record_removed: true });
    expect((await fetch(location)).status).toBe(404);
  });

  it('takes no larger body than it may, stated or not, and answers the next request', async () => {
    const { url } = await served(0);
    const headers = { 'content-type': 'application/json' };
    const large = JSON.stringify({ pad: 'x'.repeat(70_000) });
    const stated = await fetch(`${url}/calls`, { method: 'POST', headers, body: large });
    expect(stated.status).toBe(413);
    const stream = { method: 'POST', headers, body: new Blob([large]).stream(), duplex: 'half' } as RequestInit;
    const streamed = await fetch(`${url}/calls`, stream);
    expect(streamed.status).toBe(413);
    expect(await streamed.json()).toMatchObject({ code: 'EARSHOT_INVALID_INPUT', status: 413 });
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('answers headers that are too large, and what is no HTTP, with problems', async () => {
    const { url } = await served(0, { headerLimitBytes: 2_000 });
    const large = await raw(url, `GET /health HTTP/1.1\r\nHost: localhost\r\nX-Large: ${'x'.repeat(3_000)}\r\n\r\n`);
    expect(large).toMatch(/^HTTP\/1\.1 431 [\s\S]*application\/problem\+json[\s\S]*"status":431/);
    const garbage = await raw(url, 'what is this\r\n\r\n');
    expect(garbage).toMatch(/^HTTP\/1\.1 400 [\s\S]*"status":400[\s\S]*"EARSHOT_INVALID_INPUT"/);
    const star = await raw(url, 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect(star).toMatch(/^HTTP\/1\.1 400 [\s\S]*"status":400/);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('answers for no other host than its own and those that are allowed, whatever it is bound to', async () => {
    const agent = new Agent();
    const { address: own = '' } = Object.values(networkInterfaces())
      .flatMap((one) => one ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4') ?? { address: '127.0.0.1' };
    for (const host of ['127.0.0.1', '0.0.0.0']) {
      const { url } = await served(1, { host, allowedHosts: ['Calls.Internal.'] });
      const { port } = new URL(url);
      const statusOf = async (asked: string, at = '127.0.0.1') =>
        (await get(`http://${at}:${port}/analytics`, agent, { host: asked })).statusCode;
      for (const asked of [
        'localhost',
        'LOCALHOST:80',
        '127.0.0.1:1',
        '[::1]:8',
        'app.localhost',
        'calls.internal:99',
      ]) {
        expect([asked, await statusOf(asked)]).toEqual([asked, 200]);
      }
      const foreign = [
        'evil.example',
        'localhost.evil.example',
        '127.0.0.1.evil.example',
        'evil.example:80',
        '192.0.2.1',
      ];
      for (const asked of foreign) expect([asked, await statusOf(asked)]).toEqual([asked, 421]);
      if (host === '0.0.0.0') expect(await statusOf(`${own}:${port}`, own)).toBe(200);
    }
    const { url } = await served(1);
    const absolute = 'GET http://evil.example/analytics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
    expect(await raw(url, absolute)).toMatch(/^HTTP\/1\.1 (400|421) /);
  });

  it('answers a target that is no URL, a path with a backslash, and a malformed host with a problem', async () => {
    const { url } = await served(0);
    const targets = ['*', '/a\\b', 'ftp://localhost/', 'http://', 'http://local\\host/'];
    for (const target of targets) {
      const answered = await raw(url, `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
      expect([target, answered]).toEqual([
        target,
        expect.stringMatching(/^HTTP\/1\.1 400 [\s\S]*EARSHOT_INVALID_INPUT/),
      ]);
    }
    for (const host of ['', 'Host: \r\n', 'Host: localhost/\r\n', 'Host: user@localhost\r\n', 'Host: localhost#\r\n']) {
      expect([host, await raw(url, `GET /health HTTP/1.0\r\n${host}\r\n`)]).toEqual([
        host,
        expect.stringMatching(/^HTTP\/1\.1 400 /),
      ]);
    }
  });

  it('refuses a request with two tokens, and takes neither', async () => {
    const token = 'a token that is long enough'.replaceAll(' ', '-');
    const app = composeApp([memoryModule()]);
    const authentication = tokenAuthentication({ tokens: () => [adminToken(token)], sign: app.sign });
    const { url } = await serving(createApi(app, { authentication }));
    const line = `Authorization: Bearer ${token}\r\n`;
    const asked = (lines: string) => `GET /analytics HTTP/1.1\r\nHost: localhost\r\n${lines}Connection: close\r\n\r\n`;
    expect(await raw(url, asked(line))).toMatch(/^HTTP\/1\.1 200 /);
    expect(await raw(url, asked(line + line))).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('goes on when a caller leaves in the middle of a body, and the handler learns of it', async () => {
    const arrived = signal();
    const broken = signal();
    const { url } = await serving({
      async handle({ body }) {
        arrived.resolve();
        try {
          for await (const _ of body ?? []);
        } catch {
          broken.resolve();
        }
        return plain('');
      },
    });
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write('POST /calls HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf');
    await arrived.promise;
    socket.destroy();
    await broken.promise;
    expect((await fetch(url)).status).toBe(200);
  });

  it('keeps the connection after a body that was read in part, and ends it when the rest does not come', async () => {
    const { url } = await serving({
      async handle({ body }) {
        for await (const chunk of body ?? []) return plain(String(chunk.byteLength));
        return plain('none');
      },
    });
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const answers: string[] = [];
    socket.on('data', (data: Buffer) => answers.push(data.toString()));
    const head = (length: number) => `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`;
    socket.write(`${head(6)}abc`);
    await once(socket, 'data');
    socket.write(`def${head(3)}abc`);
    await once(socket, 'data');
    socket.write(`${head(6)}ab`);
    await once(socket, 'close');
    expect(answers.map((answer) => answer.at(-1))).toEqual(['3', '3', '2']);
  });

  it('answers with a problem when an answer can not be sent', async () => {
    const { url } = await serving({ handle: async () => ({ ...plain(''), headers: { broken: 'a\nb' } }) });
    expect((await fetch(url)).status).toBe(500);
  });

  it('says what it is bound to, and where this machine reaches it', async () => {
    const everywhere = await served(0, { host: '0.0.0.0' });
    const { port } = new URL(everywhere.url);
    expect(everywhere).toMatchObject({ address: `0.0.0.0:${port}`, url: `http://localhost:${port}` });
    const here = await served(0);
    expect(here).toMatchObject({ address: new URL(here.url).host, url: expect.stringContaining('127.0.0.1') });
  });

  it('answers with a problem when the API throws, and logs it under the id that the problem carries', async () => {
    const entries: RequestLogEntry[] = [];
    const error = new TypeError('what nobody foresaw');
    const api = {
      handle() {
        throw error;
      },
    };
    const { url } = await serving(api, { log: (entry) => entries.push(entry) });
    const response = await fetch(`${url}/secret`);
    const requestId = response.headers.get('x-request-id');
    expect(await response.json()).toMatchObject({ status: 500, code: 'EARSHOT_INTERNAL', request_id: requestId });
    expect(entries).toMatchObject([{ status: 500, requestId, error }]);
    expect(JSON.stringify(entries)).not.toContain('secret');
  });

  it('tells that its port is in use, or that it has no such address', async () => {
    const { url } = await served(0);
    const api = { handle: async () => plain('') };
    await expect(serveHttp(api, { port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: 'EARSHOT_CONFLICT',
    });
    await expect(serveHttp(api, { host: '192.0.2.1' })).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
  });
});

describe('closing the server', () => {
  it('ends connections that are kept alive, and takes no more', async () => {
    const server = await served(1);
    const agent = new Agent({ keepAlive: true });
    expect((await get(`${server.url}/health`, agent)).statusCode).toBe(200);
    const { hostname, port } = new URL(server.url);
    const idle = connect(Number(port), hostname);
    await once(idle, 'connect');
    await server.close();
    await server.close();
    await expect(get(`${server.url}/health`, new Agent())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    agent.destroy();
    idle.destroy();
  });

  it('lets a request under way end first', async () => {
    const arrived = signal();
    const answer = signal();
    const server = await serving({
      async handle() {
        arrived.resolve();
        await answer.promise;
        return plain('whole');
      },
    });
    const agent = new Agent({ keepAlive: true });
    const asked = get(server.url, agent);
    await arrived.promise;
    const closed = server.close();
    answer.resolve();
    expect((await asked).statusCode).toBe(200);
    await closed;
    agent.destroy();
  });

  it('ends a request that never ends, when its time is up', async () => {
    const arrived = signal();
    const never = new Promise<never>(() => {});
    const api = {
      handle() {
        arrived.resolve();
        return never;
      },
    };
    const server = await serving(api, { graceMs: 30 });
    const asked = get(server.url, new Agent());
    await arrived.promise;
    const ended = expect(asked).rejects.toMatchObject({ code: 'ECONNRESET' });
    await server.close();
    await ended;
  });
});
