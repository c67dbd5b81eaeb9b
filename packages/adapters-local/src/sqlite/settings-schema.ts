/**
 * What holds for the folder as long as it exists. A folder that held anything before there were settings kept original
 * documents.
 */
export const SETTINGS_SCHEMA = `
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO setting SELECT 'copies', 'original' WHERE
  EXISTS (SELECT 1 FROM call) OR EXISTS (SELECT 1 FROM analysis_job) OR EXISTS (SELECT 1 FROM recording)
  OR EXISTS (SELECT 1 FROM message) OR EXISTS (SELECT 1 FROM dead_letter);
`;
