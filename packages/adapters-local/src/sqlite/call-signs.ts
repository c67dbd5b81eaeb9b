import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { callOfMoment } from './moments-schema.js';
import type { CallSigns } from './sign-scan.js';

/** The signs of the vectors of one model, in memory: of all calls, as the database has them. */
export class CallSignsOfModel {
  readonly #model: string;
  /** By the call's number. */
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
    const { calls, size, count, all } = this.#statements;
    for (const { call } of calls.all(this.#change) as { call: number }[]) this.#calls.delete(call);
    const { places, signs } = size.get(this.#change, this.#model) as { places: number; signs: number };
    // Two blocks of memory for all: tens of thousands of small ones would take twice as much.
    this.#fill(new Uint8Array(places), new Uint8Array(signs));
    // Calls that were deleted since.
    if ((count.get(this.#model) as { count: number }).count !== this.#calls.size) {
      const kept = new Set((all.all(this.#model) as { call: number }[]).map(({ call }) => call));
      for (const call of this.#calls.keys()) if (!kept.has(call)) this.#calls.delete(call);
    }
    this.#change = changes;
    return this.#calls.values();
  }

  #fill(allPlaces: Uint8Array<ArrayBuffer>, allSigns: Uint8Array<ArrayBuffer>): void {
    let current: { readonly call: number; readonly place: number; readonly sign: number } | undefined;
    let [place, sign] = [0, 0];
    const end = () => {
      if (current === undefined) return;
      const places = new Uint32Array(allPlaces.buffer, current.place, (place - current.place) / 4);
      const signs = new Uint32Array(allSigns.buffer, current.sign, (sign - current.sign) / 4);
      this.#calls.set(current.call, { call: current.call, places, signs });
    };
    const rows = this.#statements.changed.iterate(this.#change, this.#model) as Iterable<unknown> as Iterable<SignsRow>;
    for (const row of rows) {
      const call = callOfMoment(row.id);
      if (call !== current?.call) {
        end();
        current = { call, place, sign };
      }
      allPlaces.set(row.places, place);
      allSigns.set(row.signs, sign);
      place += row.places.byteLength;
      sign += row.signs.byteLength;
    }
    end();
  }
}

interface SignsRow {
  readonly id: number;
  readonly places: Uint8Array;
  readonly signs: Uint8Array;
}

const OF_MODEL = 'FROM moment_signs JOIN moment_call ON moment_call.id = moment_signs.id >> 9 WHERE model = ?';
const CHANGED = `FROM moment_call JOIN moment_signs
  ON moment_signs.id >= moment_call.id << 9 AND moment_signs.id < (moment_call.id + 1) << 9 WHERE change > ? AND model = ?`;

const STATEMENTS = {
  calls: 'SELECT id AS call FROM moment_call WHERE change > ?',
  size: `SELECT coalesce(sum(length(places)), 0) AS places, coalesce(sum(length(signs)), 0) AS signs ${CHANGED}`,
  changed: `SELECT moment_signs.id, places, signs ${CHANGED} ORDER BY moment_call.id, moment_signs.id`,
  count: `SELECT count(DISTINCT moment_signs.id >> 9) AS count ${OF_MODEL}`,
  all: `SELECT DISTINCT moment_signs.id >> 9 AS call ${OF_MODEL}`,
} as const;
