import { writeSync } from 'node:fs';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteInsightRepository } from '../../src/sqlite/sqlite-insight-repository.js';
import { insightsOf, scoreOf } from './insights-calls.js';

/*
 * A process that keeps the insights of five calls, over and over, and dismisses the first one of each, until it is killed:
 * `<database> <first revision>`. A line `<call> <revision>` names what was answered.
 */
const [path = '', first = '1'] = process.argv.slice(2);
const repository = new SqliteInsightRepository({ database: openDatabase(path) });
for (let revision = Number(first); ; revision++) {
  for (const number of [1, 2, 3, 4, 5]) {
    await repository.replace(scoreOf(number, revision), insightsOf(number, revision));
    writeSync(1, `${number} ${revision}\n`);
    const [insight] = insightsOf(number, revision);
    const kept = insight && (await repository.get(insight.id));
    if (kept?.decisions.length !== 0) continue;
    const decision = { status: 'dismissed', atMs: 1, actor: 'Grace' } as const;
    await repository.decide(kept.id, kept.version, { decision }).catch(() => {});
  }
}
