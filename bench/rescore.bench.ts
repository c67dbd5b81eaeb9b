import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, SqliteInsightRepository, SqliteRecordRepository } from '@earshot/adapters-local';
import { CoachDerivation, RederiveCalls, type RederiveOptions, SHIPPED_RULESETS } from '@earshot/core';
import { analysisOf, digests, recordOf } from './coach.bench.ts';
import { pcaDocument } from './foreign-documents.ts';
import { type Effort, type Figure, round } from './measure.ts';

/** As `earshot rescore` does. */
const AT_ONCE = 16;

/** `rescore`: calls per second that `earshot rescore` coaches for the first time, of 10,000 calls of 5 minutes, on disk. */
export async function* rescoreBenchmarks({ smoke }: Effort): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  const database = openDatabase(join(folder, 'earshot.db'));
  try {
    const repository = new SqliteRecordRepository({ database });
    const insights = new SqliteInsightRepository({ database });
    const read = await analysisOf(pcaDocument(5, 'one'), false);
    const analysis = { ...read, categories: ['Billing', 'Returns'] };
    const count = smoke ? 100 : 10_000;
    database.exec('PRAGMA synchronous = OFF');
    for (let number = 0; number < count; number++) await repository.save(recordOf(analysis, number));
    database.exec('PRAGMA synchronous = FULL');
    const coaching = new CoachDerivation({ insights, rulesets: SHIPPED_RULESETS, digests });
    const rederive = new RederiveCalls({ repository, derivations: [coaching] });
    const rateOf = async (options: RederiveOptions = {}) => {
      const startMs = performance.now();
      const { calls } = await rederive.list();
      const { derived, current, failed, changes } = await rederive.execute(calls, { concurrency: AT_ONCE, ...options });
      if (failed.length > 0 || derived + current !== count) throw new Error(`${derived} of ${count} calls derived`);
      return { rate: (1_000 * count) / (performance.now() - startMs), added: changes['coaching']?.added ?? 0 };
    };
    const first = await rateOf();
    const again = await rateOf({ isForced: true });
    const skipped = await rateOf();
    const note =
      `calls/s of ${count} calls, ${first.added} insights added; ` +
      `${Math.round(again.rate)} if nothing changes, ${Math.round(skipped.rate)} if all are current`;
    yield { name: 'rescore', value: round(first.rate), limit: 200, better: 'higher', note };
  } finally {
    database.close();
    await rm(folder, { recursive: true });
  }
}
