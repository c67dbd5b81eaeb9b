import { isDeepStrictEqual } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { isEarshotError, overviewOf } from '@earshot/core';
import { callRecordArbitrary, objectUriArbitrary } from '@earshot/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALLS_TABLE, OVERVIEW_ATTRIBUTES } from '../../src/dynamodb/calls-table.js';
import type { Item } from '../../src/dynamodb/item.js';
import { longPartsOf } from '../../src/dynamodb/overflow.js';
import { fromItem, OPTIONAL_ATTRIBUTES, readItem, recordOf, toItem } from '../../src/dynamodb/record-item.js';
import { sampleAnalysis, sampleCall } from './sample-call.js';

/** There and back, as far as DynamoDB carries it: fails on what it has no room for. */
function carried(item: Item): Item {
  for (const value of Object.values(item)) expect(faultsOf(value, 1)).toEqual([]);
  return structuredClone(item);
}

function faultsOf(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value) ? ['half a character'] : [];
  if (typeof value === 'number') return Number.isSafeInteger(value) ? [] : ['a number that is not whole'];
  if (value === undefined) return ['undefined'];
  if (depth > 32) return ['too many levels'];
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [
        ...(key === '' ? ['a name that is empty'] : []),
        ...faultsOf(inner, depth + 1),
      ])
    : [];
}

describe('the item of a record', () => {
  it('gives the record back, exactly', () => {
    fc.assert(
      fc.property(callRecordArbitrary(), fc.integer({ min: 1, max: 20 }), (record, shards) => {
        expect(fromItem(carried(toItem(record, shards)))).toStrictEqual(record);
      }),
      { numRuns: 150 },
    );
  });

  it('gives the record back with long parts that lie elsewhere', () => {
    fc.assert(
      fc.property(callRecordArbitrary(), objectUriArbitrary(), (record, uri) => {
        const { overview, overflowUri } = readItem(carried(toItem(record, 8, uri)));
        expect(overflowUri).toBe(uri);
        const longParts = longPartsOf(record);
        expect(recordOf({ overview, longParts })).toStrictEqual(record);
      }),
    );
  });

  it('gives the overview back from what the indexes carry of it', () => {
    fc.assert(
      fc.property(callRecordArbitrary(), (record) => {
        const entries = Object.entries(toItem(record, 8)).filter(([name]) =>
          ['hash', ...OVERVIEW_ATTRIBUTES].includes(name),
        );
        expect(readItem(carried(Object.fromEntries(entries))).overview).toStrictEqual(overviewOf(record));
      }),
    );
  });

  it('carries numbers and nesting that DynamoDB has no room for', () => {
    const deep = Array.from({ length: 40 }).reduce<object>((inner) => ({ inner }), {});
    const metadata = JSON.parse(JSON.stringify({ deep, huge: 1e300, tiny: 5e-324, '': '' }));
    const moderation = [{ startMs: 0, endMs: 1, confidence: 5e-324, categories: { insult: 1e-200 } }];
    const blueprint = { confidence: 5e-324 };
    const record = sampleCall(1, { metadata, analysis: sampleAnalysis(1, { moderation, blueprint }) });
    expect(fromItem(carried(toItem(record, 8)))).toStrictEqual(record);
  });

  it('replaces halves of characters where DynamoDB keeps text, and leaves out what is undefined', () => {
    const analysis = sampleAnalysis(0, { callSummary: 'half \ud83d of one', language: { dominant: undefined } });
    const { failure: _, ...record } = sampleCall(1, { analysis });
    const item = toItem({ ...record, failure: undefined }, 8);
    expect(item['call_summary']).toBe('half \ufffd of one');
    expect(fromItem(carried(item)).analysis?.language).toStrictEqual({});
  });

  it('names at the top what other readers of the table look for', () => {
    const record = sampleCall(1);
    expect(toItem(record, 8)).toMatchObject({
      hash: record.hash,
      epchdatetimestamp: record.recordedAt.ms,
      call_id: 'call-1',
      s3_input_uri: 's3://calls/call-1.wav',
      s3_output_uri: 's3://results/job-1/',
      bedrock_status: 'SUCCESS',
      bedrock_invocation_arn: record.jobs[0]?.reference,
      call_summary: record.analysis?.callSummary,
      call_categories: ['billing', 'complaint'],
      topics: ['refund', 'late delivery'],
      transcript: record.analysis?.transcript?.text,
      audio_summary: record.analysis?.audioSummary,
      topic_summary: 'A late parcel',
      created_at: '2023-11-14T22:13:20.000Z',
      updated_at: '2023-11-14T22:13:20.000Z',
      job_id: 'job-1',
      state: 'completed',
      revision: 1,
    });
  });

  it('has every attribute that a bare record lacks among the optional ones', () => {
    const { media: _, metadata: __, analysis: ___, ...bare } = sampleCall(1, { jobs: [] });
    const lacking = Object.keys(toItem(sampleCall(1), 8)).filter((name) => !(name in toItem(bare, 8)));
    expect(OPTIONAL_ATTRIBUTES).toEqual(expect.arrayContaining(lacking));
  });

  it('stays within what DynamoDB projects into one index', () => {
    const carried: number[] = CALLS_TABLE.GlobalSecondaryIndexes.map(({ Projection }) => {
      return 'NonKeyAttributes' in Projection ? Projection.NonKeyAttributes.length : 0;
    });
    expect(Math.max(...carried)).toBeLessThanOrEqual(20);
    // DynamoDB counts them over all indexes of a table.
    expect(carried.reduce((sum, number) => sum + number, 0)).toBeLessThanOrEqual(100);
  });
});

describe('an item that no save wrote', () => {
  const spoilt = (changes: Item) => ({ ...carried(toItem(sampleCall(1), 8)), ...changes });
  const refusal = (item: Item) => {
    try {
      return fromItem(item);
    } catch (error) {
      return isEarshotError(error, 'EARSHOT_UNREADABLE') ? error.details['path'] : error;
    }
  };

  it.each([
    ['epchdatetimestamp', { epchdatetimestamp: 'yesterday' }],
    ['call_categories[1]', { call_categories: ['billing', 7] }],
    ['created_at', { created_at: 'yesterday' }],
    ['metadata', { metadata: '{' }],
    ['analysis_facts.sources', { analysis_facts: '{}' }],
    [
      'analysis_detail.moderation[0].confidence',
      { analysis_detail: detailWith({ startMs: 0, endMs: 0, categories: {} }) },
    ],
    ['details.jobs', { details: { recordedAtSource: 'message', history: [{ state: 'submitted', atMs: 0 }] } }],
    ['state', { state: 'SUCCESS' }],
  ])('is unreadable at %s', (path, changes) => {
    expect(refusal(spoilt(changes))).toBe(path);
  });

  it('never has what it says repeated in the error', () => {
    const said = 'something that a customer said';
    for (const changes of [{ call_categories: said }, { metadata: said }, { created_at: said }, { state: said }]) {
      try {
        fromItem(spoilt(changes));
        expect.unreachable();
      } catch (error) {
        expect(isEarshotError(error) && `${error.message} ${JSON.stringify(error.details)}`).not.toContain(said);
      }
    }
  });

  it('may have its long parts as JSON text, as an older version wrote them', () => {
    const record = sampleCall(1);
    const item = toItem(record, 8);
    const text = inflateRawSync(item['analysis_detail'] as Uint8Array).toString();
    expect(fromItem({ ...carried(item), analysis_detail: text })).toEqual(record);
    expect(refusal(spoilt({ analysis_detail: new Uint8Array([1, 2, 3]) }))).toBe('analysis_detail');
  });

  it('may have attributes of others', () => {
    const record = sampleCall(1);
    expect(isDeepStrictEqual(fromItem({ ...carried(toItem(record, 8)), reviewed_by: 'Ada' }), record)).toBe(true);
  });
});

function detailWith(finding: object): string {
  return JSON.stringify({ topicSummaries: [], moderation: [finding], sensitiveData: [] });
}
