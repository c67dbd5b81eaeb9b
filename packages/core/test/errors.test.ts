import { describe, expect, test } from 'vitest';
import { EarshotError, ERROR_CODES, isEarshotError } from '../src/index.js';

const RETRYABLE = ['EARSHOT_CONFLICT', 'EARSHOT_UNAVAILABLE', 'EARSHOT_THROTTLED', 'EARSHOT_NOT_REDACTED'];

describe('an error', () => {
  test.each(ERROR_CODES)('with %s is retryable by default exactly when the same call may succeed later', (code) => {
    expect(new EarshotError(code, 'why').retryable).toBe(RETRYABLE.includes(code));
  });

  test('may say otherwise', () => {
    expect(new EarshotError('EARSHOT_CONFLICT', 'why', { retryable: false }).retryable).toBe(false);
    expect(new EarshotError('EARSHOT_DENIED', 'why', { retryable: true }).retryable).toBe(true);
  });

  test('has details, and a cause only when it answers to one', () => {
    const cause = new Error('socket closed');
    const error = new EarshotError('EARSHOT_UNAVAILABLE', 'why', { cause, details: { field: 'x' } });
    expect(error).toMatchObject({ name: 'EarshotError', cause, details: { field: 'x' } });
    expect(new EarshotError('EARSHOT_UNAVAILABLE', 'why').details).toEqual({});
    expect('cause' in new EarshotError('EARSHOT_UNAVAILABLE', 'why')).toBe(false);
    expect('cause' in new EarshotError('EARSHOT_UNAVAILABLE', 'why', { cause: undefined })).toBe(true);
  });
});

describe('an error is recognised', () => {
  /** The class as another installed copy of the package has it. */
  class OtherCopy extends Error {
    readonly code: string;

    constructor(code: string) {
      super('from elsewhere');
      this.code = code;
    }
  }

  test('by its code, whichever copy of the package made it', () => {
    for (const code of ERROR_CODES) {
      expect(isEarshotError(new EarshotError(code, 'why'))).toBe(true);
      expect(isEarshotError(new OtherCopy(code))).toBe(true);
      expect(isEarshotError(new OtherCopy(code), code)).toBe(true);
    }
  });

  test('as one of a code only when it has that code', () => {
    expect(isEarshotError(new EarshotError('EARSHOT_DENIED', 'why'), 'EARSHOT_CONFLICT')).toBe(false);
    expect(isEarshotError(new OtherCopy('EARSHOT_DENIED'), 'EARSHOT_CONFLICT')).toBe(false);
  });

  test('not when it is anything else', () => {
    const others = [
      new Error('plain'),
      new OtherCopy('ENOENT'),
      new OtherCopy('EARSHOT_NEVER_HEARD_OF'),
      { code: 'EARSHOT_DENIED' },
      'EARSHOT_DENIED',
      null,
      undefined,
    ];
    for (const other of others) expect(isEarshotError(other)).toBe(false);
  });
});
