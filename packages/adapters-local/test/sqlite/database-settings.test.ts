import { expect, it } from 'vitest';
import { databaseFolder } from './database-folder.js';

const folder = databaseFolder();

it('keeps commits through a power cut, overwrites what is deleted, and bounds the write-ahead log', () => {
  const database = folder.open(folder.newPath());
  const setting = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  expect(setting('journal_mode')).toBe('wal');
  expect(setting('synchronous')).toBe(2);
  expect(setting('secure_delete')).toBe(1);
  expect(setting('journal_size_limit')).toBe(64 * 1024 * 1024);
});
