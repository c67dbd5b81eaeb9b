import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CallSigns } from './sign-scan.js';

/** The signs of the vectors of one model, in memory: of all calls, as the database has them. */
export class CallSignsOfModel {
  readonly #model: string;
  readonly #calls = new Map<number, CallSigns>();
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
    if (changes === this.#change) return this.#calls.values();
    const { changed, count, all } = this.#statements;
    for (const row of changed.iterate(this.#change) as Iterable<unknown> as Iterable<SignsRow>) {
      const { call, model, places, signs } = row;
      if (model !== this.#model || places === null || signs === null) this.#calls.delete(call);
      else this.#calls.set(call, { call, places: numbersIn(places), signs: numbersIn(signs) });
    }
    // Calls that were deleted since.
    if ((count.get(this.#model) as { count: number }).count !== this.#calls.size) {
      const kept = new Set((all.all(this.#model) as { call: number }[]).map(({ call }) => call));
      for (const call of this.#calls.keys()) if (!kept.has(call)) this.#calls.delete(call);
    }
    this.#change = changes;
    return this.#calls.values();
  }
}

interface SignsRow {
  readonly call: number;
  readonly model: string | null;
  readonly places: Uint8Array | null;
  readonly signs: Uint8Array | null;
}

/** The 32-bit numbers in bytes. */
export function numbersIn({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array {
  const isAligned = byteOffset % 4 === 0;
  return isAligned
    ? new Uint32Array(buffer, byteOffset, byteLength / 4)
    : new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

const OF_MODEL = 'FROM moment_vectors JOIN moment_call ON moment_call.id = moment_vectors.call WHERE model = ?';

const STATEMENTS = {
  changed: `SELECT moment_call.id AS call, model, places, signs FROM moment_call
    LEFT JOIN moment_vectors ON moment_vectors.call = moment_call.id WHERE change > ?`,
  count: `SELECT count(*) AS count ${OF_MODEL}`,
  all: `SELECT call ${OF_MODEL}`,
} as const;
