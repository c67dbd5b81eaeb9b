import { styleText } from 'node:util';
import { printable, printableLines } from '@earshot/core';
import { SingleBar } from 'cli-progress';
import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';

/** What is written to: a terminal, a pipe or a file. */
export type Stream = NodeJS.WritableStream &
  Readonly<Partial<Look>> & {
    readonly isTTY?: boolean;
  };

/** How a person wants output to look. */
export interface Look {
  /** The width of lines, in characters. @defaultValue that of the terminal; no limit elsewhere */
  columns: number | undefined;
  /** No progress, counts or hints: only results and errors. */
  quiet: boolean;
}

const WIDTH_OF_UNKNOWN_TERMINAL = 80;
/** Longer lines of prose are hard to read. */
const WIDTH_OF_PROSE = 110;

type Style = Parameters<typeof styleText>[0];

/** Colours text on a terminal and leaves it plain elsewhere; `NO_COLOR` and its like are heeded. */
export function styled(stream: Stream, style: Style, text: string): string {
  return stream.isTTY ? styleText(style, text, { stream }) : text;
}

/** Writes what nobody misses who only wants results and errors. */
export function note(stream: Stream, text: string): void {
  if (!stream.quiet) stream.write(text);
}

/** How wide text may be: as wide as it is where neither a terminal nor `COLUMNS` limits it. */
export function widthOf({ columns, isTTY }: Stream): number {
  if (columns !== undefined && columns > 0) return columns;
  return isTTY ? WIDTH_OF_UNKNOWN_TERMINAL : Number.POSITIVE_INFINITY;
}

/** Text broken between words to the width of the stream, later lines under the first. */
export function wrapped(stream: Stream, lead: string, text: string, indent = lead.length): string {
  const room = stream.isTTY ? Math.min(widthOf(stream), WIDTH_OF_PROSE) : widthOf(stream);
  const width = Math.max(20, room - indent);
  const lines: string[] = [''];
  for (const word of printable(text).split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lead + lines.join(`\n${' '.repeat(indent)}`);
}

/** A column: its heading and how much of the room that is left it takes; 0 means just what it needs. */
export interface Column {
  readonly heading: string;
  readonly share: number;
  /** How a cell looks on a terminal. */
  readonly styleOf?: (cell: string) => Style | undefined;
}

const GAP = 2;
const MIN_WIDTH = 3;

/**
 * A table that fits the terminal: long cells are cut with an ellipsis. Elsewhere cells are whole and separated by tabs.
 * Control characters reach neither.
 */
export function table(stream: Stream, columns: readonly Column[], rows: readonly string[][]): string {
  const clean = rows.map((row) => row.map(printable));
  if (!stream.isTTY) return [columns.map(({ heading }) => heading), ...clean].map((row) => row.join('\t')).join('\n');
  const widths = widthsOf(stream, columns, clean);
  const line = (cells: readonly string[], isHeading = false) =>
    widths
      .map((width, index) => {
        const cell = cliTruncate(cells[index] ?? '', width);
        const style = isHeading ? undefined : columns[index]?.styleOf?.(cells[index] ?? '');
        return (style === undefined ? cell : styled(stream, style, cell)) + ' '.repeat(width - stringWidth(cell) + GAP);
      })
      .join('')
      .trimEnd();
  const headings = columns.map(({ heading }) => heading);
  return [styled(stream, 'bold', line(headings, true)), ...clean.map((row) => line(row))].join('\n');
}

/** Whether a table would cut cells of a column. */
export function cuts(stream: Stream, columns: readonly Column[], rows: readonly string[][], heading: string): boolean {
  if (!stream.isTTY) return false;
  const at = columns.findIndex((column) => column.heading === heading);
  const width = widthsOf(stream, columns, rows)[at] ?? 0;
  return rows.some((row) => stringWidth(printable(row[at] ?? '')) > width);
}

function widthsOf(stream: Stream, columns: readonly Column[], clean: readonly string[][]): number[] {
  const needed = columns.map(({ heading }, index) =>
    Math.max(stringWidth(heading), ...clean.map((row) => stringWidth(row[index] ?? ''))),
  );
  const fixed = columns.reduce((sum, { share }, index) => sum + GAP + (share === 0 ? (needed[index] ?? 0) : 0), 0);
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const room = Math.max(shares * MIN_WIDTH, widthOf(stream) - fixed);
  return columns.map(({ share }, index) =>
    Math.min(needed[index] ?? 0, share === 0 ? Number.POSITIVE_INFINITY : Math.floor((room * share) / shares)),
  );
}

const STATE_STYLES: Readonly<Record<string, Style>> = {
  ok: 'green',
  completed: 'green',
  succeeded: 'green',
  no_match: 'yellow',
  absent: 'dim',
  queued: 'dim',
  submitted: 'dim',
  cancelled: 'yellow',
  failed: 'red',
  missing: 'red',
  damaged: 'red',
};

/** How the state of a call, a job or a check looks. Those that will change by themselves are cyan. */
export function styleOfState(state: string): Style {
  return STATE_STYLES[state] ?? 'cyan';
}

/** What colors and progress bars are made of. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const OWN_SEQUENCE = /(\u001b\[(?:[\d;]*m|\d*[A-HJK]|\?(?:7|25)[hl]))/;

/**
 * The same stream, where it is a terminal without what terminals take for commands, apart from colors and the cursor moves
 * of progress bars. The last line of defense: text of strangers goes through {@link printable} first.
 *
 * @param look what the person asked for
 */
export function guardedTerminal<S extends Stream>(stream: S, look: Partial<Look> = {}): S {
  const write = (text: unknown, ...rest: []) => {
    if (typeof text !== 'string') return stream.write(text as never, ...rest);
    const parts = text.split(OWN_SEQUENCE);
    return stream.write(parts.map((part, index) => (index % 2 === 0 ? printableLines(part) : part)).join(''), ...rest);
  };
  return new Proxy(stream, {
    get(target, name) {
      if (name === 'write' && target.isTTY) return write;
      if (name === 'quiet') return look.quiet;
      if (name === 'columns') return look.columns ?? target.columns;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Shows how far a long piece of work is, on a terminal; elsewhere it says nothing. */
export interface Progress {
  step(): void;
  stop(): void;
}

/** A progress bar over a known number of steps. */
export function progressBar(stream: Stream, total: number, what: string): Progress {
  const bar = barOn(stream, total, `${what} {bar} {value}/{total}`);
  return { step: () => bar?.increment(), stop: () => bar?.stop() };
}

/** Shows how much of a long piece of work is done, how fast, and how long the rest takes. */
export interface RateBar {
  add(count: number): void;
  stop(): void;
}

/** A progress bar with the rate and the time that is left. */
export function rateBar(stream: Stream, total: number, what: string): RateBar {
  const bar = barOn(stream, total, `${what} {bar} {value}/{total}  {rate}/s  {eta_formatted} left`);
  const begunMs = Date.now();
  let done = 0;
  return {
    add(count) {
      done += count;
      bar?.increment(count, { rate: Math.round(done / Math.max(0.001, (Date.now() - begunMs) / 1_000)) });
    },
    stop: () => bar?.stop(),
  };
}

function barOn(stream: Stream, total: number, format: string): SingleBar | undefined {
  if (!stream.isTTY || stream.quiet || total === 0) return undefined;
  const bar = new SingleBar({
    format,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    stream,
  });
  bar.start(total, 0, { rate: 0 });
  return bar;
}

/** Moves a progress bar to how much is done so far, up to its end. */
export function barTo(progress: Progress, total: number): (done: number) => void {
  let shown = 0;
  return (done) => {
    for (; shown < Math.min(done, total); shown++) progress.step();
  };
}
