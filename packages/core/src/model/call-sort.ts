import type { CallOverview } from './record.js';

/** The orders of lists. Calls whose length or sentiment isn't known come last; calls of the same rank are ordered by hash. */
export const CALL_SORTS = ['newest', 'oldest', 'longest', 'shortest', 'most-negative'] as const;
export type CallSort = (typeof CALL_SORTS)[number];

/** What calls are ordered by. */
export type RankedCall = Pick<CallOverview, 'hash' | 'recordedAt' | 'sentiment' | 'analysis'>;

/** What a call is ordered by, ascending. */
export function rankOf(call: Omit<RankedCall, 'hash'>, sort: CallSort): number {
  const durationMs = call.analysis?.mediaFacts?.durationMs;
  switch (sort) {
    // Minus zero is another value to some stores.
    case 'newest':
      return 0 - call.recordedAt.ms;
    case 'oldest':
      return call.recordedAt.ms;
    case 'longest':
      return durationMs === undefined ? 1 : 0 - durationMs;
    case 'shortest':
      return durationMs ?? Number.MAX_SAFE_INTEGER;
    case 'most-negative':
      return call.sentiment?.score ?? 2;
  }
}
