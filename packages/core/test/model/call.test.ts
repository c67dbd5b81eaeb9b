import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betterRecordedAt, CallId, hashOf, ObjectUri, type RecordedAt, timeInMediaName } from '../../src/index.js';
import { RECORDED_AT_SOURCES } from '../../src/model/call.js';

const recordedAt: fc.Arbitrary<RecordedAt> = fc.record({
  ms: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 0, max: 2_000_000_000_000 })),
  source: fc.constantFrom(...RECORDED_AT_SOURCES),
});

describe('the better of two recording times', () => {
  test('does not depend on which was known first', () => {
    fc.assert(
      fc.property(recordedAt, recordedAt, (a, b) => {
        expect(betterRecordedAt(a, b)).toEqual(betterRecordedAt(b, a));
      }),
    );
  });

  test('of many does not depend on how they are paired', () => {
    fc.assert(
      fc.property(recordedAt, recordedAt, recordedAt, (a, b, c) => {
        expect(betterRecordedAt(betterRecordedAt(a, b), c)).toEqual(betterRecordedAt(a, betterRecordedAt(b, c)));
      }),
    );
  });

  test('is the same when one is told again', () => {
    fc.assert(
      fc.property(recordedAt, recordedAt, (a, b) => {
        const better = betterRecordedAt(a, b);
        expect(betterRecordedAt(better, a)).toEqual(better);
        expect(betterRecordedAt(a, a)).toEqual(a);
      }),
    );
  });

  test('is the better source, and then the earlier time', () => {
    const message: RecordedAt = { ms: 9, source: 'message' };
    const named: RecordedAt = { ms: 5, source: 'media_name' };
    const early: RecordedAt = { ms: 1, source: 'transport' };
    const late: RecordedAt = { ms: 2, source: 'transport' };
    expect(betterRecordedAt(named, message)).toBe(message);
    expect(betterRecordedAt(early, named)).toBe(named);
    expect(betterRecordedAt(late, early)).toBe(early);
  });
});

describe('the time in a file’s name', () => {
  const timeOf = (name: string) => timeInMediaName(ObjectUri.parse(`s3://recordings/calls/${name}`));
  const at = (...parts: [number, number, number, number, number, number?]) => {
    const [year, month, day, hour, minute, second = 0] = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };

  test.each([
    ['call_20260914T09:32_UTC.wav', at(2026, 9, 14, 9, 32)],
    ['call_20260914T0932UTC.wav', at(2026, 9, 14, 9, 32)],
    ['20260914T09:32:05_UTC.wav', at(2026, 9, 14, 9, 32, 5)],
    ['call-2026-09-14T09-32-05Z.mp3', at(2026, 9, 14, 9, 32, 5)],
    ['call 2026-09-14_09-32Z agent 12.mp3', at(2026, 9, 14, 9, 32)],
    ['2026-09-14T09:32:05Z', at(2026, 9, 14, 9, 32, 5)],
    ['20260914-093205Z.wav', at(2026, 9, 14, 9, 32, 5)],
    ['guid_7b0e3c52_20240229T23:59_UTC.wav', at(2024, 2, 29, 23, 59)],
  ])('is read from %s', (name, ms) => {
    expect(timeOf(name)).toBe(ms);
  });

  test.each([
    'call.wav',
    '20260914T09:32.wav',
    '2026-09-14T09-32-05.mp3',
    '2026-09-14Z.mp3',
    '20260914T09:32+02:00.wav',
    '120260914T09:32Z.wav',
    '20261314T09:32Z.wav',
    '20260900T09:32Z.wav',
    '20260231T09:32Z.wav',
    '20250229T09:32Z.wav',
    '20260431T09:32Z.wav',
    '20260914T24:00Z.wav',
    '20260914T09:60Z.wav',
    '20260914T09:32:60Z.wav',
  ])('is not guessed from %s', (name) => {
    expect(timeOf(name)).toBeUndefined();
  });

  test('is not that of a folder', () => {
    expect(timeOf('20260914T09:32Z/call.wav')).toBeUndefined();
  });

  test('is that which was written, for every minute there is', () => {
    const minute = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(minute, (date) => {
        const iso = date.toISOString();
        const ms = Date.parse(`${iso.slice(0, 16)}Z`);
        expect(timeOf(`a_${iso.slice(0, 16).replaceAll('-', '')}_UTC.wav`)).toBe(ms);
        expect(timeOf(`${iso.slice(0, 19).replaceAll(':', '-')}Z.wav`)).toBe(Math.floor(date.getTime() / 1000) * 1000);
      }),
    );
  });
});

test('a call’s hash is the MD5 of its id in UTF-8', () => {
  const md5Hex = (text: string) => createHash('md5').update(text, 'utf8').digest('hex');
  expect(hashOf(CallId.parse('call-7'), { md5Hex })).toBe('0abd966ae5f54bb7273c1f247cd6795b');
  expect(hashOf(CallId.parse('Rückruf ☎'), { md5Hex })).toBe('9e363725b4f3a8828ee8a21a6c1d78bc');
});

test('digests that are no MD5 are not taken for a hash', () => {
  for (const digest of ['', '0ABD966AE5F54BB7273C1F247CD6795B', 'x'.repeat(32), '0'.repeat(64)]) {
    expect(() => hashOf(CallId.parse('call-7'), { md5Hex: () => digest })).toThrow();
  }
});
