import { writeSync } from 'node:fs';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteMomentIndex } from '../../src/sqlite/sqlite-moment-index.js';
import { hashOfCall, momentsOfCall } from './moments-calls.js';

/*
 * A process that keeps the moments of five calls, over and over, and deletes one now and then, until it is killed:
 * `<database> <first revision>`. A line `<call> <revision>` names what was answered.
 */
const [path = '', first = '1'] = process.argv.slice(2);
const index = new SqliteMomentIndex({ database: openDatabase(path) });
for (let revision = Number(first); ; revision++) {
  for (const number of [1, 2, 3, 4, 5]) {
    const texts = Array.from({ length: 1 + (revision % 4) }, (_, at) => `call ${number} part ${at} word${revision}`);
    await index.put(momentsOfCall(number, texts, { revision }));
    writeSync(1, `${number} ${revision}\n`);
    if (revision % 7 === number) await index.delete(hashOfCall(number + 5));
    else await index.put(momentsOfCall(number + 5, texts, { revision }));
  }
}
