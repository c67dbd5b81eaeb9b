import { writeSync } from 'node:fs';
import { isEarshotError } from '@earshot/core';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteRecordRepository } from '../../src/sqlite/sqlite-record-repository.js';
import { callOf } from './records-calls.js';

/*
 * A process that saves calls until it is killed or refused, three revisions of each: `<database> <first number> [step]`.
 * A line `<number> <revision>` reports a save that was answered, any other line of the error that it met. Started by root,
 * it is nobody: root may write anywhere.
 */
const [path = '', first = '0', step = '1'] = process.argv.slice(2);

if (process.getuid?.() === 0 && path.includes('read-only')) {
  process.setegid?.(65_534);
  process.seteuid?.(65_534);
}

try {
  const repository = new SqliteRecordRepository({ database: openDatabase(path) });
  for (let number = Number(first); ; number += Number(step)) {
    for (const revision of [1, 2, 3]) {
      await repository.save(callOf(number, revision));
      say(`${number} ${revision}`);
    }
  }
} catch (error) {
  if (!isEarshotError(error)) throw error;
  say(error.code);
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}
