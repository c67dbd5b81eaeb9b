import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ZodMiniType } from 'zod/mini';
import { Analysis, Transcript } from '../../src/model/analysis.js';
import { CallHash, CallId, EpochMs, MediaLocation, RecordedAt } from '../../src/model/call.js';
import { AnalysisJob, Failure, JobId } from '../../src/model/job.js';
import { CallFilter, matchesFilter } from '../../src/model/page.js';
import { JsonValue } from '../../src/model/primitives.js';
import { CallRecord } from '../../src/model/record.js';
import { ObjectUri } from '../../src/model/uri.js';
import { listableRecordArbitrary } from '../../src/testing/arbitraries.js';
import {
  analysisArbitrary,
  analysisJobArbitrary,
  callFilterArbitrary,
  callHashArbitrary,
  callIdArbitrary,
  callRecordArbitrary,
  callRecordsArbitrary,
  epochMsArbitrary,
  failureArbitrary,
  jobIdArbitrary,
  jsonValueArbitrary,
  mediaLocationArbitrary,
  objectUriArbitrary,
  recordedAtArbitrary,
  transcriptArbitrary,
} from '../../src/testing/index.js';

const MODEL: [string, fc.Arbitrary<unknown>, ZodMiniType][] = [
  ['Analysis', analysisArbitrary(), Analysis],
  ['AnalysisJob', analysisJobArbitrary(), AnalysisJob],
  ['CallFilter', callFilterArbitrary(), CallFilter],
  ['CallHash', callHashArbitrary(), CallHash],
  ['CallId', callIdArbitrary(), CallId],
  ['CallRecord', callRecordArbitrary(), CallRecord],
  ['EpochMs', epochMsArbitrary(), EpochMs],
  ['Failure', failureArbitrary(), Failure],
  ['JobId', jobIdArbitrary(), JobId],
  ['JsonValue', jsonValueArbitrary(), JsonValue],
  ['CallRecord for lists', listableRecordArbitrary(), CallRecord],
  ['MediaLocation', mediaLocationArbitrary(), MediaLocation],
  ['ObjectUri', objectUriArbitrary(), ObjectUri],
  ['RecordedAt', recordedAtArbitrary(), RecordedAt],
  ['Transcript', transcriptArbitrary(), Transcript],
];

describe('arbitraries', () => {
  it.each(MODEL)('every %s satisfies its schema, and the schema keeps all of it', async (_, arbitrary, schema) => {
    await fc.assert(
      fc.property(arbitrary, (value) => {
        expect(schema.parse(value)).toStrictEqual(value);
      }),
    );
  });

  it.each(MODEL)('every %s survives JSON and UTF-8', async (_, arbitrary) => {
    await fc.assert(
      fc.property(arbitrary, (value) => {
        const bytes = Buffer.from(JSON.stringify(value), 'utf8');
        expect(JSON.parse(bytes.toString('utf8'))).toEqual(value);
      }),
    );
  });

  it('records of one list differ in hash and share no job', async () => {
    await fc.assert(
      fc.property(callRecordsArbitrary(), (records) => {
        const jobsOf = ({ jobs }: CallRecord) => new Set(jobs.flatMap(({ jobId }) => jobId ?? []));
        const jobIds = records.flatMap((record) => [...jobsOf(record)]);
        expect(new Set(records.map(({ hash }) => hash)).size).toBe(records.length);
        expect(new Set(jobIds).size).toBe(jobIds.length);
        expect(records.every(({ revision }) => revision === 1)).toBe(true);
      }),
    );
  });

  it('a list has as many records as asked for', async () => {
    await fc.assert(
      fc.property(callRecordsArbitrary({ minLength: 3, maxLength: 4 }), ({ length }) => {
        expect([3, 4]).toContain(length);
      }),
    );
  });

  it('a filter has only the fields asked for', async () => {
    await fc.assert(
      fc.property(callFilterArbitrary(['state', 'text']), (filter) => {
        expect(['state', 'text']).toEqual(expect.arrayContaining(Object.keys(filter)));
      }),
    );
  });

  it.each(['category', 'topic', 'state', 'understood', 'fromMs', 'toMs', 'text'] as const)(
    'a filter by %s often passes some records and refuses others',
    (field) => {
      const some = fc.record({ records: callRecordsArbitrary({ minLength: 6 }), filter: callFilterArbitrary([field]) });
      const samples = fc.sample(some, { numRuns: 300, seed: 1 }).filter(({ filter }) => field in filter);
      const telling = samples.filter(({ records, filter }) => {
        const passed = records.filter((record) => matchesFilter(record, filter)).length;
        return passed > 0 && passed < records.length;
      });
      expect(telling.length / samples.length).toBeGreaterThan(0.3);
    },
  );
});
