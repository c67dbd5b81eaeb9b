import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundle } from '../../packages/runtime-lambda/build/bundle.ts';
import { type Effort, type Figure, median, round } from '../measure.ts';
import { EVENTS } from './events.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const BUNDLES = fileURLToPath(new URL('../../packages/runtime-lambda/bundles', import.meta.url));
const HANDLERS = { transcription: 'start', persistence: 'persist', retrieval: 'query' } as const;
type Handler = keyof typeof HANDLERS;

interface Start {
  readonly loadedCpuMs: number;
  readonly loadedMs: number;
  readonly answeredMs: number;
  readonly answer?: unknown;
}

/**
 * `cold-*`: CPU from process start to handler ready. `first-call-*`: time from process start to the first answer. Both to a
 * handler written by hand with the same SDK clients, bundled by esbuild's defaults. `cold-composition`: CPU that core,
 * schemas, logging and batches add to an empty handler. `bundle-*`: KB of each bundle.
 */
export async function* coldBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-cold-'));
  const servers = fork(join(HERE, 'servers-child.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  try {
    const [endpoints] = (await once(servers, 'message')) as [Record<string, string>];
    for (const handler of Object.keys(HANDLERS) as Handler[]) {
      const byHand = join(folder, `${handler}.js`);
      await byDefaults(join(HERE, 'baseline', `${handler}.ts`), byHand);
      yield* await compared(handler, byHand, servers, endpoints, effort);
    }
    yield await compositionFigure(folder, effort);
    yield* bundleFigures();
  } finally {
    servers.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bundles as esbuild does when it is told no more than where it will run. */
async function byDefaults(entry: string, outfile: string): Promise<void> {
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', logLevel: 'error' });
}

async function compared(
  handler: Handler,
  byHand: string,
  servers: ChildProcess,
  endpoints: Readonly<Record<string, string>>,
  { smoke }: Effort,
): Promise<Figure[]> {
  const pairs: { ours: Start; theirs: Start }[] = [];
  for (let pair = 0; pair < (smoke ? 3 : 21); pair++) {
    const callId = `${handler}-${pair}`;
    servers.send({ callId });
    await once(servers, 'message');
    const event = EVENTS[handler](callId);
    const ours = () => start(join(BUNDLES, handler, 'index.cjs'), environmentOf(endpoints, 'calls'), event);
    const theirs = () => start(byHand, environmentOf(endpoints, 'calls-by-hand'), event);
    if (pair % 2 === 0) pairs.push({ ours: await ours(), theirs: await theirs() });
    else pairs.push(swapped({ theirs: await theirs(), ours: await ours() }));
  }
  for (const { ours, theirs } of pairs) for (const { answer } of [ours, theirs]) mustBeDone(handler, answer);
  const name = HANDLERS[handler];
  const figure = (figureName: string, of: (one: Start) => number, unit: string): Figure => {
    const value = median(pairs.map(({ ours, theirs }) => of(ours) / of(theirs)));
    const [a, b] = [median(pairs.map(({ ours }) => of(ours))), median(pairs.map(({ theirs }) => of(theirs)))];
    const note = `${a.toFixed(1)} ms to ${b.toFixed(1)} ms ${unit}, ${pairs.length} pairs`;
    return { name: figureName, value: round(value), limit: 0.8, better: 'lower', note };
  };
  return [
    figure(`cold-${name}`, ({ loadedCpuMs }) => loadedCpuMs, 'CPU'),
    figure(`first-call-${name}`, ({ answeredMs }) => answeredMs, 'wall'),
  ];
}

const swapped = ({ ours, theirs }: { ours: Start; theirs: Start }) => ({ ours, theirs });

/** A figure of something that failed would be worth nothing. */
function mustBeDone(handler: Handler, answer: unknown): void {
  const { statusCode, body, batchItemFailures } = answer as {
    statusCode?: number;
    body?: string;
    batchItemFailures?: unknown[];
  };
  const done =
    handler === 'retrieval'
      ? statusCode === 200 && JSON.parse(body ?? '{}').count === 50
      : batchItemFailures?.length === 0;
  if (!done) throw new Error(`${handler} did not do its work: ${JSON.stringify(answer).slice(0, 500)}`);
}

function environmentOf(endpoints: Readonly<Record<string, string>>, table: string): Record<string, string> {
  const queue = (name: string) => `${endpoints['AWS_ENDPOINT_URL_SQS']}/000000000000/${name}`;
  return {
    ...endpoints,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    EARSHOT_TABLE: table,
    EARSHOT_RESULTS_BUCKET: 'earshot-results',
    EARSHOT_BDA_PROFILE_ARN: 'arn:aws:bedrock:eu-central-1:000000000000:data-automation-profile/eu.data-automation-v1',
    EARSHOT_START_QUEUE_URL: queue('starts'),
    EARSHOT_START_DLQ_URL: queue('starts-dlq'),
    EARSHOT_RESULTS_QUEUE_URL: queue('results'),
    EARSHOT_RESULTS_DLQ_URL: queue('results-dlq'),
    EARSHOT_TOKEN_SECRET: 'a secret of the benchmark',
  };
}

/** Starts a process that loads a handler, and has it answer an event if there is one. Its environment is clear. */
async function start(file: string, environment: Record<string, string> = {}, event?: unknown): Promise<Start> {
  const args = [join(HERE, 'start.cjs'), file, ...(event === undefined ? [] : [JSON.stringify(event)])];
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await once(child, 'close');
  const report = said.trim().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(report) as Start;
  } catch (cause) {
    throw new Error(`${file} did not start: ${said.slice(0, 2_000)}`, { cause });
  }
}

async function compositionFigure(folder: string, { smoke }: Effort): Promise<Figure> {
  const empty = join(folder, 'empty.js');
  writeFileSync(empty, 'exports.handler = async () => {};');
  const composed = join(folder, 'composition.cjs');
  await bundle(join(HERE, 'composition.ts'), composed);
  const ratios: number[] = [];
  for (let pair = 0; pair < (smoke ? 3 : 31); pair++) {
    const [first, second] = pair % 2 === 0 ? [composed, empty] : [empty, composed];
    const times = { [first]: (await start(first)).loadedCpuMs, [second]: (await start(second)).loadedCpuMs };
    ratios.push((times[composed] ?? 0) / (times[empty] ?? 1));
  }
  const note = `CPU, ${ratios.length} pairs`;
  return { name: 'cold-composition', value: round(median(ratios)), limit: 1.3, better: 'lower', note };
}

function bundleFigures(): Figure[] {
  return ['transcription', 'persistence', 'retrieval', 'sweep'].map((name) => {
    const { size } = statSync(join(BUNDLES, name, 'index.cjs'));
    return { name: `bundle-${name}`, value: round(size / 1_024), limit: 375, better: 'lower', note: 'KB, minified' };
  });
}
