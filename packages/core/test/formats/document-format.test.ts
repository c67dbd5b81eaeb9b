import { describe, expect, test } from 'vitest';
import { importing } from '../../src/formats/imported-transcript.js';
import { DEFAULT_BOUNDS } from '../../src/formats/read-bounds.js';
import {
  type Copies,
  documentFormat,
  findFormat,
  jsonObjectIn,
  type ObjectUri,
  placeOfDocument,
  transcriptFile,
  warningsIn,
} from '../../src/index.js';
import { number } from '../../src/input/read-fields.js';
import { toyDocument, toyFormat } from './toy-format.js';

const encode = (text: string) => new TextEncoder().encode(text);
const DOCUMENT = 'TOY 7\n2000 3000 bo: Hello.\n0 1500 al: Hi.\n';
const URI = 's3://b/calls/job-1/earshot-import/toy/export.toy' as ObjectUri;

function read(document: string | undefined, bounds = DEFAULT_BOUNDS, copies: Copies = 'original') {
  const store = { get: async () => (document === undefined ? undefined : encode(document)) };
  return toyFormat.read(URI, { store, copies, bounds });
}

describe('a document of another system', () => {
  test('has a place in the folder of a job, and the job is found again there', () => {
    const place = placeOfDocument([toyFormat], encode(DOCUMENT), 'export.toy');
    expect(place).toBe('earshot-import/toy/export.toy');
    expect(findFormat([toyFormat], `calls/job-1/${place}`)?.place).toEqual({
      job: 'job-1',
      before: 'calls/',
      output: 'calls/job-1/',
      result: `calls/job-1/${place}`,
    });
  });

  test.each([
    ['at the vendor’s own key in a store', 's3://b/toys/1.toy', 's3://b/toys/1.toy'],
    ['not in a folder of that name on a disk', '/home/ann/toys/1.toy', undefined],
    ['not without a job', 'earshot-import/toy/1.toy', undefined],
    ['not below its own folder', 'job/earshot-import/toy/sub/1.toy', undefined],
    ['not in the folder of another format', 'job/earshot-import/pca/1.toy', undefined],
  ])('is found by its path %s', (_, path, output) => {
    expect(toyFormat.jobAt(path)?.output).toBe(output);
  });

  test('that is damaged is read, with a warning of the characters that are lost', async () => {
    const bytes = encode('TOY 7\n0 1500 al: Grüße, Zoë?\n').map((byte) => (byte === 0x3f ? 0xff : byte));
    const reading = await toyFormat.read(URI, {
      store: { get: async () => bytes },
      copies: 'original',
      bounds: DEFAULT_BOUNDS,
    });
    expect(reading).toMatchObject({ analysis: { transcript: { text: 'Grüße, Zoë\ufffd' } } });
    expect(reading.state === 'completed' && warningsIn(reading.analysis.findings)).toMatchObject([
      { code: 'bad_encoding' },
    ]);
  });

  test.each([
    ['a time that is no safe integer', 'TOY 7\n90071992547409920 90071992547409920 al: Hi.\n'],
    ['no time', 'TOY 7\nal: Hi.\n'],
  ])('of which a reader makes %s is refused, since no record could have it', async (_, document) => {
    await expect(read(document)).rejects.toMatchObject({
      code: 'EARSHOT_UNREADABLE',
      details: { path: 'transcript.segments.0', uri: URI },
    });
  });

  test('of which a reader makes a finding or a date that is none is refused', async () => {
    const empty = {
      categories: [],
      topics: [],
      topicSummaries: [],
      moderation: [],
      sensitiveData: [],
      customFields: {},
    };
    const nonTalk = [{ startMs: -1, endMs: 0 }];
    for (const [call, path] of [
      [{ analysis: { ...empty, nonTalk } }, 'nonTalk.0.startMs'],
      [{ analysis: empty, recordedAtMs: 8.65e15 }, 'recordedAtMs'],
    ] as const) {
      const format = documentFormat({ ...toyDocument, read: () => call });
      const store = { get: async () => encode(DOCUMENT) };
      await expect(format.read(URI, { store, copies: 'original', bounds: DEFAULT_BOUNDS })).rejects.toMatchObject({
        code: 'EARSHOT_UNREADABLE',
        details: { path },
      });
    }
  });

  test('is not recognized when it is something else', () => {
    expect(placeOfDocument([toyFormat], encode('WEBVTT'), 'export.toy')).toBeUndefined();
  });

  test('is read with its id, its time, and itself as the source', async () => {
    expect(await read(DOCUMENT)).toMatchObject({
      state: 'completed',
      callId: '7',
      recordedAtMs: 0,
      analysis: {
        transcript: {
          text: 'Hi. Hello.',
          segments: [
            { index: 0, speaker: 'al' },
            { index: 1, speaker: 'bo' },
          ],
        },
        sources: [{ uri: URI, kind: 'toy', redacted: false }],
      },
    });
  });

  test('that is not there yet is waited for, and one beyond the bounds is refused', async () => {
    await expect(read(undefined)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE', details: { uri: URI } });
    await expect(read(DOCUMENT, { ...DEFAULT_BOUNDS, bytes: 10 })).rejects.toMatchObject({
      code: 'EARSHOT_UNREADABLE',
      details: { uri: URI, path: '' },
    });
  });

  test('that masks nothing is refused where only redacted copies are kept', async () => {
    await expect(read(DOCUMENT, DEFAULT_BOUNDS, 'redacted')).rejects.toMatchObject({
      code: 'EARSHOT_NOT_REDACTED',
      retryable: false,
      details: { uri: URI },
    });
  });

  test('that names no speakers, or ends segments before they begin, says so', async () => {
    expect(await read('TOY 7\n2000 1000 -: Hello.\n')).toMatchObject({
      analysis: {
        transcript: { segments: [{ startMs: 2000, endMs: 2000, text: 'Hello.' }] },
        findings: [
          { kind: 'speakers', basis: 'unavailable' },
          { kind: 'warning', value: 'bad_time' },
        ],
      },
    });
  });
});

describe('the file of a document', () => {
  test('is parsed once, however many look at it', () => {
    const bytes = encode('{"a":[1]}');
    expect(transcriptFile(bytes, 'a.json').json()).toBe(transcriptFile(bytes, 'a.json').json());
  });

  test('may be parsed without what is not needed', () => {
    const file = () => transcriptFile(encode('{"a":[1],"b":[2]}'), 'a.json');
    expect(file().json(['a'])).toEqual({ a: [], b: [2] });
    expect(jsonObjectIn(file(), ['b'])).toEqual({ a: [1], b: [] });
  });

  test.each([
    ['[1]', [1]],
    ['WEBVTT', undefined],
    ['{"a":', undefined],
    ['', undefined],
    ['[['.repeat(600), undefined],
  ])('%s holds the JSON %j', (text, json) => {
    expect(transcriptFile(encode(text), 'a').json()).toEqual(json);
  });

  test.each(['[1]', 'WEBVTT', '{"a":'])('%s is refused where an object is required', (text) => {
    expect(() => jsonObjectIn(transcriptFile(encode(text), 'a'))).toThrow(
      expect.objectContaining({ code: 'EARSHOT_UNREADABLE', details: expect.objectContaining({ path: '' }) }),
    );
  });
});

test('values that were left out become warnings among the findings', () => {
  const call = importing('toy', () => {
    expect(number({ score: 'high' }, 'score')).toBeUndefined();
    return { analysis: { ...EMPTY } };
  });
  expect(call.analysis.findings).toMatchObject([{ kind: 'warning', value: 'unexpected_value' }]);
  expect(importing('toy', () => ({ analysis: EMPTY })).analysis.findings).toBeUndefined();
});

const EMPTY = { categories: [], topics: [], topicSummaries: [], moderation: [], sensitiveData: [], customFields: {} };
