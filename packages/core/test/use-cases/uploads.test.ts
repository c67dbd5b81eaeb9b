import { createHmac, randomBytes } from 'node:crypto';
import { MemoryRecordingStore } from '@earshot/adapters-memory';
import {
  type AudioAnalyzer,
  createUploading,
  DEFAULT_LAYOUT,
  EarshotError,
  EraseCall,
  HandleDelivery,
  locationOf,
  PersistResult,
  partsOf,
  RecordFailure,
  StartAnalysis,
  type Upload,
} from '@earshot/core';
import { sendToUrls } from '@earshot/core/testing';
import { describe, expect, test } from 'vitest';
import { Fixture, instead } from './fixture.js';

const sign = (text: string) => createHmac('sha256', 'a secret of the tests').update(text).digest('hex');
const LARGE = { file_name: 'call-7.wav', size_bytes: 25 };
const SMALL = { file_name: 'call-7.wav', size_bytes: 5 };
const DAY_MS = 86_400_000;

class Uploading extends Fixture {
  readonly recordings = new MemoryRecordingStore({ now: this.deps.now, partsFromBytes: 20, partSizeBytes: 10 });
  readonly #send = sendToUrls(this.recordings);
  readonly uses;

  constructor(analyzer?: AudioAnalyzer) {
    super();
    const deps = { ...this.deps, ...(analyzer && { analyzer }) };
    this.uses = createUploading({
      ...deps,
      recordings: this.recordings,
      startAnalysis: new StartAnalysis(deps),
      layout: DEFAULT_LAYOUT,
      place: { scheme: 's3', bucket: 'media' },
      sign,
      randomHex: () => randomBytes(16).toString('hex'),
    });
  }

  open = (message: object) => this.uses.openUpload.execute(message);
  read = (id: string) => this.uses.readUpload.execute(id);
  complete = (id: string) => this.uses.completeUpload.execute(id);
  cancel = (id: string) => this.uses.cancelUpload.execute(id);

  /** Sends the parts of these numbers, or all that are missing. */
  async send({ missing }: Upload, ...numbers: number[]): Promise<void> {
    for (const { number, sizeBytes, url, headers } of missing) {
      if (numbers.length > 0 && !numbers.includes(number)) continue;
      await this.#send({ method: 'PUT', url, headers, body: new Uint8Array(sizeBytes).fill(number) });
    }
  }

  /** What S3 says of the recording. */
  async deliver({ plan }: Upload) {
    const { bucket, key } = locationOf(plan.uri);
    const object = { key: encodeURIComponent(key), size: plan.sizeBytes, eTag: 'd41d', sequencer: '0055' };
    const record = { eventName: 'ObjectCreated:Put', s3: { bucket: { name: bucket }, object } };
    const handle = new HandleDelivery({
      layout: DEFAULT_LAYOUT,
      startAnalysis: new StartAnalysis(this.deps),
      persistResult: new PersistResult(this.deps),
      recordFailure: new RecordFailure(this.deps),
    });
    return handle.execute({ body: JSON.stringify({ Records: [record] }), sentAtMs: this.nowMs + 5_000 });
  }
}

describe('an upload', () => {
  test('of a large recording goes in parts, resumes with those that are missing, and becomes a call', async () => {
    const uploading = new Uploading();
    const opened = await uploading.open({ ...LARGE, call_id: 'call/7', metadata: { agent: 'Ada' } });
    expect(opened).toMatchObject({ state: 'waiting', callId: 'call/7', hash: uploading.hash('call/7'), received: [] });
    expect(opened.missing.map(({ number, sizeBytes }) => [number, sizeBytes])).toEqual([
      [1, 10],
      [2, 10],
      [3, 5],
    ]);
    await uploading.send(opened, 2);
    const resumed = await uploading.read(opened.id);
    expect([resumed.state, resumed.received.map(({ number }) => number)]).toEqual(['waiting', [2]]);
    expect(resumed.missing.map(({ number }) => number)).toEqual([1, 3]);
    await expect(uploading.complete(opened.id)).rejects.toMatchObject({ details: { missing: [1, 3] } });
    await uploading.send(resumed);
    expect(await uploading.read(opened.id)).toMatchObject({ state: 'received', missing: [] });
    const { status, record } = await uploading.complete(opened.id);
    expect([status, record.callId, record.media?.uri]).toEqual(['started', 'call/7', opened.plan.uri]);
    expect(record.metadata).toEqual({ agent: 'Ada' });
    expect(await uploading.read(opened.id)).toMatchObject({ state: 'taken', received: [], missing: [] });
  });

  test('passes its kind on to the analyzer, whether it is completed or reported by its store', async () => {
    for (const start of ['complete', 'deliver'] as const) {
      const uploading = new Uploading();
      const opened = await uploading.open({ ...SMALL, file_name: 'demo.mp4', call_id: 'demo', kind: 'video' });
      await uploading.send(opened);
      await (start === 'complete' ? uploading.complete(opened.id) : uploading.deliver(opened));
      const record = await uploading.deps.repository.get(uploading.hash('demo'));
      expect(record).toMatchObject({ state: 'analyzing', media: { uri: opened.plan.uri, kind: 'video' } });
    }
  });

  test('has a time of its own, else that in the name of its file, else that of its beginning', async () => {
    const uploading = new Uploading();
    const recordedAt = async (more: object) => {
      const opened = await uploading.open({ ...SMALL, ...more });
      await uploading.send(opened);
      return (await uploading.complete(opened.id)).record.recordedAt;
    };
    const ms = Date.UTC(2026, 8, 14, 9, 32);
    expect(await recordedAt({ recorded_at: '2026-09-14T11:32:00+02:00' })).toEqual({ ms, source: 'message' });
    expect(await recordedAt({ file_name: 'line 2 2026-09-14T09:32_UTC.wav' })).toEqual({ ms, source: 'media_name' });
    expect(await recordedAt({})).toEqual({ ms: uploading.nowMs, source: 'transport' });
  });

  test('is a recording and a call of its own, whatever its file is called', async () => {
    const uploading = new Uploading();
    const [one, other] = [await uploading.open(SMALL), await uploading.open(SMALL)];
    expect(one.plan.uri).not.toBe(other.plan.uri);
    expect(one.callId).toMatch(/^call-7-[0-9a-f]{16}$/);
    expect(one.callId).not.toBe(other.callId);
  });

  test('is refused before anything is sent when the call has another recording', async () => {
    const uploading = new Uploading();
    await uploading.start('call-7');
    await expect(uploading.open({ ...SMALL, call_id: 'call-7' })).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT' });
  });

  test.each(['an event before it is completed', 'an event after it is completed'])(
    'and %s start one job',
    async (when) => {
      const uploading = new Uploading();
      const opened = await uploading.open({ ...LARGE, call_id: 'a 100%2F+', recorded_at: '2026-09-14T09:00:00Z' });
      await uploading.send(opened);
      await uploading.recordings.complete(opened.plan);
      if (when.includes('before')) await uploading.deliver(opened);
      await uploading.complete(opened.id);
      await uploading.complete(opened.id);
      await uploading.deliver(opened);
      expect(uploading.analyzer.jobs).toHaveLength(1);
      expect(await uploading.record('a 100%2F+')).toMatchObject({
        state: 'analyzing',
        media: { uri: opened.plan.uri, sizeBytes: 25, eTag: 'd41d', sequencer: '0055' },
        recordedAt: { source: 'message' },
      });
    },
  );

  test('that many complete at once starts one job', async () => {
    const uploading = new Uploading();
    const opened = await uploading.open(LARGE);
    await uploading.send(opened);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => uploading.complete(opened.id)));
    expect(new Set(outcomes.map(({ record }) => record.hash)).size).toBe(1);
    expect(uploading.analyzer.jobs).toHaveLength(1);
  });

  test('of no recording is a failed call, however often it is completed, and another one corrects it', async () => {
    const refusal = new EarshotError('EARSHOT_NOT_SUPPORTED', 'no sound');
    let isPicky = true;
    const { analyzer } = new Fixture();
    const picky = instead<AudioAnalyzer>(analyzer, {
      start: (request) => (isPicky ? Promise.reject(refusal) : analyzer.start(request)),
    });
    const uploading = new Uploading(picky);
    const upload = async () => {
      const opened = await uploading.open({ ...SMALL, call_id: 'call-7' });
      await uploading.send(opened);
      return { opened, outcome: await uploading.complete(opened.id) };
    };
    const { opened, outcome } = await upload();
    expect([outcome.status, outcome.record.failure?.code]).toEqual(['failed', 'EARSHOT_NOT_SUPPORTED']);
    expect(await uploading.complete(opened.id)).toMatchObject({ status: 'duplicate', record: { state: 'failed' } });
    isPicky = false;
    expect((await upload()).outcome).toMatchObject({ status: 'started', record: { state: 'analyzing' } });
  });

  test('that is cancelled has no parts, and is no recording', async () => {
    const uploading = new Uploading();
    const opened = await uploading.open(LARGE);
    await uploading.send(opened);
    await uploading.cancel(opened.id);
    await uploading.cancel(opened.id);
    expect(await uploading.read(opened.id)).toMatchObject({ state: 'cancelled', received: [], missing: [] });
    await expect(uploading.complete(opened.id)).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
  });

  test.each([SMALL, LARGE])('that has become a recording can not be cancelled: $size_bytes bytes', async (message) => {
    const uploading = new Uploading();
    const opened = await uploading.open(message);
    await uploading.send(opened);
    await uploading.recordings.complete(opened.plan);
    await expect(uploading.cancel(opened.id)).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT' });
    expect(await uploading.read(opened.id)).toMatchObject({ state: 'received' });
    expect(await uploading.complete(opened.id)).toMatchObject({ status: 'started' });
    await expect(uploading.cancel(opened.id)).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT' });
  });

  test('expires unless all of it arrived', async () => {
    const uploading = new Uploading();
    const [late, whole, taken] = [
      await uploading.open(LARGE),
      await uploading.open(LARGE),
      await uploading.open(SMALL),
    ];
    for (const opened of [whole, taken]) await uploading.send(opened);
    await uploading.complete(taken.id);
    uploading.nowMs += 6 * DAY_MS;
    const states = await Promise.all([late, whole, taken].map(async ({ id }) => (await uploading.read(id)).state));
    expect(states).toEqual(['expired', 'received', 'taken']);
    expect((await uploading.read(late.id)).missing).toEqual([]);
    await expect(uploading.complete(late.id)).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
    expect((await uploading.complete(whole.id)).status).toBe('started');
    expect((await uploading.complete(taken.id)).status).toBe('duplicate');
  });

  test('gives no URL that outlives it', async () => {
    const uploading = new Uploading();
    const opened = await uploading.open(SMALL);
    uploading.nowMs = opened.expiresAtMs - 1_000;
    const read = await uploading.read(opened.id);
    uploading.nowMs += 2_000;
    await uploading.send(read);
    expect((await uploading.read(opened.id)).state).toBe('expired');
  });

  test('is known by its signature: no changed id is', async () => {
    const uploading = new Uploading();
    const { id } = await uploading.open(SMALL);
    const [text = '', signature = ''] = id.split('.');
    const other = Buffer.from(Buffer.from(text, 'base64url').toString().replace('media', 'money')).toString(
      'base64url',
    );
    for (const wrong of [
      `${other}.${signature}`,
      text,
      `${text}.`,
      `${id}0`,
      `${id}.`,
      `${id}.x`,
      '',
      'x.y',
      `${text}.${sign(text)}`,
    ]) {
      await expect(uploading.read(wrong), wrong).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
      await expect(uploading.complete(wrong), wrong).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
      await expect(uploading.cancel(wrong), wrong).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
    }
  });

  test('goes with its call when that is erased, and other recordings stay', async () => {
    const uploading = new Uploading();
    const opened = await uploading.open({ ...SMALL, call_id: 'uploaded' });
    await uploading.send(opened);
    await uploading.complete(opened.id);
    await uploading.start('dropped');
    const { recordings } = uploading;
    const erasing = new EraseCall({ ...uploading.deps, uploads: { recordings, layout: DEFAULT_LAYOUT } });
    const receipt = await erasing.execute(opened.hash);
    expect(receipt.traces).toEqual([opened.plan.uri]);
    expect(receipt).not.toHaveProperty('recording');
    expect(await recordings.stat(opened.plan.uri)).toBeUndefined();
    await expect(uploading.complete(opened.id)).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT' });
    expect(await erasing.execute(uploading.hash('dropped'))).toMatchObject({
      recording: 's3://recordings/dropped.wav',
    });
  });

  test('of many parts names each of them', async () => {
    const uploading = new Uploading();
    const opened = await uploading.open({ ...LARGE, size_bytes: 10_001 });
    expect(opened.missing.map(({ number }) => number)).toEqual(partsOf(opened.plan).map(({ number }) => number));
  });
});
