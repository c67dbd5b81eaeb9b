import { EarshotError } from '@earshot/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeFault } from '../src/index.js';

it('names an error and its causes by their codes and classes, and says where it arose', () => {
  const parsing = new SyntaxError('Unexpected token');
  const error = new EarshotError('EARSHOT_UNREADABLE', 'result.json is no JSON', { cause: parsing });
  expect(describeFault(error)).toEqual({
    error: 'EARSHOT_UNREADABLE < SyntaxError',
    at: expect.arrayContaining([expect.stringMatching(/fault\.test\.ts:\d+:\d+/)]),
  });
  const full = Object.assign(new Error('ENOSPC: no space left, write'), { code: 'ENOSPC' });
  expect(describeFault(full).error).toBe('Error ENOSPC');
});

it('describes whatever was thrown', () => {
  const circular = new Error('one');
  circular.cause = circular;
  for (const thrown of [undefined, null, 'text', { message: 'no error' }, circular]) {
    expect(describeFault(thrown).error).not.toBe('');
  }
});

it('repeats nothing of a message, whatever is in it', () => {
  const said = fc.oneof(
    fc.string(),
    fc.constantFrom('a\n    at Jane Doe, 4111111111111111', 'Error: x\n    at secret (y)'),
  );
  fc.assert(
    fc.property(said, said, (outer, inner) => {
      const mark = 'customer-data';
      const cause = Object.assign(new TypeError(`${inner}${mark}\n    at ${mark}`), { code: `not a code ${mark}` });
      const error = new Error(`${outer}${mark}\n    at ${mark} (${mark})`, { cause });
      error.name = `${mark} ${outer}`;
      expect(JSON.stringify(describeFault(error))).not.toContain(mark);
      expect(JSON.stringify(describeFault(`${outer}${mark}`))).not.toContain(mark);
    }),
  );
});
