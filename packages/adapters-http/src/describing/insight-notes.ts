import type { InsightItem } from '@earshot/core';

/** What is said of the fields of an insight whose names don't say it all. */
export const INSIGHT_NOTES: Readonly<Partial<Record<keyof InsightItem, string>>> = {
  id: 'Follows from the call, the ruleset, the rule and what it is about: computing the insight again keeps it.',
  transcriptId: "The key of the transcript's document; the call id where there is none.",
  transcriptFileName: 'The last part of `transcriptId`.',
  agentName: "`Unknown` where it isn't known.",
  callTime: 'When the call was recorded.',
  createdAt: "When the call's result was stored.",
  impactLevel: 'The same as `priority`.',
  aiConfidence: 'A constant of the rule, for consumers that expect one. `basis` says how much is known.',
  metrics: 'The figures that it rests on, without those that are unavailable.',
  basis: '`measured` only if everything that it rests on is.',
  evidence: 'Moments of the call that show it, in ms from its start: three at most.',
  status: 'That of the last decision, else the one that the rule gives.',
  updatedAt: 'When somebody last decided or commented, else `createdAt`.',
  version: 'One more at each change: see `PATCH /insights/{id}`.',
};
