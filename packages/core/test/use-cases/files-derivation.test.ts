import { MemoryResultStore } from '@earshot/adapters-memory';
import {
  CALL_FORMATS,
  type CallRecord,
  EarshotError,
  FilesDerivation,
  ObjectUri,
  type ResultStore,
  toAnalyticsItem,
} from '@earshot/core';
import { callRecordArbitrary } from '@earshot/core/testing';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { aRecord } from '../model/records.js';
import { instead } from './fixture.js';

const FOLDER = ObjectUri.parse('s3://results/calls/');
const SECRET = '4111 1111';
const TEXT = `My number is ${SECRET}.`;
const NAME = 'Ada Lovelace';

/** Says the secret and the name wherever a result may. */
const record = aRecord({
  callId: 'call-7',
  state: 'completed',
  metadata: { customerName: NAME },
  telephony: { metadata: { agent: NAME } },
  participants: {
    version: 1,
    people: [
      {
        label: NAME,
        role: 'customer',
        name: NAME,
        roleSource: 'phrases',
        nameSource: 'phrases',
        evidence: [{ segmentIndex: 0, quote: TEXT }],
      },
    ],
  },
  correction: { roles: [{ label: NAME, name: NAME }], actor: 'lead', atMs: 0 },
  notes: [{ id: '1', text: TEXT, actor: 'lead', atMs: 0 }],
  analysis: {
    callSummary: `${NAME} said ${SECRET}.`,
    topics: [`about ${SECRET}`],
    topicSummaries: [{ index: 0, summary: TEXT }],
    transcript: {
      text: TEXT,
      segments: [{ index: 0, text: TEXT, startMs: 0, endMs: 2_000, speaker: NAME, speakerName: NAME }],
    },
    findings: [{ kind: 'caller', value: TEXT, basis: 'measured', evidence: [{ segmentIndex: 0, quote: TEXT }] }],
    sensitiveData: [{ entityType: 'CARD', segmentIndex: 0, startCharacter: 13, endCharacter: 13 + SECRET.length }],
    sources: [{ uri: ObjectUri.parse('s3://results/a.json'), kind: 'standard', redacted: false }],
  },
});
const next = { ...record, revision: 2, state: 'no_match' } as const;
const { analysis: _, ...withoutResult } = next;

let store: MemoryResultStore;
let puts: string[];
let files: FilesDerivation;

beforeEach(() => {
  store = new MemoryResultStore({ pageSize: 3 });
  puts = [];
  const put: ResultStore['put'] = async (uri, bytes) => {
    puts.push(uri);
    await store.put(uri, bytes);
  };
  files = new FilesDerivation({ store: instead<ResultStore>(store, { put }), folder: FOLDER });
});

async function kept(ofStore: ResultStore = store): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  let next: string | undefined;
  do {
    const page = await ofStore.list('s3://results/', next);
    for (const uri of page.uris) found[uri] = Buffer.from((await ofStore.get(uri)) ?? []).toString();
    next = page.next;
  } while (next !== undefined);
  return found;
}

async function names(): Promise<string[]> {
  return Object.keys(await kept()).map((uri) => uri.slice(`${FOLDER}${record.hash}/`.length));
}

const ORIGINALS = ['summary.json', 'summary.md', 'transcript.srt', 'transcript.txt', 'transcript.vtt'];
const REDACTED = ORIGINALS.map((name) => name.replace('.', '.redacted.'));

describe('files of a call', () => {
  test('are in its folder, as the formats write it', async () => {
    const { changes } = await files.derive(record);
    expect(changes).toEqual({ added: 10, changed: 0, withdrawn: 0, unchanged: 0 });
    expect(await names()).toEqual(['files.json', ...[...ORIGINALS, ...REDACTED].sort()]);
    const found = await kept();
    for (const { name, extension, write } of Object.values(CALL_FORMATS)) {
      expect(found[`${FOLDER}${record.hash}/${name}.${extension}`]).toBe(write(toAnalyticsItem(record)));
    }
  });

  test('are written once: deriving the same again writes nothing', async () => {
    await files.derive(record);
    const count = puts.length;
    expect((await files.derive(record)).changes).toEqual({ added: 0, changed: 0, withdrawn: 0, unchanged: 10 });
    expect(puts).toHaveLength(count);
  });

  test('follow from the record alone, whatever was there before', async () => {
    await fc.assert(
      fc.asyncProperty(callRecordArbitrary(), callRecordArbitrary(), async (one, other) => {
        const used = new MemoryResultStore();
        const fresh = new MemoryResultStore();
        const later = { ...other, hash: one.hash, createdAtMs: one.createdAtMs, revision: one.revision + 1 };
        for (const each of [one, later]) await new FilesDerivation({ store: used, folder: FOLDER }).derive(each);
        await new FilesDerivation({ store: fresh, folder: FOLDER }).derive(later);
        expect(await kept(used)).toEqual(await kept(fresh));
      }),
      { numRuns: 5 },
    );
  });

  test('of an older record change nothing, even of a call that was erased and came back', async () => {
    for (const newer of [next, { ...record, createdAtMs: record.createdAtMs + 1 }]) {
      await files.derive(newer);
      const before = await kept();
      const { changes } = await files.derive(record);
      expect(Object.values(changes).every((count) => count === 0)).toBe(true);
      expect(await kept()).toEqual(before);
    }
  });

  test('that a paused writer with an older record replaced are right again when the latest is derived', async () => {
    await files.derive(next);
    const before = await kept();
    await store.put(ObjectUri.parse(`${FOLDER}${record.hash}/summary.md`), new TextEncoder().encode('old'));
    expect((await files.derive(next)).changes).toMatchObject({ changed: 1, unchanged: 9 });
    expect(await kept()).toEqual(before);
  });

  test('are gone when the record has lost its result', async () => {
    await files.derive(record);
    expect((await files.derive(withoutResult as CallRecord)).changes).toMatchObject({ withdrawn: 10 });
    expect(await kept()).toEqual({});
  });

  test('are forgotten, and those of other calls stay', async () => {
    const other = aRecord({ callId: 'call-8', state: 'completed', analysis: {} });
    await files.derive(record);
    await files.derive(other);
    expect([await files.forget(record.hash), await files.forget(record.hash)]).toEqual([10, 0]);
    const left = Object.keys(await kept());
    expect(left.length).toBeGreaterThan(1);
    expect(left.filter((uri) => !uri.includes(other.hash))).toEqual([]);
  });
});

describe('whether files are current', () => {
  test('is said of this revision, once all of them are written', async () => {
    expect(await files.isCurrent(record)).toBe(false);
    await files.derive(record);
    expect([await files.isCurrent(record), await files.isCurrent(next)]).toEqual([true, false]);
  });

  test('is denied when a writer died in the middle, and when the manifest is damaged or of other rules', async () => {
    const down = new EarshotError('EARSHOT_UNAVAILABLE', 'no answer');
    const put: ResultStore['put'] = (uri, bytes) =>
      uri.endsWith('.srt') ? Promise.reject(down) : store.put(uri, bytes);
    const dying = new FilesDerivation({ store: instead<ResultStore>(store, { put }), folder: FOLDER });
    await expect(dying.derive(record)).rejects.toBe(down);
    expect(await files.isCurrent(record)).toBe(false);
    await files.derive(record);
    const manifest = ObjectUri.parse(`${FOLDER}${record.hash}/files.json`);
    const written = Buffer.from((await store.get(manifest)) ?? []).toString();
    for (const other of [
      '{',
      written.replace(/"version":\d+/, '"version":0'),
      written.replace('"participants":1', '"participants":0'),
    ]) {
      expect(await files.isCurrent(record)).toBe(true);
      await store.put(manifest, new TextEncoder().encode(other));
      expect(await files.isCurrent(record)).toBe(false);
      await files.derive(record);
    }
  });
});

describe('redacted copies', () => {
  test('hold neither what the result marks, wherever it is repeated, nor names', async () => {
    await files.derive(record);
    const copies = Object.entries(await kept()).filter(([uri]) => uri.includes('.redacted.'));
    expect(copies).toHaveLength(5);
    for (const [uri, text] of copies) {
      expect([uri, text.includes(SECRET), /ada|lovelace/i.test(text)]).toEqual([uri, false, false]);
      expect(text.replaceAll('\\', '')).toContain('[CARD]');
    }
  });

  test('are the only files where only redacted copies are kept: what was there before is removed', async () => {
    await files.derive(record);
    const redacted: CallRecord = { ...next, jobs: [{ state: 'succeeded', copies: 'redacted' }] };
    await files.derive(redacted);
    expect(await names()).toEqual(['files.json', ...REDACTED]);
    const { write } = CALL_FORMATS.vtt;
    expect((await kept())[`${FOLDER}${record.hash}/transcript.redacted.vtt`]).toBe(write(toAnalyticsItem(redacted)));
    expect((await kept())[`${FOLDER}${record.hash}/summary.redacted.json`]).not.toContain('"notes"');
  });

  test('are not made of a result that marks nothing, unless something looks for personal data here', async () => {
    const unmarked = aRecord({ callId: 'call-7', state: 'completed', analysis: { callSummary: TEXT } });
    await files.derive(unmarked);
    expect(await names()).toEqual(['files.json', ...ORIGINALS]);
    const findSensitiveData = (texts: readonly { text: string }[]) =>
      texts.flatMap(({ text }, segmentIndex) => {
        const startCharacter = text.indexOf(SECRET);
        const place = { segmentIndex, startCharacter, endCharacter: startCharacter + SECRET.length };
        return startCharacter < 0 ? [] : [{ entityType: 'CARD', ...place }];
      });
    await new FilesDerivation({ store, folder: FOLDER, findSensitiveData }).derive({ ...unmarked, revision: 2 });
    expect(await names()).toEqual(['files.json', ...[...ORIGINALS, ...REDACTED].sort()]);
    expect((await kept())[`${FOLDER}${record.hash}/summary.redacted.md`]).toContain('\\[CARD\\]');
  });
});
