import { type AnalyticsItem, type CallRecord, type Warning, warningsIn } from '@earshot/core';

type Heard = Pick<AnalyticsItem, 'understood' | 'not_understood_reason'>;

/** Why a call was not understood, for people; `undefined` when it was. */
export function notUnderstood({ understood, not_understood_reason: reason }: Heard): string | undefined {
  return understood === false ? (reason ?? 'what was said could not be recognized reliably') : undefined;
}

/** What a person should know before relying on a call: whether it was understood, and its warnings. */
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

/** The text of a segment, marked where it should not be relied on. */
export function markedText({ text, understood }: { text: string; understood?: boolean | undefined }): string {
  return understood === false ? `[not understood] ${text}` : text;
}

/** A confidence for people, such as `31%`. */
export function percent(confidence: number): string {
  return `${Math.round(confidence * 100)}%`;
}
