import {
  DEFAULT_LAYOUT,
  documentFormat,
  EarshotError,
  EraseCall,
  FinishCall,
  FORMATS,
  ImportDocument,
  type ImportDocumentDeps,
  type ImportOutcome,
  momentsOf,
  ObjectUri,
  ReadCall,
  type ResultFormat,
  readDocument,
} from '@earshot/core';
import { FOREIGN_DOCUMENTS } from '@earshot/core/testing';
import fc from 'fast-check';
import { describe, expect, it, test, vi } from 'vitest';
import { toyDocument, toyFormat } from '../formats/toy-format.js';
import { Fixture } from './fixture.js';
import { ToyDerivation } from './toy-derivation.js';

const formats = [...FORMATS, toyFormat];
const TOY = 'TOY\u0020\n0 1500 al: Hi.\n';
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (document: unknown) => (typeof document === 'string' ? document : JSON.stringify(document));

function importer(fixture: Fixture, more: Partial<ImportDocumentDeps> = {}): ImportDocument {
  return new ImportDocument({ ...fixture.deps, layout: DEFAULT_LAYOUT, formats, ...more });
}

/** The record that came of a document. */
function recordOf(outcome: ImportOutcome) {
  if (outcome.status === 'refused') throw outcome.error;
  return outcome.record;
}

describe('a document that is sent', () => {
  test.each(Object.entries(FOREIGN_DOCUMENTS))(
    'is a call once, whose words can be read until it is erased: %s',
    async (name, arbitrary) => {
      await fc.assert(
        fc.asyncProperty(arbitrary(), async ({ document, expected }) => {
          const fixture = new Fixture();
          const { repository, store, now } = fixture.deps;
          const sent = { bytes: bytesOf(textOf(document)), fileName: 'call-7.json' };
          const both = await Promise.all([importer(fixture).execute(sent), importer(fixture).execute(sent)]);
          expect(both.map(({ status }) => status).sort()).toEqual(['duplicate', 'stored']);
          expect((await importer(fixture).execute(sent)).status).toBe('duplicate');
          const { hash, analysis, jobs } = recordOf(both[0]);
          expect(analysis?.sources).toMatchObject([{ kind: name }]);
          expect(jobs).toHaveLength(1);
          expect((await repository.list({ filter: {}, limit: 10 })).calls).toHaveLength(1);
          const whole = await new ReadCall({ repository, store, formats }).execute(hash, { words: true });
          expect(whole?.analysis?.transcript).toEqual(expected.analysis.transcript);
          const [kept = ''] = await fixture.documents();
          expect(kept).toMatch(/\/loose-call-7-[0-9a-f]{16}\/earshot-import\/[a-z-]+\/call-7\.json$/);
          expect((await new EraseCall({ repository, store, now }).execute(hash)).documents).toEqual([kept]);
          expect(await fixture.documents()).toEqual([]);
        }),
        { numRuns: 5 },
      );
    },
  );

  test.each([
    [TOY.replace('TOY ', 'TOY own-7'), 'x.toy', 'own-7'],
    [TOY, 'x.toy', 'x'],
    [TOY, '.toy', '.toy'],
    [TOY, 'Anruf #7 / 5.toy'.replace('/', '∕'), 'Anruf #7 ∕ 5'],
    [TOY, 'result.toy', /^import-[0-9a-f]{16}$/],
    [TOY, '...toy', /^import-[0-9a-f]{16}$/],
    [TOY, undefined, /^import-[0-9a-f]{16}$/],
  ])('is named by its own id, else its file, else its content: %j in %j', async (text, fileName, callId) => {
    const fixture = new Fixture();
    const sent = { bytes: bytesOf(text), fileName };
    expect(recordOf(await importer(fixture).execute(sent)).callId).toEqual(
      typeof callId === 'string' ? callId : expect.stringMatching(callId),
    );
    expect(await fixture.documents()).toHaveLength(1);
  });

  it('replaces what an earlier file of that name said', async () => {
    const fixture = new Fixture();
    await importer(fixture).execute({ bytes: bytesOf(TOY), fileName: 'x.toy' });
    fixture.nowMs += 1;
    const later = await importer(fixture).execute({ bytes: bytesOf(TOY.replace('Hi', 'Bye')), fileName: 'x.toy' });
    expect(later).toMatchObject({
      status: 'stored',
      record: { callId: 'x', analysis: { transcript: { text: 'Bye.' } } },
    });
    expect(await fixture.documents()).toHaveLength(2);
  });

  it('is the same call whether its captions come as WebVTT or as SubRip', async () => {
    const fixture = new Fixture();
    const vtt = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello there.\n';
    const srt = '1\n00:00:01,000 --> 00:00:02,000\nHello there.\n';
    await importer(fixture).execute({ bytes: bytesOf(vtt), fileName: 'meeting.vtt' });
    fixture.nowMs += 1;
    const again = recordOf(await importer(fixture).execute({ bytes: bytesOf(srt), fileName: 'meeting.srt' }));
    expect(again.callId).toBe('meeting');
    const { calls } = await fixture.deps.repository.list({ filter: {}, limit: 10 });
    expect(calls).toHaveLength(1);
  });

  it('leaves nothing where the call has a better one', async () => {
    const fixture = new Fixture();
    const rich = documentFormat({ ...toyDocument, name: 'rich', recognizes: ({ name }) => name.endsWith('.rich') });
    const importing = importer(fixture, { formats: [rich, toyFormat] });
    const bytes = bytesOf(TOY.replace('TOY ', 'TOY 7'));
    await importing.execute({ bytes, fileName: 'x.rich' });
    const kept = await fixture.documents();
    fixture.nowMs += 1;
    const poorer = await importing.execute({ bytes, fileName: 'x.toy' });
    expect(poorer).toMatchObject({ status: 'duplicate', record: { callId: '7' } });
    expect(await fixture.documents()).toEqual(kept);
  });

  test.each(['', '.', '..', 'a/b.toy', 'a\\b.toy', 'a\nb.toy', `${'x'.repeat(197)}.toy`, '\ud800.toy'])(
    'has no such name: %j',
    async (fileName) => {
      const importing = importer(new Fixture()).execute({ bytes: bytesOf(TOY), fileName });
      await expect(importing).rejects.toMatchObject({
        code: 'EARSHOT_INVALID_INPUT',
        details: { field: 'fileName' },
      });
    },
  );
});

describe('a document that becomes no call', () => {
  test.each([
    ['EARSHOT_NOT_SUPPORTED', 'no transcript', {}],
    ['EARSHOT_NOT_SUPPORTED', '', {}],
    ['EARSHOT_UNREADABLE', '{"ConversationAnalytics":{},"SpeechSegments":"none"}', {}],
    ['EARSHOT_NOT_REDACTED', TOY, { copies: 'redacted' }],
  ] as const)('is refused with %s, and leaves nothing: %s', async (code, text, more) => {
    const fixture = new Fixture();
    const outcome = await importer(fixture, more).execute({ bytes: bytesOf(text), fileName: 'x.json' });
    expect(outcome).toMatchObject({ status: 'refused', error: { code } });
    expect(await fixture.documents()).toEqual([]);
    expect((await fixture.repository.list({ filter: {}, limit: 1 })).calls).toEqual([]);
  });

  it('names the formats that it could be in, and is not worth sending again', async () => {
    const outcome = await importer(new Fixture()).execute({ bytes: bytesOf('no transcript') });
    const message = expect.stringContaining(
      formats.flatMap((one) => (one.documentSuffixes ? one.name : [])).join(', '),
    );
    expect(outcome).toMatchObject({ error: { message, retryable: false, details: { field: 'body' } } });
  });

  it('is refused as its format says, and a format that breaks is no refusal', async () => {
    const failing = (error: Error): ResultFormat => ({
      ...toyFormat,
      placeOf: () => {
        throw error;
      },
    });
    const importWith = (error: Error) =>
      importer(new Fixture(), { formats: [failing(error)] }).execute({ bytes: bytesOf(TOY), fileName: 'x.json' });
    const damaged = new EarshotError('EARSHOT_UNREADABLE', 'damaged');
    expect(await importWith(damaged)).toEqual({ status: 'refused', error: damaged });
    const broken = new TypeError('a bug');
    await expect(importWith(broken)).rejects.toBe(broken);
  });

  it('is not refused for what another document says', async () => {
    const fixture = new Fixture();
    const other = ObjectUri.parse('s3://results/other.json');
    await fixture.deps.store.put(other, bytesOf('damaged'));
    const pair: ResultFormat = {
      ...toyFormat,
      read: (_, { store }) =>
        readDocument(store, other, (bytes) => {
          throw new EarshotError('EARSHOT_UNREADABLE', new TextDecoder().decode(bytes));
        }),
    };
    const importing = importer(fixture, { formats: [pair] }).execute({ bytes: bytesOf(TOY), fileName: 'x.toy' });
    await expect(importing).rejects.toMatchObject({ code: 'EARSHOT_UNREADABLE', message: `${other}: damaged` });
  });

  it('stays where a call has it, though sending it again fails', async () => {
    const fixture = new Fixture();
    const sent = { bytes: bytesOf(TOY), fileName: 'x.toy' };
    await importer(fixture).execute(sent);
    const kept = await fixture.documents();
    const error = new EarshotError('EARSHOT_UNAVAILABLE', 'out of order');
    const finishCall = { whileSaving: () => Promise.reject(error) };
    await expect(importer(fixture, { finishCall }).execute(sent)).rejects.toBe(error);
    expect(await fixture.documents()).toEqual(kept);
  });

  it('is removed when its record can’t be saved, and is imported when it is sent again', async () => {
    const fixture = new Fixture();
    const { save } = fixture.repository;
    const error = new EarshotError('EARSHOT_UNAVAILABLE', 'the disk is full');
    fixture.repository.save = () => Promise.reject(error);
    const sent = { bytes: bytesOf(TOY), fileName: 'x.toy' };
    await expect(importer(fixture).execute(sent)).rejects.toBe(error);
    expect(await fixture.documents()).toEqual([]);
    fixture.repository.save = save;
    expect(await importer(fixture).execute(sent)).toMatchObject({ status: 'stored' });
  });

  it('is masked, and not kept, where only redacted copies are', async () => {
    const fixture = new Fixture();
    const masking: ResultFormat = {
      ...toyFormat,
      read: (result, options) =>
        toyFormat.read(result, {
          ...options,
          findSensitiveData: () => [{ entityType: 'NAME', segmentIndex: 0, startCharacter: 0, endCharacter: 2 }],
        }),
    };
    fixture.store.delete = () => Promise.reject(new Error('there is nothing to delete'));
    const redacting = importer(fixture, { copies: 'redacted', formats: [masking] });
    const outcome = await redacting.execute({ bytes: bytesOf(TOY), fileName: 'x.toy' });
    expect(recordOf(outcome).analysis?.transcript?.text).toBe('[NAME].');
    const said = momentsOf(recordOf(outcome)).moments.filter(({ source }) => source === 'speech');
    expect(said.map(({ text }) => text)).toEqual(['[NAME].']);
    const unmasked = importer(fixture, { copies: 'redacted' }).execute({ bytes: bytesOf(TOY), fileName: 'y.toy' });
    expect(await unmasked).toMatchObject({ status: 'refused', error: { code: 'EARSHOT_NOT_REDACTED' } });
    expect(await fixture.documents()).toEqual([]);
  });
});

it('derives what follows from the call, or leaves it to the next sweep if the process dies', async () => {
  const fixture = new Fixture();
  const toy = new ToyDerivation();
  const finishCall = new FinishCall({ ...fixture.deps, notifiers: [], derivations: [toy] });
  const send = () => importer(fixture, { finishCall }).execute({ bytes: bytesOf(TOY), fileName: 'x.toy' });
  toy.before = () => new Promise(() => {});
  void send();
  await vi.waitFor(() => expect(toy.derived).toHaveLength(1));
  toy.before = () => {};
  await finishCall.resume();
  expect([...toy.kept.keys()]).toEqual([fixture.hash('x')]);
  expect((await send()).status).toBe('duplicate');
  expect(toy.derived).toHaveLength(3);
  // The note of the process that died counts as that of one at work for 15 minutes.
  fixture.nowMs += 16 * 60_000;
  for (let sweeps = 0; sweeps < 2; sweeps++) await finishCall.resume();
  expect(toy.derived).toHaveLength(4);
});

it('leaves to the next sweep what it derives from a duplicate if the process dies', async () => {
  const fixture = new Fixture();
  const toy = new ToyDerivation();
  const finishCall = new FinishCall({ ...fixture.deps, notifiers: [], derivations: [toy] });
  const send = () => importer(fixture, { finishCall }).execute({ bytes: bytesOf(TOY), fileName: 'x.toy' });
  expect((await send()).status).toBe('stored');
  for (let sweeps = 0; sweeps < 2; sweeps++) await finishCall.resume();
  const before = toy.derived.length;
  toy.before = () => new Promise(() => {});
  void send();
  await vi.waitFor(() => expect(toy.derived).toHaveLength(before + 1));
  toy.before = () => {};
  await finishCall.resume();
  expect(toy.derived).toHaveLength(before + 2);
});
