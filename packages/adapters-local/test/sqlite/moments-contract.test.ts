import { momentIndexContract, registerContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteMomentIndex } from '../../src/sqlite/sqlite-moment-index.js';
import { databaseFolder } from './database-folder.js';

const { newPath, open } = databaseFolder();
const options = { capabilities: { counts: true, prefix: true, phrase: true, pagedHits: 1_000 }, numRuns: 20 };

describe('the contract of indexes of moments', () => {
  describe('in memory', () => {
    const create = () => {
      const database = openDatabase(':memory:');
      return { index: new SqliteMomentIndex({ database }), dispose: () => database.close() };
    };
    registerContract(momentIndexContract(create, options), it);
  });
  describe('over two connections', () => {
    const two = () => {
      const path = newPath();
      const index = () => new SqliteMomentIndex({ database: open(path) });
      return { index: index(), other: index() };
    };
    // Each database is a new file: only the cases in which both connections write or read.
    const isShared = (name: string) =>
      /at the same time|in any order|replaces? |every process|after a delete/.test(name);
    registerContract(
      momentIndexContract(two, { ...options, numRuns: 2 }).filter(({ name }) => isShared(name)),
      it,
    );
  });
});
