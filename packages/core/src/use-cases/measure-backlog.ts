import type { RecordRepository } from '../ports/record-repository.js';

/** What measuring the backlog takes. */
export interface MeasureBacklogDeps {
  readonly repository: Pick<RecordRepository, 'listDue' | 'countOpen'>;
  readonly now: () => Date;
}

/** The calls that wait for their jobs. */
export interface Backlog {
  /** Calls without a job, those included whose start was put off. */
  readonly waiting: number;
  /** How long the first of those that could start has waited; 0 when none could. */
  readonly oldestMs: number;
}

/** Measures how many calls wait for their jobs, and how long. */
export class MeasureBacklog {
  readonly #deps: MeasureBacklogDeps;

  constructor(deps: MeasureBacklogDeps) {
    this.#deps = deps;
  }

  /** @throws what the ports throw */
  async execute(): Promise<Backlog> {
    const { repository, now } = this.#deps;
    const untilMs = now().getTime();
    const [waiting, { calls }] = await Promise.all([
      repository.countOpen('submitted'),
      repository.listDue({ state: 'submitted', untilMs, limit: 1 }),
    ]);
    const [oldest] = calls;
    return { waiting, oldestMs: oldest === undefined ? 0 : untilMs - oldest.dueAtMs };
  }
}
