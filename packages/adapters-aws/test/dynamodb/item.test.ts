import { describe, expect, it } from 'vitest';
import { itemSize } from '../../src/dynamodb/item.js';

describe('the size of an item', () => {
  it.each([
    ['the bytes of a name and a text, in UTF-8', { clé: '返金' }, 4 + 6],
    ['no more than its name for an empty text', { a: '' }, 1],
    ['one byte for a truth value, or for null', { a: true, b: false, c: null }, 6],
    [
      'a byte for each two digits of a number, and one or two more',
      { a: 1_700_000_000_000, b: 12.5, c: 0 },
      1 + 3 + 1 + 4 + 1 + 2,
    ],
    ['another byte below zero', { a: -12 }, 1 + 4],
    ['the bytes of binary data', { a: new Uint8Array(10) }, 11],
    ['the members of a set', { a: new Set(['x', 'yz']) }, 1 + 3],
    ['three bytes for a list, and one for each element', { a: ['x', 'yz'] }, 1 + 3 + 2 + 3],
    ['three bytes for a map, and one for each member', { a: { b: 'x', c: { d: 'y' } } }, 1 + 3 + 2 + 2 + 1 + 3 + 1 + 2],
  ])('counts %s', (_, item, bytes) => {
    expect(itemSize(item)).toBe(bytes);
  });
});
