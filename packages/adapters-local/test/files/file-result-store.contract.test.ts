import { rm } from 'node:fs/promises';
import { registerContract, resultStoreContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { FileResultStore } from '../../src/files/file-result-store.js';
import { makeFolder } from './folders.js';

const PAGE_SIZE = 4;

async function create(root: string) {
  const folder = await makeFolder();
  const dispose = () => rm(folder, { recursive: true });
  return { store: new FileResultStore({ folder, pageSize: PAGE_SIZE }), root, dispose };
}

const options = { numRuns: 20, pageSize: PAGE_SIZE };

describe('in a bucket of this machine', () => {
  registerContract(
    resultStoreContract(() => create('local://results/'), options),
    it,
  );
});

describe('in a bucket of another scheme', () => {
  registerContract(
    resultStoreContract(() => create('s3://contract/'), options),
    it,
  );
});
