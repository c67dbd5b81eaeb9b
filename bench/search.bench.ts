import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, SqliteRecordRepository } from '@earshot/adapters-local';
import type { CallRecord } from '@earshot/core';
import { type Effort, type Figure, median, round } from './measure.ts';
import { momentBenchmarks } from './search/moments.bench.ts';
import { Language, spokenCall } from './search-calls.ts';

const LIMIT = 10;

/** Finding calls by text, and moments by words and meaning. */
export async function* searchBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  yield* textBenchmarks(effort);
  yield* momentBenchmarks(effort);
}

/** `search-10k`: wall time of a text query over 10,000 calls, on disk. */
async function* textBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  const file = join(folder, 'earshot.db');
  const database = openDatabase(file);
  try {
    const repository = new SqliteRecordRepository({ database });
    const language = new Language(1);
    const calls = Array.from({ length: effort.smoke ? 300 : 10_000 }, (_, index) => spokenCall(index, language));
    const saves: number[] = [];
    database.exec('PRAGMA synchronous = OFF');
    for (const [index, call] of calls.entries()) {
      // The last ones wait for the disk, as all do where it counts.
      if (index === Math.floor(calls.length * 0.9)) database.exec('PRAGMA synchronous = FULL');
      saves.push(await msOf(() => repository.save(call)));
    }
    saves.splice(0, Math.floor(calls.length * 0.9));
    const rounds = effort.smoke ? 2 : 25;
    const times = new Map<string, number[]>();
    for (let turn = -rounds; turn < rounds; turn++) {
      for (const [kind, text] of Object.entries(queriesOf(language, calls))) {
        const ms = await msOf(() => search(repository, text));
        // The first rounds warm up.
        if (turn >= 0) times.set(kind, [...(times.get(kind) ?? []), ms]);
      }
    }
    const all = [...times.values()].flat();
    const kinds = [...times].map(([kind, spent]) => `${kind} ${median(spent).toFixed(2)}`).join(', ');
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const { size } = await stat(file);
    const note = `ms p50 of ${all.length} queries (${kinds}); a save ${median(saves).toFixed(2)} ms p50, ${(size / calls.length / 1000).toFixed(1)} kB a call on disk`;
    yield { name: 'search-10k', value: round(median(all)), limit: 10, better: 'lower', note };
  } finally {
    database.close();
    await rm(folder, { recursive: true });
  }
}

/** A text of each kind, another one at each call. */
function queriesOf(language: Language, calls: readonly CallRecord[]): Readonly<Record<string, string>> {
  const said = (length: number) => {
    const words = (language.one(calls).analysis?.transcript?.text ?? '').split(' ');
    const start = language.between(0, words.length - length);
    return words.slice(start, start + length).join(' ');
  };
  const rare = language.word(language.between(4_000, 12_000));
  return {
    frequent: language.word(language.between(0, 60)),
    common: language.word(language.between(100, 200)),
    rare,
    'inside a word': rare.slice(1, -1),
    'two words': said(2),
    'five words': said(5),
    'no hit': `${rare}qx`,
    'two letters': language.word(language.between(0, 12_000)).slice(0, 2),
    'rare letters': language.one(['zz', 'qx', 'kw', 'jj', 'xk']),
  };
}

/** Goes on until the page is full or the end is reached. */
async function search(repository: SqliteRecordRepository, text: string): Promise<number> {
  let found = 0;
  let page = await repository.list({ filter: { text }, limit: LIMIT });
  for (;;) {
    found += page.calls.length;
    if (found >= LIMIT || page.next === undefined) return found;
    page = await repository.list({ filter: { text }, limit: LIMIT - found, after: page.next });
  }
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}
