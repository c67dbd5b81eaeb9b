import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  byCall,
  EarshotError,
  fuse,
  MAX_RANKED,
  type MomentFilter,
  type MomentHit,
  type MomentPage,
  type MomentQuery,
  pageOf,
  type QueryVector,
  type RankedMoment,
  type SearchTerms,
} from '@earshot/core';
import { CallSignsOfModel } from './call-signs.js';
import { type MomentKind, type MomentRow, momentOf } from './moment-kinds.js';
import { excluded, required, type WordSearch, weighed, wordSearch } from './moment-words.js';
import { callOfMoment, firstMoment } from './moments-schema.js';
import type { Sql } from './record-query.js';
import { type NearMoment, nearestBySigns, type SignFilter } from './sign-scan.js';
import { cosine, signsOf } from './vector-bytes.js';

/** Of so many moments whose vectors have most signs in common with the query's, the vectors are compared. */
const MAX_COMPARED = 2_000;

interface FoundByWords {
  readonly ids: readonly number[];
  readonly counted: { readonly moments: number; readonly calls: number };
}

const NO_WORDS: FoundByWords = { ids: [], counted: { moments: 0, calls: 0 } };

/** Searches the tables of moments. Every search must see one state of the database: run it in a snapshot. */
export class MomentSearch {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** By model. Read when a query first asks for it. */
  readonly #signs = new Map<string, CallSignsOfModel>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  search({ terms, vector, by, filter, limit, isByCall, after }: MomentQuery): MomentPage {
    const { words, phrases, prefixes } = terms;
    if (by !== 'meaning' && words.length + phrases.length + prefixes.length === 0) throw noTerms();
    // Counts say what words find, whatever the query goes by.
    const { ids, counted } = this.#byWords(terms, filter);
    const meant = by === 'words' || vector === undefined ? [] : this.#byMeaning(terms, filter, vector);
    const fused = fuse(by === 'meaning' ? [] : ids.map(String), meant.map(String));
    const ranked = isByCall ? byCall(fused, (key) => String(callOfMoment(Number(key)))) : fused;
    const { ranked: page, next } = pageOf(ranked, limit, after);
    return { hits: this.#hits(page), counted, ...(next !== undefined && { next }) };
  }

  #byWords(terms: SearchTerms, filter: MomentFilter): FoundByWords {
    const [state] = this.#all<{ moments: number }>({ sql: 'SELECT moments FROM moment_state', values: [] });
    const words = weighed(terms.words, state?.moments ?? 0, (stem) => this.#having(stem));
    const search = wordSearch(terms, words);
    if (search === undefined) return NO_WORDS;
    return search.isFound === undefined ? this.#matching(search, filter) : this.#verified(search, filter);
  }

  /** How many moments have a stem. */
  #having(stem: string): number {
    const [found] = this.#all<{ doc: number }>({ sql: 'SELECT doc FROM moment_word WHERE term = ?', values: [stem] });
    return found?.doc ?? 0;
  }

  #matching(search: WordSearch, filter: MomentFilter): FoundByWords {
    const found = matches(search, filter);
    const sql = `WITH found AS MATERIALIZED (${found.sql}) SELECT id, (SELECT count(*) FROM found) AS moments,
      (SELECT count(DISTINCT id >> 9) FROM found) AS calls FROM found ORDER BY lacks, rank, id DESC LIMIT ${MAX_RANKED}`;
    const rows = this.#all<{ id: number; moments: number; calls: number }>({ sql, values: found.values });
    const [{ moments, calls } = { moments: 0, calls: 0 }] = rows;
    return { ids: rows.map(({ id }) => id), counted: { moments, calls } };
  }

  /** Looks at the text of all that match. */
  #verified(search: WordSearch, filter: MomentFilter): FoundByWords {
    const { isFound = () => true } = search;
    const found = matches(search, filter);
    const sql = `SELECT found.id, moment.text FROM (${found.sql}) AS found JOIN moment USING (id) ORDER BY lacks, rank, id DESC`;
    const rows = this.#all<{ id: number; text: string }>({ sql, values: found.values });
    const ids = rows.filter(({ text }) => isFound(text)).map(({ id }) => id);
    const calls = new Set(ids.map(callOfMoment)).size;
    return { ids: ids.slice(0, MAX_RANKED), counted: { moments: ids.length, calls } };
  }

  #byMeaning(terms: SearchTerms, filter: MomentFilter, { model, values, least = 0 }: QueryVector): number[] {
    const signs = this.#signs.get(model) ?? new CallSignsOfModel(this.#database, model);
    this.#signs.set(model, signs);
    const [state] = this.#all<{ changes: number }>({ sql: 'SELECT changes FROM moment_state', values: [] });
    const calls = signs.upTo(state?.changes ?? 0);
    const nearest = nearestBySigns(calls, signsOf(values), MAX_COMPARED, this.#signFilter(terms, filter));
    return this.#cosines(nearest, values)
      .filter(({ cosine }) => cosine > 0 && cosine >= least)
      .sort((a, b) => b.cosine - a.cosine || b.id - a.id)
      .map(({ id }) => id);
  }

  #cosines(nearest: readonly NearMoment[], values: Float32Array): { readonly id: number; readonly cosine: number }[] {
    const signsOfMoment = new Map(nearest.map((near) => [near.moment, near]));
    const rows = this.#all<{ id: number; magnitudes: Uint8Array }>({
      sql: 'SELECT id, magnitudes FROM moment_vector WHERE id IN (SELECT value FROM json_each(?))',
      values: [JSON.stringify([...signsOfMoment.keys()])],
    });
    return rows.flatMap(({ id, magnitudes }) => {
      const near = signsOfMoment.get(id);
      return near === undefined ? [] : [{ id, cosine: cosine(values, magnitudes, near.signs, near.first) }];
    });
  }

  /** All that a query asks besides its words holds before the nearest are chosen: so a narrow filter fills the page. */
  #signFilter(terms: SearchTerms, filter: MomentFilter): SignFilter {
    const calls = callsWithin(filter);
    const ids = ({ sql, values }: Sql) => new Set(this.#all<{ id: number }>({ sql, values }).map(({ id }) => id));
    const some = calls && ids({ sql: `SELECT id FROM moment_call WHERE ${calls.sql}`, values: calls.values });
    const speaking = filter.speaker === undefined ? undefined : ids(kindsOfSpeaker(filter.speaker));
    const [musts, unwanted] = [required(terms), excluded(terms)];
    const matching = (match: string) =>
      ids({ sql: 'SELECT rowid AS id FROM moment_words WHERE moment_words MATCH ?', values: [match] });
    const having = musts === undefined ? undefined : matching(musts);
    const lacking = unwanted === undefined ? undefined : matching(unwanted);
    return {
      ...(some && { hasCall: (call) => some.has(call) }),
      ...(speaking && { hasKind: (call, kind) => speaking.has(firstMoment(call) + kind) }),
      ...((having ?? lacking) && { hasMoment: (id) => having?.has(id) !== false && lacking?.has(id) !== true }),
    };
  }

  #hits(ranked: readonly RankedMoment[]): MomentHit[] {
    const ids = ranked.map(({ key }) => Number(key));
    const rows = this.#all<HitRow>({
      sql: `SELECT moment.id, kind, start_ms, end_ms, text, call.hash, call.call_id, call.revision, call.recorded_ms, call.kinds
        FROM moment JOIN moment_call AS call ON call.id = moment.id >> 9
        WHERE moment.id IN (SELECT value FROM json_each(?))`,
      values: [JSON.stringify(ids)],
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ranked.flatMap(({ key, matched, score }) => {
      const row = byId.get(Number(key));
      if (row === undefined) return [];
      const { id, hash, call_id: callId, revision, recorded_ms: recordedAtMs } = row;
      const kinds = JSON.parse(row.kinds) as MomentKind[];
      const moment = momentOf(row, id - firstMoment(callOfMoment(id)), kinds);
      return [{ hash, callId, revision, recordedAtMs, moment, matched, score }];
    });
  }

  #all<T>({ sql, values }: Sql): readonly T[] {
    return this.#prepared(sql).all(...values) as T[];
  }

  #prepared(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

interface HitRow extends MomentRow {
  readonly hash: MomentHit['hash'];
  readonly call_id: MomentHit['callId'];
  readonly revision: number;
  readonly recorded_ms: number;
  readonly kinds: string;
}

/** The moments that match an expression and pass a filter, whether they lack a word of the query, and their rank. */
function matches({ match, whole }: WordSearch, filter: MomentFilter): Sql {
  const calls = callsWithin(filter);
  const conditions: Sql[] = [{ sql: 'moment_words MATCH ?', values: [match] }];
  if (calls !== undefined) {
    const sql = `moment_words.rowid >> 9 IN (SELECT id FROM moment_call WHERE ${calls.sql})`;
    conditions.push({ sql, values: calls.values });
  }
  if (filter.speaker !== undefined) {
    const { sql, values } = kindsOfSpeaker(filter.speaker);
    const kind = '(SELECT kind FROM moment WHERE moment.id = moment_words.rowid)';
    conditions.push({ sql: `(moment_words.rowid >> 9 << 9) + ${kind} IN (${sql})`, values });
  }
  const having = 'moment_words.rowid IN (SELECT rowid FROM moment_words WHERE moment_words MATCH ?)';
  const lacks: Sql = whole === undefined ? { sql: '0', values: [] } : { sql: `NOT ${having}`, values: [whole] };
  return {
    sql: `SELECT moment_words.rowid AS id, ${lacks.sql} AS lacks, rank FROM moment_words
      WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`,
    values: [...lacks.values, ...conditions.flatMap(({ values }) => values)],
  };
}

/** Which calls pass a filter; `undefined` when all do. */
function callsWithin({ hash, fromMs, toMs, agentName, category }: MomentFilter): Sql | undefined {
  const conditions: Sql[] = [];
  const add = (sql: string, value: string | number | undefined) => {
    if (value !== undefined) conditions.push({ sql, values: [value] });
  };
  add('hash = ?', hash);
  add('recorded_ms >= ?', fromMs);
  add('recorded_ms < ?', toMs);
  add('agent = ?', agentName);
  add('EXISTS (SELECT 1 FROM json_each(categories) WHERE value = ?)', category);
  if (conditions.length === 0) return undefined;
  return { sql: conditions.map(({ sql }) => sql).join(' AND '), values: conditions.flatMap(({ values }) => values) };
}

/** The kinds of moments whose speaker has a label or a role: each as the number of the call's first moment, plus its position. */
function kindsOfSpeaker(speaker: string): Sql {
  const sql = `SELECT (moment_call.id << 9) + kind.key AS id FROM moment_call, json_each(moment_call.kinds) AS kind
    WHERE kind.value ->> 1 = ? OR kind.value ->> 2 = ?`;
  return { sql, values: [speaker, speaker] };
}

function noTerms(): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', 'the query has no words to find', {
    details: { field: 'terms', expected: 'a word, a phrase or a prefix', found: 'none' },
  });
}
