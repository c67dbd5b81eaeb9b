import { momentIndexContract, registerContract } from '@earshot/core/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { startVectors, type VectorServer } from './vector-server.js';

const DIMENSIONS = 64;
let vectors: VectorServer;

beforeAll(async () => {
  vectors = await startVectors();
});
afterAll(() => vectors.close());

describe('S3VectorsMomentIndex', () => {
  registerContract(
    momentIndexContract(() => vectors.pair(DIMENSIONS), {
      capabilities: { counts: false, prefix: false, phrase: false, pagedHits: 200 },
      dimensions: DIMENSIONS,
      numRuns: 20,
    }),
    it,
  );
});
