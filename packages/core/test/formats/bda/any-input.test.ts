import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EarshotError } from '../../../src/errors.js';
import { readResultDocument } from '../../../src/formats/bda/result-document.js';
import { vendorDocumentArbitrary } from '../../../src/testing/vendor-documents.js';
import { utf8 } from '../../input/json-text.js';

/** Reads, or answers with the code of a fault of ours; anything else that is thrown fails the test. */
function outcome(document: unknown): string {
  try {
    return readResultDocument(document).kind;
  } catch (error) {
    if (error instanceof EarshotError) return error.code;
    throw error;
  }
}

function expectUnreadable(document: unknown): void {
  expect(outcome(document)).toBe('EARSHOT_UNREADABLE');
}

const READ_OR_UNREADABLE = /^(?:manifest|standard|custom|other|EARSHOT_UNREADABLE)$/;

describe('any input', () => {
  it('is read or refused: JSON values, parsed and as text', () => {
    return fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(outcome(value)).toMatch(READ_OR_UNREADABLE);
        if (typeof value === 'object') expect(outcome(utf8(JSON.stringify(value)))).toBe(outcome(value));
      }),
      { numRuns: 500 },
    );
  });

  it('is read or refused: objects under the names that the readers know', () => {
    const name = fc.constantFrom(
      ...['job_id', 'output_metadata', 'inference_result', 'matched_blueprint', 'metadata', 'semantic_modality'],
      ...['audio_segments', 'audio', 'topics', 'chapters', 'scenes', 'video', 'statistics', 'audio_items'],
    );
    return fc.assert(
      fc.property(fc.dictionary(name, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }), (document) => {
        expect(outcome(document)).toMatch(READ_OR_UNREADABLE);
      }),
      { numRuns: 500 },
    );
  });

  it('is read or refused: any text and any bytes', () => {
    return fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 200 }), (text, bytes) => {
        expect(outcome(text)).toMatch(READ_OR_UNREADABLE);
        expect(outcome(bytes)).toMatch(READ_OR_UNREADABLE);
      }),
      { numRuns: 200 },
    );
  });

  it('is read or refused: a document with some of its bytes changed', () => {
    const change = fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(...utf8('[]{}",:\\0')), fc.nat(255)));
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    return fc.assert(
      fc.property(vendorDocumentArbitrary(), changes, ({ document }, made) => {
        const bytes = utf8(JSON.stringify(document));
        for (const [place, byte] of made) bytes[place % bytes.length] = byte;
        expect(outcome(bytes)).toMatch(READ_OR_UNREADABLE);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    undefined,
    null,
    true,
    7,
    Number.NaN,
    10n,
    Symbol('x'),
    () => 1,
    [],
    [{}],
    '',
    ' ',
    'null',
    '[]',
    '"{}"',
    '{}',
  ])('is refused: %o', expectUnreadable);

  it('is refused when it is not UTF-8', () => {
    const bytes = utf8('{"audio":{"summary":"x"}}');
    bytes[bytes.indexOf(0x78)] = 0xff;
    expectUnreadable(bytes);
  });

  it('is read with a byte order mark before it', () => {
    const text = '\uFEFF \n{"metadata":{"semantic_modality":"AUDIO"},"audio_items":[]}';
    expect(outcome(text)).toBe('standard');
    expect(outcome(utf8(text))).toBe('standard');
  });
});

describe('a key named __proto__', () => {
  it('changes nothing of anything but itself', () => {
    const text = `{"__proto__":{"job_id":"j","output_metadata":[]},"metadata":{"__proto__":{"semantic_modality":"AUDIO"}},
      "inference_result":{"__proto__":{"polluted":true},"call_summary":"ok","constructor":{"prototype":{"polluted":true}}}}`;
    for (const document of [text, utf8(text), JSON.parse(text)]) {
      const read = readResultDocument(document);
      const fields = read.kind === 'custom' ? (read.analysis.customFields ?? {}) : {};
      expect(read.kind).toBe('custom');
      expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
      expect(Object.keys(fields)).toEqual(['__proto__', 'constructor']);
      expect(Object.getOwnPropertyDescriptor(fields, '__proto__')?.value).toEqual({ polluted: true });
      expect('polluted' in {}).toBe(false);
    }
  });

  it('makes no document of an object that is none', () => {
    expectUnreadable('{"__proto__":{"inference_result":{}}}');
  });

  it('is a category of moderation like any other', () => {
    const text = `{"audio":{"content_moderation":[{"moderation_categories":[{"category":"__proto__","confidence":1}]}]}}`;
    const read = readResultDocument(text, { moderation: true });
    const categories = read.kind === 'standard' ? read.analysis.moderation?.[0]?.categories : undefined;
    expect(Object.entries(categories ?? {})).toEqual([['__proto__', 1]]);
  });
});

describe('a very large input', () => {
  const MB = 1_000_000;

  function filled(size: number, before: string, again: string, after: string): Uint8Array {
    const times = Math.floor((size - before.length - after.length) / again.length);
    const bytes = new Uint8Array(before.length + times * again.length + after.length);
    bytes.set(utf8(before));
    bytes.set(utf8(again), before.length);
    const end = before.length + times * again.length;
    for (let done = again.length; done < times * again.length; done *= 2) {
      bytes.copyWithin(before.length + done, before.length, Math.min(before.length + done, end - done));
    }
    bytes.set(utf8(after), end);
    return bytes;
  }

  const SEGMENT = '{"segment_index":0,"text":"hi ]}","start_timestamp_millis":0,"end_timestamp_millis":9}';
  const ITEM =
    '{"item_index":1,"audio_segment_index":0,"content":"hi ]}","start_timestamp_millis":1,"end_timestamp_millis":2}';

  it('is read when it is a document', () => {
    const document = filled(
      50 * MB,
      `{"audio_segments":[${SEGMENT}],"audio_items":[${ITEM}`,
      `, ${ITEM}`,
      '],"audio":{}}',
    );
    expect(document.length).toBeGreaterThan(49 * MB);
    const brief = readResultDocument(document);
    expect(brief.kind === 'standard' && brief.analysis.transcript?.segments[0]?.words).toBeUndefined();
    const whole = readResultDocument(document, { words: true });
    const words = whole.kind === 'standard' ? whole.analysis.transcript?.segments[0]?.words : undefined;
    expect(words?.length).toBeGreaterThan(400_000);
    expect(words?.at(-1)).toEqual({ text: 'hi ]}', startMs: 1, endMs: 2 });
  });

  it.each([
    ['brackets', 50, '', '['],
    ['brackets in an object', 50, '{"audio_items":1,"x":', '['],
    ['brackets in a part that is left out', 20, '{"audio_items":', '['],
    ['parts that are left out', 20, '{"a":', '{"audio_items":['],
    ['quotes', 5, '{"a":', '"'],
    ['backslashes', 5, '{"audio_items":["', '\\'],
    ['an unclosed text', 5, '{"audio":{"summary":"', 'x'],
  ])('is refused when it is %s alone, %i MB of it', (_, size, before, again) => {
    expectUnreadable(filled(size * MB, before, again, ''));
  });

  it('is read when a single list in it is very long', () => {
    const many = (item: string) => `[${Array(300_000).fill(item).join(',')}]`;
    const segment = SEGMENT.replace('{', `{"sensitive_data_detection":${many('{"entity_type":"NAME"}')},`);
    const read = readResultDocument(
      `{"audio_segments":[${segment}],"topics":[{"audio_segment_indices":${many('0')}}]}`,
    );
    const found = read.kind === 'standard' ? read.analysis : {};
    expect(found.sensitiveData?.length).toBe(300_000);
    expect(found.topicSummaries?.[0]?.segmentIndices?.length).toBe(300_000);
  });

  it.each([
    ['an array', 1, '', '[', 'array'],
    ['more than a thousand levels deep', 20, '{"a":', '[{"b":', 'more'],
  ])('is refused before it is parsed when it is %s', (_, size, before, again, found) => {
    try {
      readResultDocument(filled(size * MB, before, again, ''));
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'EARSHOT_UNREADABLE', details: { found } });
    }
  });

  it.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
    ['arrays in an object', '{"a":[', ']}'],
  ])('is refused when it is a million %s in each other', (_, open, close) => {
    const text = `${open.repeat(1_000_000)}${open === '[' ? '' : '1'}${close.repeat(1_000_000)}`;
    expectUnreadable(utf8(text));
  });

  it('is read or refused, and no more, when an unknown key holds a million arrays in each other', () => {
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    expect(outcome(utf8(`{"audio":{},"unknown":${deep}}`))).toMatch(READ_OR_UNREADABLE);
    expect(outcome(utf8(`{"audio_items":${deep},"audio":{}}`))).toBe('standard');
    expect(outcome(utf8(`{"inference_result":{"unknown":${deep}}}`))).toBe('custom');
  });
});
