import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Effort, type Figure, median, round } from './measure.ts';

const MB = 1_000_000;
const PART_BYTES = 16 * 1_024 * 1_024;
/** How many parts are sent at a time. */
const LANES = 2;

/**
 * `upload-local`: how fast an upload is kept and synced, to a bare server that does the same with the same parts. `upload-rss`:
 * the memory that an upload adds to the server.
 */
export async function* uploadBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const speed = { bytes: effort.smoke ? 20 * MB : 256 * MB, pairs: effort.smoke ? 1 : 7 };
  const ratios: number[] = [];
  const speeds = { ours: [] as number[], bare: [] as number[] };
  // The first pair warms both up.
  for (let pair = -1; pair < speed.pairs; pair++) {
    const timed = { ours: 0, bare: 0 };
    for (const kind of pair % 2 === 0 ? KINDS : KINDS.toReversed()) {
      timed[kind] = await withServer(kind, (server) => secondsOf(() => UPLOADS[kind](server, speed.bytes)));
    }
    if (pair < 0) continue;
    ratios.push(timed.bare / timed.ours);
    for (const kind of KINDS) speeds[kind].push(speed.bytes / MB / timed[kind]);
  }
  const [own, bare] = [Math.round(median(speeds.ours)), Math.round(median(speeds.bare))];
  const note = `${own} MB/s to ${bare} MB/s, ${speed.pairs} pairs of ${speed.bytes / MB} MB`;
  yield { name: 'upload-local', value: round(median(ratios)), limit: 0.8, better: 'higher', note };

  const large = effort.smoke ? 40 * MB : 1_000 * MB;
  const added = await withServer('ours', async (server) => {
    await UPLOADS.ours(server, PART_BYTES);
    const before = (await memoryOf(server)).now;
    await UPLOADS.ours(server, large);
    return ((await memoryOf(server)).most - before) / MB;
  });
  const about = `while ${large / MB} MB are uploaded, ${LANES} parts at a time`;
  yield { name: 'upload-rss', value: round(added), limit: 100, better: 'lower', note: about };
}

const KINDS = ['ours', 'bare'] as const;

interface Server {
  readonly child: ChildProcess;
  readonly url: string;
}

interface Part {
  readonly url: string;
  readonly headers: object;
  readonly size_bytes: number;
}

const UPLOADS = {
  async ours({ url }: Server, sizeBytes: number): Promise<void> {
    const message = { file_name: 'call.wav', size_bytes: sizeBytes };
    const headers = { 'content-type': 'application/json' };
    const opened = await fetch(`${url}/uploads`, { method: 'POST', headers, body: JSON.stringify(message) });
    const { upload_id, parts } = (await opened.json()) as { upload_id: string; parts: readonly Part[] };
    await inLanes(parts, (part) => put(url + part.url, part.size_bytes, part.headers));
    const { status } = await fetch(`${url}/uploads/${upload_id}/complete`, { method: 'POST' });
    if (status !== 202) throw new Error(`completed with ${status}`);
  },
  async bare({ url }: Server, sizeBytes: number): Promise<void> {
    const places = Array.from({ length: Math.ceil(sizeBytes / PART_BYTES) }, (_, index) => index * PART_BYTES);
    await inLanes(places, (at) => put(`${url}/call.wav/${at}`, Math.min(PART_BYTES, sizeBytes - at), {}));
  },
};

async function withServer<T>(kind: 'ours' | 'bare', work: (server: Server) => Promise<T>): Promise<T> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'earshot-upload-')));
  const child = fork(new URL('./upload-child.ts', import.meta.url), [kind, folder], { env: {} });
  try {
    const [url] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`the ${kind} server ended with ${code}`))),
    ]);
    return await work({ child, url });
  } finally {
    child.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

async function memoryOf({ child }: Server): Promise<{ now: number; most: number }> {
  const said = once(child, 'message');
  child.send('memory');
  return (await said)[0];
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await work();
  return (performance.now() - before) / 1_000;
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

const SENT = Buffer.alloc(PART_BYTES, 7);
const agent = new Agent({ keepAlive: true });

function put(url: string, sizeBytes: number, headers: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'PUT', agent, headers: { ...headers, 'content-length': sizeBytes } },
      (answer) => {
        answer.resume();
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(`status ${answer.statusCode}`)),
        );
      },
    );
    sent.on('error', reject);
    sent.end(SENT.subarray(0, sizeBytes));
  });
}
