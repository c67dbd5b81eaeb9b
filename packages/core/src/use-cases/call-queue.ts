import type { QueueCount, QueueCounter } from '../ports/queue-counter.js';
import { MeasureBacklog, type MeasureBacklogDeps } from './measure-backlog.js';

/** Counts the calls that wait for their jobs, and those whose job runs. */
export class CallQueue implements QueueCounter {
  readonly name = 'calls';
  readonly #repository: MeasureBacklogDeps['repository'];
  readonly #backlog: MeasureBacklog;

  constructor(deps: MeasureBacklogDeps) {
    this.#repository = deps.repository;
    this.#backlog = new MeasureBacklog(deps);
  }

  async count(): Promise<QueueCount> {
    const [{ waiting, oldestMs }, inFlight] = await Promise.all([
      this.#backlog.execute(),
      this.#repository.countOpen('analyzing'),
    ]);
    return { waiting, inFlight, oldestAgeMs: oldestMs };
  }
}
