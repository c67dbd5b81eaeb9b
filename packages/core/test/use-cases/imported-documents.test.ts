import { EraseCall, FORMATS, JobId, type JobMention, type ObjectUri, PersistResult, ReadCall } from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { documentFormat } from '../../src/index.js';
import { toyDocument, toyFormat } from '../formats/toy-format.js';
import { digests } from '../invariants/world.js';
import { EVENT_MS, Fixture } from './fixture.js';

const formats = [...FORMATS, toyFormat];
const SAID = '0 1500 al: Hi.\n';

/** A document in a bucket, and what an event says of it. */
async function arrive(
  fixture: Fixture,
  key: string,
  text: string,
  more: Partial<JobMention> = {},
): Promise<JobMention> {
  const resultUri = `s3://exports/${key}` as ObjectUri;
  await fixture.store.put(resultUri, new TextEncoder().encode(text));
  const jobId = JobId.parse(`import-${digests.md5Hex(key + text).slice(0, 16)}`);
  return { jobId, folder: jobId as never, resultUri, sentAtMs: EVENT_MS, ...more };
}
const persist = (fixture: Fixture, mention: JobMention, given = formats) =>
  new PersistResult({ ...fixture.deps, formats: given }).execute(mention);

async function ingest(fixture: Fixture, key: string, text: string, more: Partial<JobMention> = {}) {
  return persist(fixture, await arrive(fixture, key, text, more));
}

describe('a document of another system', () => {
  test('is a call under its own id, at the time that it says, found by its content at any location', async () => {
    const fixture = new Fixture();
    expect(await ingest(fixture, 'any/export.bin', `TOY 7\n${SAID}`)).toMatchObject({
      status: 'stored',
      record: { callId: '7', state: 'completed', recordedAt: { ms: 0 }, analysis: { transcript: { text: 'Hi.' } } },
    });
  });

  test.each([
    ['its file’s name when it has no id', 'a/export.toy', `TOY \n${SAID}`, 'export'],
    [
      'its id without control characters, and digits of it',
      'a/export.toy',
      `TOY 7\u0000\n${SAID}`,
      expect.stringMatching(/^7-[0-9a-f]{8}$/),
    ],
  ])('is called by %s', async (_, key, text, callId) => {
    expect(await ingest(new Fixture(), key, text)).toMatchObject({ record: { callId } });
  });

  test('is one call however often it arrives', async () => {
    const fixture = new Fixture();
    await ingest(fixture, 'export.toy', `TOY 7\n${SAID}`);
    expect(await ingest(fixture, 'export.toy', `TOY 7\n${SAID}`)).toMatchObject({
      status: 'duplicate',
      record: { revision: 1 },
    });
  });

  test('with the same id as another is the same call, and the later one counts, in either order', async () => {
    const texts = ['Old.', 'New.'].map((text) => `TOY 7\n0 1500 al: ${text}\n`);
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const fixture = new Fixture();
      for (const index of order) {
        await ingest(fixture, `${index}.toy`, texts[index] ?? '', { sentAtMs: EVENT_MS + index });
      }
      expect(await fixture.record('7')).toMatchObject({ analysis: { transcript: { text: 'New.' } } });
      const { calls } = await fixture.repository.list({ filter: {}, limit: 10 });
      expect(calls).toHaveLength(1);
    }
  });

  test('without an id is the same call when it was exported again to the same place, else another', async () => {
    const fixture = new Fixture();
    await ingest(fixture, 'a/export.toy', `TOY \n${SAID}`);
    expect(await ingest(fixture, 'a/export.toy', 'TOY \n0 1 al: New.\n', { sentAtMs: EVENT_MS + 1 })).toMatchObject({
      status: 'stored',
      record: { callId: 'export', analysis: { transcript: { text: 'New.' } } },
    });
    expect(await ingest(fixture, 'b/export.toy', `TOY \n${SAID}`)).toMatchObject({
      record: { callId: expect.stringMatching(/^export-[0-9a-f]{8}$/) },
    });
  });

  test('never replaces the result of a job that was started here', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('7');
    await persist(fixture, await fixture.finish(jobId, '7', { voice: 'own' }));
    expect(await ingest(fixture, 'x.toy', `TOY 7\n${SAID}`, { sentAtMs: EVENT_MS + 1e9 })).toMatchObject({
      status: 'duplicate',
      record: { jobs: [{ jobId }] },
    });
  });

  test('keeps two recordings apart that share an id', async () => {
    const fixture = new Fixture();
    const about = (name: string) => `s3://recordings/${name}.wav` as ObjectUri;
    await ingest(fixture, '1.toy', `TOY 7\n${SAID}`, { mediaUri: about('a') });
    expect(await ingest(fixture, '2.toy', `TOY 7\n${SAID}`, { mediaUri: about('b') })).toMatchObject({
      status: 'stored',
      record: { callId: expect.stringMatching(/^7-[0-9a-f]{8}$/), media: { uri: about('b') } },
    });
    expect(await ingest(fixture, '3.toy', `TOY 7\n${SAID}`, { mediaUri: about('a') })).toMatchObject({
      record: { callId: '7', media: { uri: about('a') } },
    });
  });

  test('is read again for its words, and erased with its call', async () => {
    const fixture = new Fixture();
    const withWords = documentFormat({
      ...toyDocument,
      read: async (file, options) => {
        const call = await toyDocument.read(file, options);
        for (const segment of call.analysis.transcript?.segments ?? []) {
          if (options.words) segment.words = [{ text: segment.text }];
        }
        return call;
      },
    });
    const mention = await arrive(fixture, 'x.toy', `TOY 7\n${SAID}`);
    await persist(fixture, mention, [withWords]);
    const hash = fixture.hash('7');
    const read = () => new ReadCall({ ...fixture.deps, formats: [withWords] }).execute(hash, { words: true });
    expect((await read())?.analysis?.transcript?.segments).toMatchObject([{ words: [{ text: 'Hi.' }] }]);
    await fixture.store.delete(mention.resultUri);
    await expect(read()).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND', details: { uri: mention.resultUri } });
    await fixture.store.put(mention.resultUri, new Uint8Array());
    expect(await new EraseCall(fixture.deps).execute(hash)).toMatchObject({ documents: [mention.resultUri] });
  });

  test('is waited for while it is not there yet', async () => {
    const fixture = new Fixture();
    const mention = await arrive(fixture, 'x.toy', `TOY 7\n${SAID}`);
    await fixture.store.delete(mention.resultUri);
    await expect(persist(fixture, mention)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
  });

  test('that no format recognizes is refused; a format that is named decides by itself', async () => {
    const fixture = new Fixture();
    await expect(ingest(fixture, 'x.txt', 'Hello')).rejects.toMatchObject({
      code: 'EARSHOT_NOT_SUPPORTED',
      details: { uri: 's3://exports/x.txt' },
    });
    await expect(ingest(fixture, 'x.toy', `TOY 7\n${SAID}`, { format: 'bda' })).rejects.toMatchObject({
      code: 'EARSHOT_NOT_SUPPORTED',
    });
    expect(await ingest(fixture, 'x.toy', `toy 7\n${SAID}`, { format: 'toy' })).toMatchObject({
      record: { callId: '7' },
    });
  });
});
