import {
  type Analysis,
  bdaFormat,
  type CallRecord,
  EarshotError,
  type ObjectUri,
  PersistResult,
  ReadCall,
  type ReadOptions,
  type ResultFormat,
  type ResultStore,
  type Sentiment,
} from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { Fixture, instead, outputOf } from './fixture.js';

const STANDARD = '0/standard_output/0/result.json';

async function analysed(fixture: Fixture) {
  const { jobId = '' } = await fixture.start('call-7');
  const mention = await fixture.finish(jobId, 'call-7');
  await new PersistResult(fixture.deps).execute(mention);
  return mention;
}

/** Adds to the analysis of the record, which its documents don't say. */
async function revised(
  fixture: Fixture,
  { sentiment, ...added }: Partial<Analysis> & { readonly sentiment?: Sentiment },
): Promise<CallRecord> {
  const record = await fixture.record('call-7');
  const { analysis } = record ?? {};
  if (record === undefined || analysis?.transcript === undefined) throw new Error('no such call');
  const segments = analysis.transcript.segments.map((segment) => ({ ...segment, ...(sentiment && { sentiment }) }));
  const transcript = { ...analysis.transcript, segments };
  const changed = { ...record, revision: record.revision + 1, analysis: { ...analysis, ...added, transcript } };
  await fixture.repository.save(changed);
  return changed;
}

const read = (
  fixture: Fixture,
  include?: ReadOptions,
  store: ResultStore = fixture.store,
  formats?: readonly ResultFormat[],
) => new ReadCall({ repository: fixture.repository, store, formats }).execute(fixture.hash('call-7'), include);

/** The format, whose documents say this by now. */
const saying = (analysis: Partial<Analysis>): ResultFormat => ({
  ...bdaFormat,
  read: async () => ({ state: 'completed', analysis: analysis as Analysis }),
});

const unread = (fixture: Fixture): ResultStore =>
  instead<ResultStore>(fixture.store, { get: () => Promise.reject(new Error('read in vain')) });

describe('reading a call', () => {
  test('answers nothing when there is none', async () => {
    const fixture = new Fixture();
    expect(await read(fixture)).toBeUndefined();
    expect(await read(fixture, { words: true })).toBeUndefined();
  });

  test('answers the record, and looks at no document unless asked', async () => {
    const fixture = new Fixture();
    await analysed(fixture);
    const record = await fixture.record('call-7');
    expect(await read(fixture, {}, unread(fixture))).toEqual(record);
    expect(await read(fixture, { words: false, moderation: false }, unread(fixture))).toEqual(record);
  });

  test('reads the documents that the record names, with or without the manifest', async () => {
    const fixture = new Fixture();
    const { resultUri } = await analysed(fixture);
    await fixture.store.delete(resultUri);
    const call = await read(fixture, { words: true });
    expect(call?.analysis?.transcript?.segments.every(({ words = [] }) => words.length > 0)).toBe(true);
  });

  test('says so when the documents are in a format that it does not know', async () => {
    const fixture = new Fixture();
    await analysed(fixture);
    const uri = 's3://results/7.notes' as ObjectUri;
    await fixture.put(uri, 'notes');
    await revised(fixture, { sources: [{ uri, kind: 'notes', redacted: false }] });
    await expect(read(fixture, { words: true })).rejects.toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED' });
    expect(await read(fixture)).toBeDefined();
  });

  test('adds words where they are asked for, and changes nothing else', async () => {
    const fixture = new Fixture();
    await analysed(fixture);
    const record = await fixture.record('call-7');
    const whole = await read(fixture, { words: true });
    expect(whole?.analysis?.transcript?.segments).toMatchObject([
      { index: 0, words: [{ text: 'Hello', startMs: 0, endMs: 400 }, { text: ',' }] },
    ]);
    const segments = whole?.analysis?.transcript?.segments.map(({ words: _, ...segment }) => segment);
    expect(whole).toEqual({ ...record, analysis: expect.anything() });
    expect({ ...whole?.analysis, transcript: { ...whole?.analysis?.transcript, segments } }).toEqual(record?.analysis);
  });

  test('adds moderation where it is asked for', async () => {
    const fixture = new Fixture();
    await analysed(fixture);
    const moderation = [{ startMs: 0, endMs: 2_000, confidence: 0.1, categories: { profanity: 0.05 } }];
    expect((await read(fixture, { moderation: true }))?.analysis).toMatchObject({ moderation });
    expect((await read(fixture, { words: true, moderation: true }))?.analysis).toMatchObject({
      moderation,
      transcript: { segments: [{ words: [{}, {}] }] },
    });
  });

  test('keeps all that the record says, also what no document says', async () => {
    const fixture = new Fixture();
    await analysed(fixture);
    const record = await revised(fixture, {
      callSummary: 'Somebody says hello.',
      findings: [
        { kind: 'reason', value: 'Hello', basis: 'estimated', evidence: [{ segmentIndex: 0, quote: 'Hello' }] },
      ],
      sentiment: { label: 'positive', score: 0.5, words: ['Hello'] },
    });
    const whole = await read(fixture, { words: true, moderation: true });
    expect(whole?.analysis?.moderation).toHaveLength(1);
    expect(whole?.analysis?.transcript?.segments[0]?.words).toHaveLength(2);
    const segments = whole?.analysis?.transcript?.segments.map(({ words: _, ...segment }) => segment);
    expect({
      ...whole?.analysis,
      moderation: [],
      transcript: { ...whole?.analysis?.transcript, segments },
    }).toEqual(record.analysis);
  });

  test('gives the transcript of the documents when its segments are others by now', async () => {
    const fixture = new Fixture();
    const mention = await analysed(fixture);
    const record = await revised(fixture, { callSummary: 'Somebody says hello.' });
    const standard = outputOf(mention, STANDARD);
    const document = JSON.parse(new TextDecoder().decode(await fixture.store.get(standard)));
    document.audio_segments[0].text = 'Goodbye.';
    await fixture.put(standard, document);
    const { analysis } = (await read(fixture, { words: true })) ?? {};
    expect(analysis?.transcript?.segments).toMatchObject([{ text: 'Goodbye.', words: [{}, {}] }]);
    expect(analysis?.callSummary).toBe('Somebody says hello.');
    expect((await read(fixture, { moderation: true }))?.analysis?.transcript).toEqual(record.analysis?.transcript);
  });

  test.each([
    ['one more segment', ['Hello.'], ['Hello.', 'Goodbye.']],
    ['another second segment', ['Hello.', 'Goodbye.'], ['Hello.', 'Good night.']],
    ['no segment', ['Hello.'], []],
  ])('gives the transcript of the documents when they have %s', async (_, kept, said) => {
    const fixture = new Fixture();
    await analysed(fixture);
    const record = await fixture.record('call-7');
    const [segment] = record?.analysis?.transcript?.segments ?? [];
    if (record?.analysis === undefined || segment === undefined) throw new Error('no such call');
    const transcriptOf = (texts: readonly string[]) => ({
      text: texts.join(' '),
      segments: texts.map((text, index) => ({ ...segment, index, text })),
    });
    const analysis = { ...record.analysis, transcript: transcriptOf(kept) };
    await fixture.repository.save({ ...record, revision: record.revision + 1, analysis });
    const answered = await read(fixture, { words: true }, fixture.store, [saying({ transcript: transcriptOf(said) })]);
    expect(answered?.analysis?.transcript).toEqual(transcriptOf(said));
  });

  test('keeps its transcript where the documents have none, and takes theirs where it has none', async () => {
    const fixture = new Fixture();
    await analysed(fixture);
    const { transcript, ...rest } = (await fixture.record('call-7'))?.analysis ?? {};
    expect((await read(fixture, { words: true }, fixture.store, [saying({})]))?.analysis?.transcript).toEqual(
      transcript,
    );
    const record = await fixture.record('call-7');
    if (record === undefined || transcript === undefined) throw new Error('no such call');
    await fixture.repository.save({ ...record, revision: record.revision + 1, analysis: rest as Analysis });
    const answered = await read(fixture, { words: true }, fixture.store, [saying({ transcript })]);
    expect(answered?.analysis?.transcript).toEqual(transcript);
  });

  test('leaves a segment without words as it is', async () => {
    const fixture = new Fixture();
    await analysed(fixture);
    const { transcript } = (await fixture.record('call-7'))?.analysis ?? {};
    const answered = await read(fixture, { words: true }, fixture.store, [saying({ transcript })]);
    expect(answered?.analysis?.transcript?.segments[0]).not.toHaveProperty('words');
  });

  test('passes on that a document was missing which is there by now', async () => {
    const fixture = new Fixture();
    const mention = await analysed(fixture);
    const uri = outputOf(mention, STANDARD);
    const late = new EarshotError('EARSHOT_UNAVAILABLE', 'not yet', { details: { uri } });
    const format = { ...bdaFormat, read: () => Promise.reject(late) };
    await expect(read(fixture, { words: true }, fixture.store, [format])).rejects.toBe(late);
  });

  test('that has no analysis yet answers the record, whatever is asked for', async () => {
    const fixture = new Fixture();
    const { record } = await fixture.start('call-7');
    expect(await read(fixture, { words: true }, unread(fixture))).toEqual(record);
  });

  test('whose documents are gone says so when they are needed, and reads the rest as ever', async () => {
    const fixture = new Fixture();
    const mention = await analysed(fixture);
    await fixture.store.delete(outputOf(mention, STANDARD));
    await expect(read(fixture, { words: true })).rejects.toMatchObject({
      code: 'EARSHOT_NOT_FOUND',
      retryable: false,
      details: { uri: outputOf(mention, STANDARD) },
    });
    expect(await read(fixture)).toMatchObject({ analysis: { transcript: { text: 'Hello, call-7 here.' } } });
  });

  test('whose documents can’t be read says so, and does not take them for gone', async () => {
    const fixture = new Fixture();
    const mention = await analysed(fixture);
    await fixture.put(outputOf(mention, STANDARD), { audio: 7, audio_segments: [] });
    await expect(read(fixture, { words: true })).rejects.toMatchObject({
      code: 'EARSHOT_UNREADABLE',
      details: { uri: outputOf(mention, STANDARD), path: 'audio' },
    });
    const denied = new EarshotError('EARSHOT_DENIED', 'no');
    const store = instead<ResultStore>(fixture.store, { get: () => Promise.reject(denied) });
    await expect(read(fixture, { words: true }, store)).rejects.toBe(denied);
  });
});
