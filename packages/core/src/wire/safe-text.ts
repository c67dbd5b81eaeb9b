/*
 * Text of calls comes from strangers: callers, file names, other programs' results. Whatever is written as text for people or
 * for other programs goes through one of these functions, one for each kind of output.
 */

/** What some reader takes for the end of a line: terminals, WebVTT, Markdown and JavaScript each know others. */
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;
/** Embeddings, overrides and isolates: they show text in another order than it has. The marks LRM and RLM don't. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;
/** C0, DEL and C1: terminals take commands from them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\0-\u001f\u007f-\u009f]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above, but for the line feed
const CONTROLS_IN_LINE = /[\0-\u0009\u000b-\u001f\u007f-\u009f]+/g;

/** Text for a terminal, on one line. */
export function printable(text: string): string {
  return text.replace(LINE_BREAK, '\n').replace(BIDI, '').replace(CONTROLS, ' ');
}

/** Text for a terminal or a file, with its lines: each ends in a line feed. */
export function printableLines(text: string): string {
  return text.replace(LINE_BREAK, '\n').replace(BIDI, '').replace(CONTROLS_IN_LINE, ' ');
}

/** JSON of the same value, in which no character but line feeds of the indent does anything to a terminal. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * A cell of CSV by RFC 4180. Where a spreadsheet would begin a formula, an apostrophe keeps it from that: at the beginning,
 * and also after what separates cells in some languages (`;`) or rows, since spreadsheets that split there don't see quotes
 * in the middle of what they take for a cell.
 */
export function csvCell(text: string): string {
  const inert = printableLines(text).replace(/(^|[;\n])((?:[^\S\n]|")*)(?=[=+\-@＝＋－＠])/g, "$1$2'");
  return /[",\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** Text in a Markdown block: one line, without markup, at its beginning or elsewhere. */
export function markdownText(text: string): string {
  return printable(text)
    .trim()
    .replace(/[\\`*_[\]<>#|~&]/g, '\\$&')
    .replace(/^(?:[-+=]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
}
