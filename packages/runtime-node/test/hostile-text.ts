import fc from 'fast-check';

/** What has done harm in terminals, spreadsheets, subtitles and Markdown. */
const HARM = [
  '\u001b[2J',
  '\u001b]0;title\u0007',
  '\u001b]8;;https://example.org\u001b\\',
  '\u009b31m',
  '\u009d0;title\u009c',
  '\u0000',
  '\b',
  '\u007f',
  '\t',
  '\r',
  '\r\n',
  '\n',
  '\n\n',
  '\v',
  '\f',
  '\u0085',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u2066',
  '\u2069',
  '=1+1',
  ';=1',
  '; "=1',
  '+',
  '-',
  '@',
  '＝',
  '"',
  "'",
  ';',
  ',',
  ' ',
  '\u00a0',
  '# ',
  '- ',
  '1. ',
  '---',
  '-->',
  '</v>',
  '&',
  '<',
] as const;

/** Any text, with much of what does harm. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...HARM), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 8 })
  .map((parts) => parts.join(''));

/** One text with all of what does harm. */
export const ALL_HARM = HARM.join('x');
