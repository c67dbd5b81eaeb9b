import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { AnalyticsList, UploadItem } from '@earshot/adapters-http';
import { afterEach, expect, it } from 'vitest';
import { temporaryFolder } from '../results-on-disk.js';
import { toneFile } from '../tone-file.js';

const UPLOADS = 200;
/** How many are sent at a time. */
const LANES = 4;
/** The server is killed each time that so many are done. */
const BETWEEN_KILLS = 15;
const DROPPED = 0.2;

let child: ChildProcess | undefined;
let port = 0;
let folder = '';

afterEach(() => {
  child?.kill('SIGKILL');
});

async function start(): Promise<void> {
  const started = fork(new URL('./serving-child.ts', import.meta.url), [folder, String(port)], {
    env: {},
    execArgv: [],
  });
  child = started;
  await Promise.race([
    once(started, 'message'),
    once(started, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${code}`))),
  ]);
}

async function killAndStart(): Promise<void> {
  const ended = child && once(child, 'exit');
  child?.kill('SIGKILL');
  await ended;
  await start();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A request over a connection that drops one time in five: while it is sent, or before it is answered. */
async function ask(method: string, path: string, headers: Record<string, string>, body: Uint8Array = new Uint8Array()) {
  const drop = Math.random() < DROPPED ? (Math.random() < 0.5 ? 'sending' : 'waiting') : undefined;
  const sent = request({
    host: '127.0.0.1',
    port,
    path,
    method,
    agent: false,
    headers: { ...headers, 'content-length': body.length },
  });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  answered.catch(() => {});
  // After an answer has begun, too.
  sent.on('error', () => {});
  if (drop === 'sending') {
    sent.write(body.subarray(0, body.length / 2));
    await wait(Math.random() * 5);
    sent.destroy(new Error('dropped'));
  } else {
    sent.end(body);
    if (drop === 'waiting') void wait(Math.random() * 10).then(() => sent.destroy(new Error('dropped')));
  }
  const [response] = await answered;
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return { status: response.statusCode ?? 0, text };
}

const UNAVAILABLE = 503;

/** Asks until there is an answer, as a client does that doesn't give up. */
async function askOn(...[method, path, headers = {}, body]: [string, string, Record<string, string>?, Uint8Array?]) {
  for (let tries = 0; tries < 200; tries++) {
    try {
      const answer = await ask(method, path, headers, body);
      if (answer.status !== UNAVAILABLE) return answer;
    } catch {}
    await wait(20);
  }
  throw new Error(`${method} ${path} is never answered`);
}

/** Uploads a recording as a client does that knows nothing but its id, and completes it twice. */
async function upload(callId: string, bytes: Uint8Array): Promise<void> {
  const message = Buffer.from(JSON.stringify({ file_name: 'a.wav', size_bytes: bytes.length, call_id: callId }));
  const opened = await askOn('POST', '/uploads', { 'content-type': 'application/json' }, message);
  const { upload_id } = UploadItem.parse(JSON.parse(opened.text));
  for (;;) {
    const read = await askOn('GET', `/uploads/${upload_id}`);
    const { state, parts } = UploadItem.parse(JSON.parse(read.text));
    if (state !== 'waiting') break;
    await Promise.all(
      parts.map(async ({ number, size_bytes, url, headers }) => {
        const at = (number - 1) * 10_000;
        await ask('PUT', url, headers, bytes.subarray(at, at + size_bytes)).catch(() => {});
      }),
    );
    await wait(10);
  }
  const completed = await Promise.all([1, 2].map(() => askOn('POST', `/uploads/${upload_id}/complete`)));
  for (const { status, text } of completed) if (status >= 300) throw new Error(`completed with ${status}: ${text}`);
}

async function callsOnServer(): Promise<AnalyticsList['items']> {
  const items: AnalyticsList['items'][number][] = [];
  for (let token: string | null = ''; token !== null; ) {
    const next: string = token === '' ? '' : `&nextToken=${encodeURIComponent(token)}`;
    const page = AnalyticsList.parse(
      await (await fetch(`http://127.0.0.1:${port}/analytics?pageSize=100${next}`)).json(),
    );
    items.push(...page.items);
    token = page.pagination.nextToken;
  }
  return items;
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

it('of 200 uploads over dropping connections to a server that is killed, none is lost, doubled or corrupted', async () => {
  [folder, port] = [await temporaryFolder(), await freePort()];
  await start();
  const digests = new Map<string, string>();
  const waiting = Array.from({ length: UPLOADS }, (_, index) => index);
  let done = 0;
  let restarting: Promise<void> = Promise.resolve();
  const lane = async () => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      // Some by one PUT, others in two or three parts.
      const bytes = randomFillSync(new Uint8Array(8_000 + (index % 3) * 8_500));
      bytes.set(toneFile().subarray(0, 44));
      digests.set(`call-${index}`, digestOf(bytes));
      await upload(`call-${index}`, bytes);
      done += 1;
      if (done % BETWEEN_KILLS === 0) restarting = restarting.then(killAndStart);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await restarting;

  const calls = await callsOnServer();
  const found = new Set(calls.map(({ call_id }) => call_id));
  const lost = [...digests.keys()].filter((callId) => !found.has(callId as never));
  const doubled = [
    ...calls.filter(({ call_id }, at) => calls.findIndex((one) => one.call_id === call_id) !== at),
    ...calls.filter(({ attempts }) => attempts !== 1),
  ];
  const corrupted: string[] = [];
  for (const [callId, digest] of digests) {
    const played = await fetch(`http://127.0.0.1:${port}/calls/${callId}/recording?copy=original`);
    if (digestOf(new Uint8Array(await played.arrayBuffer())) !== digest) corrupted.push(callId);
  }
  expect({ lost, doubled, corrupted }).toEqual({ lost: [], doubled: [], corrupted: [] });
  expect(calls).toHaveLength(UPLOADS);
}, 180_000);
