/**
 * The tables of the queue. `sequence` is never given twice, so that with `receive_count` it names one delivery for
 * good. `sent_id` holds every id that a sender gave, also of messages that are long done.
 */
export const MESSAGES_SCHEMA = `
CREATE TABLE message (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  sent_at_ms INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  receive_count INTEGER NOT NULL DEFAULT 0,
  holder TEXT,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX message_due ON message (due_at_ms);
CREATE INDEX message_held ON message (holder) WHERE holder IS NOT NULL;
CREATE TABLE sent_id (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE dead_letter (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sent_at_ms INTEGER NOT NULL,
  receive_count INTEGER NOT NULL,
  parked_at_ms INTEGER NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
`;
