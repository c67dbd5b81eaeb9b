import { describe, expect, it } from 'vitest';
import { EarshotError } from '../../src/errors.js';
import { assertEqual, assertOk, assertRejects } from '../../src/testing/assert.js';

const EQUAL: [string, unknown, unknown][] = [
  ['text', 'a', 'a'],
  ['nested data', { a: [1, { b: null }] }, { a: [1, { b: null }] }],
  ['members in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ['an absent member and an undefined one', { a: 1 }, { a: 1, b: undefined }],
  ['the two zeros', { a: 0 }, { a: -0 }],
  ['bytes', Uint8Array.of(1, 2), Buffer.from([1, 2])],
  ['a member that is called __proto__', JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":1}')],
];

const DIFFERENT: [string, unknown, unknown, string][] = [
  ['text', 'a', 'b', 'at the top: expected "b", found "a"'],
  ['a nested member', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, 'at .a.0.b: expected 2, found 1'],
  ['a missing member', {}, { a: 1 }, 'at .a: expected 1, found undefined'],
  ['a surplus member', { a: null }, {}, 'at .a: expected undefined, found null'],
  ['a shorter list', [1], [1, 2], 'at .length: expected 2, found 1'],
  ['a list and an object', [], {}, 'at the top: expected {}, found []'],
  ['null and an object', null, {}, 'at the top: expected {}, found null'],
  ['bytes', Uint8Array.of(1, 2), Uint8Array.of(1, 3), 'expected 2 bytes: 1 3, found 2 bytes: 1 2'],
  ['bytes and numbers', Uint8Array.of(1), [1], 'expected [1], found 1 bytes: 1'],
  ['a number and its text', 1, '1', 'expected "1", found 1'],
  ['an inherited member', {}, { toString: 'own' }, 'at .toString: expected "own", found undefined'],
  ['a member called __proto__', {}, JSON.parse('{"__proto__":{}}'), 'at .__proto__: expected {}, found undefined'],
];

describe('assertEqual', () => {
  it.each(EQUAL)('passes %s', (_, actual, expected) => {
    assertEqual(actual, expected, 'rule');
    assertEqual(expected, actual, 'rule');
  });

  it.each(DIFFERENT)('tells where %s differ', (_, actual, expected, difference) => {
    expect(() => assertEqual(actual, expected, 'the rule')).toThrow(difference);
    expect(() => assertEqual(expected, actual, 'the rule')).toThrow(/^the rule: /);
  });

  it('shows no more of a value than a line can hold', () => {
    expect(() => assertEqual('x'.repeat(10_000), '', 'rule')).toThrow(/^.{1,300}$/);
  });
});

describe('assertOk', () => {
  it('throws the rule unless it holds', () => {
    assertOk(true, 'rule');
    expect(() => assertOk(false, 'the rule')).toThrow('the rule');
  });
});

describe('assertRejects', () => {
  const conflict = () => Promise.reject(new EarshotError('EARSHOT_CONFLICT', 'message'));

  it('passes a promise that rejects with one of the codes', async () => {
    await assertRejects(conflict(), 'EARSHOT_CONFLICT', 'rule');
    await assertRejects(conflict(), ['EARSHOT_DENIED', 'EARSHOT_CONFLICT'], 'rule');
  });

  it('throws the rule when a promise resolves or rejects otherwise', async () => {
    await expect(assertRejects(Promise.resolve(1), 'EARSHOT_CONFLICT', 'the rule')).rejects.toThrow(
      /^the rule: .* resolved with 1/,
    );
    await expect(assertRejects(conflict(), 'EARSHOT_DENIED', 'the rule')).rejects.toThrow(
      /^the rule: expected EARSHOT_DENIED/,
    );
    await expect(assertRejects(Promise.reject(new Error('x')), 'EARSHOT_DENIED', 'the rule')).rejects.toThrow(
      /^the rule/,
    );
  });
});
