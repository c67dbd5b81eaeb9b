import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Effort, type Figure, round } from './measure.ts';

/** An hour of 16-bit samples at 8 kHz. */
const SIZE_BYTES = 3_600 * 8_000 * 2;
/** What a player asks for at a time. */
const RANGE_BYTES = 256 * 1_024;

/** `seek`: the 95th percentile of the time to a range at a random place, to that of a bare server of files. */
export async function* seekBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'earshot-seek-')));
  const servers: Server[] = [];
  try {
    await mkdir(join(folder, 'recordings'));
    await writeFile(join(folder, 'recordings/call.wav'), Buffer.alloc(SIZE_BYTES, 7));
    for (const kind of ['ours', 'bare']) servers.push(await start(kind, folder));
    const times = { ours: [] as number[], bare: [] as number[] };
    const requests = effort.smoke ? 20 : 2_000;
    for (let turn = -requests / 10; turn < requests; turn++) {
      const start = Math.floor(Math.random() * (SIZE_BYTES - RANGE_BYTES));
      for (const { kind, url } of turn % 2 === 0 ? servers : servers.toReversed()) {
        const ms = await timeOf(url, start);
        if (turn >= 0) times[kind].push(ms);
      }
    }
    const [ours, bare] = [percentile95(times.ours), percentile95(times.bare)];
    const note = `p95 ${ours.toFixed(2)} ms to ${bare.toFixed(2)} ms, ${requests} ranges of ${RANGE_BYTES / 1_024} KiB each`;
    yield { name: 'seek', value: round(ours / bare), limit: 1.3, better: 'lower', note };
  } finally {
    for (const { child } of servers) child.kill();
    agent.destroy();
    await rm(folder, { recursive: true });
  }
}

interface Server {
  readonly kind: 'ours' | 'bare';
  readonly child: ChildProcess;
  readonly url: string;
}

const agent = new Agent({ keepAlive: true });

function start(kind: string, folder: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./seek-child.ts', import.meta.url), [kind, folder], { env: {} });
    child.once('message', (url: string) => resolve({ kind: kind === 'ours' ? 'ours' : 'bare', child, url }));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the ${kind} server ended with ${code}`)));
  });
}

function timeOf(url: string, start: number): Promise<number> {
  const range = `bytes=${start}-${start + RANGE_BYTES - 1}`;
  const before = performance.now();
  return new Promise((resolve, reject) => {
    const asked = get(url, { agent, headers: { range } }, (answer) => {
      let received = 0;
      answer.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
      answer.on('end', () => {
        if (answer.statusCode !== 206 || received !== RANGE_BYTES) reject(new Error(`status ${answer.statusCode}`));
        resolve(performance.now() - before);
      });
    });
    asked.on('error', reject);
  });
}

function percentile95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}
