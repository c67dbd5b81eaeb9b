import { isEarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
import type { DuePosition, RecordRepository } from '../ports/record-repository.js';

export interface MeasureBacklogDeps {
  readonly repository: Pick<RecordRepository, 'get' | 'listDue' | 'countOpen'>;
  readonly now: () => Date;
}

/** The calls that wait for their jobs. */
export interface Backlog {
  /** Calls without a job, those included whose start was put off. */
  readonly waiting: number;
  /** How long the oldest of them has waited since it was submitted; 0 when none waits. */
  readonly oldestMs: number;
}

/**
 * Of the calls that are due first, and of those whose next start is put off, so many are looked at: a list of all by when
 * they were submitted would have to be kept for this alone.
 */
const SAMPLE = 10;
/** Longer than any start is put off. */
const LONGEST_PUT_OFF_MS = 24 * 60 * 60_000;
const LAST_HASH = 'f'.repeat(32) as CallHash;

/** Measures how many calls wait for their jobs, and how long. */
export class MeasureBacklog {
  readonly #deps: MeasureBacklogDeps;

  constructor(deps: MeasureBacklogDeps) {
    this.#deps = deps;
  }

  /** @throws what the ports throw */
  async execute(): Promise<Backlog> {
    const { repository, now } = this.#deps;
    const nowMs = now().getTime();
    const first = (after?: DuePosition) =>
      repository.listDue({ state: 'submitted', untilMs: nowMs + LONGEST_PUT_OFF_MS, limit: SAMPLE, after });
    const [waiting, ...samples] = await Promise.all([
      repository.countOpen('submitted'),
      first(),
      first({ dueAtMs: nowMs, hash: LAST_HASH }),
    ]);
    const hashes = new Set(samples.flatMap(({ calls }) => calls.map(({ hash }) => hash)));
    const since = await Promise.all([...hashes].map((hash) => this.#submittedAt(hash)));
    return { waiting, oldestMs: since.reduce<number>((most, atMs = nowMs) => Math.max(most, nowMs - atMs), 0) };
  }

  async #submittedAt(hash: CallHash): Promise<number | undefined> {
    try {
      const record = await this.#deps.repository.get(hash);
      return record?.state === 'submitted' ? record.history.at(-1)?.atMs : undefined;
    } catch (error) {
      // It will never start, and `earshot doctor` names it. Its age says nothing about the others.
      if (isEarshotError(error, 'EARSHOT_UNREADABLE')) return undefined;
      throw error;
    }
  }
}
