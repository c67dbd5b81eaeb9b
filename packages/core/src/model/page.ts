import * as z from 'zod/mini';
import { partiesOf } from '../coaching/parties.js';
import { CallHash, EpochMs } from './call.js';
import { CallSentiment } from './call-sentiment.js';
import { type CallSort, type RankedCall, rankOf } from './call-sort.js';
import { NonEmpty } from './primitives.js';
import { type CallOverview, RecordState } from './record.js';
import { OffsetMs } from './span.js';
import { foldCase, textTerms } from './text-terms.js';

/** The most words and phrases of a text filter. */
const MAX_TERMS = 32;
const MAX_TEXT_LENGTH = 1_000;

const FilterText = NonEmpty.check(
  z.maxLength(MAX_TEXT_LENGTH),
  z.refine((text) => textTerms(text).length > 0, 'expected a word or a "phrase"'),
  z.refine((text) => textTerms(text).length <= MAX_TERMS, `expected at most ${MAX_TERMS} words and phrases`),
);

/** Which calls to include. A call must match every filter given. */
export const CallFilter = z.partial(
  z.object({
    /** One of the call's categories, whole, in any letter case. */
    category: NonEmpty,
    /** One of the call's topics, whole, in any letter case. */
    topic: NonEmpty,
    /** The name of the call's agent as `partiesOf` gives it, whole, in any letter case. */
    agent: NonEmpty,
    /** The name of the call's customer, likewise. */
    customer: NonEmpty,
    state: RecordState,
    /** The label of the call's sentiment. */
    sentiment: CallSentiment.shape.label,
    /** `false`: calls that were not understood. `true`: all others, those included that have no result. */
    understood: z.boolean(),
    /** Recorded at this time or later, epoch ms. */
    fromMs: EpochMs,
    /** Recorded before this time, epoch ms. */
    toMs: EpochMs,
    /** At least this long, ms. Only the length of the recording counts; calls whose length isn't known don't pass. */
    minDurationMs: OffsetMs,
    /** Shorter than this, ms. */
    maxDurationMs: OffsetMs,
    /**
     * All of these words and `"phrases"`, as `textTerms` reads them, are in call id, aliases, summaries, categories, topics or
     * transcript: in any order and letter case, not necessarily in the same of them, and perhaps inside longer words.
     */
    text: FilterText,
  }),
);
export type CallFilter = z.infer<typeof CallFilter>;

/** A place in the order of a list: by rank, then by `hash`, both ascending. */
export const PagePosition = z.object({
  recordedAtMs: EpochMs,
  hash: CallHash,
  /** As `rankOf` gives it for the list's order. Absent in lists that are newest first. */
  rank: z.optional(z.number()),
});
export type PagePosition = z.infer<typeof PagePosition>;

/** A call's position in a list. */
export function positionOf(call: RankedCall, sort: CallSort = 'newest'): PagePosition {
  const position = { recordedAtMs: call.recordedAt.ms, hash: call.hash };
  return sort === 'newest' ? position : { ...position, rank: rankOf(call, sort) };
}

/** Orders two positions as lists do: negative when `a` comes first. */
export function comparePositions(a: PagePosition, b: PagePosition): number {
  const [first, second] = [a.rank ?? -a.recordedAtMs, b.rank ?? -b.recordedAtMs];
  if (first !== second) return first - second;
  return a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0;
}

/** A page of calls, and the position where the next page begins. */
export interface CallPage {
  readonly calls: readonly CallOverview[];
  /**
   * Absent when nothing follows. A page may be shorter than requested, or even empty, while more
   * follow.
   */
  readonly next?: PagePosition;
  /**
   * Calls left out because their stored form is damaged. They may not match the filter. Iterating over the pages names each
   * once. Absent when there are none.
   */
  readonly damaged?: readonly CallHash[];
}

/** A record, or an overview, whose transcript is not searched then. */
type FilteredCall = Omit<CallOverview, 'analysis'> & {
  readonly analysis?:
    | (NonNullable<CallOverview['analysis']> & { readonly transcript?: { readonly text: string } | undefined })
    | undefined;
};

/** Whether a record passes a filter: what every adapter's filter must agree with. */
export function matchesFilter(call: FilteredCall, filter: CallFilter): boolean {
  const { analysis } = call;
  if (filter.state !== undefined && call.state !== filter.state) return false;
  if (filter.fromMs !== undefined && call.recordedAt.ms < filter.fromMs) return false;
  if (filter.toMs !== undefined && call.recordedAt.ms >= filter.toMs) return false;
  if (filter.understood !== undefined && filter.understood !== (analysis?.understood !== false)) return false;
  if (filter.sentiment !== undefined && call.sentiment?.label !== filter.sentiment) return false;
  return isAsLong(analysis?.mediaFacts?.durationMs, filter) && hasNames(call, filter) && hasText(call, filter.text);
}

function isAsLong(durationMs: number | undefined, { minDurationMs, maxDurationMs }: CallFilter): boolean {
  if (minDurationMs === undefined && maxDurationMs === undefined) return true;
  if (durationMs === undefined) return false;
  return durationMs >= (minDurationMs ?? 0) && durationMs < (maxDurationMs ?? Number.POSITIVE_INFINITY);
}

function hasNames(call: FilteredCall, { category, topic, agent, customer }: CallFilter): boolean {
  const isAmong = (wanted: string | undefined, names: readonly string[] = []) =>
    wanted === undefined || names.some((name) => foldCase(name) === foldCase(wanted));
  if (!isAmong(category, call.analysis?.categories) || !isAmong(topic, call.analysis?.topics)) return false;
  if (agent === undefined && customer === undefined) return true;
  const parties = partiesOf(call);
  return isAmong(agent, [parties.agent ?? []].flat()) && isAmong(customer, [parties.customer ?? []].flat());
}

function hasText({ callId, aliases = [], analysis }: FilteredCall, text: string | undefined): boolean {
  if (text === undefined) return true;
  const { callSummary, audioSummary, transcript, categories = [], topics = [] } = analysis ?? {};
  const places = [callId, ...aliases, callSummary, audioSummary, ...categories, ...topics, transcript?.text];
  const folded = places.flatMap((place) => (place === undefined ? [] : [foldCase(place)]));
  return textTerms(text).every((term) => folded.some((place) => place.includes(term)));
}
