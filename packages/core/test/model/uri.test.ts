import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locationOf, ObjectUri, objectUri } from '../../src/index.js';

const scheme = fc.constantFrom('s3', 'file', 'memory', 'x-store+1.0');
const bucket = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 63 })
  .filter((name) => !name.includes('/') && !name.includes('\0'));
const key = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
    fc.constantFrom('/', '//', 'a//b', '/a', 'a/', '%2F', '?#&'),
  )
  .filter((name) => !name.includes('\0'));

describe('a location', () => {
  test('taken apart and put together is the same', () => {
    fc.assert(
      fc.property(scheme, bucket, key, (scheme, bucket, key) => {
        const uri = objectUri(bucket, key, scheme);
        expect(locationOf(uri)).toEqual({ scheme, bucket, key });
        expect(ObjectUri.parse(uri)).toBe(uri);
      }),
      { numRuns: 1_000 },
    );
  });

  test('put together from what was taken apart is the same', () => {
    for (const text of [
      's3://b/k',
      's3://b/a//b/',
      's3://b//',
      'file://disk/C:\\x',
      's3://b/a%2Fb?c#d',
      's3://b/s3://b/k',
    ]) {
      const uri = ObjectUri.parse(text);
      const { scheme, bucket, key } = locationOf(uri);
      expect(objectUri(bucket, key, scheme)).toBe(uri);
    }
  });

  test('needs a scheme, a bucket and a key', () => {
    for (const text of [
      '',
      's3://',
      's3://b',
      's3://b/',
      's3:///k',
      '//b/k',
      'S3://b/k',
      '3s://b/k',
      'b/k',
      's3://b/\0',
      's3:/b/k',
    ]) {
      expect(ObjectUri.safeParse(text).success).toBe(false);
    }
    expect(ObjectUri.safeParse(`s3://b/${'k'.repeat(2042)}`).success).toBe(false);
    expect(ObjectUri.safeParse(`s3://b/${'k'.repeat(2041)}`).success).toBe(true);
  });

  test.each([
    ['no bucket', '', 'k'],
    ['no key', 'b', ''],
    ['a bucket that leads into another', 'a/b', 'k'],
    ['a key with a NUL', 'b', 'a\0b'],
    ['a key too long', 'b', 'k'.repeat(2042)],
  ])('with %s is refused, and named', (_, bucket, key) => {
    expect(() => objectUri(bucket, key)).toThrow(
      expect.objectContaining({
        code: 'EARSHOT_INVALID_INPUT',
        details: { field: 'uri', found: `${bucket}/${key}`, expected: expect.any(String) },
      }),
    );
  });
});
