import {
  CreateIndexCommand,
  DeleteVectorsCommand,
  GetVectorsCommand,
  ListVectorsCommand,
  PutVectorsCommand,
  QueryVectorsCommand,
  type QueryVectorsCommandInput,
  S3VectorsClient,
} from '@aws-sdk/client-s3vectors';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectionTo, type InjectedFault, type S3VectorsServer, startS3VectorsServer } from '../../src/index.js';

const vectorBucketName = 'calls';
let server: S3VectorsServer;
let client: S3VectorsClient;
let fault: InjectedFault | undefined;
let indexName: string;
let count = 0;

beforeAll(async () => {
  server = await startS3VectorsServer({ pageSize: 2, fault: () => fault });
  client = new S3VectorsClient({ ...connectionTo(server), maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});
beforeEach(async () => {
  fault = undefined;
  indexName = `moments-${count++}`;
  const metadataConfiguration = { nonFilterableMetadataKeys: ['text'] };
  const index = { vectorBucketName, indexName, dataType: 'float32', dimension: 2, distanceMetric: 'cosine' } as const;
  await client.send(new CreateIndexCommand({ ...index, metadataConfiguration }));
});

const place = () => ({ vectorBucketName, indexName });
const vector = (key: string, float32: number[], metadata: Record<string, string | number | string[]> = {}) => ({
  key,
  data: { float32 },
  metadata,
});
const put = (...vectors: ReturnType<typeof vector>[]) => client.send(new PutVectorsCommand({ ...place(), vectors }));
const query = (input: Partial<QueryVectorsCommandInput> = {}) =>
  client.send(new QueryVectorsCommand({ ...place(), topK: 10, queryVector: { float32: [1, 0] }, ...input }));
const keysFor = async (filter: QueryVectorsCommandInput['filter']) =>
  (await query({ filter })).vectors?.map(({ key }) => key);

describe('a query', () => {
  it('gives the nearest first, page by page, and no more than topK', async () => {
    await put(vector('far', [-1, 0]), vector('near', [1, 0.1]), vector('nearest', [2, 0]), vector('between', [0, 1]));
    const first = await query({ topK: 3, returnDistance: true });
    expect(first.vectors?.map(({ key }) => key)).toEqual(['nearest', 'near']);
    expect(first.vectors?.[0]?.distance).toBeCloseTo(0);
    const second = await query({ topK: 3, nextToken: first.nextToken });
    expect(second.vectors?.map(({ key }) => key)).toEqual(['between']);
    expect(second.nextToken).toBeUndefined();
  });

  it('passes a filter: a list by any of its members, numbers by comparison', async () => {
    await put(vector('a', [1, 0], { terms: ['refund', 'twice'], at: 5 }), vector('b', [1, 0], { terms: ['bill'] }));
    expect(await keysFor({ terms: { $eq: 'twice' } })).toEqual(['a']);
    expect(await keysFor({ terms: { $in: ['bill', 'none'] } })).toEqual(['b']);
    expect(await keysFor({ $and: [{ terms: 'refund' }, { terms: 'bill' }] })).toEqual([]);
    expect(await keysFor({ $or: [{ terms: 'refund' }, { terms: 'bill' }] })).toEqual(['a', 'b']);
    expect(await keysFor({ at: { $gte: 5, $lt: 6 } })).toEqual(['a']);
    expect(await keysFor({ at: { $exists: false } })).toEqual(['b']);
  });
});

describe('a vector', () => {
  it('takes the place of one with its key, is read back as 32-bit numbers, and is gone once deleted', async () => {
    await put(vector('a', [0.1, 0], { text: 'before' }));
    await put(vector('a', [0.2, 0], { text: 'after' }));
    const { vectors } = await client.send(
      new GetVectorsCommand({ ...place(), keys: ['a', 'none'], returnData: true, returnMetadata: true }),
    );
    expect(vectors).toEqual([{ key: 'a', data: { float32: [Math.fround(0.2), 0] }, metadata: { text: 'after' } }]);
    await client.send(new DeleteVectorsCommand({ ...place(), keys: ['a', 'none'] }));
    expect((await client.send(new ListVectorsCommand(place()))).vectors).toEqual([]);
    expect(server.vectors(vectorBucketName, indexName)).toEqual([]);
  });
});

describe('a request is refused', () => {
  const good = vector('a', [1, 0]);
  it.each<readonly [string, () => Promise<unknown>]>([
    ['with another number of dimensions', () => put({ ...good, data: { float32: [1] } })],
    ['with a vector of zeros', () => put({ ...good, data: { float32: [0, 0] } })],
    ['with no vector', () => put()],
    ['with 501 vectors', () => put(...Array.from({ length: 501 }, (_, at) => vector(String(at), [1, 0])))],
    ['with more than 2 kB of filterable metadata', () => put(vector('a', [1, 0], { terms: ['x'.repeat(2_048)] }))],
    ['with more than 40 kB of metadata', () => put(vector('a', [1, 0], { text: 'x'.repeat(41_000) }))],
    [
      'with 51 keys',
      () => put(vector('a', [1, 0], Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`k${at}`, 1])))),
    ],
    ['with a filter over what is not filterable', () => query({ filter: { text: 'x' } })],
    ['with an operator that is not known', () => query({ filter: { terms: { $regex: 'x' } } })],
    ['with an operator whose meaning for lists is not documented', () => query({ filter: { terms: { $nin: ['x'] } } })],
    ['with an empty filter', () => query({ filter: {} })],
    ['for none of the nearest', () => query({ topK: 0 })],
    ['without a query vector', () => query({ queryVector: undefined })],
  ])('%s', async (_name, send) => {
    await expect(send()).rejects.toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
    expect(server.vectors(vectorBucketName, indexName)).toEqual([]);
  });

  it('for an index that is not there', async () => {
    await expect(query({ indexName: 'none' })).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('to make an index twice', async () => {
    const index = { ...place(), dataType: 'float32', dimension: 2, distanceMetric: 'cosine' } as const;
    await expect(client.send(new CreateIndexCommand(index))).rejects.toMatchObject({ name: 'ConflictException' });
  });

  it('as a test asks for it, before or after it took effect', async () => {
    fault = { status: 429, type: 'TooManyRequestsException', message: 'slower' };
    await expect(put(good)).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    expect(server.vectors(vectorBucketName, indexName)).toEqual([]);
    fault = { status: 503, type: 'ServiceUnavailableException', message: 'lost', when: 'after' };
    await expect(put(good)).rejects.toMatchObject({ name: 'ServiceUnavailableException' });
    expect(server.vectors(vectorBucketName, indexName)).toHaveLength(1);
    expect(server.requests().at(-1)).toMatchObject({ operation: 'POST /PutVectors', status: 503 });
  });
});
