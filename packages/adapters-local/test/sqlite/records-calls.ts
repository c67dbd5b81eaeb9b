import type { CallHash, CallId, CallRecord, JobId } from '@earshot/core';

/** The call with a number, at a revision that says so: in its summary, its topic and its job. */
export function callOf(number: number, revision = 1, changes: Partial<CallRecord> = {}): CallRecord {
  const said = `This is what was said in call ${number} as revision ${revision} has it. `;
  return {
    hash: number.toString(16).padStart(32, '0') as CallHash,
    callId: `call-${number}` as CallId,
    revision,
    recordedAt: { ms: 1_790_000_000_000 + number * 1_000, source: 'message' },
    state: 'completed',
    history: [{ state: 'completed', atMs: 1 }],
    jobs: [{ jobId: `job-${number}` as JobId, state: 'succeeded' }],
    analysis: {
      callSummary: `summary-${number}-${revision}.`,
      categories: ['billing'],
      topics: [`topic-${number}`],
      transcript: { text: said.repeat(40), segments: [] },
      topicSummaries: [],
      moderation: [],
      sensitiveData: [],
      customFields: {},
      sources: [],
    },
    createdAtMs: 1,
    updatedAtMs: revision,
    ...changes,
  };
}
