/**
 * What coaching keeps. `rank_ms` is a time negated, as in the tables of the calls: when a call was recorded, when an insight
 * was created. The order of lists is `(rank_ms, id)` ascending.
 *
 * - `coached_call`: the score of each call, and which revision of which record it is of
 * - `insight`: the insights, those included that are only kept for what people said about them (`is_given = 0`). `people` has
 *   their decisions and comments. The indexes hold all that filters look at.
 */
export const INSIGHTS_SCHEMA = `
CREATE TABLE coached_call (
  hash TEXT PRIMARY KEY,
  record_created_ms INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  agent TEXT,
  rank_ms INTEGER NOT NULL,
  json TEXT NOT NULL,
  crc32 INTEGER NOT NULL
) STRICT;
CREATE INDEX coached_call_by_agent ON coached_call (agent, rank_ms, hash) WHERE agent IS NOT NULL;

CREATE TABLE insight (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL REFERENCES coached_call ON DELETE CASCADE,
  is_given INTEGER NOT NULL,
  version INTEGER NOT NULL,
  rank_ms INTEGER NOT NULL,
  agent TEXT NOT NULL,
  status TEXT NOT NULL,
  priority TEXT NOT NULL,
  type TEXT NOT NULL,
  category TEXT NOT NULL,
  ruleset TEXT NOT NULL,
  json TEXT NOT NULL,
  crc32 INTEGER NOT NULL,
  people TEXT NOT NULL,
  people_crc32 INTEGER NOT NULL
) STRICT;
CREATE INDEX insight_by_call ON insight (hash);
CREATE INDEX insight_by_rank ON insight (rank_ms, id, priority, type, category, ruleset) WHERE is_given = 1;
CREATE INDEX insight_by_agent ON insight (agent, rank_ms, id, status, priority, type, category, ruleset)
  WHERE is_given = 1;
CREATE INDEX insight_by_status ON insight (status, rank_ms, id, priority, type, category, ruleset) WHERE is_given = 1;
`;
