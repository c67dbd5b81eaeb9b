import { EarshotError, type ErrorCode } from '@earshot/core';

const BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [401, 'EARSHOT_DENIED'],
  [403, 'EARSHOT_DENIED'],
  [404, 'EARSHOT_NOT_FOUND'],
  [408, 'EARSHOT_UNAVAILABLE'],
  [410, 'EARSHOT_NOT_FOUND'],
  [429, 'EARSHOT_THROTTLED'],
]);

/** The error that an answer is; `undefined` when the notice was accepted. 408, 429 and 5xx are transient. */
export function answerError(
  origin: string,
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  now: Date,
): EarshotError | undefined {
  if (status >= 200 && status < 300) return undefined;
  const hint = status < 400 ? '; redirects are not followed: configure the final URL' : '';
  const retryAfterMs = retryAfterMsOf(headers.get('retry-after'), now);
  return new EarshotError(codeOf(status), `the webhook at ${origin} answered ${status}${hint}`, {
    details: { httpStatus: status, ...(retryAfterMs !== undefined && { retryAfterMs }) },
  });
}

function codeOf(status: number): ErrorCode {
  if (status < 400) return 'EARSHOT_NOT_SUPPORTED';
  return BY_STATUS.get(status) ?? (status >= 500 ? 'EARSHOT_UNAVAILABLE' : 'EARSHOT_INVALID_INPUT');
}

/** How long to wait, by a number of seconds or a date; `undefined` when neither is there. */
function retryAfterMsOf(value: string | null, now: Date): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
