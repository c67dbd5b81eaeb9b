import { describe, expect, it } from 'vitest';
import { sampleRecord } from '../../src/testing/sample-record.js';
import { spoil } from '../../src/testing/spoil.js';

describe('spoil', () => {
  it('changes every member, at every depth', () => {
    const deep = { text: 'x', list: [1, { inner: true }], bytes: Uint8Array.of(1) };
    const { list, bytes } = deep;
    const inner = list[1];
    spoil(deep);
    expect(deep).toEqual({ text: 'spoiled', list: 'spoiled', bytes: 'spoiled', spoiled: true });
    expect(list).toEqual([]);
    expect(inner).toEqual({ inner: 'spoiled', spoiled: true });
    expect(bytes).toEqual(Uint8Array.of(0xee));
  });

  it('leaves alone what is frozen, and what guards itself', () => {
    const frozen = Object.freeze({ list: Object.freeze([1]) });
    const guarded = new Proxy(
      { member: 1 },
      {
        set: () => {
          throw new TypeError('guarded');
        },
      },
    );
    for (const value of [frozen, guarded, 1, 'text', null, undefined]) spoil(value);
    expect(frozen).toEqual({ list: [1] });
    expect(guarded.member).toBe(1);
  });

  it('reaches no other sample', () => {
    const untouched = JSON.stringify(sampleRecord(1));
    spoil(sampleRecord(1));
    expect(JSON.stringify(sampleRecord(1))).toBe(untouched);
  });
});
