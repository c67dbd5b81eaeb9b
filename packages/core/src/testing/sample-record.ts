import type { Analysis } from '../model/analysis.js';
import type { CallHash, CallId } from '../model/call.js';
import type { AnalysisJob, JobId } from '../model/job.js';
import type { CallRecord } from '../model/record.js';
import type { ObjectUri } from '../model/uri.js';

/** The time at which sample record 0 was recorded; each next one was recorded a second later. */
export const SAMPLE_MS = 1_700_000_000_000;

/** The hash of the sample record with this number. */
export function sampleHash(number: number): CallHash {
  return number.toString(16).padStart(32, '0') as CallHash;
}

/** A job that ran well. */
export function sampleJob(jobId: string): AnalysisJob {
  return {
    jobId: jobId as JobId,
    state: 'succeeded',
    reference: `arn:${jobId}`,
    startedAtMs: SAMPLE_MS,
    finishedAtMs: SAMPLE_MS + 1,
    outputUri: `s3://results/${jobId}/` as ObjectUri,
  };
}

/** An analysis with every block. */
export function sampleAnalysis(changes: Partial<Analysis> = {}): Analysis {
  return {
    callSummary: 'A caller asks for money back.',
    audioSummary: 'Two people speak.',
    categories: ['billing', 'complaint'],
    topics: ['refund'],
    topicSummaries: [{ index: 0, summary: 'Greeting', startMs: 0, endMs: 900, segmentIndices: [0] }],
    transcript: {
      text: 'Good morning.',
      segments: [
        {
          index: 0,
          startMs: 0,
          endMs: 900,
          text: 'Good morning.',
          speaker: 'spk_0',
          words: [{ text: 'Good', startMs: 0, endMs: 400 }, { text: 'morning' }],
        },
      ],
    },
    moderation: [{ startMs: 0, endMs: 900, confidence: 0.07, categories: { insult: 0.01 } }],
    sensitiveData: [{ entityType: 'EMAIL', segmentIndex: 0 }],
    language: { dominant: 'EN' },
    mediaFacts: { kind: 'audio', durationMs: 900, sampleRateHz: 8_000 },
    statistics: { wordCount: 2 },
    blueprint: { name: 'calls', confidence: 0.9 },
    customFields: { sentiment: 'calm', scores: [1, 2.5, null], nested: { deep: { deeper: true } } },
    sources: [{ uri: 's3://results/result.json' as ObjectUri, kind: 'standard', redacted: false }],
    ...changes,
  };
}

/** The record of a completed call with every member, made again at each call: changing one changes no other. */
export function sampleRecord(number: number, changes: Partial<CallRecord> = {}): CallRecord {
  const job = sampleJob(`job-${number}`);
  return {
    hash: sampleHash(number),
    callId: `call-${number}` as CallId,
    revision: 1,
    recordedAt: { ms: SAMPLE_MS + number * 1_000, source: 'message' },
    state: 'completed',
    history: [{ state: 'completed', atMs: SAMPLE_MS + 1, jobId: `job-${number}` as JobId }],
    media: { uri: `s3://calls/${number}.wav` as ObjectUri, eTag: 'e', sizeBytes: 1_000 },
    metadata: { agent: { name: 'Ada', shift: [1, 2] } },
    jobs: [job],
    analysis: sampleAnalysis(),
    createdAtMs: SAMPLE_MS,
    updatedAtMs: SAMPLE_MS + 1,
    ...changes,
  };
}

/** A sample record for tests that only look at the analysis. */
export function sampleWith(number: number, analysis: Partial<Analysis>): CallRecord {
  return sampleRecord(number, { analysis: sampleAnalysis(analysis) });
}

/** The next revision of a record. */
export function nextRevision(record: CallRecord, changes: Partial<CallRecord> = {}): CallRecord {
  return { ...record, ...changes, revision: record.revision + 1 };
}

/** A record in the state of having failed, without a result. */
export function withoutAnalysis(record: CallRecord): CallRecord {
  const { analysis: _, ...rest } = record;
  return rest;
}
