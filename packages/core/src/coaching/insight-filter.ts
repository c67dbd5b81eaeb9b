import * as z from 'zod/mini';
import { CallHash, EpochMs } from '../model/call.js';
import { NonEmpty } from '../model/primitives.js';
import { AgentName } from './agent-name.js';
import { INSIGHT_PRIORITIES, InsightId } from './insight.js';
import { INSIGHT_STATUSES, type KeptInsight } from './kept-insight.js';

/** Which insights are meant. All that is given must hold. */
export const InsightFilter = z.partial(
  z.object({
    /** Of calls of this agent, by its exact name; `Unknown` where nobody says who the agent is. */
    agent: AgentName,
    status: z.enum(INSIGHT_STATUSES),
    /** Of this call. */
    hash: CallHash,
    priority: z.enum(INSIGHT_PRIORITIES),
    type: NonEmpty,
    category: NonEmpty,
    ruleset: NonEmpty,
    /** Created at this time or later, epoch ms. */
    fromMs: EpochMs,
    /** Created before this time, epoch ms. */
    toMs: EpochMs,
  }),
);
export type InsightFilter = z.infer<typeof InsightFilter>;

/** A place in the newest-first order of insights: by `createdAtMs` descending, then by `id` ascending. */
export const InsightPosition = z.object({ createdAtMs: EpochMs, id: InsightId });
export type InsightPosition = z.infer<typeof InsightPosition>;

/** Orders two places as lists do: negative when `a` comes first. */
export function compareInsights(a: InsightPosition, b: InsightPosition): number {
  return b.createdAtMs - a.createdAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Whether an insight passes a filter: every adapter's filter must agree with this. */
export function matchesInsightFilter(insight: KeptInsight, filter: InsightFilter): boolean {
  const { fromMs, toMs, ...fields } = filter;
  if (fromMs !== undefined && insight.createdAtMs < fromMs) return false;
  if (toMs !== undefined && insight.createdAtMs >= toMs) return false;
  return matchesInsightFields(insight, fields);
}

/** Whether an insight, or what an index keeps of one, passes a filter apart from its times. */
export function matchesInsightFields(
  insight: { readonly [Field in keyof KeptInsight]?: unknown },
  { agent: agentName, ...fields }: Omit<InsightFilter, 'fromMs' | 'toMs'>,
): boolean {
  return Object.entries({ agentName, ...fields }).every(([field, value]) => {
    return value === undefined || insight[field as keyof typeof fields] === value;
  });
}
