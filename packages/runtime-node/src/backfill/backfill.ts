import type { Candidate, Found, Passed, Problem, Selection } from './candidate.js';
import { passedOver } from './candidate.js';

/** How far a backfill is. */
export interface Position {
  /** Everything up to this mark is done. */
  readonly after?: string | undefined;
  /** Marks after it that are done, too. */
  readonly beyond: readonly string[];
}

/** The outcome of a recording. `known`: it was enqueued before. `erased`: its call was erased, and stays so. */
export type Enqueued = 'enqueued' | 'known' | 'erased' | Problem;

/** What a backfill enqueues, and how. */
export interface BackfillOptions {
  /** In the order of their marks, from the position on. */
  readonly found: AsyncIterable<Found>;
  readonly selection: Selection;
  /** Enqueues recordings; when it resolves, they are enqueued durably. */
  readonly enqueue: (recordings: readonly Candidate[]) => Promise<readonly Enqueued[]>;
  /** Recordings that are enqueued at once. */
  readonly batchSize: number;
  /** Batches at a time. */
  readonly lanes: number;
  readonly perSecond?: number | undefined;
  /** At most this many recordings. */
  readonly limit?: number | undefined;
  readonly position?: Position;
  /** Keeps the position, before any more is enqueued. */
  readonly onPosition?: (position: Position) => Promise<void>;
  /** Called after recordings were enqueued. */
  readonly onEnqueued?: (count: number) => void;
  readonly isStopped?: () => boolean;
  /** Waits this many ms, or until it is stopped. */
  readonly pause: (ms: number) => Promise<unknown>;
  readonly nowMs?: () => number;
}

/** How a backfill went: how many of each kind, the first problems, and whether it came to the end. */
export interface Backfilled {
  readonly counts: Partial<Record<'enqueued' | 'known' | 'erased' | 'refused' | Passed, number>>;
  readonly problems: readonly Problem[];
  readonly isComplete: boolean;
}

const MAX_PROBLEMS = 1_000;

/**
 * Enqueues the recordings of a source in steps of several batches. The position is kept after each batch, so whatever was
 * confirmed is never enqueued again, and an interruption costs at most the batches that were under way.
 */
export async function backfill(options: BackfillOptions): Promise<Backfilled> {
  const { found, selection, enqueue, batchSize, lanes, perSecond = Number.POSITIVE_INFINITY, pause } = options;
  const { limit = Number.POSITIVE_INFINITY, onPosition, onEnqueued, isStopped = () => false } = options;
  const { nowMs = Date.now } = options;
  const counts: Record<string, number> = {};
  const problems: Problem[] = [];
  const done = new Set(options.position?.beyond);
  const size = Math.min(batchSize, Math.max(1, Math.floor(perSecond)));
  const most = size * Math.min(lanes, Math.max(1, Math.floor(perSecond / size)));
  const begunMs = nowMs();
  /** Marks of an earlier run's position that this one has reached. */
  const met: string[] = [];
  const waiting: Candidate[] = [];
  let { after, seen }: { after?: string | undefined; seen?: string } = { after: options.position?.after };
  let sent = 0;
  let keeping = Promise.resolve();

  const note = (outcome: Enqueued | Passed) => {
    const name = typeof outcome === 'string' ? outcome : 'refused';
    counts[name] = (counts[name] ?? 0) + 1;
    if (typeof outcome !== 'string' && problems.length < MAX_PROBLEMS) problems.push(outcome);
  };
  const keep = () => {
    const position = { after, beyond: [...done] };
    keeping = keeping.then(() => onPosition?.(position));
    return keeping;
  };
  const enqueueBatch = async (batch: readonly Candidate[]) => {
    for (const outcome of await enqueue(batch)) note(outcome);
    for (const { mark } of batch) done.add(mark);
    onEnqueued?.(batch.length);
    await keep();
  };
  const step = async () => {
    const recordings = waiting.splice(0);
    if (recordings.length === 0) return;
    const aheadMs = (sent / perSecond) * 1_000 - (nowMs() - begunMs);
    if (aheadMs > 0) await pause(aheadMs);
    const batches = Array.from({ length: Math.ceil(recordings.length / size) }, (_, index) =>
      enqueueBatch(recordings.slice(index * size, (index + 1) * size)),
    );
    for (const batch of await Promise.allSettled(batches)) if (batch.status === 'rejected') throw batch.reason;
    sent += recordings.length;
    after = seen;
    for (const { mark } of recordings) done.delete(mark);
    for (const mark of met.splice(0)) done.delete(mark);
    await keep();
  };

  for await (const each of found) {
    if (isStopped() || sent + waiting.length >= limit) {
      await step();
      return { counts, problems, isComplete: false };
    }
    seen = each.mark;
    const passed = 'problem' in each ? undefined : passedOver(each, selection);
    if ('problem' in each) note(each.problem);
    else if (passed !== undefined) note(passed);
    else if (done.has(each.mark)) met.push(each.mark);
    else waiting.push(each);
    if (waiting.length >= most) await step();
  }
  await step();
  return { counts, problems, isComplete: true };
}
