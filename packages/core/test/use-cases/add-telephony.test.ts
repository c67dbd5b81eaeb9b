import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  AddTelephony,
  type CallRecord,
  CorrectParticipants,
  DEFAULT_LAYOUT,
  EarshotError,
  HandleDelivery,
  type ItemOutcome,
  metadataOf,
  type ObjectUri,
  PersistResult,
  participantsOf,
  RecordFailure,
  type RecordingStat,
  StartAnalysis,
  toAnalyticsItem,
} from '../../src/index.js';
import { notification, objectCreated, SENT_MS, s3Record } from '../intake/bodies.js';
import { Fixture } from './fixture.js';

const RECORDING = 's3://recordings/uploads/a.wav' as ObjectUri;
const SIDECAR = `${RECORDING}.json` as ObjectUri;
const schema = 'earshot.recording/1';
const facts = {
  schema,
  call_id: 'PBX-42',
  recorded_at: '2026-09-14T05:00:00Z',
  agent: { name: 'Zoe', channel: 1 },
  queue: 'billing',
};

/** A bucket with events, over the memory adapters. */
class Bucket extends Fixture {
  metadata: Record<string, string> | undefined;
  stores = {
    sidecars: this.store,
    recordings: {
      stat: async (): Promise<RecordingStat> => ({
        sizeBytes: 1,
        etag: '"e"',
        writtenAtMs: 0,
        metadata: this.metadata,
      }),
    },
  };
  readonly handle = (() => {
    const deps = { ...this.deps, telephony: this.stores };
    return new HandleDelivery({
      ...deps,
      layout: DEFAULT_LAYOUT,
      startAnalysis: new StartAnalysis(deps),
      addTelephony: new AddTelephony({ ...deps, stores: this.stores }),
      persistResult: new PersistResult(deps),
      recordFailure: new RecordFailure(deps),
    });
  })();

  async send(body: object): Promise<ItemOutcome[]> {
    return this.handle.execute({ body: JSON.stringify(body), sentAtMs: SENT_MS });
  }

  readonly recordingArrives = () => this.send(notification(s3Record('uploads/a.wav')));
  readonly sidecarArrives = () => this.send(objectCreated('uploads/a.wav.json'));

  async call(): Promise<CallRecord> {
    const record = await this.record('a.wav');
    if (record === undefined) throw new TypeError('no call');
    return record;
  }
}

/** All of a call but how often and when it was saved. */
function settled({ revision: _, updatedAtMs: __, createdAtMs: ___, history, jobs, ...kept }: CallRecord): unknown {
  return { ...kept, states: history.map(({ state }) => state), jobs: jobs.length };
}

test('a sidecar before its recording waits for it, and a late one updates the call', async () => {
  for (const order of [
    ['sidecar', 'recording'],
    ['recording', 'sidecar'],
    ['recording', 'sidecar', 'sidecar'],
  ]) {
    const bucket = new Bucket();
    for (const step of order) {
      if (step === 'recording') await bucket.recordingArrives();
      else {
        await bucket.put(SIDECAR, facts);
        expect(await bucket.sidecarArrives()).toMatchObject([
          { status: order[0] === 'sidecar' ? 'ignored' : 'duplicate' },
        ]);
      }
    }
    expect(await bucket.call()).toMatchObject({
      callId: 'a.wav',
      aliases: ['PBX-42'],
      recordedAt: { ms: Date.UTC(2026, 8, 14, 5), source: 'sidecar' },
    });
    expect(toAnalyticsItem(await bucket.call())).toMatchObject({
      metadata: { agent: { name: 'Zoe', label: 'ch_1' }, queue: 'billing' },
      recorded_at_source: 'sidecar',
    });
  }
});

test('any order of recording, sidecars, metadata and start messages, repeated and concurrent, ends in the same call', async () => {
  type Step = 'recording' | 'sidecar' | 'start' | 'rewrite';
  const step = fc.constantFrom<Step>('recording', 'sidecar', 'start', 'rewrite');
  const rewritten = { schema, call_id: 'PBX-43', customer: 'Ada', metadata: { queue: 'other', campaign: 7 } };
  const start = {
    callId: 'a.wav',
    audioS3Uri: RECORDING,
    timestamp: '2026-09-14T06:00:00Z',
    metadata: { queue: 'sales' },
  };
  const run = async (steps: readonly (readonly Step[])[], metadata: Record<string, string> | undefined) => {
    const bucket = new Bucket();
    bucket.metadata = metadata;
    const act = async (one: Step) => {
      if (one === 'start') return bucket.send(start);
      if (one === 'recording') return bucket.recordingArrives();
      // S3 reports an object after it is there.
      await bucket.put(SIDECAR, one === 'rewrite' ? rewritten : facts);
      return bucket.sidecarArrives();
    };
    for (const together of steps) {
      for (const outcomes of await Promise.all(together.map(act))) {
        expect(outcomes.filter(({ status }) => status === 'error')).toEqual([]);
      }
    }
    return settled(await bucket.call());
  };
  const metadata = fc.option(fc.constant({ 'earshot-agent': 'Mia', 'earshot-tenant': 'north' }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
      metadata,
      async (noise, object) => {
        // Whatever happened before, each of them comes again, the sidecar as it is at last.
        const last: Step[][] = [['rewrite'], ['start'], ['recording']];
        const quiet = await run([['recording'], ['start'], ['rewrite']], object);
        expect(await run([...noise, ...last], object)).toEqual(quiet);
        expect(await run([...noise, last.flat()], object)).toEqual(quiet);
      },
    ),
    { numRuns: 150 },
  );
});

test('what the start message says counts before the sidecar, and the sidecar before the object', async () => {
  const bucket = new Bucket();
  bucket.metadata = { 'earshot-queue': 'object', 'earshot-agent': 'Mia', 'earshot-tenant': 'north' };
  await bucket.put(SIDECAR, { schema, agent: 'Zoe', metadata: { site: 'sidecar' } });
  await bucket.send({ callId: 'a.wav', audioS3Uri: RECORDING, metadata: { site: 'message' } });
  expect(metadataOf(await bucket.call())).toEqual({ queue: 'object', tenant: 'north', agent: 'Zoe', site: 'message' });
});

test('a wrong sidecar fails alone, with the field, and never the recording', async () => {
  const bucket = new Bucket();
  await bucket.put(SIDECAR, { schema, direction: 'up' });
  expect(await bucket.recordingArrives()).toMatchObject([{ status: 'started' }]);
  expect(await bucket.sidecarArrives()).toMatchObject([
    { status: 'error', error: { code: 'EARSHOT_INVALID_INPUT', retryable: false, details: { field: 'direction' } } },
  ]);
  expect(await bucket.call()).not.toHaveProperty('telephony');
  await bucket.put(SIDECAR, { schema, direction: 'outbound' });
  await bucket.sidecarArrives();
  expect(metadataOf(await bucket.call())).toEqual({ direction: 'outbound' });
});

test('wrong metadata of an object is reported with the recording, and stops nothing', async () => {
  const bucket = new Bucket();
  bucket.metadata = { 'earshot-recorded-at': 'monday' };
  await bucket.put(SIDECAR, facts);
  expect(await bucket.recordingArrives()).toMatchObject([
    { status: 'started', problem: { code: 'EARSHOT_INVALID_INPUT', details: { field: 'recorded_at' } } },
  ]);
  expect(await bucket.call()).toMatchObject({ aliases: ['PBX-42'] });
});

test('what may not be read beside a recording is left out, and what can’t be read for now is read again', async () => {
  const bucket = new Bucket();
  const { get } = bucket.store;
  bucket.store.get = () => Promise.reject(new EarshotError('EARSHOT_DENIED', 'not yours'));
  expect(await bucket.recordingArrives()).toMatchObject([{ status: 'started' }]);
  expect(await bucket.sidecarArrives()).toMatchObject([{ status: 'error', error: { code: 'EARSHOT_DENIED' } }]);
  bucket.store.get = () => Promise.reject(new EarshotError('EARSHOT_UNAVAILABLE', 'not now'));
  expect(await bucket.recordingArrives()).toMatchObject([{ status: 'error', error: { retryable: true } }]);
  // The job runs all the same.
  expect((await bucket.call()).state).toBe('analyzing');
  bucket.store.get = get;
  await bucket.put(SIDECAR, facts);
  await bucket.recordingArrives();
  expect((await bucket.call()).aliases).toEqual(['PBX-42']);
});

test('a rewritten sidecar takes the place of what it said before, its name of the call and its time included', async () => {
  const bucket = new Bucket();
  await bucket.put(SIDECAR, facts);
  await bucket.recordingArrives();
  await bucket.put(SIDECAR, { schema, call_id: 'PBX-43', recorded_at: '2026-09-14T05:30:00Z' });
  await bucket.sidecarArrives();
  const record = await bucket.call();
  expect(record).toMatchObject({ aliases: ['PBX-43'], recordedAt: { ms: Date.UTC(2026, 8, 14, 5, 30) } });
  expect(metadataOf(record)).toBeUndefined();
});

test('other documents beside recordings, and sidecars of nothing, change nothing', async () => {
  const bucket = new Bucket();
  expect(await bucket.sidecarArrives()).toMatchObject([{ status: 'ignored' }]);
  await bucket.put(SIDECAR, { results: {} });
  await bucket.recordingArrives();
  expect(await bucket.sidecarArrives()).toMatchObject([{ status: 'ignored' }]);
  expect((await bucket.call()).revision).toBe(2);
  // Another recording has the name of the call.
  await bucket.put('s3://elsewhere/uploads/a.wav.json' as ObjectUri, facts);
  const elsewhere = objectCreated('uploads/a.wav.json') as { detail: { bucket: { name: string } } };
  elsewhere.detail.bucket.name = 'elsewhere';
  expect(await bucket.send(elsewhere)).toMatchObject([{ status: 'ignored' }]);
  expect(await bucket.call()).not.toHaveProperty('telephony');
});

test('a late sidecar names the agent of an analyzed call, and never over a person’s correction', async () => {
  const bucket = new Bucket();
  await bucket.recordingArrives();
  const [job] = (await bucket.call()).jobs;
  const mention = await bucket.finish(String(job?.jobId), 'a.wav', {
    media: { bucket: 'recordings', key: 'uploads/a.wav' },
  });
  await new PersistResult(bucket.deps).execute(mention);
  const [person] = participantsOf(await bucket.call()).people;
  if (person === undefined) throw new TypeError('nobody speaks');
  await bucket.put(SIDECAR, { schema, metadata: { agent: { name: 'Zoe', label: person.label } } });
  await bucket.sidecarArrives();
  const named = participantsOf(await bucket.call()).people[0];
  expect(named).toMatchObject({ label: person.label, role: 'agent', name: 'Zoe' });
  const corrected = { participants: [{ label: person.label, role: 'customer', name: 'Ada' }] };
  await new CorrectParticipants(bucket.deps).execute(bucket.hash('a.wav'), corrected, 'me');
  await bucket.put(SIDECAR, { schema, metadata: { agent: { name: 'Mia', label: person.label } } });
  await bucket.sidecarArrives();
  const after = await bucket.call();
  expect(after.telephony?.metadata).toMatchObject({ agent: { name: 'Mia' } });
  expect(after.participants?.people[0]).toMatchObject({ role: 'customer', name: 'Ada', roleSource: 'correction' });
});
