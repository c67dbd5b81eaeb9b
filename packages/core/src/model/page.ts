import * as z from 'zod/mini';
import { CallHash, EpochMs } from './call.js';
import { NonEmpty } from './primitives.js';
import { type CallOverview, RecordState } from './record.js';

/** Which calls are meant. All that is given must hold. */
export const CallFilter = z.partial(
  z.object({
    /** One of the call's categories, exactly. */
    category: NonEmpty,
    /** One of the call's topics, exactly. */
    topic: NonEmpty,
    state: RecordState,
    /** `false`: calls that were not understood. `true`: all others, those included that have no result. */
    understood: z.boolean(),
    /** Recorded at this time or later, epoch ms. */
    fromMs: EpochMs,
    /** Recorded before this time, epoch ms. */
    toMs: EpochMs,
    /** Found in call id, aliases, summaries, categories, topics or transcript, in any letter case. */
    text: NonEmpty,
  }),
);
export type CallFilter = z.infer<typeof CallFilter>;

/** A place in the newest-first order: by `recordedAtMs` descending, then by `hash` ascending. */
export const PagePosition = z.object({ recordedAtMs: EpochMs, hash: CallHash });
export type PagePosition = z.infer<typeof PagePosition>;

/** Orders two positions as lists do: negative when `a` comes first. */
export function comparePositions(a: PagePosition, b: PagePosition): number {
  if (a.recordedAtMs !== b.recordedAtMs) return b.recordedAtMs - a.recordedAtMs;
  return a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0;
}

/** Some calls, and where the next ones begin. */
export interface CallPage {
  readonly calls: readonly CallOverview[];
  /** Absent when nothing follows. A page may be shorter than asked, even empty, while more follow. */
  readonly next?: PagePosition;
  /**
   * Calls left out because their stored form is damaged. They may not match the filter. Iterating over the pages names each
   * once. Absent when there are none.
   */
  readonly damaged?: readonly CallHash[];
}

/** Whether a record passes a filter: what every adapter's filter must agree with. */
export function matchesFilter(
  call: Pick<CallOverview, 'callId' | 'aliases' | 'recordedAt' | 'state' | 'analysis'> & {
    readonly analysis?: { readonly transcript?: { readonly text: string } | undefined } | undefined;
  },
  filter: CallFilter,
): boolean {
  const { analysis } = call;
  if (filter.state !== undefined && call.state !== filter.state) return false;
  if (filter.fromMs !== undefined && call.recordedAt.ms < filter.fromMs) return false;
  if (filter.toMs !== undefined && call.recordedAt.ms >= filter.toMs) return false;
  if (filter.category !== undefined && !analysis?.categories.includes(filter.category)) return false;
  if (filter.topic !== undefined && !analysis?.topics.includes(filter.topic)) return false;
  if (filter.understood !== undefined && filter.understood !== (analysis?.understood !== false)) return false;
  if (filter.text === undefined) return true;
  const wanted = filter.text.toLowerCase();
  const places = [call.callId, analysis?.callSummary, analysis?.audioSummary, analysis?.transcript?.text];
  return [...places, ...(call.aliases ?? []), ...(analysis?.categories ?? []), ...(analysis?.topics ?? [])].some(
    (place) => place?.toLowerCase().includes(wanted),
  );
}
