import type { InsightId } from '../coaching/insight.js';
import type { CallHash, CallId, Digests } from './call.js';
import type { CallRecord, RecordState } from './record.js';

/**
 * What happened to a call, for other systems. It holds no personal data, unless a deployment asks for call ids: those often
 * come from file names, and file names hold phone numbers and names.
 */
export interface Notice {
  /** An idempotency key of 64 hex digits. A repeated notice of one event has the same id and the same content. */
  readonly id: string;
  /** A dotted lower-case name. Later versions add kinds: skip those that you don't know. */
  readonly kind: string;
  readonly hash: CallHash;
  /** The state that the call entered. It may have left it since. */
  readonly state: RecordState;
  /** Epoch ms. */
  readonly atMs: number;
  /** Only where a deployment asks for it. */
  readonly callId?: CallId | undefined;
  /** Of a notice about an insight. */
  readonly insightId?: InsightId | undefined;
}

/** The kind of a notice about an insight of high priority that waits for a person. */
export const INSIGHT_NOTICE = 'insight.high_priority';

/** The kinds of notice about how a call ended, by the state that it entered. */
export const END_NOTICES = {
  completed: 'call.completed',
  no_match: 'call.no_match',
  failed: 'call.failed',
} as const satisfies Partial<Record<RecordState, string>>;

type End = keyof typeof END_NOTICES;

/**
 * A notice for each time that a call ended, oldest first: a restarted call ends more than once. A failure that was followed by
 * another attempt in the same change is no end. They derive from the history alone, which only grows, so every reading of the
 * record gives the same ones.
 */
export function endNotices(
  { hash, callId, createdAtMs, history }: Pick<CallRecord, 'hash' | 'callId' | 'createdAtMs' | 'history'>,
  digests: Pick<Digests, 'sha256Hex'>,
  { withCallId = false }: { readonly withCallId?: boolean | undefined } = {},
): Notice[] {
  return history.flatMap(({ state, atMs }, step) => {
    const next = history[step + 1];
    if (!isEnd(state) || (next?.state === 'submitted' && next.atMs === atMs)) return [];
    const kind = END_NOTICES[state];
    // With the record's birth in it, a call that was erased and came back has notices of its own.
    const id = digests.sha256Hex(JSON.stringify([kind, hash, createdAtMs, step]));
    return [{ id, kind, hash, state, atMs, ...(withCallId && { callId }) }];
  });
}

function isEnd(state: RecordState): state is End {
  return state in END_NOTICES;
}
