import type { InjectedFault } from '@earshot/aws-test-servers';
import {
  CallHash,
  CallId,
  type Moment,
  type MomentFilter,
  type MomentQuery,
  type MomentsOfCall,
  type SearchTerms,
} from '@earshot/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startVectors, VECTOR_BUCKET, type VectorServer } from './vector-server.js';

const HASH = CallHash.parse('0123456789abcdef0123456789abcdef');
let vectors: VectorServer;
let fault: InjectedFault | undefined;

beforeAll(async () => {
  vectors = await startVectors({ fault: (operation) => (operation.endsWith('CreateIndex') ? undefined : fault) });
});
afterEach(() => {
  fault = undefined;
});
afterAll(() => vectors.close());

const speech = (text: string, index = 0, more: Partial<Moment> = {}): Moment => ({
  index,
  source: 'speech',
  text,
  ...more,
});
const aCall = (moments: readonly Moment[], more: Partial<MomentsOfCall> = {}): MomentsOfCall => ({
  hash: HASH,
  callId: CallId.parse('call'),
  recordCreatedAtMs: 1,
  revision: 1,
  rules: '1',
  recordedAtMs: 1_000,
  categories: [],
  moments,
  ...more,
});
const termsOf = (...words: string[]): SearchTerms => ({ words, phrases: [], prefixes: [], excluded: [] });
const queryFor = (terms: SearchTerms, filter: MomentFilter = {}, more: Partial<MomentQuery> = {}): MomentQuery => ({
  terms,
  by: 'words',
  filter,
  limit: 10,
  ...more,
});
const sentSince = (start: number) => vectors.server.requests().slice(start);
const count = () => vectors.server.requests().length;

describe('what it keeps of a moment', () => {
  it('is a vector under a key of its call, with what filters ask for and its words by their stems', async () => {
    const index = await vectors.index(2);
    const start = count();
    const moment = speech('Refunds, refunded!', 0, {
      speaker: 'spk_0',
      role: 'customer',
      span: { startMs: 1, endMs: 2 },
    });
    const values = Float32Array.of(0.6, 0.8);
    await index.put(
      aCall([moment], { categories: ['Billing'], agentName: 'Zoe', vectors: { model: 'm', vectors: [values] } }),
    );
    const [put, ...others] = sentSince(start);
    expect(others).toEqual([]);
    const [vector] = (put?.body['vectors'] ?? []) as { key: string; data: object; metadata: { moment: string } }[];
    const { key, data, metadata } = vector ?? expect.unreachable();
    expect(key).toMatch(new RegExp(`^${HASH}#[^#]+#0$`));
    expect(data).toEqual({ float32: [...values] });
    const { moment: shown, ...filterable } = metadata;
    expect(filterable).toEqual({
      hash: HASH,
      recordedAtMs: 1_000,
      categories: ['Billing'],
      agent: 'Zoe',
      speakers: ['spk_0', 'customer'],
      model: 'm',
      terms: ['refund'],
    });
    expect(JSON.parse(shown)).toEqual({ hash: HASH, callId: 'call', revision: 1, recordedAtMs: 1_000, moment });
  });

  it('is several vectors when its words are too many for the metadata of one, and each of them finds it once', async () => {
    const index = await vectors.index(2);
    const words = Array.from({ length: 600 }, (_, at) => `word${at}`);
    const categories = Array.from({ length: 60 }, (_, at) => `A category of which there are many ${at}`);
    await index.put(aCall([speech(words.join(' '))], { categories }));
    expect(vectors.server.vectors(VECTOR_BUCKET, 'moments-1').length).toBeGreaterThan(4);
    for (const word of ['word0', 'word321', 'word599']) {
      for (const category of [categories[0], categories[59]]) {
        expect((await index.search(queryFor(termsOf(word), { category }))).hits).toHaveLength(1);
      }
    }
  });

  it('is short names for long ones, which are found all the same', async () => {
    const index = await vectors.index(2);
    const agentName = `Zoe \ud800 ${'ß'.repeat(1_500)}`;
    await index.put(aCall([speech('hello')], { agentName }));
    expect((await index.search(queryFor(termsOf('hello'), { agentName }))).hits).toHaveLength(1);
    expect((await index.search(queryFor(termsOf('hello'), { agentName: `${agentName}!` }))).hits).toEqual([]);
  });

  it('is the beginning of a text that is too long to be shown, which is found by its last word', async () => {
    const index = await vectors.index(2);
    await index.put(aCall([speech(`${'“money” '.repeat(20_000)}last`)]));
    const [hit] = (await index.search(queryFor(termsOf('last')))).hits;
    expect(hit?.moment.text).toMatch(/^(“money” )+/);
  });

  it('comes in requests of 200, and goes in requests of 500', async () => {
    const index = await vectors.index(2);
    const moments = Array.from({ length: 500 }, (_, at) => speech('hello', at));
    const start = count();
    await index.put(aCall(moments));
    await index.delete(HASH);
    const sizes = sentSince(start).map(({ operation, body }) => [
      operation,
      ((body['vectors'] ?? body['keys']) as unknown[]).length,
    ]);
    expect(sizes).toEqual([
      ['POST /PutVectors', 200],
      ['POST /PutVectors', 200],
      ['POST /PutVectors', 100],
      ['POST /DeleteVectors', 500],
    ]);
  });
});

describe('a search', () => {
  it('asks once for all words, once for each of them, and once for what is meant', async () => {
    const index = await vectors.index(2);
    const start = count();
    const vector = { model: 'm', values: Float32Array.of(1, 0) };
    await index.search(queryFor(termsOf('refunds', 'twice'), { fromMs: 5, toMs: 9 }, { by: 'both', vector }));
    const times = [{ recordedAtMs: { $gte: 5 } }, { recordedAtMs: { $lt: 9 } }];
    const [refund, twice] = [{ terms: { $eq: 'refund' } }, { terms: { $eq: 'twice' } }];
    const filters = sentSince(start).map(({ body }) => JSON.stringify((body['filter'] as { $and: object[] }).$and));
    const expected = [[refund, twice], [refund], [twice], [{ model: { $eq: 'm' } }]];
    expect(filters.sort()).toEqual(expected.map((own) => JSON.stringify([...times, ...own])).sort());
    for (const { body } of sentSince(start))
      expect(body).toMatchObject({ topK: 200, queryVector: { float32: [1, 0] } });
  });

  it('goes on where the service cuts its answer', async () => {
    const index = await vectors.index(2);
    await index.put(aCall(Array.from({ length: 150 }, (_, at) => speech('hello', at))));
    const found = new Set<number>();
    let after: string | undefined;
    do {
      const page = await index.search(queryFor(termsOf('hello'), {}, { limit: 40, after }));
      for (const { moment } of page.hits) found.add(moment.index);
      after = page.next;
    } while (after !== undefined);
    expect(found.size).toBe(150);
  });

  it('has those first that have a phrase as it is written', async () => {
    const index = await vectors.index(2);
    const texts = ['twice it was taken', 'it was taken twice', 'taken'];
    await index.put(aCall(texts.map((text, at) => speech(text, at))));
    const terms = { words: [], phrases: [['taken', 'twice']], prefixes: [], excluded: [] };
    const { hits } = await index.search(queryFor(terms));
    expect(hits.map(({ moment }) => moment.text)).toEqual(['it was taken twice', 'twice it was taken']);
  });
});

describe('what errors of S3 Vectors become', () => {
  it.each<readonly [string, number, string, boolean]>([
    ['TooManyRequestsException', 429, 'EARSHOT_THROTTLED', true],
    ['ServiceUnavailableException', 503, 'EARSHOT_UNAVAILABLE', true],
    ['InternalServerException', 500, 'EARSHOT_UNAVAILABLE', true],
    ['RequestTimeoutException', 408, 'EARSHOT_UNAVAILABLE', true],
    ['AccessDeniedException', 403, 'EARSHOT_DENIED', false],
    ['NotFoundException', 404, 'EARSHOT_NOT_FOUND', false],
    ['ValidationException', 400, 'EARSHOT_INVALID_INPUT', false],
  ])('%s', async (type, status, code, retryable) => {
    const index = await vectors.index(2);
    fault = { status, type, message: 'injected' };
    const expected = (operation: string) => ({ code, retryable, details: { service: 'S3Vectors', operation } });
    await expect(index.put(aCall([speech('hello')]))).rejects.toMatchObject(expected('PutVectors'));
    await expect(index.search(queryFor(termsOf('hello')))).rejects.toMatchObject(expected('QueryVectors'));
    await expect(index.delete(HASH)).rejects.toMatchObject(expected('DeleteVectors'));
  });

  it('is another number of dimensions, before anything is written', async () => {
    const index = await vectors.index(2);
    const start = count();
    const call = aCall([speech('hello')], { vectors: { model: 'm', vectors: [Float32Array.of(1, 0, 0)] } });
    await expect(index.put(call)).rejects.toMatchObject({
      code: 'EARSHOT_INVALID_INPUT',
      details: { field: 'vectors', expected: 2, found: 3 },
    });
    expect(sentSince(start)).toEqual([]);
  });
});
