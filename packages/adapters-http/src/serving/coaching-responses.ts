import {
  CallHash,
  CallId,
  InsightId,
  InsightItem,
  Iso,
  METRIC_UNITS,
  Metric,
  ParticipantItem,
  RecordState,
} from '@earshot/core';
import * as z from 'zod/mini';

const Natural = z.int().check(z.nonnegative());
const Pagination = z.object({
  pageSize: z.int().check(z.minimum(1), z.maximum(100)),
  nextToken: z.nullable(z.string()).check(z.describe('Gets the next page; null when nothing follows.')),
  hasMore: z.boolean().check(z.describe('Whether more may follow. A page may be short, even empty, while more do.')),
});

/** Insights, and how many there are in all. */
export const CoachingAnalytics = z.object({
  totalInsights: Natural.check(z.describe('All that match, on whichever page.')),
  highPriorityInsights: Natural.check(z.describe('Those of them that have high priority.')),
  totalsExact: z
    .boolean()
    .check(z.describe('`false`: there are more than are counted, and the totals are a lower bound.')),
  insights: z.array(InsightItem),
  lastUpdated: z.iso.datetime().check(z.describe('When this was read.')),
  pagination: Pagination,
  damaged: z
    .optional(z.array(InsightId))
    .check(z.describe('Insights left out because what is kept of them is damaged. Absent when there are none.')),
});
export type CoachingAnalytics = z.infer<typeof CoachingAnalytics>;

/** A metric of a call. */
const MetricItem = z.object({
  ...Metric.shape,
  earlier: z
    .optional(
      z.object({
        calls: Natural,
        median: z.optional(z.number()),
        rank: z
          .optional(z.number().check(z.minimum(0), z.maximum(1)))
          .check(z.describe('The share of them with a lower value, equal ones counted half. Absent below 20 calls.')),
      }),
    )
    .check(z.describe('The last calls of the same agent before this one, 100 at most. Absent when there are none.')),
});

/** What coaching says of a call. */
export const CallCoachingItem = z.object({
  hash: CallHash,
  callId: CallId,
  state: RecordState,
  understood: z
    .optional(z.boolean())
    .check(z.describe('`false`: nothing is computed from this call. Absent while there is no result.')),
  notUnderstoodReason: z.optional(z.string()),
  participants: z.array(ParticipantItem),
  metrics: z
    .array(MetricItem)
    .check(z.describe('Computed from the call as it is now. Empty if it was not understood.')),
  insights: z.array(InsightItem).check(z.describe('Of all rulesets, newest first.')),
});
export type CallCoachingItem = z.infer<typeof CallCoachingItem>;

/** Agents that have calls. */
export const AgentsList = z.object({
  count: Natural.check(z.describe('How many agents there are here.')),
  agents: z.array(z.object({ name: z.string() })),
  pagination: Pagination,
});
export type AgentsList = z.infer<typeof AgentsList>;

/** The numbers of one agent. */
export const AgentItem = z.object({
  name: z.string(),
  calls: Natural.check(z.describe('How many calls the numbers rest on: the newest.')),
  mostCalls: Natural.check(z.describe('They rest on no more calls than this.')),
  isComplete: z.boolean().check(z.describe('`false`: the agent has more calls in this time than `mostCalls`.')),
  leastCalls: Natural.check(z.describe('Fewer calls than this show no trend.')),
  metrics: z.array(
    z.object({
      name: z.string(),
      unit: z.optional(z.enum(METRIC_UNITS)),
      median: z.number().check(z.describe('Of the values of single calls.')),
      calls: Natural.check(z.describe('How many calls have the metric.')),
      changePerWeek: z
        .optional(z.number())
        .check(z.describe('How the weekly median changes. Absent below `leastCalls` calls, or three weeks.')),
      weeks: z
        .array(z.object({ start: Iso, median: z.number(), calls: Natural }))
        .check(z.describe('Weeks with calls, oldest first. They start on Mondays, 00:00 UTC.')),
    }),
  ),
});
export type AgentItem = z.infer<typeof AgentItem>;
