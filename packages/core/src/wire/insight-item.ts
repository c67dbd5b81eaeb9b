import * as z from 'zod/mini';
import { Insight } from '../coaching/insight.js';
import { INSIGHT_STATUSES, type KeptInsight } from '../coaching/kept-insight.js';
import { Iso, iso } from './iso-time.js';

const { callTimeMs: _, createdAtMs: __, initialStatus: ___, ...SAID } = Insight.shape;

/**
 * An insight on the wire: the fields of the coaching add-on for Post Call Analytics, in its spelling, and Earshot's own in the same.
 */
export const InsightItem = z.object({
  ...SAID,
  /** When the call was recorded. */
  callTime: Iso,
  /** When the call's result was stored. */
  createdAt: Iso,
  status: z.enum(INSIGHT_STATUSES),
  /** Oldest first, like the comments. */
  decisions: z.array(z.object({ status: z.enum(INSIGHT_STATUSES), at: Iso, actor: z.string() })),
  comments: z.array(z.object({ text: z.string(), at: Iso, actor: z.string() })),
  /** When somebody last decided or commented, else when it was created. */
  updatedAt: Iso,
  /** One more at each change. */
  version: z.int(),
});
export type InsightItem = z.infer<typeof InsightItem>;

/** The {@link InsightItem} of an insight. */
export function toInsightItem(insight: KeptInsight): InsightItem {
  const { callTimeMs, createdAtMs, updatedAtMs, initialStatus: _, decisions, comments, ...said } = insight;
  return {
    ...said,
    callTime: iso(callTimeMs),
    createdAt: iso(createdAtMs),
    decisions: decisions.map(({ status, atMs, actor }) => ({ status, at: iso(atMs), actor })),
    comments: comments.map(({ text, atMs, actor }) => ({ text, at: iso(atMs), actor })),
    updatedAt: iso(updatedAtMs),
  };
}
