import type { Analysis, CallHash, CallId, CallRecord } from '@earshot/core';

/** A record of a completed call whose analysis has nothing but what is given. */
export function recordWith(analysis: Partial<Analysis>, changes: Partial<CallRecord> = {}): CallRecord {
  return {
    hash: '0'.repeat(32) as CallHash,
    callId: 'call-1' as CallId,
    revision: 1,
    recordedAt: { ms: 1_700_000_000_000, source: 'message' },
    state: 'completed',
    history: [{ state: 'completed', atMs: 1_700_000_001_000 }],
    jobs: [],
    createdAtMs: 1_700_000_000_500,
    updatedAtMs: 1_700_000_001_000,
    analysis: {
      categories: [],
      topics: [],
      topicSummaries: [],
      moderation: [],
      sensitiveData: [],
      customFields: {},
      sources: [],
      ...analysis,
    },
    ...changes,
  };
}
