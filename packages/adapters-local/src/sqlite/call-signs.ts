import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { callOfMoment, firstMoment } from './moments-schema.js';
import type { CallSigns } from './sign-scan.js';

/** The signs of the vectors of one model, in memory: of all calls, as the database has them. */
export class CallSignsOfModel {
  readonly #model: string;
  /** By their numbers in the database. */
  readonly #rows = new Map<number, CallSigns>();
  readonly #statements: Readonly<Record<keyof typeof STATEMENTS, StatementSync>>;
  /** The last change that is in memory. */
  #change = 0;

  constructor(database: DatabaseSync, model: string) {
    this.#model = model;
    const prepared = Object.entries(STATEMENTS).map(([name, sql]) => [name, database.prepare(sql)]);
    this.#statements = Object.fromEntries(prepared);
  }

  /** Reads what has changed since the last time. @param changes how often the index has changed by now */
  upTo(changes: number): Iterable<CallSigns> {
    if (changes === this.#change) return this.#rows.values();
    const { changed, count, all } = this.#statements;
    for (const { call } of this.#statements.calls.all(this.#change) as { call: number }[]) {
      for (let id = firstMoment(call); this.#rows.delete(id); id++);
    }
    for (const row of changed.iterate(this.#change, this.#model) as Iterable<unknown> as Iterable<SignsRow>) {
      const { id, places, signs } = row;
      this.#rows.set(id, { call: callOfMoment(id), places: numbersIn(places), signs: numbersIn(signs) });
    }
    // Calls that were deleted since.
    if ((count.get(this.#model) as { count: number }).count !== this.#rows.size) {
      const kept = new Set((all.all(this.#model) as { id: number }[]).map(({ id }) => id));
      for (const id of this.#rows.keys()) if (!kept.has(id)) this.#rows.delete(id);
    }
    this.#change = changes;
    return this.#rows.values();
  }
}

interface SignsRow {
  readonly id: number;
  readonly places: Uint8Array;
  readonly signs: Uint8Array;
}

function numbersIn({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array {
  const isAligned = byteOffset % 4 === 0;
  return isAligned
    ? new Uint32Array(buffer, byteOffset, byteLength / 4)
    : new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

const OF_MODEL = 'FROM moment_signs JOIN moment_call ON moment_call.id = moment_signs.id >> 9 WHERE model = ?';

const STATEMENTS = {
  calls: 'SELECT id AS call FROM moment_call WHERE change > ?',
  changed: `SELECT moment_signs.id, places, signs FROM moment_call JOIN moment_signs
    ON moment_signs.id >= moment_call.id << 9 AND moment_signs.id < (moment_call.id + 1) << 9 WHERE change > ? AND model = ?`,
  count: `SELECT count(*) AS count ${OF_MODEL}`,
  all: `SELECT moment_signs.id ${OF_MODEL}`,
} as const;
