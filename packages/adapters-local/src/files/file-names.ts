/**
 * What a name on the disk stands for: a file, a folder, or the folder of all texts that begin so, for texts that are
 * longer than a name may be.
 */
export type NameKind = 'file' | 'folder' | 'beginning';

/** A name on the disk, read. */
export interface NamedText {
  readonly text: string;
  readonly kind: NameKind;
}

/** So long may a name be before its marks: together they stay below the 255 that every file system takes. */
const LONGEST = 180;

// The tilde would do for every system, but Windows answers to `REPORT~1` with another file.
const UNSAFE = /[^A-Za-z0-9 !#$&'()+,.;=@[\]_{}-]/gu;
const UNSAFE_AT_EDGE = /^\.|[. ]$/g;
/** Windows knows these as devices, whatever their suffix. */
const DEVICE = /^(?:aux|clock\$|com\d|con|conin\$|conout\$|lpt\d|nul|prn) *(?:\.|$)/i;
const SUFFIX = /\.[a-z][a-z0-9]{0,7}$/i;
const MARKED = /^([^^]+)(?:\^[0-9a-f]+)?(\^\+?)?$/;

/**
 * The name of a text in a folder. It is the text itself as far as every file system takes it, the rest percent-encoded,
 * and differs from any other text's even where case doesn't count. What follows a `^` says what can't be seen: in
 * hexadecimal digits which letters are capitals; and at the end that this is a folder though it has a suffix, or a file
 * though it has none.
 */
export function nameOf(text: string, kind: NameKind): string {
  return escaped(text) + capitalsOf(text) + markOf(text, kind);
}

/** What a name on the disk stands for; `undefined` when {@link nameOf} gives no such name. */
export function textOf(name: string): NamedText | undefined {
  const [, body, mark] = MARKED.exec(name) ?? [];
  const text = body === undefined ? undefined : unescaped(body);
  if (text === undefined) return undefined;
  const kind = mark === '^+' ? 'beginning' : SUFFIX.test(text) === (mark === undefined) ? 'file' : 'folder';
  return nameOf(text, kind) === name ? { text, kind } : undefined;
}

/**
 * The beginning of a text that is too long for a name; `undefined` when it isn't. No beginning begins with another, and no
 * text that has a name begins with one: so names in order give texts in order.
 */
export function beginningOf(text: string): string | undefined {
  if (text.replace(UNSAFE, percentEncoded).length < LONGEST) return undefined;
  let length = 0;
  let end = 0;
  for (const character of text) {
    length += character.replace(UNSAFE, percentEncoded).length;
    end += character.length;
    if (length >= LONGEST) return text.slice(0, end);
  }
  return undefined;
}

function escaped(text: string): string {
  if (text === '') return '%';
  const safe = text.replace(UNSAFE, percentEncoded).replace(UNSAFE_AT_EDGE, percentEncoded);
  return DEVICE.test(safe) ? percentEncoded(safe.slice(0, 1)) + safe.slice(1) : safe;
}

function unescaped(body: string): string | undefined {
  if (body === '%') return '';
  try {
    return decodeURIComponent(body);
  } catch {
    return undefined;
  }
}

function percentEncoded(characters: string): string {
  return Buffer.from(characters).toString('hex').toUpperCase().replace(/../g, '%$&');
}

function capitalsOf(text: string): string {
  if (!/[A-Z]/.test(text)) return '';
  const letters = text.match(/[A-Za-z]/g) ?? [];
  return `^${letters.reduceRight((bits, letter) => bits * 2n + (letter < 'a' ? 1n : 0n), 0n).toString(16)}`;
}

function markOf(text: string, kind: NameKind): string {
  if (kind === 'beginning') return '^+';
  return SUFFIX.test(text) === (kind === 'file') ? '' : '^';
}
