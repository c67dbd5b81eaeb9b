import { expect, it } from 'vitest';
import { SqliteMomentIndex } from '../../src/sqlite/sqlite-moment-index.js';
import { databaseFolder } from './database-folder.js';
import { linesOfKilled, processOf } from './database-process.js';
import { byMeaning, byWords, hashOfCall, vectorOf } from './moments-calls.js';

const ROUNDS = 5;
const { newPath, open } = databaseFolder();
const start = processOf('./moments-child.ts');

it('processes that are killed leave each call with the words and vectors of one revision, all of them', async () => {
  const path = newPath();
  const answered = new Map<number, number>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const line of await linesOfKilled([1, 2].map((which) => start([path, String(round * 100 + which)])))) {
      const [number = 0, revision = 0] = line.split(' ').map(Number);
      answered.set(number, Math.max(revision, answered.get(number) ?? 0));
    }
    const database = open(path);
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    database.exec("INSERT INTO moment_words (moment_words, rank) VALUES ('integrity-check', 1)");
    const index = new SqliteMomentIndex({ database });
    for (let number = 1; number <= 10; number++) {
      const hash = hashOfCall(number);
      const kept = (await index.revisionOf(hash))?.revision;
      expect(kept ?? 0).toBeGreaterThanOrEqual(answered.get(number) ?? 0);
      const { hits } = await index.search({ ...byWords('call'), filter: { hash } });
      const count = kept === undefined ? 0 : 1 + (kept % 4);
      expect(hits.map(({ moment }) => moment.index).sort()).toEqual(Array.from({ length: count }, (_, at) => at));
      expect(hits.every(({ revision, moment }) => revision === kept && moment.text.endsWith(`word${kept}`))).toBe(true);
      if (kept === undefined) continue;
      const [nearest] = (await index.search(byMeaning(vectorOf(number * 1_000 + kept * 10)))).hits;
      expect(nearest).toMatchObject({ hash, moment: { index: 0 } });
    }
    const moments = database.prepare('SELECT (SELECT count(*) FROM moment) AS kept, moments FROM moment_state').get();
    expect(moments?.['kept']).toBe(moments?.['moments']);
    database.close();
  }
  expect(answered.size).toBeGreaterThan(0);
});
