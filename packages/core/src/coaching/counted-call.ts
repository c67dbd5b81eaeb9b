import type { CallRecord } from '../model/record.js';
import { uniqueFolded } from '../model/text-terms.js';
import { conversationOf } from './conversation.js';
import { callLength } from './metrics/length.js';
import { silenceTotal } from './metrics/silence.js';
import { partiesOf } from './parties.js';

/** What totals count of a call. Plain data, so that stores can keep it beside the call. */
export interface CountedCall {
  readonly recordedAtMs: number;
  readonly state: CallRecord['state'];
  /** Each once, whatever its letter case. So are topics. */
  readonly categories: readonly string[];
  readonly topics: readonly string[];
  readonly agent?: string | undefined;
  readonly sentiment?: string | undefined;
  /** Of the recording. Absent where that isn't known. */
  readonly durationMs?: number | undefined;
  /** How long nobody speaks, out of how long, both in ms. Absent where the times of what is said aren't known. */
  readonly silence?: { readonly ms: number; readonly ofMs: number } | undefined;
}

/** What totals count of a call. */
export function countedCallOf(record: CallRecord): CountedCall {
  const { analysis, sentiment } = record;
  const { agent } = partiesOf(record);
  const durationMs = analysis?.mediaFacts?.durationMs;
  const silence = silenceOf(record);
  return {
    recordedAtMs: record.recordedAt.ms,
    state: record.state,
    categories: uniqueFolded(analysis?.categories ?? []),
    topics: uniqueFolded(analysis?.topics ?? []),
    ...(agent !== undefined && { agent }),
    ...(sentiment && { sentiment: sentiment.label }),
    ...(durationMs !== undefined && { durationMs }),
    ...(silence && { silence }),
  };
}

/** As the metric `silence_total` has it. Who speaks doesn't matter. */
function silenceOf(record: CallRecord): CountedCall['silence'] {
  const conversation = conversationOf(record, []);
  const ms = conversation && silenceTotal(conversation).value;
  if (conversation === undefined || ms === undefined) return undefined;
  const { ms: ofMs } = callLength(conversation);
  return ofMs === 0 ? undefined : { ms: Math.min(ms, ofMs), ofMs };
}
