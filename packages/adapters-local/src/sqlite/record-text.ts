import { type CallRecord, foldCase, textTerms } from '@earshot/core';
import type { Sql } from './record-query.js';

/*
 * Text is found anywhere inside words, so what is indexed is each stretch of four characters. SQLite's index takes three
 * at a time; it is therefore given text in which each character stands for a pair.
 */
const STRETCH = 4;
const LAST_CHARACTER = '\u{10ffff}';

/** Enough parts of a text to leave few calls that have them all and not the text. More cost more than they save. */
const MAX_STRETCHES = 6;

/** Stands between texts, and for what UTF-8 can't hold and what SQLite ends a text at. */
const GAP = '\ufffd';

/** How calls with a text in them are found. */
export interface TextSearch {
  /** The numbers of all calls that have it, and of others. Absent where the index can't tell. */
  readonly candidates?: Sql | undefined;
  /** Whether a `place` is worth a look. Absent where telling costs more than the look. */
  readonly likely?: Sql | undefined;
  /** Whether a `place` has it. */
  readonly exact: Sql;
}

/**
 * All that a text filter looks at in a record, in the letter case of {@link textSearch}, as one text. The gaps at its end
 * let each of its characters begin a stretch.
 */
export function searchableText({ callId, aliases = [], analysis }: CallRecord): string {
  const { callSummary = '', audioSummary = '', transcript, categories = [], topics = [] } = analysis ?? {};
  const places = [callId, callSummary, audioSummary, transcript?.text ?? '', ...aliases, ...categories, ...topics];
  const text = places.map(foldCase).join(GAP);
  return text.replace(/[\0\p{Surrogate}]/gu, GAP) + GAP.repeat(STRETCH - 1);
}

/** Text as the index is given it. */
export function inPairs(text: string): string {
  let pairs = '';
  let before: number | undefined;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (before !== undefined) pairs += pair(before, code);
    before = code;
  }
  return pairs;
}

/**
 * How to find what `matchesFilter` finds; `undefined` for a text that asks for nothing. Text with something that only gaps stand
 * for is looked for in whole records.
 */
export function textSearch(text: string): TextSearch | undefined {
  const terms = textTerms(text);
  if (terms.length === 0) return undefined;
  if (/[\0\ufffd\p{Surrogate}]/u.test(text)) {
    const document = 'FROM call_document WHERE id = place.id';
    const sql = `earshot_says(place.hash, (SELECT json ${document}), (SELECT crc32 ${document}), ?)`;
    // As JSON, in which lone surrogates are whole.
    return { exact: { sql, values: [JSON.stringify(text)] } };
  }
  const has = terms.map(() => 'instr(folded, ?)').join(' AND ');
  const exact = { sql: `(SELECT ${has} FROM call_text WHERE id = place.id)`, values: terms };
  const longestFirst = terms
    .map((term) => ({ term, pairs: [...inPairs(term)] }))
    .sort((a, b) => b.pairs.length - a.pairs.length);
  const indexed = longestFirst.filter(({ pairs }) => pairs.length >= STRETCH - 1).slice(0, MAX_STRETCHES);
  if (indexed.length === 0) return { candidates: beginningWith(longestFirst[0]?.term ?? ''), exact };
  const { sql, values } = having(indexed.map(({ pairs }) => pairs));
  return { candidates: { sql, values }, likely: { sql: `+place.id IN (${sql})`, values }, exact };
}

/**
 * One character for two. Alike pairs may share one, so the index names too many calls, never too few. Those of pairs with
 * the same first character follow each other.
 */
function pair(first: number, second: number): string {
  return String.fromCodePoint(0x1_0000 + (((first % 0x2000) << 7) | (second % 0x80)));
}

/** Of text that is shorter than a stretch. It stands where a stretch begins with it. */
function beginningWith(text: string): Sql {
  const first = text.codePointAt(0) ?? 0;
  const pairs = inPairs(text);
  const [least, most] = pairs === '' ? [pair(first, 0), pair(first, 0x7f)] : [pairs, pairs];
  const sql = 'SELECT DISTINCT doc AS id FROM call_search_stretch WHERE term BETWEEN ? AND ?';
  return { sql, values: [least, most + LAST_CHARACTER.repeat(STRETCH)] };
}

/** Of texts that have stretches: of each, some out of its whole length. */
function having(texts: readonly (readonly string[])[]): Sql {
  const most = Math.floor(MAX_STRETCHES / texts.length);
  const match = texts.flatMap((pairs) => stretchesOf(pairs, most)).join(' ');
  return { sql: 'SELECT rowid AS id FROM call_search WHERE call_search MATCH ?', values: [match] };
}

function stretchesOf(pairs: readonly string[], most: number): string[] {
  const last = pairs.length - (STRETCH - 1);
  const count = Math.min(last + 1, most);
  return Array.from({ length: count }, (_, index) => {
    const start = Math.round((index * last) / Math.max(1, count - 1));
    return pairs.slice(start, start + STRETCH - 1).join('');
  });
}
