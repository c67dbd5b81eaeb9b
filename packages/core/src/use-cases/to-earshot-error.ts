import { EarshotError, isEarshotError } from '../errors.js';

/** Unknown errors count as transient. */
export function toEarshotError(cause: unknown): EarshotError {
  if (isEarshotError(cause)) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EarshotError('EARSHOT_UNAVAILABLE', `unexpected: ${reason}`, { cause });
}
