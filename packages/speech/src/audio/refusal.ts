import { EarshotError, type ErrorCode, fileFault } from '@earshot/core';

/** Why a file can't be transcribed. */
export interface Obstacle {
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  readonly cause?: unknown;
}

/** The error that refuses a file: its message and its details say what was found, and what was expected. */
export function refusal(code: ErrorCode, { path, found, expected, ...rest }: Obstacle): EarshotError {
  return new EarshotError(code, `${path}: found ${found}, expected ${expected}`, {
    details: { path, found, expected },
    ...rest,
  });
}

/** The {@link EarshotError} for an error of the file system. */
export function fileError(path: string, cause: unknown): EarshotError {
  const found = cause instanceof Error && 'code' in cause ? String(cause.code) : 'an error';
  return refusal(fileFault(found).code, { path, found, expected: 'a file that can be read', cause });
}

const LOWEST_RATE_HZ = 4_000;
const HIGHEST_RATE_HZ = 192_000;

/** Whether no recording has this sampling rate. */
export function isUnlikelyRate(sampleRateHz: number): boolean {
  return !(sampleRateHz >= LOWEST_RATE_HZ && sampleRateHz <= HIGHEST_RATE_HZ);
}

/** Refuses a sampling rate that no recording has. */
export function unlikelyRate(path: string, sampleRateHz: number): EarshotError | undefined {
  if (!isUnlikelyRate(sampleRateHz)) return undefined;
  const expected = `${LOWEST_RATE_HZ} to ${HIGHEST_RATE_HZ} Hz`;
  return refusal('EARSHOT_NOT_SUPPORTED', { path, found: `a sampling rate of ${sampleRateHz} Hz`, expected });
}

/** Refuses a recording that takes too long. */
export function tooLong(path: string, found: string, longestMs: number): EarshotError {
  return refusal('EARSHOT_NOT_SUPPORTED', { path, found, expected: `at most ${longestMs} ms of sound` });
}
