import { expect, test } from 'vitest';
import { readingLeniently } from '../../src/input/faults.js';
import { requiredSeconds, seconds } from '../../src/input/read-fields.js';

test.each([
  [1.2345, 1235],
  ['28.67', 28_670],
  [0, 0],
  [-0.0001, 0],
  [null, undefined],
])('%j seconds are %j milliseconds', (written, ms) => {
  expect(seconds({ at: written }, 'at')).toBe(ms);
});

test.each([-1, 'soon', '', 1e300, true])(
  '%j seconds are left out, or end the reading where a time is required',
  (written) => {
    const { read, warnings } = readingLeniently('toy', () => seconds({ at: written }, 'at'));
    expect([read, warnings.length]).toEqual([undefined, 1]);
    expect(() => readingLeniently('toy', () => requiredSeconds({ at: written }, 'at'))).toThrow(
      expect.objectContaining({ code: 'EARSHOT_UNREADABLE', details: expect.objectContaining({ path: 'at' }) }),
    );
  },
);
