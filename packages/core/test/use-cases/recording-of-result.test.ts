import { type JobMention, ObjectUri, PersistResult } from '@earshot/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { Fixture, outputOf } from './fixture.js';

const STANDARD = '0/standard_output/0/result.json';
const recording = (key: string) => ObjectUri.parse(`s3://recordings/${key}.wav`);

let fixture: Fixture;
let mention: JobMention;

beforeEach(async () => {
  fixture = new Fixture();
  mention = await fixture.finish('outside', 'call-7');
});

/** Makes manifest, standard output and message name these recordings. */
async function naming(names: { manifest?: string; standard?: string; message?: string }): Promise<JobMention> {
  const place = (key: string | undefined) =>
    key === undefined ? {} : { s3_bucket: 'recordings', s3_key: `${key}.wav` };
  const manifest = await fixture.json(mention.resultUri);
  const [asset] = manifest['output_metadata'] as [object];
  await fixture.put(mention.resultUri, {
    ...manifest,
    output_metadata: [{ ...asset, asset_input_path: place(names.manifest) }],
  });
  const standard = await fixture.json(outputOf(mention, STANDARD));
  const { s3_bucket: _, s3_key: __, ...metadata } = standard['metadata'] as Record<string, unknown>;
  await fixture.put(outputOf(mention, STANDARD), { ...standard, metadata: { ...metadata, ...place(names.standard) } });
  return { ...mention, mediaUri: names.message === undefined ? undefined : recording(names.message) };
}

async function mediaOf(about: JobMention): Promise<unknown> {
  await new PersistResult(fixture.deps).execute(about);
  return (await fixture.record('call-7'))?.media;
}

/** Persists the result with other segments in its manifest. */
async function withSegments(change: (matched: Record<string, unknown>) => readonly object[]) {
  const manifest = await fixture.json(mention.resultUri);
  const [asset] = manifest['output_metadata'] as [{ segment_metadata: [Record<string, unknown>] }];
  const output_metadata = [{ ...asset, segment_metadata: change(asset.segment_metadata[0]) }];
  await fixture.put(mention.resultUri, { ...manifest, output_metadata });
  return new PersistResult(fixture.deps).execute(mention);
}

describe('the recording of a result that nobody here started', () => {
  test('is the one that the manifest names', async () => {
    const about = await naming({ manifest: 'manifest', standard: 'standard', message: 'message' });
    expect(await mediaOf(about)).toEqual({ uri: recording('manifest') });
  });

  test('is else the one that its standard output names, also where custom output comes first', async () => {
    const about = await naming({ standard: 'standard', message: 'message' });
    expect(await mediaOf(about)).toEqual({ uri: recording('standard') });
    await fixture.repository.delete(fixture.hash('call-7'));
    await withSegments(({ standard_output_path, custom_output_path }) => [
      { custom_output_path, custom_output_status: 'MATCH' },
      { standard_output_path },
    ]);
    expect((await fixture.record('call-7'))?.media).toEqual({ uri: recording('standard') });
  });

  test('is else the one that the message names', async () => {
    expect(await mediaOf(await naming({ message: 'message' }))).toEqual({ uri: recording('message') });
  });

  test('stays open when nothing names one', async () => {
    expect(await mediaOf(await naming({}))).toBeUndefined();
  });
});

describe('the outputs of a result', () => {
  test.each([
    ['first', (matched: object, unmatched: object) => [matched, unmatched]],
    ['last', (matched: object, unmatched: object) => [unmatched, matched]],
  ])('match when one segment of several does: the %s one', async (_, order) => {
    const unmatched = { custom_output_status: 'NO_MATCH' };
    expect(await withSegments((matched) => order(matched, unmatched))).toMatchObject({
      status: 'stored',
      record: { state: 'completed', analysis: { callSummary: 'call-7 greets.' } },
    });
  });

  test('leave out the custom output of a segment without a match, though the manifest names one', async () => {
    expect(await withSegments((matched) => [{ ...matched, custom_output_status: 'NO_MATCH' }])).toMatchObject({
      status: 'unmatched',
      record: { analysis: { sources: [{ kind: 'standard' }], categories: [] } },
    });
  });
});

describe('what a job is about', () => {
  const says = async (modality: string | undefined) => {
    const { semantic_modality: _, ...manifest } = await fixture.json(mention.resultUri);
    const stated = modality === undefined ? {} : { semantic_modality: modality };
    await fixture.put(mention.resultUri, { ...manifest, ...stated });
    // Nothing in it tells a recording from an invoice.
    await fixture.put(outputOf(mention, '0/custom_output/0/result.json'), { inference_result: { total: 7 } });
  };

  test('is what its manifest says, though custom output alone gives no sign of it', async () => {
    await says('AUDIO');
    const outcome = await withSegments(({ custom_output_path }) => [
      { custom_output_path, custom_output_status: 'MATCH' },
    ]);
    expect(outcome).toMatchObject({ status: 'stored', record: { analysis: { customFields: { total: 7 } } } });
  });

  test('is a recording where one of its documents is about one and the manifest says nothing', async () => {
    await says(undefined);
    expect(await new PersistResult(fixture.deps).execute(mention)).toMatchObject({ status: 'stored' });
  });

  test('can’t be read where the manifest says a recording and an output is about an image', async () => {
    await says('AUDIO');
    await fixture.put(outputOf(mention, STANDARD), { metadata: { semantic_modality: 'IMAGE' } });
    await expect(new PersistResult(fixture.deps).execute(mention)).rejects.toMatchObject({
      code: 'EARSHOT_UNREADABLE',
      details: { uri: mention.resultUri, path: 'output_metadata' },
    });
  });

  test('is not even looked for in a manifest that is longer than its documents can make it', async () => {
    await fixture.put(mention.resultUri, { ...(await fixture.json(mention.resultUri)), padding: 'x'.repeat(9_000) });
    const bounds = { documents: 2, bytes: 1e6, concurrency: 1 };
    await expect(new PersistResult({ ...fixture.deps, bounds }).execute(mention)).rejects.toMatchObject({
      code: 'EARSHOT_UNREADABLE',
      details: { uri: mention.resultUri, path: '' },
    });
  });
});

test('a result about an image where the manifest should be is ignored', async () => {
  await fixture.put(mention.resultUri, { metadata: { semantic_modality: 'IMAGE' } });
  expect(await new PersistResult(fixture.deps).execute(mention)).toMatchObject({ status: 'ignored' });
  expect(await fixture.record('call-7')).toBeUndefined();
});

test('a result without custom output has no categories, topics or custom fields', async () => {
  const outcome = await withSegments(({ standard_output_path }) => [{ standard_output_path }]);
  expect(outcome).toMatchObject({ record: { analysis: { categories: [], topics: [], customFields: {} } } });
});

describe('what two documents say of the language', () => {
  test('adds up, and standard output counts first, however the manifest orders them', async () => {
    const custom = await fixture.json(outputOf(mention, '0/custom_output/0/result.json'));
    await fixture.put(outputOf(mention, '0/custom_output/0/result.json'), {
      ...custom,
      metadata: { dominant_asset_language: 'DE', generative_output_language: 'FR' },
    });
    const outcome = await withSegments(({ standard_output_path, custom_output_path }) => [
      { custom_output_path, custom_output_status: 'MATCH' },
      { standard_output_path },
    ]);
    expect(outcome).toMatchObject({ record: { analysis: { language: { dominant: 'EN', generated: 'FR' } } } });
  });

  test('is absent when neither says anything', async () => {
    const standard = await fixture.json(outputOf(mention, STANDARD));
    const { dominant_asset_language: _, ...metadata } = standard['metadata'] as Record<string, unknown>;
    await fixture.put(outputOf(mention, STANDARD), { ...standard, metadata });
    const outcome = await new PersistResult(fixture.deps).execute(mention);
    expect('record' in outcome && outcome.record.analysis).not.toHaveProperty('language');
  });
});

describe('the texts of segments', () => {
  const said = async (text: string, texts: readonly string[]) => {
    const standard = await fixture.json(outputOf(mention, STANDARD));
    const [segment] = standard['audio_segments'] as [object];
    await fixture.put(outputOf(mention, STANDARD), {
      ...standard,
      audio: { transcript: { representation: { text } } },
      audio_segments: texts.map((each, index) => ({ ...segment, segment_index: index, text: each })),
    });
    const outcome = await new PersistResult(fixture.deps).execute(mention);
    return 'record' in outcome && outcome.record.analysis?.transcript?.segments.map((kept) => kept.text);
  };

  test('are kept as written, whether or not the transcript is made of them', async () => {
    const texts = ['Hello.', 'How are you?', 'Fine.'];
    fixture = new Fixture();
    mention = await fixture.finish('outside', 'call-7');
    expect(await said('xy', ['', 'x'])).toEqual(['', 'x']);
    for (const text of [
      texts.join(' '),
      texts.join('\n'),
      'Hello. Something else was said.',
      texts.join(''),
      '',
      'Hello.',
    ]) {
      fixture = new Fixture();
      mention = await fixture.finish('outside', 'call-7');
      expect(await said(text, texts)).toEqual(texts);
    }
  });
});
