import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DueCalls, DuePosition, DueRequest, OpenState } from '@earshot/core';

/** The calls in open states, as `call_due` has them. */
export class DueCallList {
  readonly #page: StatementSync;
  readonly #count: StatementSync;

  constructor(database: DatabaseSync) {
    this.#page = database.prepare(`SELECT due_ms AS dueAtMs, hash FROM call_due
      WHERE state = ? AND (due_ms, hash) > (?, ?) AND due_ms <= ? ORDER BY due_ms, hash LIMIT ?`);
    this.#count = database.prepare('SELECT count(*) AS open FROM call_due WHERE state = ? AND due_ms >= ?');
  }

  page({ state, untilMs, limit, after }: DueRequest): DueCalls {
    const { dueAtMs, hash } = after ?? { dueAtMs: Number.MIN_SAFE_INTEGER, hash: '' };
    const rows = this.#page.all(state, dueAtMs, hash, untilMs, limit + 1) as unknown as DuePosition[];
    const calls = rows.slice(0, limit);
    return rows.length > limit ? { calls, next: calls.at(-1) } : { calls };
  }

  count(state: OpenState, sinceMs = Number.MIN_SAFE_INTEGER): number {
    return (this.#count.get(state, sinceMs) as { readonly open: number }).open;
  }
}
