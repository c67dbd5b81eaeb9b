import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, SqliteMomentIndex } from '@earshot/adapters-local';
import { type Embedder, type MomentHit, type MomentQuery, SearchMoments } from '@earshot/core';

import { UniversalSentenceEncoder } from '@earshot/language';
import { type Effort, type Figure, figure, median, ratioOf, round } from '../measure.ts';
import { Corpus, callOf, planted, SEGMENTS } from './corpus.ts';

/** As people ask. */
const QUERIES = [
  'wants her money back',
  'charged twice',
  'parcel never arrived',
  'internet keeps dropping',
  'speak to a manager',
  'cancel my contract',
  'thank you for your help',
  'when will the technician come',
  'my password does not work',
  'the bill is too high',
  'waiting on hold for an hour',
  'broken when it arrived',
  'change of address',
  'refund for the return',
  'card was stolen',
  'promised a call back',
  'delivery in the morning',
  'late payment fee',
  'upgrade to a faster line',
  'spell your name please',
];
const RECALL_AT = 10;
const WRITTEN = new URL('quality.json', import.meta.url);

/** Queries that people wrote and labeled: `right` are positions among the moments. */
interface LabeledQueries {
  readonly moments: readonly string[];
  readonly queries: readonly { readonly text: string; readonly right: readonly number[] }[];
}

/** Finding moments in 10,000 calls of 40 moments. */
export async function* momentBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  try {
    const encoder: Embedder = new UniversalSentenceEncoder();
    const [few, many] = effort.smoke ? [10, 100] : [1_000, 10_000];
    const corpus = await Corpus.of(encoder, effort.smoke ? 60 : 1_700);
    const files = { many: join(folder, 'many.db'), few: join(folder, 'few.db') };
    const [large, small] = [files.many, files.few].map((file) => openDatabase(file));
    const [index, smallIndex] = [large, small].map(
      (database) => new SqliteMomentIndex({ database: database as never }),
    );
    if (!large || !small || !index || !smallIndex) return;
    large.exec('PRAGMA synchronous = OFF');
    small.exec('PRAGMA synchronous = OFF');
    const puts: number[] = [];
    for (let number = 0; number < many; number++) {
      const call = corpus.call(number);
      puts.push(await cpuOf(() => index.put(call)));
      if (number < few) await smallIndex.put(call);
    }
    const unusual = planted(effort.smoke ? 4 : 40);
    const vectors = await encoder.embed(
      unusual.map(({ text }) => text),
      'document',
    );
    const once = callOf(
      many,
      unusual.map(({ text }) => text),
    );
    for (const each of [index, smallIndex]) await each.put({ ...once, vectors: { model: encoder.model, vectors } });
    large.exec('PRAGMA wal_checkpoint(TRUNCATE)');

    const last = puts.slice(-Math.ceil(many / 10));
    yield lower(
      'index-call',
      median(last),
      2,
      `ms CPU p50 of ${last.length} calls of ${SEGMENTS} moments, vectors given`,
    );
    const { size } = await stat(files.many);
    yield lower(
      'search-size',
      size / many / 1000,
      34,
      `kB on disk per call of ${SEGMENTS} moments, 512-d vectors included`,
    );

    const search = new SearchMoments({ index, embedder: encoder, sign: () => '' });
    const queries = QUERIES.slice(0, effort.smoke ? 2 : QUERIES.length);
    const times: number[] = [];
    for (let turn = effort.smoke ? 0 : -1; turn < (effort.smoke ? 1 : 5); turn++) {
      for (const text of queries) {
        const ms = await cpuOf(() => search.execute({ text, pageSize: 20 }));
        if (turn >= 0) times.push(ms);
      }
    }
    const p95 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
    const of = `words and meaning with snippets over ${many * SEGMENTS} moments`;
    yield lower('search-cpu', median(times), 55, `ms CPU p50 of ${times.length} queries, p95 ${p95.toFixed(1)}, ${of}`);

    const rare = unusual[0]?.query ?? '';
    const words = (at: SqliteMomentIndex) => () => at.search(byWords(rare));
    yield figure('search-flat', 1.5, await ratioOf(words(index), words(smallIndex), effort));

    const embedded = await encoder.embed(queries, 'query');
    let found = 0;
    for (const values of embedded) {
      const { hits } = await index.search({
        ...byWords(),
        by: 'meaning',
        vector: { model: encoder.model, values },
        limit: 30,
      });
      const exact = new Set(corpus.nearest(values, RECALL_AT));
      found += hits
        .filter((hit) => hit.callId !== once.callId)
        .slice(0, RECALL_AT)
        .filter((hit) => exact.has(nameOf(hit))).length;
    }
    const recall = found / (RECALL_AT * embedded.length);
    yield {
      name: 'search-recall',
      value: round(recall),
      limit: 0.99,
      better: 'higher',
      note: `of the exact ${RECALL_AT} nearest of ${embedded.length} queries`,
    };

    let first = 0;
    for (const { text, query } of unusual) {
      const { hits } = await search.execute({ text: query, pageSize: 5 });
      if (hits[0]?.moment.text === text) first++;
    }
    yield {
      name: 'search-exact',
      value: round((100 * first) / unusual.length),
      limit: 100,
      better: 'higher',
      note: `% of ${unusual.length} exact names and numbers are the first hit`,
    };

    const vectorFiles = await Promise.all(
      embedded.slice(0, 5).map(async (values, at) => {
        const file = join(folder, `${at}.vector`);
        await writeFile(file, new Uint8Array(values.buffer));
        return file;
      }),
    );
    const added = await memoryOf([files.many, encoder.model, ...vectorFiles]);
    yield lower(
      'search-memory',
      added / 1e6,
      60,
      `MB that the index of ${many} calls adds to a process, cache of the database included`,
    );
    large.close();
    small.close();
    if (existsSync(WRITTEN)) yield await qualityFigure(JSON.parse(readFileSync(WRITTEN, 'utf8')) as LabeledQueries);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** For how many queries one of the first five hits is right. */
async function qualityFigure({ moments, queries }: LabeledQueries): Promise<Figure> {
  const encoder: Embedder = new UniversalSentenceEncoder();
  const index = new SqliteMomentIndex({ database: openDatabase(':memory:') });
  for (let from = 0; from < moments.length; from += SEGMENTS) {
    const texts = moments.slice(from, from + SEGMENTS);
    const vectors = { model: encoder.model, vectors: await encoder.embed(texts, 'document') };
    await index.put({ ...callOf(from / SEGMENTS, texts), vectors });
  }
  const search = new SearchMoments({ index, embedder: encoder, sign: () => '' });
  let right = 0;
  for (const query of queries) {
    const { hits } = await search.execute({ text: query.text, pageSize: 5 });
    const found = hits.map((hit) => Number(hit.callId.slice('call-'.length)) * SEGMENTS + hit.moment.index);
    if (found.some((at) => query.right.includes(at))) right++;
  }
  const note = `% of ${queries.length} queries in other words have a right moment among the first five of ${moments.length}`;
  return { name: 'search-quality', value: round((100 * right) / queries.length), limit: 80, better: 'higher', note };
}

function byWords(...words: readonly string[]): MomentQuery {
  return { terms: { words, prefixes: [], phrases: [], excluded: [] }, by: 'words', filter: {}, limit: 20 };
}

function nameOf({ callId, moment }: MomentHit): string {
  return `${callId.slice('call-'.length)} ${moment.index}`;
}

function lower(name: string, value: number, limit: number, note: string): Figure {
  return { name, value: round(value), limit, better: 'lower', note };
}

async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function memoryOf(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('../search-memory-child.ts', import.meta.url), args, {
      env: {},
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (bytes: number) => resolve(bytes));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the child ended with ${code} and no figure`)));
  });
}
