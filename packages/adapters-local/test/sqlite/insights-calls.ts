import type { CallHash, CallId, CallScore, Insight, InsightId } from '@earshot/core';

/** The score of a call at a revision. */
export function scoreOf(number: number, revision: number): CallScore {
  return {
    hash: hex(number) as CallHash,
    callId: `call ${number}` as CallId,
    recordCreatedAtMs: 1_700_000_000_000,
    revision,
    agentName: `Agent ${number % 3}`,
    recordedAtMs: 1_700_000_000_000 + number * 1_000,
    metrics: { call_length: revision },
    rulesets: { support: 1 },
  };
}

/** The two insights of a call at a revision: the first one changes, the second one is another each time. */
export function insightsOf(number: number, revision: number): Insight[] {
  const { hash, callId, agentName = 'Unknown', recordedAtMs } = scoreOf(number, revision);
  return [0, revision].map((which) => ({
    id: hex(number * 1_000 + which) as InsightId,
    hash,
    callId,
    ruleset: 'support',
    rulesetVersion: 1,
    rule: 'pace',
    transcriptId: 'a/b.json',
    transcriptFileName: 'b.json',
    agentName,
    callTimeMs: recordedAtMs,
    createdAtMs: recordedAtMs,
    type: 'improvement',
    category: 'pace',
    title: `Revision ${revision}`,
    message: 'Slower, please.',
    priority: 'high',
    impactLevel: 'high',
    aiConfidence: 0.5,
    suggestedActions: ['Breathe.'],
    metrics: { pace: 190 + revision },
    basis: 'measured',
    evidence: [{ startMs: 0, endMs: 5_000 }],
    initialStatus: 'pending',
  }));
}

function hex(number: number): string {
  return number.toString(16).padStart(32, '0');
}
