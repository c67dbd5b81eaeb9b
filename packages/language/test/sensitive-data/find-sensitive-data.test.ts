import { redact, SensitiveDataFinding } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSensitiveData } from '../../src/sensitive-data/find-sensitive-data.js';
import type { SaidSegment } from '../../src/understanding.js';
import { HARMLESS, SENSITIVE } from './sentences.js';
import { STRETCHES } from './stretches.js';

function call(...turns: readonly (readonly [speaker: number, text: string])[]): SaidSegment[] {
  return turns.map(([speaker, text], nth) => ({ speaker, text, startMs: nth * 4000, endMs: nth * 4000 + 3000 }));
}

/** A call of one sentence, and the question before it if there is one. */
function callOf(written: string): SaidSegment[] {
  const [question, answer] = written.split(' >> ');
  return answer === undefined ? call([1, written]) : call([0, question ?? ''], [1, answer]);
}

/** Each segment with `<TYPE: words>` around what is found in it. */
function marked(segments: readonly SaidSegment[]): string[] {
  const findings = findSensitiveData(segments);
  return segments.map(({ text }, index) =>
    findings
      .filter(({ segmentIndex }) => segmentIndex === index)
      .reduceRight((said, { entityType, startCharacter, endCharacter }) => {
        const words = said.slice(startCharacter, endCharacter);
        return `${said.slice(0, startCharacter)}<${entityType}: ${words}>${said.slice(endCharacter)}`;
      }, text),
  );
}

interface Removal {
  readonly found: number;
  readonly toFind: number;
  readonly damaged: number;
}

/** What becomes of the words that are marked in a stretch. */
function removalOf(stretch: string): Removal {
  const lines = stretch.split('\n');
  const segments = call(...lines.map((line) => [Number(line[0]), line.slice(3).replaceAll(/[<>{}]/g, '')] as const));
  const findings = findSensitiveData(segments);
  const counts = { found: 0, toFind: 0, damaged: 0 };
  for (const [index, line] of lines.entries()) {
    const here = findings.filter(({ segmentIndex }) => segmentIndex === index);
    const isCovered = (at: number): boolean =>
      here.some(({ startCharacter = 0, endCharacter = 0 }) => startCharacter <= at && at < endCharacter);
    let passed = 3;
    for (const { 0: mark, index: at } of line.matchAll(/<[^>]*>|\{[^}]*\}/g)) {
      const words = mark.slice(1, -1);
      const covered = Array.from(words, (_, nth) => isCovered(at - passed + nth));
      passed += 2;
      if (mark.startsWith('{')) counts.damaged += Number(covered.includes(true));
      else {
        counts.toFind += 1;
        counts.found += Number(Array.from(words).every((letter, nth) => covered[nth] || !/[\p{L}\p{N}]/u.test(letter)));
      }
    }
  }
  return counts;
}

describe('findSensitiveData', () => {
  it.each(SENSITIVE)('finds %s', (sentence) => {
    const plain = sentence.replaceAll(/<[A-Z_]+: ([^>]*)>/g, '$1');
    expect(marked(callOf(plain)).join(' >> ')).toBe(sentence);
  });

  it.each(HARMLESS)('finds nothing in: %s', (sentence) => {
    expect(marked(callOf(sentence)).join(' >> ')).toBe(sentence);
  });

  it('finds most of what is sensitive in stretches of calls and hardly anything else', () => {
    const removals = STRETCHES.map(removalOf);
    const sum = (count: (removal: Removal) => number): number => removals.reduce((total, one) => total + count(one), 0);
    expect(sum(({ found }) => found) / sum(({ toFind }) => toFind)).toBeGreaterThan(0.81);
    expect(sum(({ damaged }) => damaged)).toBeLessThanOrEqual(2);
  });

  it('finds a number that is said in several goes', () => {
    const segments = call(
      [0, "What's the card number?"],
      [1, 'Sure. 4111 1111'],
      [0, 'Mm-hmm.'],
      [1, '1111'],
      [0, '1111. Okay.'],
      [1, '1111.'],
      [0, 'And the expiry?'],
      [1, '04 27.'],
    );
    expect(marked(segments).filter((_, nth) => segments[nth]?.speaker === 1)).toEqual([
      'Sure. <CREDIT_DEBIT_NUMBER: 4111 1111>',
      '<CREDIT_DEBIT_NUMBER: 1111>',
      '<CREDIT_DEBIT_NUMBER: 1111>.',
      '<CREDIT_DEBIT_EXPIRY: 04 27>.',
    ]);
  });

  it('does not join what two speakers say', () => {
    const segments = call([0, 'It says 4111 1111 here.'], [1, 'And here it says 1111 1111.']);
    expect(findSensitiveData(segments)).toEqual([]);
  });

  it('finds a number that is read back, and a name that is used again', () => {
    const segments = call(
      [0, 'Can I take your name and member number?'],
      [1, 'My name is Oyinkansola, and the member number is 4471 9920.'],
      [0, 'So that is 4471 9920. And what happened then, Oyinkansola, did they call?'],
    );
    expect(marked(segments)[2]).toBe(
      'So that is <ACCOUNT_NUMBER: 4471 9920>. And what happened then, <NAME: Oyinkansola>, did they call?',
    );
  });

  it('tells a question about an order from one about a telephone', () => {
    const answer = '555 234 9876.';
    expect(findSensitiveData(call([0, "What's the order number?"], [1, answer]))).toEqual([]);
    expect(marked(call([0, "What's your phone number?"], [1, answer]))[1]).toBe('<PHONE: 555 234 9876>.');
  });

  it('times a finding by where its words lie in the segment', () => {
    const [finding] = findSensitiveData([{ text: 'abcdefghij I am Laura', startMs: 1000, endMs: 3100, speaker: 0 }]);
    expect(finding).toEqual({
      entityType: 'NAME',
      segmentIndex: 0,
      startCharacter: 16,
      endCharacter: 21,
      startMs: 2600,
      endMs: 3100,
    });
  });

  it('times a finding no shorter than it is said', () => {
    const [finding] = findSensitiveData([{ text: 'Hi Laura now', startMs: 0, endMs: 1000, speaker: 0 }]);
    expect(finding).toMatchObject({ startMs: 250, endMs: 667 });
  });

  it('tells a card number from another long one by its check digit', () => {
    expect(marked(call([1, 'It says 4222 2222 22222.']))).toEqual(['It says <CREDIT_DEBIT_NUMBER: 4222 2222 22222>.']);
    expect(marked(call([1, 'It says 4222 2222 22223.']))).toEqual(['It says 4222 2222 22223.']);
  });

  it('finds nothing in nothing', () => {
    expect(findSensitiveData([])).toEqual([]);
    expect(findSensitiveData(call([0, ''], [1, ' ']))).toEqual([]);
  });

  it('gives valid findings inside of their segments, none inside another, whatever is said', () => {
    const words = fc.constantFrom(
      ...'my name is Laura Smith card number 4111 1111 four one double at dot com example Street 42 Maple PIN , . ? - + ( Dr Mr and on the 555-0142 jane@x.org İ 😀'.split(
        ' ',
      ),
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(words, { maxLength: 30 }).map((said) => said.join(' ')),
    );
    const segment = fc.record({
      text,
      speaker: fc.nat(1),
      startMs: fc.nat(1000),
      endMs: fc.integer({ min: 1000, max: 5000 }),
    });
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), (segments) => {
        const findings = findSensitiveData(segments);
        for (const finding of findings) {
          expect(SensitiveDataFinding.parse(finding)).toEqual(finding);
          const { segmentIndex = -1, startCharacter = -1, endCharacter = -1, startMs = -1, endMs = -1 } = finding;
          const said = segments[segmentIndex];
          if (said === undefined) throw new Error('a finding in no segment');
          expect(startCharacter).toBeGreaterThanOrEqual(0);
          expect(startCharacter).toBeLessThan(endCharacter);
          expect(endCharacter).toBeLessThanOrEqual(said.text.length);
          expect(startMs).toBeGreaterThanOrEqual(said.startMs);
          expect(startMs).toBeLessThanOrEqual(endMs);
          expect(endMs).toBeLessThanOrEqual(Math.ceil(said.endMs));
          const outside = findings.filter((other) => other !== finding && other.segmentIndex === segmentIndex);
          expect(
            outside.some(
              (other) => (other.startCharacter ?? 0) <= startCharacter && (other.endCharacter ?? 0) >= endCharacter,
            ),
          ).toBe(false);
        }
        const redacted = segments.map((said, index) =>
          redact(
            said.text,
            findings.filter(({ segmentIndex }) => segmentIndex === index),
          ),
        );
        expect(redacted).toHaveLength(segments.length);
      }),
      { numRuns: 150 },
    );
  });

  it('reads a speech of an hour as readily as one of a minute', () => {
    const minute = Array.from(
      { length: 15 },
      () => 'and then she said that it was 12 dollars and I said no way Kevin',
    ).join(' ');
    const long = findSensitiveData(call([0, Array.from({ length: 60 }, () => minute).join(' ')]));
    expect(long).toHaveLength(900);
  });
});
