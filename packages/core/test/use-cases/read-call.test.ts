import { EarshotError, PersistResult, ReadCall, type ReadOptions, type ResultStore } from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { Bench, instead, outputOf } from './bench.js';

const STANDARD = '0/standard_output/0/result.json';

async function analysed(bench: Bench) {
  const { jobId = '' } = await bench.start('call-7');
  const mention = await bench.finish(jobId, 'call-7');
  await new PersistResult(bench.deps).execute(mention);
  return mention;
}

const read = (bench: Bench, include?: ReadOptions, store: ResultStore = bench.store) =>
  new ReadCall({ repository: bench.repository, store }).execute(bench.hash('call-7'), include);

const unread = (bench: Bench): ResultStore =>
  instead<ResultStore>(bench.store, { get: () => Promise.reject(new Error('read in vain')) });

describe('reading a call', () => {
  test('answers nothing when there is none', async () => {
    const bench = new Bench();
    expect(await read(bench)).toBeUndefined();
    expect(await read(bench, { words: true })).toBeUndefined();
  });

  test('answers the record, and looks at no document unless asked', async () => {
    const bench = new Bench();
    await analysed(bench);
    const record = await bench.record('call-7');
    expect(await read(bench, {}, unread(bench))).toEqual(record);
    expect(await read(bench, { words: false, moderation: false }, unread(bench))).toEqual(record);
  });

  test('adds words where they are asked for, and changes nothing else', async () => {
    const bench = new Bench();
    await analysed(bench);
    const record = await bench.record('call-7');
    const whole = await read(bench, { words: true });
    expect(whole?.analysis?.transcript?.segments).toMatchObject([
      { index: 0, words: [{ text: 'Hello', startMs: 0, endMs: 400 }, { text: ',' }] },
    ]);
    const segments = whole?.analysis?.transcript?.segments.map(({ words: _, ...segment }) => segment);
    expect(whole).toEqual({ ...record, analysis: expect.anything() });
    expect({ ...whole?.analysis, transcript: { ...whole?.analysis?.transcript, segments } }).toEqual(record?.analysis);
  });

  test('adds moderation where it is asked for', async () => {
    const bench = new Bench();
    await analysed(bench);
    const moderation = [{ startMs: 0, endMs: 2_000, confidence: 0.1, categories: { profanity: 0.05 } }];
    expect((await read(bench, { moderation: true }))?.analysis).toMatchObject({ moderation });
    expect((await read(bench, { words: true, moderation: true }))?.analysis).toMatchObject({
      moderation,
      transcript: { segments: [{ words: [{}, {}] }] },
    });
  });

  test('that has no analysis yet answers the record, whatever is asked for', async () => {
    const bench = new Bench();
    const { record } = await bench.start('call-7');
    expect(await read(bench, { words: true }, unread(bench))).toEqual(record);
  });

  test('whose documents are gone says so when they are needed, and reads the rest as ever', async () => {
    const bench = new Bench();
    const mention = await analysed(bench);
    await bench.store.delete(outputOf(mention, STANDARD));
    await expect(read(bench, { words: true })).rejects.toMatchObject({
      code: 'EARSHOT_NOT_FOUND',
      retryable: false,
      details: { uri: outputOf(mention, STANDARD) },
    });
    expect(await read(bench)).toMatchObject({ analysis: { transcript: { text: 'Hello, call-7 here.' } } });
  });

  test('whose documents can’t be read says so, and does not take them for gone', async () => {
    const bench = new Bench();
    const mention = await analysed(bench);
    await bench.put(outputOf(mention, STANDARD), { audio: 7, audio_segments: [] });
    await expect(read(bench, { words: true })).rejects.toMatchObject({
      code: 'EARSHOT_UNREADABLE',
      details: { uri: outputOf(mention, STANDARD), path: 'audio' },
    });
    const denied = new EarshotError('EARSHOT_DENIED', 'no');
    const store = instead<ResultStore>(bench.store, { get: () => Promise.reject(denied) });
    await expect(read(bench, { words: true }, store)).rejects.toBe(denied);
  });
});
