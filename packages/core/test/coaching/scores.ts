import type { CallHash, CallId, CallScore, Insight, InsightId } from '../../src/index.js';

/** A Monday, 00:00 UTC. */
export const MONDAY_MS = Date.UTC(2026, 10, 2);

/** The score of a call of Ada's. */
export function aScore(number: number, changes: Partial<CallScore> = {}): CallScore {
  return {
    hash: hex(number) as CallHash,
    callId: `call-${number}` as CallId,
    recordCreatedAtMs: MONDAY_MS,
    revision: 1,
    agentName: 'Ada',
    recordedAtMs: MONDAY_MS + number * 60_000,
    metrics: { agent_pace: 150 + number },
    rulesets: { support: 1 },
    ...changes,
  };
}

/** An insight of a call, under a number of its own. */
export function anInsight(call: number, number: number, changes: Partial<Insight> = {}): Insight {
  const { hash, callId, recordedAtMs } = aScore(call);
  return {
    id: hex(number) as InsightId,
    hash,
    callId,
    ruleset: 'support',
    rulesetVersion: 1,
    rule: 'pace',
    transcriptId: 'a/b.json',
    transcriptFileName: 'b.json',
    agentName: 'Ada',
    callTimeMs: recordedAtMs,
    createdAtMs: MONDAY_MS + number * 1_000,
    type: 'improvement',
    category: 'pace',
    title: 'Slower',
    message: 'The agent speaks fast.',
    priority: 'medium',
    impactLevel: 'medium',
    aiConfidence: 0.5,
    suggestedActions: ['Breathe.'],
    metrics: { pace: 190 },
    basis: 'measured',
    evidence: [],
    initialStatus: 'pending',
    ...changes,
  };
}

export function hex(number: number): string {
  return number.toString(16).padStart(32, '0');
}
