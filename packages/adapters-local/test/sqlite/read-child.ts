import { existsSync, writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isEarshotError } from '@earshot/core';
import { openToRead } from '../../src/sqlite/open-to-read.js';
import { SqliteRecordRepository } from '../../src/sqlite/sqlite-record-repository.js';

/*
 * A process that reads all calls of a database: `<database> [<signal>]`. It writes the hash of each that it lists and gets,
 * sorted, or the code of the error that it met. With a signal, it writes "open" once it has opened the database, and reads
 * when a file of that name is there. Started by root, it is nobody: root may write anywhere.
 */
if (process.getuid?.() === 0) {
  process.setgid?.(65_534);
  process.setuid?.(65_534);
}

try {
  const [path = '', signal] = process.argv.slice(2);
  const { database, close } = openToRead(path);
  if (signal !== undefined) writeSync(1, 'open\n');
  while (signal !== undefined && !existsSync(signal)) await delay(5);
  const repository = new SqliteRecordRepository({ database });
  const { calls } = await repository.list({ filter: { text: 'summary' }, limit: 100 });
  const records = await Promise.all(calls.map(({ hash }) => repository.get(hash)));
  close();
  for (const hash of records.map((record) => record?.hash ?? 'none').sort()) writeSync(1, `${hash}\n`);
} catch (error) {
  if (!isEarshotError(error)) throw error;
  writeSync(1, `${error.code}\n`);
}
