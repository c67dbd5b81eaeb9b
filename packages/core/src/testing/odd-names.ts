/** Names that adapters are known to lose or to change: each is kept exactly, and none is another's. */
export const ODD_NAMES: readonly string[] = [
  'plain',
  'Plain',
  'two  spaces',
  'plus+sign',
  'plus sign',
  'percent%20sign',
  'percent sign',
  '100%',
  'question?mark=1&hash#tag',
  'quotes "double" and \'single\'',
  'under_score',
  'underXscore',
  'star*[a-z]',
  'back\\slash',
  'caf\u00e9',
  'cafe\u0301',
  '返金の問い合わせ',
  'emoji 😀 👩‍👩‍👧',
  'null',
  '__proto__',
  'constructor',
];

/** Keys of objects that are kept exactly, and none of which is another. */
export const ODD_KEYS: readonly string[] = [
  ...ODD_NAMES,
  'folder/name',
  'folder//name',
  'folder/name/',
  'folder',
  'folder/',
  'folder/./name',
  'folder/up/../name',
  'folder\\name',
  '.hidden',
  // 1,024 bytes of UTF-8: the longest key of Amazon S3, and longer than a file's name may be.
  'x'.repeat(1_024),
  '返'.repeat(341),
];

/** The order of UTF-8 bytes, which is that of code points. */
export function byCodePoints(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  const at = left.findIndex((character, index) => character !== right[index]);
  const pointAt = (characters: string[]) => (at === -1 ? undefined : characters[at])?.codePointAt(0) ?? -1;
  return at === -1 ? left.length - right.length : pointAt(left) - pointAt(right);
}
