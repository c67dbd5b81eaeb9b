/**
 * The index of moments. The moments of call `id` have the numbers from `id << MOMENT_BITS` on, in their order, so a moment's
 * number names its call.
 *
 * - `moment_state`: how often the index has changed, and how many moments there are
 * - `moment_call`: what filters ask about a call, and what is kept of it. `kinds` are the distinct sources, speakers, roles and
 *   languages of its moments, which name theirs by position. `change` is the last change of it.
 * - `moment`: the moments; `moment_words` is the index of their words, `moment_word` shows how many moments have a word
 * - `moment_signs`: the signs of the vectors of a call, a bit per dimension, some vectors a row so that pages are full. Row `n` of
 *   a call has the number of its moment `n`. `places` says whose vectors they are.
 * - `moment_vector`: of a vector what the signs leave, 7 bits per dimension. With its sign, a row would not fit 8 times into a page.
 */
export const MOMENTS_SCHEMA = `
CREATE TABLE moment_state (
  changes INTEGER NOT NULL,
  moments INTEGER NOT NULL
) STRICT;
INSERT INTO moment_state VALUES (0, 0);

CREATE TABLE moment_call (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  change INTEGER NOT NULL,
  call_id TEXT NOT NULL,
  record_created_ms INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  rules TEXT NOT NULL,
  model TEXT,
  recorded_ms INTEGER NOT NULL,
  agent TEXT,
  categories TEXT NOT NULL,
  kinds TEXT NOT NULL,
  moments INTEGER NOT NULL
) STRICT;
CREATE INDEX moment_call_by_change ON moment_call (change);
CREATE INDEX moment_call_by_time ON moment_call (recorded_ms);
CREATE INDEX moment_call_by_agent ON moment_call (agent) WHERE agent IS NOT NULL;

CREATE TABLE moment (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  start_ms INTEGER,
  end_ms INTEGER,
  text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE moment_words USING fts5 (
  text, content = 'moment', content_rowid = 'id', prefix = '2 3', tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO moment_words (moment_words, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE moment_word USING fts5vocab (moment_words, row);

CREATE TABLE moment_signs (
  id INTEGER PRIMARY KEY,
  places BLOB NOT NULL,
  signs BLOB NOT NULL
) STRICT;
CREATE TABLE moment_vector (
  id INTEGER PRIMARY KEY,
  magnitudes BLOB NOT NULL
) STRICT;
`;

/** A call has at most 2 to the power of this many moments. */
const MOMENT_BITS = 9;

/** The number of a call's first moment. Numbers exceed 32 bits, so they aren't shifted. */
export function firstMoment(call: number): number {
  return call * 2 ** MOMENT_BITS;
}

/** The call that a moment is of. */
export function callOfMoment(moment: number): number {
  return Math.floor(moment / 2 ** MOMENT_BITS);
}
