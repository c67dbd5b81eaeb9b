import { type AnalyticsItem, EarshotError } from '@earshot/core';

type NamedCall = Pick<AnalyticsItem, 'call_id' | 'hash' | 'recorded_at' | 'agent' | 'customer'>;

/** What a pattern may name of a call. Dates and times are in UTC. */
const VALUES: Readonly<Record<string, (call: NamedCall) => string | undefined>> = {
  date: ({ recorded_at }) => recorded_at.slice(0, 10),
  time: ({ recorded_at }) => recorded_at.slice(11, 19).replaceAll(':', '-'),
  agent: ({ agent }) => agent,
  customer: ({ customer }) => customer,
  call: ({ call_id }) => call_id,
  hash: ({ hash }) => hash,
};
const NAMES = Object.keys(VALUES).map((name) => `{${name}}`);

/** Windows allows none of the punctuation. Controls, marks of direction and lone surrogates are in `\p{C}`. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|]+/gu;
/** Hidden files begin with a dot, and Windows drops dots and spaces at the end. */
const EDGES = /^[.\s]+|[.\s]+$/gu;
/** Windows opens these as devices, whatever their extension. */
const DEVICE = /^(?:aux|clock\$|com[\d¹²³]|con|conin\$|conout\$|lpt[\d¹²³]|nul|prn)\s*(?:\.|$)/iu;
/** Bytes of UTF-8. File systems allow 255; a hash and an extension follow. */
const MAX_BYTES = 200;

/**
 * Checks a pattern for the names of exported files, such as `{date}_{agent}_{call}`.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when it names no part of a call, an unknown one, or a folder
 */
export function checkedPattern(pattern: string, field: string): string {
  const used = pattern.match(/\{[^{}]*\}/g) ?? [];
  const unknown = used.find((name) => !NAMES.includes(name));
  const isWrong = used.length === 0 || unknown !== undefined || /[/\\{}]/.test(pattern.replace(/\{[^{}]*\}/g, ''));
  if (!isWrong) return pattern;
  const expected = `a file name with ${NAMES.join(', ')}, without folders and extension`;
  throw new EarshotError('EARSHOT_INVALID_INPUT', `${field}: expected ${expected} (got ${unknown ?? pattern})`, {
    details: { field, expected, found: unknown ?? pattern },
  });
}

/** A call's file name without extension, safe in every file system. Two calls may have the same. */
export function fileStem(pattern: string, call: NamedCall): string {
  const filled = pattern.replace(/\{(\w+)\}/g, (_, name: string) => VALUES[name]?.(call) ?? 'unknown');
  const safe = cut(filled.normalize('NFC').replace(UNSAFE, '-').replace(EDGES, '')).replace(EDGES, '');
  if (safe === '') return call.hash;
  return DEVICE.test(safe) ? `_${safe}` : safe;
}

function cut(text: string): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_BYTES) return text.slice(0, end);
    end += character.length;
  }
  return text;
}
