import { CallId, ObjectUri, PersistResult, RecordFailure } from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { EVENT_MS, Fixture, mentionOf } from './fixture.js';

const failure = { code: 'ServiceError', reason: 'internal error' };
const recording = (key: string) => ({ bucket: 'recordings', key });

async function persist(fixture: Fixture, jobId: string, folder: string, key: string) {
  const mention = await fixture.finish(jobId, folder, { media: recording(key), voice: jobId });
  return new PersistResult(fixture.deps).execute(mention);
}

async function idsIn(fixture: Fixture): Promise<string[]> {
  const { calls } = await fixture.repository.list({ filter: {}, limit: 100 });
  return calls.map(({ callId }) => String(callId)).sort();
}

const digitsOf = (key: string) => new Fixture().hash(`s3://recordings/${key}`).slice(0, 8);

describe('a job that nobody here started', () => {
  test.each([
    ['shared', ['one', 'shared', 'two']],
    ['2026/11', ['one', 'two', 'zero']],
  ])('in folder %s with others is a call of its own for each recording', async (folder, ids) => {
    const fixture = new Fixture();
    for (const key of ['zero.wav', 'one.wav', 'two.wav']) {
      expect(await persist(fixture, `job ${key}`, folder, key)).toMatchObject({ status: 'stored' });
    }
    expect(await idsIn(fixture)).toEqual(ids);
  });

  test('takes digits of its recording’s location when another recording has its name', async () => {
    const fixture = new Fixture();
    await persist(fixture, 'j1', '2026/11', 'north/one.wav');
    await persist(fixture, 'j2', '2026/11', 'south/one.wav');
    await persist(fixture, 'j3', '2026/12', 'south/one.mp3');
    const numbered = ['south/one.wav', 'south/one.mp3'].map((key) => `one-${digitsOf(key)}`);
    expect(await idsIn(fixture)).toEqual(['one', ...numbered].sort());
  });

  test('is another job of a call about the same recording, wherever the two are', async () => {
    const fixture = new Fixture();
    await persist(fixture, 'j1', '2026/11', 'north/one.wav');
    await persist(fixture, 'j2', '2026/11', 'south/one.wav');
    expect(await persist(fixture, 'j3', '2026/12', 'south/one.wav')).toMatchObject({
      status: 'duplicate',
      record: { callId: `one-${digitsOf('south/one.wav')}` },
    });
    await fixture.repository.delete(fixture.hash('one'));
    expect(await persist(fixture, 'j4', '2026/12', 'south/one.wav')).toMatchObject({
      status: 'duplicate',
      record: { callId: `one-${digitsOf('south/one.wav')}` },
    });
  });

  test('that comes again after its call was erased is that call again', async () => {
    const fixture = new Fixture();
    await persist(fixture, 'j1', '2026/11', 'north/one.wav');
    await persist(fixture, 'j2', '2026/11', 'south/one.wav');
    await fixture.repository.delete(fixture.hash('one'));
    expect(await persist(fixture, 'j2', '2026/11', 'south/one.wav')).toMatchObject({ status: 'duplicate' });
    expect(await persist(fixture, 'j1', '2026/11', 'north/one.wav')).toMatchObject({
      status: 'stored',
      record: { callId: 'one' },
    });
  });

  test('in the folder of a call about another recording leaves that call alone, whatever its state', async () => {
    const fixture = new Fixture();
    const { record, jobId = '' } = await fixture.start('call-7');
    expect(await persist(fixture, 'stray', 'call-7', 'other.wav')).toMatchObject({ record: { callId: 'other' } });
    expect(await fixture.record('call-7')).toEqual(record);
    await new PersistResult(fixture.deps).execute(await fixture.finish(jobId, 'call-7'));
    expect(await persist(fixture, 'stray-2', 'call-7', 'more.wav')).toMatchObject({ status: 'stored' });
    expect(await idsIn(fixture)).toEqual(['call-7', 'more', 'other']);
  });

  test('is refused for good when other calls have every name that it could have', async () => {
    const fixture = new Fixture();
    await fixture.start('one');
    const digest = fixture.hash('s3://recordings/south/one.wav');
    for (const count of [8, 16, 32]) await fixture.start(`one-${digest.slice(0, count)}`);
    await expect(persist(fixture, 'j1', '2026/11', 'south/one.wav')).rejects.toMatchObject({
      code: 'EARSHOT_CONFLICT',
      retryable: false,
      details: { field: 'callId', found: ['one', ...[8, 16, 32].map((count) => `one-${digest.slice(0, count)}`)] },
    });
  });
});

describe('a failure whose event names no recording', () => {
  const fail = (fixture: Fixture, jobId: string, folder: string, key?: string) => {
    const mediaUri = key === undefined ? undefined : ObjectUri.parse(`s3://recordings/${key}`);
    return new RecordFailure(fixture.deps).execute({ ...mentionOf(jobId, folder), mediaUri }, failure);
  };

  test('is a call by itself in a folder whose call awaits nothing', async () => {
    const fixture = new Fixture();
    await persist(fixture, 'j1', 'shared', 'one.wav');
    expect(await fail(fixture, 'j2', 'shared')).toMatchObject({ status: 'failed', record: { callId: 'j2' } });
    expect(await fail(fixture, 'j2', 'shared')).toMatchObject({ status: 'duplicate', record: { callId: 'j2' } });
    expect(await persist(fixture, 'j3', 'shared', 'three.wav')).toMatchObject({ status: 'stored' });
    expect(await idsIn(fixture)).toEqual(['j2', 'shared', 'three']);
  });

  test('fails the call that its folder names while that call awaits its job', async () => {
    const fixture = new Fixture();
    const uri = ObjectUri.parse('s3://recordings/call-7.wav');
    const request = { callId: CallId.parse('call-7'), media: { uri } };
    await fixture.repository.save({
      ...request,
      hash: fixture.hash('call-7'),
      revision: 1,
      recordedAt: { ms: EVENT_MS, source: 'transport' },
      state: 'submitted',
      history: [{ state: 'submitted', atMs: EVENT_MS }],
      jobs: [],
      createdAtMs: EVENT_MS,
      updatedAtMs: EVENT_MS,
    });
    expect(await fail(fixture, 'j1', 'call-7')).toMatchObject({ status: 'failed', record: { callId: 'call-7' } });
  });

  test('is named after the recording when the event names it', async () => {
    const fixture = new Fixture();
    await fail(fixture, 'j1', '2026/11', 'north/one.wav');
    await fail(fixture, 'j2', '2026/11', 'north/two.wav');
    expect(await idsIn(fixture)).toEqual(['one', 'two']);
  });
});
