import type { CallHash, CallId, CallScore, Insight, InsightId } from '@earshot/core';

/** When sample insights are created: 1 January 2026, 12:00 UTC, and so many seconds later as their numbers say. */
const SAMPLE_MS = Date.UTC(2026, 0, 1, 12);

export function insightHash(call: number): CallHash {
  return call.toString(16).padStart(32, '0') as CallHash;
}

export function insightId(number: number): InsightId {
  return number.toString(16).padStart(32, '0') as InsightId;
}

export function callScore(call: number, changes: Partial<CallScore> = {}): CallScore {
  return {
    hash: insightHash(call),
    callId: `call-${call}` as CallId,
    recordCreatedAtMs: SAMPLE_MS,
    revision: 1,
    agentName: 'Ada',
    recordedAtMs: SAMPLE_MS + call * 1_000,
    metrics: { agent_talk_share: 0.75, call_length: 180_000, customer_sentiment: -3.5 },
    rulesets: { 'pca-coaching': 1 },
    ...changes,
  };
}

export function insightOf(call: number, number: number, changes: Partial<Insight> = {}): Insight {
  return {
    id: insightId(number),
    hash: insightHash(call),
    callId: `call-${call}` as CallId,
    ruleset: 'pca-coaching',
    rulesetVersion: 1,
    rule: 'active_listening',
    transcriptId: `parsedFiles/${call}.json`,
    transcriptFileName: `${call}.json`,
    agentName: 'Ada',
    callTimeMs: SAMPLE_MS - 3_600_000,
    createdAtMs: SAMPLE_MS + number * 1_000,
    type: 'improvement',
    category: 'active_listening',
    title: 'Let the customer speak',
    message: 'The agent spoke for 73 % of the call.',
    priority: 'medium',
    impactLevel: 'medium',
    aiConfidence: 0.87,
    suggestedActions: ['Ask open questions.', 'Pause.'],
    metrics: { agentTalkTime: 120, customerTalkTime: 45, agentTalkRatio: 0.7272727272727273 },
    basis: 'estimated',
    evidence: [{ startMs: 0, endMs: 900, segmentIndex: 0 }],
    initialStatus: 'pending',
    ...changes,
  };
}
