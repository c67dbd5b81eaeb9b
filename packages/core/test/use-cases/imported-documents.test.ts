import { EraseCall, FORMATS, JobId, type JobMention, type ObjectUri, PersistResult, ReadCall } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentFormat } from '../../src/index.js';
import { withRecording } from '../../src/model/transitions.js';
import { toyDocument, toyFormat } from '../formats/toy-format.js';
import { digests } from '../invariants/world.js';
import { EVENT_MS, Fixture, jobIdOf, requestOf } from './fixture.js';

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

const about = (name: string) => `s3://recordings/${name}.wav` as ObjectUri;
const callIdsIn = async (fixture: Fixture) => {
  const { calls } = await fixture.repository.list({ filter: {}, limit: 10 });
  return calls.map(({ callId }) => String(callId)).sort();
};

describe('a recording beside a document of another system', () => {
  const [named, bare] = [`TOY 7 ${about('far')}\n${SAID}`, `TOY 7\n${SAID}`];
  const beside = { mediaUri: about('near') };
  const copy = (place: string, more = {}) => ({ key: `${place}.toy`, ...more });

  test.each([
    ['found later', [named, named], [copy('a'), copy('a', beside)]],
    ['gone later', [named, named], [copy('a', beside), copy('a')]],
    ['beside the first of two copies', [named, named], [copy('a', beside), copy('b')]],
    ['beside the second of two copies', [named, named], [copy('a'), copy('b', beside)]],
    ['gone when the document is exported again', [named, `${named}1 2 al: Bye.\n`], [copy('a', beside), copy('a')]],
    ['beside one that names none', [bare, named], [copy('a', beside), copy('b')]],
  ])('takes the place of the one that it names, and leaves one call: %s', async (_, texts, places) => {
    const fixture = new Fixture();
    for (const [index, { key, ...more }] of places.entries()) await ingest(fixture, key, texts[index] ?? '', more);
    expect(await callIdsIn(fixture)).toEqual(['7']);
    expect((await fixture.record('7'))?.media).toEqual({ uri: about('near'), names: [about('far')] });
    await ingest(fixture, 'other.toy', `TOY 7 ${about('other')}\n${SAID}`);
    expect(await callIdsIn(fixture)).toHaveLength(2);
  });

  test.each(['submitted', 'analyzing', 'completed'] as const)('may be that of a call that is %s', async (state) => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('x');
    const { callId, media } = requestOf('x');
    if (state === 'submitted') {
      await fixture.repository.delete(fixture.hash('x'));
      await fixture.repository.save(withRecording(undefined, fixture.hash('x'), requestOf('x'), 1));
    }
    const done = await fixture.finish(jobId, 'x', { voice: 'own' });
    if (state === 'completed') await persist(fixture, done);
    const more = { mediaUri: media.uri, callId };
    expect(await ingest(fixture, 'x.toy', named, more)).toMatchObject({
      status: state === 'completed' ? 'duplicate' : 'stored',
      record: { callId: 'x', media: { uri: media.uri }, state: 'completed' },
    });
    await persist(fixture, { ...done, mediaUri: media.uri });
    expect(await callIdsIn(fixture)).toEqual(['x']);
    const text = (await fixture.record('x'))?.analysis?.transcript?.text;
    if (state === 'completed') expect(text).not.toBe('Hi.');
    else expect(text).toBe('Hi.');
  });

  test('is added to a document that is known, which is not read again', async () => {
    const fixture = new Fixture();
    const mention = await arrive(fixture, 'loose-1/earshot-import/toy/x.toy', named, { jobId: jobIdOf('loose-1') });
    await persist(fixture, mention);
    await fixture.store.delete(mention.resultUri);
    expect(await persist(fixture, { ...mention, ...beside })).toMatchObject({
      status: 'duplicate',
      record: { callId: '7', media: { uri: about('near'), names: [about('far')] } },
    });
  });

  test('is never shared by two calls', async () => {
    const fixture = new Fixture();
    await ingest(fixture, 'x.toy', named);
    await fixture.start('near');
    const { callId } = requestOf('near');
    await ingest(fixture, 'x.toy', named, { ...beside, callId });
    expect((await fixture.record('7'))?.media).toEqual({ uri: about('far') });
  });
});

describe('documents of one call', () => {
  const kinds = ['toy', 'plainer', 'plainest'];
  const ranked = kinds.map((name) => documentFormat({ ...toyDocument, name }));
  const documents = fc.uniqueArray(
    fc.record({
      text: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
      format: fc.constantFrom(...kinds),
      sentAtMs: fc.constantFrom(EVENT_MS, EVENT_MS + 1),
    }),
    { selector: ({ text }) => text, minLength: 2, maxLength: 4 },
  );

  test('lead to the same result in any order, that of the format that says most', async () => {
    const inAnyOrder = documents.chain((all) =>
      fc.shuffledSubarray(all, { minLength: all.length }).map((other) => [all, other]),
    );
    await fc.assert(
      fc.asyncProperty(inAnyOrder, async (orders) => {
        const results = [];
        for (const order of orders) {
          const fixture = new Fixture();
          for (const { text, ...more } of order) {
            await persist(fixture, await arrive(fixture, `${text}.toy`, `TOY 7\n0 1 al: ${text}\n`, more), ranked);
          }
          expect(await callIdsIn(fixture)).toEqual(['7']);
          results.push((await fixture.record('7'))?.analysis);
        }
        expect(results[1]).toEqual(results[0]);
        const best = Math.min(...(orders[0] ?? []).map(({ format }) => kinds.indexOf(format)));
        expect(results[0]?.sources[0]?.kind).toBe(kinds[best]);
      }),
      { numRuns: 50 },
    );
  });

  test.each(['calls/a/', ''])(
    'are exported again from where they were, even if others have the name: %s',
    async (folder) => {
      const fixture = new Fixture();
      await ingest(fixture, 'elsewhere/a.toy', `TOY \n${SAID}`);
      for (const [index, said] of ['Old.', 'New.'].entries()) {
        const jobId = jobIdOf(`loose-a-${index}`);
        const key = `${folder}${jobId}/earshot-import/toy/a.toy`;
        const more = { jobId, folder: (folder ? 'a' : jobId) as never, sentAtMs: EVENT_MS + index };
        await ingest(fixture, key, `TOY \n0 1 al: ${said}\n`, more);
      }
      const ids = await callIdsIn(fixture);
      expect(ids).toEqual(['a', expect.stringMatching(/^a-[0-9a-f]{8}$/)]);
      expect((await fixture.record(ids[1] ?? ''))?.analysis?.transcript?.text).toBe('New.');
    },
  );
});

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

  test('keeps two recordings apart that documents with one id name', async () => {
    const fixture = new Fixture();
    await ingest(fixture, '1.toy', `TOY 7 ${about('a')}\n${SAID}`);
    expect(await ingest(fixture, '2.toy', `TOY 7 ${about('b')}\n${SAID}`)).toMatchObject({
      status: 'stored',
      record: { callId: expect.stringMatching(/^7-[0-9a-f]{8}$/), media: { uri: about('b') } },
    });
    expect(await ingest(fixture, '3.toy', `TOY 7 ${about('a')}\n${SAID}`)).toMatchObject({
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

  test('is read again in the format that it was read in', async () => {
    const fixture = new Fixture();
    await ingest(fixture, 'x.toy', `toy 7\n${SAID}`, { format: 'toy' });
    const read = new ReadCall({ ...fixture.deps, formats }).execute(fixture.hash('7'), { words: true });
    expect(await read).toMatchObject({ analysis: { transcript: { text: 'Hi.' } } });
  });

  test('has no words to read again where only redacted copies are kept, and says so', async () => {
    const fixture = new Fixture();
    const marked = documentFormat({
      ...toyDocument,
      read: async (file, options) => ({ ...(await toyDocument.read(file, options)), isRedacted: true }),
    });
    const mention = await arrive(fixture, 'x.toy', `TOY 7\n${SAID}`);
    await new PersistResult({ ...fixture.deps, formats: [marked], copies: 'redacted' }).execute(mention);
    await fixture.store.delete(mention.resultUri);
    const read = new ReadCall({ ...fixture.deps, formats: [marked] }).execute(fixture.hash('7'), { words: true });
    await expect(read).rejects.toMatchObject({ code: 'EARSHOT_NOT_REDACTED', retryable: false });
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
