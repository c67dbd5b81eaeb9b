import type { RecordingStat } from '@earshot/core';

/** Bytes to send, both ends included. */
export interface SentRange {
  readonly start: number;
  readonly end: number;
}

type Known = Pick<RecordingStat, 'sizeBytes' | 'etag' | 'writtenAtMs'>;
type Headers = { get(name: string): string | null };

/**
 * The range that a request asks for: `undefined` when it is to get everything, because it asks for no range, for several,
 * for something else than bytes, or for a range of another version; `unsatisfiable` when there are no such bytes.
 */
export function rangeIn(headers: Headers, known: Known): SentRange | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.get('range') ?? '') ?? [];
  if ((first === '' && last === '') || (first !== '' && last !== '' && Number(first) > Number(last))) return undefined;
  if (!isCurrent(headers.get('if-range'), known)) return undefined;
  const { sizeBytes } = known;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  return start > end ? 'unsatisfiable' : { start, end };
}

/** Whether `If-Range` names this version: by a strong tag, or by the exact time (RFC 9110, 13.1.5). */
function isCurrent(ifRange: string | null, { etag, writtenAtMs }: Known): boolean {
  if (ifRange === null) return true;
  return ifRange.includes('"') ? ifRange.trim() === etag : Date.parse(ifRange) === secondOf(writtenAtMs);
}

/** HTTP's times are in whole seconds. */
export function secondOf(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}
