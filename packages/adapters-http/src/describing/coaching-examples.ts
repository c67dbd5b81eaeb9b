import type { InsightItem } from '@earshot/core';
import type * as z from 'zod/mini';
import type { AgentItem, AgentsList, CallCoachingItem, CoachingAnalytics } from '../serving/coaching-responses.js';
import type { InsightPatch } from '../serving/coaching-routes.js';
import { EXAMPLE_HASH } from './examples.js';

const AGENT = 'Zoe';
const CALL_ID = 'call-2026-09-14-0042';
export const EXAMPLE_INSIGHT_ID = '7d0c1f6be35a4c0f8e5a3b9d2c614f70';

export const EXAMPLE_INSIGHT: z.input<typeof InsightItem> = {
  id: EXAMPLE_INSIGHT_ID,
  hash: EXAMPLE_HASH,
  callId: CALL_ID,
  transcriptId: `parsedFiles/${CALL_ID}.json`,
  transcriptFileName: `${CALL_ID}.json`,
  agentName: AGENT,
  callTime: '2026-09-14T09:32:00.000Z',
  type: 'improvement',
  category: 'active_listening',
  title: 'Let the customer talk more',
  message: 'The agent did 72.7% of the talking.',
  priority: 'medium',
  impactLevel: 'medium',
  aiConfidence: 0.87,
  suggestedActions: ['Ask open questions, and wait for the answer'],
  metrics: { agentTalkTime: 120, customerTalkTime: 45, agentTalkRatio: 0.727 },
  createdAt: '2026-09-14T09:43:27.000Z',
  status: 'pending',
  ruleset: 'pca-coaching',
  rulesetVersion: 1,
  rule: 'active_listening',
  basis: 'estimated',
  evidence: [{ startMs: 61_200, endMs: 118_900, segmentIndex: 12 }],
  decisions: [],
  comments: [],
  updatedAt: '2026-09-14T09:43:27.000Z',
  version: 1,
};

const COMMENT = { text: 'Went through the call together.', at: '2026-09-15T08:02:11.000Z', actor: 'ana' };

export const EXAMPLE_DECIDED: z.input<typeof InsightItem> = {
  ...EXAMPLE_INSIGHT,
  status: 'completed',
  decisions: [{ status: 'completed', at: COMMENT.at, actor: COMMENT.actor }],
  comments: [COMMENT],
  updatedAt: COMMENT.at,
  version: 2,
};

export const EXAMPLE_PATCH: z.input<typeof InsightPatch> = { status: 'completed', comment: COMMENT.text };

export const EXAMPLE_COACHING: z.input<typeof CoachingAnalytics> = {
  totalInsights: 2,
  highPriorityInsights: 1,
  totalsExact: true,
  insights: [EXAMPLE_INSIGHT],
  lastUpdated: '2026-09-14T10:00:00.000Z',
  pagination: { pageSize: 1, nextToken: `mrbq4g00.${EXAMPLE_INSIGHT_ID}.5d0c`, hasMore: true },
};

export const EXAMPLE_CALL_COACHING: z.input<typeof CallCoachingItem> = {
  hash: EXAMPLE_HASH,
  callId: CALL_ID,
  state: 'completed',
  understood: true,
  participants: [
    { label: 'spk_0', role: 'agent', name: AGENT, role_source: 'vendor', name_source: 'vendor', evidence: [] },
    { label: 'spk_1', role: 'customer', role_source: 'vendor', evidence: [] },
  ],
  metrics: [
    {
      name: 'agent_talk_share',
      value: 0.727273,
      unit: 'ratio',
      basis: 'measured',
      method: 'talk time of the agent / talk time of agent and customer',
      evidence: [{ startMs: 61_200, endMs: 118_900, segmentIndex: 12 }],
      earlier: { calls: 84, median: 0.58, rank: 0.91 },
    },
    {
      name: 'agent_interruptions',
      unit: 'count',
      basis: 'unavailable',
      method: 'requires a channel for each speaker',
      evidence: [],
    },
  ],
  insights: [EXAMPLE_INSIGHT],
};

export const EXAMPLE_AGENTS: z.input<typeof AgentsList> = {
  count: 1,
  agents: [{ name: AGENT }],
  pagination: { pageSize: 20, nextToken: null, hasMore: false },
};

export const EXAMPLE_AGENT: z.input<typeof AgentItem> = {
  name: AGENT,
  calls: 85,
  mostCalls: 1_000,
  isComplete: true,
  leastCalls: 20,
  metrics: [
    {
      name: 'agent_talk_share',
      unit: 'ratio',
      median: 0.58,
      calls: 85,
      changePerWeek: -0.01,
      weeks: [
        { start: '2026-08-31T00:00:00.000Z', median: 0.61, calls: 41 },
        { start: '2026-09-07T00:00:00.000Z', median: 0.6, calls: 43 },
        { start: '2026-09-14T00:00:00.000Z', median: 0.59, calls: 1 },
      ],
    },
  ],
};
