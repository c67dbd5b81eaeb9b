import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { areOutdatedMoments, type CallHash, type IndexedRevision, type MomentsOfCall } from '@earshot/core';
import { kindsOf, type MomentRow } from './moment-kinds.js';
import { firstMoment } from './moments-schema.js';
import { magnitudesOf, signsOf } from './vector-bytes.js';

interface CallRow {
  readonly id: number;
  readonly record_created_ms: number;
  readonly revision: number;
  readonly rules: string;
  readonly model: string | null;
  readonly moments: number;
}

/** A call as it is written. */
export interface MomentsToSave {
  readonly call: Omit<MomentsOfCall, 'vectors'>;
  readonly model: string | null;
  readonly kinds: string;
  readonly rows: readonly Omit<MomentRow, 'id'>[];
  /** By position of the moment. */
  readonly magnitudes: ReadonlyMap<number, Uint8Array>;
  readonly signs: readonly { readonly places: Uint32Array; readonly signs: Uint32Array }[];
}

/** Five rows of as many vectors of 512 dimensions fill a page. */
const VECTORS_PER_ROW = 11;

/** What is to be written of a call. Whatever the caller changes later changes nothing. */
export function momentsToSave({ vectors: given, ...call }: MomentsOfCall): MomentsToSave {
  const { kinds, kindOf } = kindsOf(call.moments);
  const rows = call.moments.map(({ text, span }, at) => ({
    kind: kindOf[at] ?? 0,
    start_ms: span?.startMs ?? null,
    end_ms: span?.endMs ?? null,
    text,
  }));
  const embedded = (given?.vectors ?? []).flatMap((vector, at) => (vector === undefined ? [] : [{ vector, at }]));
  const signs = Array.from({ length: Math.ceil(embedded.length / VECTORS_PER_ROW) }, (_, nth) => {
    const some = embedded.slice(nth * VECTORS_PER_ROW, (nth + 1) * VECTORS_PER_ROW);
    return {
      places: Uint32Array.from(some, ({ at }) => ((kindOf[at] ?? 0) << 16) | at),
      signs: Uint32Array.from(some.flatMap(({ vector }) => [...signsOf(vector)])),
    };
  });
  return {
    call: structuredClone({ ...call, moments: [] }),
    model: given?.model ?? null,
    kinds: JSON.stringify(kinds),
    rows,
    magnitudes: new Map(embedded.map(({ vector, at }) => [at, magnitudesOf(vector)])),
    signs,
  };
}

/** Writes the moments of calls into their tables, and out of them. Call it in a transaction. */
export class MomentSaving {
  readonly #statements: Readonly<Record<keyof typeof STATEMENTS, StatementSync>>;

  constructor(database: DatabaseSync) {
    const prepared = Object.entries(STATEMENTS).map(([name, sql]) => [name, database.prepare(sql)]);
    this.#statements = Object.fromEntries(prepared);
  }

  /** What is kept of a call. */
  revisionOf(hash: CallHash): IndexedRevision | undefined {
    const row = this.#statements.call.get(hash) as CallRow | undefined;
    return row && indexedRevision(row);
  }

  put({ call, model, kinds, rows, magnitudes, signs }: MomentsToSave): 'indexed' | 'outdated' {
    const { call: kept, state, putCall, putVector, putSigns } = this.#statements;
    const { hash, callId, recordCreatedAtMs, revision, rules, recordedAtMs, agentName = null, categories } = call;
    const before = kept.get(hash) as CallRow | undefined;
    if (before && areOutdatedMoments(call, indexedRevision(before))) return 'outdated';
    const { changes } = state.get(rows.length - (before?.moments ?? 0)) as { changes: number };
    const columns = [callId, recordCreatedAtMs, revision, rules, model, recordedAtMs, agentName] as const;
    const { id } = putCall.get(
      hash,
      changes,
      ...columns,
      JSON.stringify(categories),
      kinds,
      rows.length,
    ) as unknown as CallRow;
    this.#putRows(id, rows);
    this.#removeVectors(id);
    const first = firstMoment(id);
    for (const [at, bytes] of magnitudes) putVector.run(first + at, bytes);
    for (const [nth, row] of signs.entries()) putSigns.run(first + nth, row.places, row.signs);
    return 'indexed';
  }

  /** @returns how many moments there were; `undefined` when the call wasn't known */
  delete(hash: CallHash): number | undefined {
    const { call, state, removeCall } = this.#statements;
    const kept = call.get(hash) as CallRow | undefined;
    if (kept === undefined) return undefined;
    state.get(-kept.moments);
    this.#putRows(kept.id, []);
    this.#removeVectors(kept.id);
    removeCall.run(kept.id);
    return kept.moments;
  }

  #removeVectors(call: number): void {
    this.#statements.removeVectors.run(call);
    this.#statements.removeSigns.run(call);
  }

  /** Unchanged words stay in the index: taking them out costs most of all. */
  #putRows(call: number, rows: readonly Omit<MomentRow, 'id'>[]): void {
    const { rows: kept, putRow, removeRow, index, unindex } = this.#statements;
    const first = firstMoment(call);
    const before = kept.all(call) as unknown as MomentRow[];
    for (const [at, { kind, start_ms, end_ms, text }] of rows.entries()) {
      const old = before[at];
      if (old?.text !== text && old !== undefined) unindex.run(old.id, old.text);
      putRow.run(first + at, kind, start_ms, end_ms, text);
      if (old?.text !== text) index.run(first + at, text);
    }
    for (const { id, text } of before.slice(rows.length)) {
      unindex.run(id, text);
      removeRow.run(id);
    }
  }
}

const OF_CALL = 'id >= ?1 << 9 AND id < (?1 + 1) << 9';

const STATEMENTS = {
  call: 'SELECT id, record_created_ms, revision, rules, model, moments FROM moment_call WHERE hash = ?',
  state: 'UPDATE moment_state SET changes = changes + 1, moments = moments + ? RETURNING changes',
  putCall: `INSERT INTO moment_call (hash, change, call_id, record_created_ms, revision, rules, model, recorded_ms, agent,
      categories, kinds, moments) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (hash) DO UPDATE SET change = excluded.change, call_id = excluded.call_id,
      record_created_ms = excluded.record_created_ms, revision = excluded.revision, rules = excluded.rules,
      model = excluded.model, recorded_ms = excluded.recorded_ms, agent = excluded.agent, categories = excluded.categories,
      kinds = excluded.kinds, moments = excluded.moments RETURNING id`,
  removeCall: 'DELETE FROM moment_call WHERE id = ?',
  rows: `SELECT id, kind, start_ms, end_ms, text FROM moment WHERE ${OF_CALL} ORDER BY id`,
  putRow: `INSERT INTO moment (id, kind, start_ms, end_ms, text) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
    kind = excluded.kind, start_ms = excluded.start_ms, end_ms = excluded.end_ms, text = excluded.text`,
  removeRow: 'DELETE FROM moment WHERE id = ?',
  index: 'INSERT INTO moment_words (rowid, text) VALUES (?, ?)',
  unindex: "INSERT INTO moment_words (moment_words, rowid, text) VALUES ('delete', ?, ?)",
  putVector: 'INSERT INTO moment_vector (id, magnitudes) VALUES (?, ?)',
  removeVectors: `DELETE FROM moment_vector WHERE ${OF_CALL}`,
  putSigns: 'INSERT INTO moment_signs (id, places, signs) VALUES (?, ?, ?)',
  removeSigns: `DELETE FROM moment_signs WHERE ${OF_CALL}`,
} as const;

function indexedRevision({ record_created_ms, revision, rules, model }: CallRow): IndexedRevision {
  return { recordCreatedAtMs: record_created_ms, revision, rules, ...(model !== null && { model }) };
}
