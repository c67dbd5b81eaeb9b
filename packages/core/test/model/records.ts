import { createHash } from 'node:crypto';
import { type Analysis, CallHash, CallId, type CallRecord } from '../../src/index.js';

/** What a record is distinguished by in a test; the rest is the least that a record may be. */
export interface RecordTraits extends Partial<Omit<CallRecord, 'callId' | 'analysis'>> {
  readonly callId: string;
  readonly analysis?: Partial<Analysis>;
}

export function aRecord({ callId, analysis, state = 'submitted', ...traits }: RecordTraits): CallRecord {
  return {
    hash: CallHash.parse(createHash('md5').update(callId, 'utf8').digest('hex')),
    callId: CallId.parse(callId),
    revision: 1,
    recordedAt: { ms: 0, source: 'transport' },
    state,
    history: [{ state, atMs: 0 }],
    jobs: [],
    createdAtMs: 0,
    updatedAtMs: 0,
    ...traits,
    ...(analysis === undefined ? {} : { analysis: anAnalysis(analysis) }),
  };
}

export function anAnalysis(traits: Partial<Analysis> = {}): Analysis {
  return {
    categories: [],
    topics: [],
    topicSummaries: [],
    moderation: [],
    sensitiveData: [],
    customFields: {},
    sources: [],
    ...traits,
  };
}
