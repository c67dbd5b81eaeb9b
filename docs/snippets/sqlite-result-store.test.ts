import { DatabaseSync } from 'node:sqlite';
import { registerContract, resultStoreContract } from '@earshot/core/testing';
import { it } from 'vitest';
import { SqliteResultStore } from './sqlite-result-store.js';

const create = () => {
  const database = new DatabaseSync(':memory:');
  return { store: new SqliteResultStore({ database, pageSize: 10 }), dispose: () => database.close() };
};

registerContract(resultStoreContract(create, { pageSize: 10 }), it);
