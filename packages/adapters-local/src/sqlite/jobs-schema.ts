/** The table of analyses. A key is told again for as long as its job is known, so nothing is analysed twice. */
export const JOBS_SCHEMA = `
CREATE TABLE analysis_job (
  job_id TEXT PRIMARY KEY,
  idempotency_key TEXT NOT NULL UNIQUE,
  call_id TEXT NOT NULL,
  media_uri TEXT NOT NULL,
  output_uri TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed')),
  owner TEXT,
  owned_until_ms INTEGER,
  tries INTEGER NOT NULL DEFAULT 0,
  stage TEXT,
  done_ms INTEGER,
  duration_ms INTEGER,
  manifest_uri TEXT,
  failure_code TEXT,
  failure_reason TEXT,
  created_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER
) STRICT;
CREATE INDEX analysis_job_waiting ON analysis_job (created_at_ms) WHERE state IN ('queued', 'running');
CREATE INDEX analysis_job_call ON analysis_job (call_id);
`;
