import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase, SqliteRecordRepository } from '@earshot/adapters-local';
import {
  type Analysis,
  CallId,
  type CallRecord,
  coachCall,
  conversationOf,
  FORMATS,
  hashOf,
  identifyParticipants,
  measureCall,
  ObjectUri,
  SHIPPED_RULESETS,
} from '@earshot/core';
import { pcaDocument } from './foreign-documents.ts';
import { ingest } from './ingest.bench.ts';
import { type Effort, type Figure, figure, ratioOf, round } from './measure.ts';

const hex = (algorithm: string) => (text: string) => createHash(algorithm).update(text).digest('hex');
export const digests = { md5Hex: hex('md5'), sha256Hex: hex('sha256') };

/**
 * `coach-1h`: all metrics and both rulesets over a call of an hour, 600 segments with words, to `JSON.parse` of its document.
 * `unavailable`: how many metrics of the example calls can't be known.
 */
export async function* coachBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const text = pcaDocument(60, 'one', 6);
  const bare = recordOf(await analysisOf(text));
  // As it is stored: who takes part was identified when the result came.
  const record = { ...bare, participants: identifyParticipants(bare) };
  const coach = () => coachCall(record, SHIPPED_RULESETS, digests);
  const unavailable = coach().metrics.filter(({ basis }) => basis === 'unavailable');
  // One channel, as far as the document says: nobody knows who interrupts.
  if (unavailable.length > 2) throw new Error(`not measured: ${unavailable.map(({ name }) => name).join(', ')}`);
  yield figure('coach-1h', 1, await ratioOf(coach, () => JSON.parse(text), effort));
  yield await unavailableFigure(effort);
}

/** What a document of Post Call Analytics says of its call. */
export async function analysisOf(text: string, words = true): Promise<Analysis> {
  const pca = FORMATS.find(({ name }) => name === 'pca');
  if (pca === undefined) throw new Error('no format pca');
  const bytes = Buffer.from(text);
  const uri = ObjectUri.parse('s3://b/parsedFiles/one.json');
  const bounds = { documents: 1, bytes: bytes.length, concurrency: 1 };
  const reading = await pca.read(uri, { store: { get: async () => bytes }, copies: 'original', bounds, words });
  if (!('analysis' in reading)) throw new Error('the document is not read');
  return reading.analysis;
}

/** The record of a call of so many. */
export function recordOf(analysis: Analysis, number = 1): CallRecord {
  const callId = CallId.parse(`call-${number}`);
  return {
    hash: hashOf(callId, digests),
    callId,
    revision: 1,
    recordedAt: { ms: number, source: 'message' },
    state: 'completed',
    history: [{ state: 'completed', atMs: 0 }],
    jobs: [],
    analysis,
    createdAtMs: 0,
    updatedAtMs: 0,
  };
}

const EXAMPLES = fileURLToPath(new URL('../examples', import.meta.url));

/** The share of metrics that are unavailable over the example calls, as one machine reads them. A short run leaves recordings out. */
async function unavailableFigure(effort: Effort): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  try {
    await ingest(effort.smoke ? join(EXAMPLES, 'bucket') : EXAMPLES, folder, ['--understand']);
    const calls = await recordsIn(join(folder, 'earshot.db'));
    const metrics = calls.flatMap((record) => measureCall(conversationOf(record)));
    const unavailable = metrics.filter(({ basis }) => basis === 'unavailable').length;
    const note = `% of ${metrics.length} metrics of ${calls.length} example calls`;
    return {
      name: 'unavailable',
      value: round((100 * unavailable) / metrics.length),
      limit: 30,
      better: 'lower',
      note,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function recordsIn(file: string): Promise<CallRecord[]> {
  const database = openDatabase(file);
  try {
    const repository = new SqliteRecordRepository({ database });
    const { calls } = await repository.list({ filter: {}, limit: 100 });
    const records = await Promise.all(calls.map(({ hash }) => repository.get(hash)));
    return records.flatMap((record) => (record?.analysis === undefined ? [] : [record]));
  } finally {
    database.close();
  }
}
