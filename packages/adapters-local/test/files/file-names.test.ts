import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginningOf, type NameKind, nameOf, textOf } from '../../src/files/file-names.js';

const KINDS: readonly NameKind[] = ['file', 'folder', 'beginning'];
const kind = fc.constantFrom(...KINDS);
/** Much of what file systems trip over, in few characters, so that random texts meet. */
const tricky = fc
  .array(
    fc.constantFrom('a', 'A', '.', ' ', '%', '^', '~', '/', '\\', ':', '\0', 'é', 'e\u0301', '😀', 'nul', '.json'),
    {
      maxLength: 4,
    },
  )
  .map((parts) => parts.join(''));
const text = fc.oneof(
  tricky,
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('CON', 'com1.txt', 'Aux .x'),
);

/** What a file system that folds case, and one that normalizes, takes a name for. */
const folded = (name: string) => name.normalize('NFD').toUpperCase().toLowerCase();

describe('a name', () => {
  it.each([
    ['result.json', 'file', 'result.json'],
    ['transcription-outputs', 'folder', 'transcription-outputs'],
    ['2026.09.14', 'folder', '2026.09.14'],
    ['call 17, (copy)', 'folder', 'call 17, (copy)'],
    ['call.wav', 'folder', 'call.wav^'],
    ['plain', 'file', 'plain^'],
    ['Call', 'folder', 'Call^1'],
    ['CALL-001', 'file', 'CALL-001^f^'],
    ['..', 'folder', '%2E%2E'],
    ['.', 'folder', '%2E'],
    ['.hidden', 'file', '%2Ehidden'],
    ['ends.', 'folder', 'ends%2E'],
    ['', 'folder', '%'],
    ['', 'file', '%^'],
    ['nul.txt', 'file', '%6Eul.txt'],
    ['é', 'folder', '%C3%A9'],
    ['10:30', 'folder', '10%3A30'],
    ['report~1', 'folder', 'report%7E1'],
  ] as const)('of %j as a %s is %j', (given, as, name) => {
    expect(nameOf(given, as)).toBe(name);
  });

  it('tells its text and its kind', () => {
    fc.assert(
      fc.property(text, kind, (given, as) => {
        expect(textOf(nameOf(given, as))).toEqual({ text: given, kind: as });
      }),
    );
  });

  it('is no other text’s, even where case and normal form do not count', () => {
    fc.assert(
      fc.property(text, kind, text, kind, (one, oneAs, other, otherAs) => {
        const isSame = one === other && oneAs === otherAs;
        expect(folded(nameOf(one, oneAs)) === folded(nameOf(other, otherAs))).toBe(isSame);
      }),
      { numRuns: 1_000 },
    );
  });

  it('differs from that of the same letters in other case', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 9 }), kind, (given, as) => {
        const upper = given.toUpperCase();
        fc.pre(upper !== given);
        expect(folded(nameOf(upper, as))).not.toBe(folded(nameOf(given, as)));
      }),
    );
  });

  it('is one that every file system takes, of a text that needs no cutting', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), kind, (given, as) => {
        const name = nameOf(beginningOf(given) ?? given, as);
        expect(name.length).toBeLessThanOrEqual(255);
        expect(name).toMatch(/^[\x20-\x7d]+$/);
        expect(name).not.toMatch(/[<>:"/\\|?*~]|^\.|[. ]$/);
        expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d) *(?:\.|$)/i);
      }),
    );
  });

  it('that was given by somebody else stands for nothing', () => {
    for (const name of [
      '.DS_Store',
      'Thumbs.db',
      '%2',
      '%FF',
      'a%62',
      'plain%',
      'a:b',
      'Call',
      'call^1',
      'x.json^^',
      '^',
      '',
    ]) {
      expect(textOf(name), name).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (name) => {
        const named = textOf(name);
        if (named !== undefined) expect(nameOf(named.text, named.kind)).toBe(name);
      }),
    );
  });
});

describe('the beginning of a long text', () => {
  const unit = fc.constantFrom('x', 'X', '.', '返', '😀');
  const any = fc.string({ unit, minLength: 10, maxLength: 400 });
  const long = fc.string({ unit, minLength: 180, maxLength: 400 });

  it('is there when a name would be too long', () => {
    fc.assert(
      fc.property(any, (given) => {
        const beginning = beginningOf(given);
        if (beginning === undefined) expect(nameOf(given, 'file').length).toBeLessThanOrEqual(255);
        else expect(given.startsWith(beginning)).toBe(true);
      }),
    );
  });

  it('is the same however the text goes on, and begins no text that has a name', () => {
    fc.assert(
      fc.property(long, any, (given, more) => {
        const beginning = beginningOf(given);
        expect(beginning).not.toBe('');
        expect(beginningOf(given + more)).toBe(beginning);
        expect(beginningOf(beginning + more)).toBe(beginning);
      }),
    );
  });
});
