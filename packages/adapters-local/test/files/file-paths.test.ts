import { isAbsolute, join, normalize, relative, sep } from 'node:path';
import { ObjectUri } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedIn, placeOf, relativePathOf } from '../../src/files/file-paths.js';

const word = fc.oneof(
  fc.constantFrom(
    'a',
    'A',
    '..',
    '.',
    '',
    '.incoming',
    'local',
    's3:',
    'results',
    'x'.repeat(200),
    '返'.repeat(70),
    'b.json',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const key = fc.array(word, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
const uri = fc
  .tuple(fc.constantFrom('local', 's3', 'a+b.c', 'local.'), word, key)
  .map(([scheme, bucket, name]) => ObjectUri.safeParse(`${scheme}://${bucket}/${name}`))
  .filter(({ success }) => success)
  .map(({ data }) => data as ObjectUri);

/** The URI that is at a path, read name by name. */
function uriAt(path: string): string | undefined {
  return path.split(sep).reduce<string | undefined>((text, name) => {
    const named = text === undefined ? undefined : namedIn(text, name);
    return named?.text;
  }, '');
}

describe('the path of a URI', () => {
  it.each([
    [
      'local://results/transcription-outputs/call-17/9c5b94b1-35ad-49bb-b118-8e8fc24abf80/0/standard_output/0/result.json',
      'results/transcription-outputs/call-17/9c5b94b1-35ad-49bb-b118-8e8fc24abf80/0/standard_output/0/result.json',
    ],
    [`local://recordings/${'0f'.repeat(32)}.mp3`, `recordings/${'0f'.repeat(32)}.mp3`],
    ['s3://bucket/a/b.json', 's3%3A/bucket/a/b.json'],
    ['local://S3:/a.json', 'local%3A/S3%3A^1/a.json'],
  ])('of %s is one that a person finds', (given, path) => {
    expect(relativePathOf(given as ObjectUri)).toBe(path.split('/').join(sep));
  });

  it('lies below the folder and tells the URI', () => {
    fc.assert(
      fc.property(uri, (given) => {
        const path = relativePathOf(given);
        expect(isAbsolute(path)).toBe(false);
        expect(normalize(path)).toBe(path);
        const climbed = relative('/root/folder', join('/root/folder', path)).split(sep);
        expect(climbed).not.toContain('..');
        expect(uriAt(path)).toBe(given);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never needs a file where another needs a folder', () => {
    fc.assert(
      fc.property(uri, uri, (one, other) => {
        fc.pre(one !== other);
        const [left, right] = [relativePathOf(one).toLowerCase(), relativePathOf(other).toLowerCase()];
        expect(left === right || left.startsWith(right + sep)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is refused when the URI holds half a character', () => {
    expect(() => relativePathOf('local://results/\ud800.json' as ObjectUri)).toThrow(
      expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }),
    );
  });
});

describe('the folder of a prefix', () => {
  it('holds every URI that begins with the prefix', () => {
    fc.assert(
      fc.property(uri, fc.nat(), (given, cut) => {
        const prefix = given.slice(0, cut % (given.length + 1));
        const { folders, text, rest } = placeOf(prefix);
        expect(text + rest).toBe(prefix);
        expect(relativePathOf(given).split(sep).slice(0, folders.length)).toEqual(folders);
      }),
    );
  });

  it('is the innermost that can be told', () => {
    const { folders } = placeOf('local://results/transcription-outputs/call-17/job');
    expect(folders).toEqual(['results', 'transcription-outputs', 'call-17']);
  });
});
