import type { components } from '@earshot/client';

/** A call as the API gives it. Lists leave out what grows with its length. */
export type Call = components['schemas']['AnalyticsItem'];

/** One or two sentences about a call: why it failed, why it says nothing, or what was said. */
export function gistOf(call: Call): string {
  if (call.failure !== undefined) return call.failure.reason;
  if (call.understood === false) return call.not_understood_reason ?? 'What was said could not be understood.';
  return call.call_summary ?? call.audio_summary ?? '';
}

/** Whether something still happens to a call by itself. */
export function isUnfinished({ state }: Call): boolean {
  return state === 'submitted' || state === 'analyzing';
}
