import { recordRepositoryContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteRecordRepository } from '../../src/sqlite/sqlite-record-repository.js';

describe('the contract of record repositories', () => {
  const cases = recordRepositoryContract(
    () => {
      const database = openDatabase(':memory:');
      return {
        repository: new SqliteRecordRepository({ database }),
        damage: (hash) => {
          database.prepare('UPDATE call SET json = substr(json, 2) WHERE hash = ?').run(hash);
          const id = '(SELECT id FROM call WHERE hash = ?)';
          database.prepare(`UPDATE call_document SET json = '{}' WHERE id = ${id}`).run(hash);
        },
        dispose: () => database.close(),
      };
    },
    { numRuns: 20, damageable: true },
  );
  for (const { name, run } of cases) it(name, run);
});
