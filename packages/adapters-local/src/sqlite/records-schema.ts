/**
 * The tables of the calls. `id` is a call's number in all of them. `rank_ms` is the recording time negated: the order of
 * lists, newest first and then by hash, is `(rank_ms, hash)` ascending, which an index walks from any position.
 *
 * - `call`: a call as lists show it
 * - `call_document`: its record, whole
 * - `call_job`: the jobs among its jobs
 * - `call_label`: its categories and topics, each in the order of lists
 * - `call_text`: what text is looked for in, in lower case
 * - `call_search`: the index of that, with `call_search_stretch` to see what it is made of
 */
export const RECORDS_SCHEMA = `
CREATE TABLE call (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  state TEXT NOT NULL,
  rank_ms INTEGER NOT NULL,
  json TEXT NOT NULL,
  crc32 INTEGER NOT NULL
) STRICT;
CREATE INDEX call_by_rank ON call (rank_ms, hash);
CREATE INDEX call_by_state ON call (state, rank_ms, hash);

CREATE TABLE call_document (
  id INTEGER PRIMARY KEY REFERENCES call ON DELETE CASCADE,
  json TEXT NOT NULL,
  crc32 INTEGER NOT NULL
) STRICT;

CREATE TABLE call_job (
  job_id TEXT PRIMARY KEY,
  id INTEGER NOT NULL REFERENCES call ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX call_job_by_id ON call_job (id);

CREATE TABLE call_label (
  kind TEXT NOT NULL CHECK (kind IN ('category', 'topic')),
  name TEXT NOT NULL,
  rank_ms INTEGER NOT NULL,
  hash TEXT NOT NULL,
  state TEXT NOT NULL,
  id INTEGER NOT NULL REFERENCES call ON DELETE CASCADE,
  PRIMARY KEY (kind, name, rank_ms, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_label_by_state ON call_label (kind, name, state, rank_ms, hash, id);
CREATE INDEX call_label_by_id ON call_label (id);

CREATE TABLE call_text (
  id INTEGER PRIMARY KEY REFERENCES call ON DELETE CASCADE,
  folded TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE call_search USING fts5 (
  pairs, content = '', columnsize = 0, detail = 'none', tokenize = 'trigram case_sensitive 1'
);
INSERT INTO call_search (call_search, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE call_search_stretch USING fts5vocab (call_search, instance);
`;

/** The other names of calls (`call_alias`), and those of recordings that came in again, which calls are about to have. */
export const ALIASES_SCHEMA = `
CREATE TABLE call_alias (
  alias TEXT NOT NULL,
  id INTEGER NOT NULL REFERENCES call ON DELETE CASCADE,
  PRIMARY KEY (alias, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_alias_by_id ON call_alias (id);
CREATE TABLE recording_alias (
  alias TEXT PRIMARY KEY,
  call_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_alias_call ON recording_alias (call_id);
`;

/** Which calls were not understood: none before this version. The index holds all that a list of them looks at. */
export const UNDERSTOOD_SCHEMA = `
ALTER TABLE call ADD COLUMN understood INTEGER NOT NULL DEFAULT 1;
CREATE INDEX call_not_understood ON call (rank_ms, hash, state) WHERE understood = 0;
`;

/** The calls in an open state (`call_due`), in the order in which they are due. A damaged overview says no time. */
export const DUE_SCHEMA = `
CREATE TABLE call_due (
  state TEXT NOT NULL,
  due_ms INTEGER NOT NULL,
  hash TEXT NOT NULL,
  id INTEGER NOT NULL UNIQUE REFERENCES call ON DELETE CASCADE,
  PRIMARY KEY (state, due_ms, hash)
) STRICT, WITHOUT ROWID;
INSERT INTO call_due SELECT state, due_ms, hash, id FROM (
  SELECT state, CASE WHEN json_valid(json) THEN json_extract(json, '$.history[#-1].atMs') END AS due_ms, hash, id
  FROM call WHERE state IN ('submitted', 'analyzing')
) WHERE typeof(due_ms) = 'integer';
`;

/**
 * The names and figures that lists filter and sort by. Those of calls of older versions come from their overviews, by functions
 * that `migrate` provides; a damaged overview has none.
 *
 * - `call_label`: also the agent, the customer and the sentiment, and all names in lower case
 * - `call_fact`: small rows, so that a page can look at thousands; its ranks are those of `rankOf`
 */
export const FACTS_SCHEMA = `
ALTER TABLE call_label RENAME TO call_label_before;
CREATE TABLE call_label (
  kind TEXT NOT NULL CHECK (kind IN ('category', 'topic', 'agent', 'customer', 'sentiment')),
  name TEXT NOT NULL,
  rank_ms INTEGER NOT NULL,
  hash TEXT NOT NULL,
  state TEXT NOT NULL,
  id INTEGER NOT NULL REFERENCES call ON DELETE CASCADE,
  PRIMARY KEY (kind, name, rank_ms, hash)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO call_label
  SELECT kind, earshot_fold(name), rank_ms, hash, state, id FROM call_label_before;
DROP TABLE call_label_before;
INSERT OR IGNORE INTO call_label
  SELECT label.value ->> 0, label.value ->> 1, rank_ms, hash, state, call.id
  FROM call, json_each(earshot_labels(call.json)) AS label;
CREATE INDEX call_label_by_state ON call_label (kind, name, state, rank_ms, hash, id);
CREATE INDEX call_label_by_id ON call_label (id, kind, name);

CREATE TABLE call_fact (
  id INTEGER PRIMARY KEY REFERENCES call ON DELETE CASCADE,
  hash TEXT NOT NULL,
  state TEXT NOT NULL,
  rank_ms INTEGER NOT NULL,
  duration_ms INTEGER,
  oldest INTEGER NOT NULL,
  longest INTEGER NOT NULL,
  shortest INTEGER NOT NULL,
  most_negative REAL NOT NULL
) STRICT;
INSERT INTO call_fact SELECT id, hash, state, rank_ms, fact ->> 0, -rank_ms, fact ->> 1, fact ->> 2, fact ->> 3
  FROM (SELECT id, hash, state, rank_ms, earshot_facts(json) AS fact FROM call);
CREATE INDEX call_fact_by_oldest ON call_fact (oldest, hash);
CREATE INDEX call_fact_by_longest ON call_fact (longest, hash);
CREATE INDEX call_fact_by_shortest ON call_fact (shortest, hash);
CREATE INDEX call_fact_by_most_negative ON call_fact (most_negative, hash);
`;

/** What totals count of each call (`call_counted`), as JSON. Calls whose records are damaged have none. */
export const COUNTED_SCHEMA = `
CREATE TABLE call_counted (
  id INTEGER PRIMARY KEY REFERENCES call ON DELETE CASCADE,
  json TEXT NOT NULL
) STRICT;
INSERT INTO call_counted SELECT id, counted FROM (SELECT id, earshot_counted(json) AS counted FROM call_document)
  WHERE counted IS NOT NULL;
`;
