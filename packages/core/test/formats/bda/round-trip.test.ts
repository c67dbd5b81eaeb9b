import { deepStrictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import { readResultDocument } from '../../../src/formats/bda/result-document.js';
import type { ReadOptions } from '../../../src/formats/result-format.js';
import {
  audioDocumentArbitrary,
  customDocumentArbitrary,
  expectedWith,
  manifestDocumentArbitrary,
  type VendorDocument,
  vendorDocumentArbitrary,
  videoDocumentArbitrary,
} from '../../../src/testing/vendor-documents.js';
import { COMPACT, type Insertion, shifted, spacesArbitrary, utf8, writeJson } from '../../input/json-text.js';
import { KNOWN_NAMES, knownFields, withField } from './known-fields.js';

const OPTIONS: readonly ReadOptions[] = [{}, { words: true }, { moderation: true }, { words: true, moderation: true }];

const VINTAGES: readonly [string, fc.Arbitrary<VendorDocument>][] = [
  ['audio of 2026', audioDocumentArbitrary({ vintage: '2026' })],
  ['audio of March 2025', audioDocumentArbitrary({ vintage: '2025-03' })],
  ['audio of one channel without labels', audioDocumentArbitrary({ vintage: 'mono' })],
  ['a redacted copy of audio', audioDocumentArbitrary({ redacted: true })],
  ['video with chapters', videoDocumentArbitrary('chapters')],
  ['video of the preview, with scenes', videoDocumentArbitrary('scenes')],
  ['custom output of our own blueprint', customDocumentArbitrary({ blueprint: 'own' })],
  ['custom output of the public blueprint', customDocumentArbitrary({ blueprint: 'public' })],
  ['custom output of any other blueprint', customDocumentArbitrary({ blueprint: 'other' })],
  ['a redacted copy of custom output', customDocumentArbitrary({ redacted: true })],
  ['the manifest of a match', manifestDocumentArbitrary('match')],
  ['the manifest of no match', manifestDocumentArbitrary('no-match')],
  ['the manifest of a job without a blueprint', manifestDocumentArbitrary('none')],
];

describe('a document that was made of facts', () => {
  it.each(VINTAGES)('gives the same facts when read: %s', (_, arbitrary) => {
    return fc.assert(
      fc.property(arbitrary, spacesArbitrary, fc.nat(7), ({ document, expected }, spaces, offset) => {
        const text = writeJson(document, { ...COMPACT, spaces });
        for (const options of OPTIONS) {
          const wanted = expectedWith(expected, options);
          deepStrictEqual(readResultDocument(document, options), wanted);
          deepStrictEqual(readResultDocument(text, options), wanted);
          deepStrictEqual(readResultDocument(shifted(text, offset), options), wanted);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same facts with unknown keys in it, whatever their names and values', () => {
    const odd = fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      'x"audio_items',
      'x\\"audio_items',
      'x"content_moderation',
      '"audio_item_indices',
      'audio_items ',
      'Audio_items',
      '',
    );
    const key = fc.oneof(odd, fc.string({ unit: 'grapheme', maxLength: 12 })).filter((name) => !KNOWN_NAMES.has(name));
    const bulky = fc.constantFrom(
      '{"audio_items":[{"content":"]}]","more":[[1],{"audio_items":[]}]}],"content_moderation":[[{}]]}',
      '[{"content_moderation":[{"id":1}]},{"content_moderation":[{"x":[]}]}]',
      '{"__proto__":{"text":7},"audio_item_indices":["[",{"a":"]"}]}',
      '["],", ":0,"]',
      '[[["]"]]]',
    );
    const value = fc.oneof(bulky, fc.json({ maxDepth: 3 }));
    const insertion: fc.Arbitrary<Insertion> = fc.record({ object: fc.nat(), place: fc.nat(), key, value });
    const insertions = fc.array(insertion, { minLength: 1, maxLength: 6 });
    return fc.assert(
      fc.property(vendorDocumentArbitrary(), spacesArbitrary, insertions, ({ document, expected }, spaces, added) => {
        const text = writeJson(document, { spaces, insertions: added }, ['inference_result']);
        for (const options of OPTIONS) {
          const wanted = expectedWith(expected, options);
          deepStrictEqual(readResultDocument(text, options), wanted);
          deepStrictEqual(readResultDocument(utf8(text), options), wanted);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('can be read without any one of its optional blocks', () => {
    return fc.assert(
      fc.property(vendorDocumentArbitrary(), ({ document, expected }) => {
        for (const { path, required } of knownFields(document, expected)) {
          if (!required) read(withField(document, path));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('can be read without any of its optional blocks, and with null in their place', () => {
    return fc.assert(
      fc.property(
        vendorDocumentArbitrary(),
        fc.array(fc.constantFrom('keep', 'remove', 'null'), { minLength: 1, maxLength: 60 }),
        ({ document, expected }, fates) => {
          let left: unknown = document;
          // From the last to the first, so that what is inside goes before what is around it.
          const fields = knownFields(document, expected).reverse();
          for (const [index, { path, required }] of fields.entries()) {
            const fate = fates[index % fates.length];
            if (required || fate === 'keep') continue;
            left = withField(left, path, fate === 'null' ? { is: null } : undefined);
          }
          if (isRecognisable(left)) read(left);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function read(document: unknown): void {
  for (const options of OPTIONS) {
    deepStrictEqual(readResultDocument(utf8(JSON.stringify(document)), options), readResultDocument(document, options));
  }
}

/** Blocks that each tell what a document is, when its metadata doesn't. */
const TELLING = new Set([
  ...['audio_items', 'audio_segments', 'audio', 'topics', 'chapters', 'scenes', 'video'],
  ...['job_id', 'matched_blueprint', 'inference_result'],
]);

function isRecognisable(document: unknown): boolean {
  const { metadata, ...blocks } = document as { [key: string]: { semantic_modality?: unknown } };
  return typeof metadata?.semantic_modality === 'string' || Object.keys(blocks).some((key) => TELLING.has(key));
}
