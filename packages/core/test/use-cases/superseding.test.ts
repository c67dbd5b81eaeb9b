import {
  type AudioAnalyzer,
  isEarshotError,
  locationOf,
  ObjectUri,
  PersistResult,
  type RecordRepository,
  StartAnalysis,
} from '@earshot/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fixture, instead, requestOf } from './fixture.js';

const CALL = 'call-7';
const formOf = (index: number) => ObjectUri.parse(`s3://recordings/form-${index}.wav`);

/** The start message of a form of the recording, which replaces all shorter ones. */
function requestFor(index: number) {
  const supersedes = Array.from({ length: index }, (_, shorter) => formOf(shorter));
  return requestOf(CALL, { media: { uri: formOf(index), supersedes } });
}

/** Delivers until it is done, as a queue does. */
async function delivered(handle: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await handle();
      return;
    } catch (error) {
      if (!isEarshotError(error) || !error.retryable) throw error;
    }
  }
}

test('growing forms of a recording, reported and analyzed in any order, end as one call on the longest', async () => {
  const some = fc.array(fc.nat({ max: 3 }), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 3 }), some, async (s, last, more) => {
      const fixture = new Fixture();
      const { analyzer, repository } = fixture;
      const faults: unknown[] = [];
      const soon = (what: string, work: () => Promise<unknown>) =>
        void s
          .schedule(Promise.resolve(), what)
          .then(() => delivered(work))
          .catch((error) => faults.push(error));
      const deps = {
        ...fixture.deps,
        repository: instead<RecordRepository>(repository, {
          save: s.scheduleFunction((record) => repository.save(record)),
        }),
        analyzer: instead<AudioAnalyzer>(analyzer, {
          start: s.scheduleFunction(async (request) => {
            const job = await analyzer.start(request);
            const { uri } = request.media;
            const { key } = locationOf(uri);
            soon(`result on ${key}`, async () => {
              const media = { bucket: 'recordings', key };
              const mention = await fixture.finish(job.jobId, CALL, { media, voice: key });
              return new PersistResult(deps).execute({ ...mention, mediaUri: uri });
            });
            return job;
          }),
        }),
      };
      for (const index of [...more.filter((index) => index <= last), ...Array(last + 1).keys()]) {
        soon(`report of form ${index}`, () => new StartAnalysis(deps).execute(requestFor(index)));
      }
      await s.waitIdle();
      expect(faults).toEqual([]);
      const record = await fixture.record(CALL);
      expect(record).toMatchObject({ state: 'completed', media: { uri: formOf(last) } });
      expect(record?.analysis?.audioSummary).toBe(`A call with form-${last}.wav.`);
      expect((await repository.list({ filter: {}, limit: 9 })).calls).toHaveLength(1);
      const written = new Set((await fixture.documents()).map((uri) => uri.split('/')[5]));
      expect(new Set(record?.jobs.flatMap(({ jobId }) => jobId ?? []))).toEqual(written);
      // So erasing finds the documents of every job.
      expect(record?.jobs.filter(({ jobId, outputUri }) => jobId && !outputUri)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
