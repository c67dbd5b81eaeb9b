import { createHash } from 'node:crypto';
import {
  type Analysis,
  CallId,
  type CallRecord,
  coachCall,
  FORMATS,
  hashOf,
  ObjectUri,
  SHIPPED_RULESETS,
} from '@earshot/core';
import { pcaDocument } from './foreign-documents.ts';
import { type Effort, type Figure, figure, ratioOf } from './measure.ts';

const hex = (algorithm: string) => (text: string) => createHash(algorithm).update(text).digest('hex');
const digests = { md5Hex: hex('md5'), sha256Hex: hex('sha256') };

/** `coach-1h`: all metrics and both rulesets over a call of an hour, 600 segments with words, to `JSON.parse` of its document. */
export async function* coachBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const text = pcaDocument(60, 'one', 6);
  const record = recordOf(await analysisOf(text));
  const coach = () => coachCall(record, SHIPPED_RULESETS, digests);
  const unavailable = coach().metrics.filter(({ basis }) => basis === 'unavailable');
  // One channel, as far as the document says: nobody knows who interrupts.
  if (unavailable.length > 2) throw new Error(`not measured: ${unavailable.map(({ name }) => name).join(', ')}`);
  yield figure('coach-1h', 1, await ratioOf(coach, () => JSON.parse(text), effort));
}

async function analysisOf(text: string): Promise<Analysis> {
  const pca = FORMATS.find(({ name }) => name === 'pca');
  if (pca === undefined) throw new Error('no format pca');
  const bytes = Buffer.from(text);
  const uri = ObjectUri.parse('s3://b/parsedFiles/one.json');
  const bounds = { documents: 1, bytes: bytes.length, concurrency: 1 };
  const reading = await pca.read(uri, { store: { get: async () => bytes }, copies: 'original', bounds, words: true });
  if (!('analysis' in reading)) throw new Error('the document is not read');
  return reading.analysis;
}

function recordOf(analysis: Analysis): CallRecord {
  const callId = CallId.parse('one');
  return {
    hash: hashOf(callId, digests),
    callId,
    revision: 1,
    recordedAt: { ms: 0, source: 'message' },
    state: 'completed',
    history: [{ state: 'completed', atMs: 0 }],
    jobs: [],
    analysis,
    createdAtMs: 0,
    updatedAtMs: 0,
  };
}
