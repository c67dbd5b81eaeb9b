/**
 * The tables of the recordings that were taken in, and of the files that they came from. Of a recording that was erased,
 * only the digest is left. A file whose stamp is still the same need not be read again.
 */
export const RECORDINGS_SCHEMA = `
CREATE TABLE recording (
  digest TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('arrived', 'announced', 'erased')),
  call_id TEXT UNIQUE,
  uri TEXT,
  file_name TEXT,
  relative_path TEXT,
  size_bytes INTEGER,
  recorded_at_ms INTEGER,
  added_at_ms INTEGER,
  CHECK ((state = 'erased') = (call_id IS NULL)),
  CHECK (state <> 'erased' OR coalesce(uri, file_name, relative_path, size_bytes, recorded_at_ms, added_at_ms) IS NULL)
) STRICT;
CREATE INDEX recording_arrived ON recording (added_at_ms) WHERE state = 'arrived';
CREATE TABLE seen_file (
  path TEXT PRIMARY KEY,
  stamp TEXT NOT NULL,
  digest TEXT NOT NULL
) STRICT;
CREATE INDEX seen_file_digest ON seen_file (digest);
`;

/** What is spoken in a recording, as the process was told that took it in. */
export const RECORDING_LANGUAGES_SCHEMA = 'ALTER TABLE recording ADD COLUMN language TEXT;';

/**
 * A call may have several contents: forms of one recording that grew. The longest counts, and of two that are as long the
 * one that came last. `reported_file` holds which files were reported as no recordings, and with which error code: their
 * paths as digests, since nothing else of them is needed.
 */
export const RECORDING_FORMS_SCHEMA = `
DROP INDEX recording_arrived;
ALTER TABLE recording RENAME TO recording_of_one_form;
CREATE TABLE recording (
  digest TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('arrived', 'announced', 'erased')),
  call_id TEXT,
  uri TEXT,
  file_name TEXT,
  relative_path TEXT,
  size_bytes INTEGER,
  recorded_at_ms INTEGER,
  added_at_ms INTEGER,
  CHECK ((state = 'erased') = (call_id IS NULL)),
  CHECK (state <> 'erased' OR coalesce(uri, file_name, relative_path, size_bytes, recorded_at_ms, added_at_ms) IS NULL)
) STRICT;
INSERT INTO recording SELECT * FROM recording_of_one_form;
DROP TABLE recording_of_one_form;
CREATE INDEX recording_arrived ON recording (added_at_ms) WHERE state = 'arrived';
CREATE INDEX recording_call ON recording (call_id) WHERE call_id IS NOT NULL;
CREATE TABLE reported_file (
  path_digest TEXT PRIMARY KEY,
  stamp TEXT NOT NULL,
  code TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
