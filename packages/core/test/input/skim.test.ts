import { deepStrictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEarshotError } from '../../src/errors.js';
import { readResultDocument } from '../../src/formats/bda/result-document.js';
import { parseSkimming, parseSkimmingText } from '../../src/input/skim.js';
import { vendorDocumentArbitrary } from '../../src/testing/vendor-documents.js';
import { shifted, spacesArbitrary, utf8, writeJson } from './json-text.js';

const KEYS = ['audio_items', 'audio_item_indices', 'content_moderation'];

/** What skimming must give: the full parse, with the arrays under the keys left empty. */
function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(emptied);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => {
    return [key, KEYS.includes(key) && Array.isArray(member) ? [] : emptied(member)] as const;
  });
  return Object.fromEntries(members);
}

function expectSkimmed(text: string): void {
  for (const offset of [0, 1, 2, 3]) {
    const bytes = shifted(text, offset);
    deepStrictEqual(parseSkimming(bytes, KEYS).parsed, emptied(JSON.parse(text)));
    if (bytes.length === text.length) deepStrictEqual(parseSkimmingText(text, bytes, KEYS), emptied(JSON.parse(text)));
  }
}

/** No part of a document that ends too soon may be taken for a document. */
function expectRefusedWhenTruncated(
  text: string,
  read = (bytes: Uint8Array): unknown => parseSkimming(bytes, KEYS),
): void {
  const bytes = utf8(text.trimEnd());
  for (let length = 0; length < bytes.length; length++) {
    let fault: unknown;
    try {
      read(bytes.subarray(0, length));
    } catch (error) {
      fault = error;
    }
    if (!isEarshotError(fault, 'EARSHOT_UNREADABLE')) throw new Error(`the first ${length} bytes of ${text}`);
  }
}

const ADVERSARIAL: readonly string[] = [
  '{"audio_items":[]}',
  '{"audio_items":[ \n ],"audio":{}}',
  '{"audio_items":[{"content":"]"}],"a":1}',
  '{"audio_items":[{"content":"]}]"}],"a":1}',
  '{"audio_items":[{"content":"a \\" ]}] \\\\"}],"a":[1]}',
  '{"audio_items":[{"content":"\\\\\\""},{"content":"]\\\\"}],"a":"]"}',
  '{"audio_items":[{"content":"[["},{"content":"{"}],"a":[]}',
  '{"audio_items":["],",":1}"],"b":{"c":"}]"}}',
  '{"audio_items":[{"content":","},{"content":"\\u005d\\u0022"}],"a":"\\u0022audio_items\\u0022: [1]"}',
  '{"audio_items":[{"a":[1],"b":{"c":[[],[{}]]}}],"d":2}',
  '{"audio_items":[{"audio_items":[{"audio_items":[1]}]}],"a":{"audio_items":[2],"b":3}}',
  '{"audio_items":null,"content_moderation":{"a":[1]},"audio_item_indices":7,"x":[1]}',
  '{"audio_items":"[1,2]","content_moderation":true,"audio_item_indices":{"audio_items":[1,{"b":[]}]}}',
  '{"audio_items":[1],"audio_items":[2],"a":0,"audio_items":{"b":[3]}}',
  '{"content_moderation":[{"moderation_categories":[{"c":1}],"last":2}],"a":1}',
  '{"content_moderation":[{"id":1}],"topics":[{"content_moderation":[{"id":1}]},{"content_moderation":[{"x":[]}]}]}',
  '{"topics":[{"content_moderation":[{"id":1}]},{"content_moderation":[{"id":2,"x":[]}]}],"audio_items":[{"x":[1]}]}',
  '{"content_moderation":[{"moderation_categories":[]},{"moderation_categories":[{"category":"]}]","n":[0]}]}],"z":9}',
  '{"content_moderation":[[[[]]],[]],"audio_item_indices":[[1],[2]]}',
  '{"x\\"audio_items":[1,2],"audio_items":[3]}',
  '{"x\\\\":1,"audio_items":[{"a":"\\\\"}],"\\"":2}',
  '{"text":"he said \\"audio_items\\": [1, 2] and \\"content_moderation\\":[","audio_items":[4]}',
  '{"text":"audio_items","more":"\\":[","audio_items":[5]}',
  '{"audio_items" : [1] , "audio_items"\t:\r\n[2]\n,"a"\n:\n3}',
  '{"AUDIO_ITEMS":[1],"audio_items ":[2]," audio_items":[3],"audio_item":[4],"audio_itemss":[5],"udio_items":[6]}',
  '{"audio_items":["ä","日本語","🙂]","\u2028"],"é":["audio_items",["audio_items"]]}',
  '{"a":["audio_items",[1],":",[2]],"b":{"audio_items":["x"]}}',
  '{"__proto__":{"audio_items":[1]},"audio_items":[{"__proto__":[]}]}',
];

describe('a document that is skimmed', () => {
  it.each(ADVERSARIAL)('loses no more than the arrays named: %s', expectSkimmed);

  it.each(ADVERSARIAL)('is refused when it ends too soon: %s', (text) => expectRefusedWhenTruncated(text));

  const odd = ['[', ']', ']}]', '],', '"', '\\', '":[', ', ', 'a', '0', ':0', '},{', 'é', '🙂', '^Z', '|}{'];
  // Long enough for the strides of the search, and of any length modulo those.
  const long = [9, 10, 11, 12, 21, 38].map((length) => 'abcdefgh_-'.repeat(4).slice(0, length));
  const word = fc.constantFrom(...KEYS, ...odd, ...long);
  const string = fc.array(word, { maxLength: 3 }).map((words) => words.join(''));
  const key = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...KEYS) }, { weight: 2, arbitrary: string });
  const { value } = fc.letrec<{ value: unknown; list: unknown[]; object: object }>((tie) => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, string, fc.nat(9), tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  }));
  const object = fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true });

  it('loses no more than the arrays named, whatever its keys, texts and spaces', () => {
    return fc.assert(
      fc.property(object, spacesArbitrary, (document, spaces) => {
        expectSkimmed(writeJson(document, { spaces, insertions: [] }));
      }),
      { numRuns: 3000 },
    );
  });

  it('is refused when it ends too soon, whatever its keys, texts and spaces', () => {
    return fc.assert(
      fc.property(object, spacesArbitrary, (document, spaces) => {
        expectRefusedWhenTruncated(writeJson(document, { spaces, insertions: [] }));
      }),
      { numRuns: 200 },
    );
  });

  it('is refused when it ends too soon, being a document of the vendor', () => {
    const documents = fc.sample(vendorDocumentArbitrary(), { numRuns: 30, seed: 11 });
    const texts = documents.map(({ document }) => JSON.stringify(document)).sort((a, b) => a.length - b.length);
    for (const text of texts.slice(0, 15)) {
      expectRefusedWhenTruncated(text, readResultDocument);
    }
  });

  it('keeps custom fields that are named like what is left out', () => {
    const fields = { audio_items: [1, 2], content_moderation: [{ a: [3] }], audio_item_indices: ['x'] };
    const document = { inference_result: { call_summary: 'ok', ...fields } };
    const read = readResultDocument(utf8(JSON.stringify(document)));
    expect(read).toEqual({
      kind: 'custom',
      aboutRecording: true,
      analysis: { callSummary: 'ok', customFields: fields },
    });
  });

  it('says where the whole document is wrong, not where the part that was kept is', () => {
    const text = '{"audio_items":[{"content":"hello"}],"audio":1 "topics":2}';
    let found: unknown;
    try {
      readResultDocument(utf8(text));
    } catch (error) {
      found = isEarshotError(error) ? error.details['found'] : error;
    }
    expect(found).toBe(`something else, at character ${text.indexOf('"topics"')}`);
  });
});
