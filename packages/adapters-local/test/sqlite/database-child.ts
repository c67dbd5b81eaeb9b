import { writeSync } from 'node:fs';
import { isEarshotError } from '@earshot/core';
import { openDatabase } from '../../src/sqlite/open-database.js';

/*
 * A process next to the test: `open <database> <epoch ms>` opens a database at that moment, `hold <database>` locks it until
 * it is killed. It writes `done`, or the code of the error that it met.
 */
const [role, path = '', atMs = '0'] = process.argv.slice(2);

try {
  while (Date.now() < Number(atMs));
  const database = openDatabase(path);
  if (role === 'hold') database.exec('BEGIN IMMEDIATE');
  else database.close();
  say('done');
} catch (error) {
  if (!isEarshotError(error)) throw error;
  say(error.code);
}
if (role === 'hold') setInterval(() => {}, 60_000);

function say(line: string): void {
  writeSync(1, `${line}\n`);
}
