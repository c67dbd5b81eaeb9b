import { type Warning, warningsIn } from '../model/finding.js';
import type { CallRecord } from '../model/record.js';
import type { AnalyticsItem } from './analytics-item.js';
import { notUnderstood } from './not-understood.js';

type Heard = Pick<AnalyticsItem, 'understood' | 'not_understood_reason'>;

/** What users should know before relying on a call: whether it was understood, and its warnings. */
export function callWarnings(call: Heard & { readonly findings?: Parameters<typeof warningsIn>[0] }): Warning[] {
  const explanation = notUnderstood(call);
  const own = explanation === undefined ? [] : [{ code: 'not_understood', explanation }];
  return [...own, ...warningsIn(call.findings)];
}

/** {@link callWarnings} of a record. */
export function recordWarnings({ analysis }: Pick<CallRecord, 'analysis'>): Warning[] {
  const { understood, notUnderstoodReason, findings } = analysis ?? {};
  return callWarnings({ understood, not_understood_reason: notUnderstoodReason, findings });
}

/** A confidence for people, such as `31%`. */
export function percent(confidence: number): string {
  return `${Math.round(confidence * 100)}%`;
}
