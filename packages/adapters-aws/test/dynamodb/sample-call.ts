import { createHash } from 'node:crypto';
import { type Analysis, type AnalysisJob, CallRecord, type StateChange } from '@earshot/core';

/** The time at which call 0 was recorded; each next one was recorded a second earlier. */
export const SAMPLE_MS = 1_700_000_000_000;

/** A completed call as analyzers report them: a summary, a few names, a transcript of so many segments. */
export function sampleCall(number: number, changes: Partial<CallRecord> = {}, segments = 5): CallRecord {
  const callId = `call-${number}`;
  return CallRecord.parse({
    hash: createHash('md5').update(callId).digest('hex'),
    callId,
    revision: 1,
    recordedAt: { ms: SAMPLE_MS - number * 1_000, source: 'message' },
    state: 'completed',
    history: [{ state: 'completed', atMs: SAMPLE_MS, jobId: `job-${number}` }],
    media: { uri: `s3://calls/${callId}.wav`, eTag: 'e', sizeBytes: 4_800_000 },
    metadata: { agent: { name: 'Ada' } },
    jobs: [sampleJob(number)],
    analysis: sampleAnalysis(segments),
    createdAtMs: SAMPLE_MS,
    updatedAtMs: SAMPLE_MS,
    ...changes,
  });
}

/** The life of a call as three saves: reported, taken on, completed. */
export function sampleLife(number: number, segments?: number): CallRecord[] {
  const { analysis, ...completed } = sampleCall(number, { revision: 3 }, segments);
  const job = { ...sampleJob(number), state: 'running' } as const;
  const submitted = { ...completed, revision: 1, state: 'submitted', jobs: [], analysis: undefined } as const;
  const [first, second, last] = ['submitted', 'analyzing', 'completed'].map((state, step) => ({
    state: state as CallRecord['state'],
    atMs: completed.createdAtMs,
    ...(step > 0 && job.jobId && { jobId: job.jobId }),
  })) as [StateChange, StateChange, StateChange];
  return [
    { ...submitted, jobs: [], history: [first] },
    { ...completed, revision: 2, state: 'analyzing', jobs: [job], history: [first, second] },
    { ...completed, ...(analysis && { analysis }), history: [first, second, last] },
  ];
}

export function sampleAnalysis(segments: number, changes: Partial<Analysis> = {}): Analysis {
  const said = Array.from({ length: segments }, (_, index) => ({
    index,
    startMs: index * 5_000,
    endMs: index * 5_000 + 4_000,
    text: sentence(index),
    speaker: `spk_${index % 2}`,
  }));
  return {
    callSummary: 'A caller asks for money back because a parcel came late. The agent agrees and apologises.',
    audioSummary: 'Two people speak about a late parcel.',
    categories: ['billing', 'complaint'],
    topics: ['refund', 'late delivery'],
    topicSummaries: [{ index: 0, summary: 'A late parcel', startMs: 0, endMs: 900, segmentIndices: [0] }],
    transcript: { text: said.map(({ text }) => text).join(' '), segments: said },
    moderation: [],
    sensitiveData: [],
    language: { dominant: 'EN' },
    mediaFacts: { kind: 'audio', durationMs: segments * 5_000, sampleRateHz: 8_000 },
    customFields: { sentiment: 'calm' },
    sources: [],
    ...changes,
  };
}

const WORDS =
  'parcel arrived yesterday refund please order number late agent could check address warehouse delivery money thank again ' +
  'when where because customer service account invoice card paid twice missing broken return label print courier driver ' +
  'neighbour signed photo damaged replace coupon apologise understand tomorrow morning between eight noon callback phone';

/** A sentence like no other, as long as people's are: repetitive text would compress better than what people say. */
function sentence(index: number): string {
  const digest = createHash('md5').update(`sentence-${index}`).digest();
  const words = WORDS.split(' ');
  const chosen = Array.from({ length: 9 }, (_, at) => words[(digest[at] ?? 0) % words.length]);
  return `${chosen.join(' ')}.`;
}

function sampleJob(number: number): AnalysisJob {
  return CallRecord.shape.jobs.parse([
    {
      jobId: `job-${number}`,
      state: 'succeeded',
      reference: `arn:aws:bedrock:eu-central-1:000000000000:data-automation-invocation/job-${number}`,
      startedAtMs: SAMPLE_MS,
      finishedAtMs: SAMPLE_MS + 60_000,
      outputUri: `s3://results/job-${number}/`,
    },
  ])[0] as AnalysisJob;
}
