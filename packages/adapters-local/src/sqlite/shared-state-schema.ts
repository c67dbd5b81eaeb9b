/** Small values under names. `expires_at_ms`: from then on, a value may be removed. */
export const SHARED_STATE_SCHEMA = `
CREATE TABLE shared_state (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  json TEXT NOT NULL,
  expires_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX shared_state_expiry ON shared_state (expires_at_ms) WHERE expires_at_ms IS NOT NULL;
`;
