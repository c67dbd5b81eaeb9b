import { styleText } from 'node:util';
import { printable, printableLines } from '@earshot/core';
import { SingleBar } from 'cli-progress';
import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';

/** What is written to: a terminal, or whatever stands in for one. */
export type Stream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

const WIDTH_WITHOUT_TERMINAL = 120;

type Style = Parameters<typeof styleText>[0];

/** Colours text on a terminal and leaves it plain elsewhere; `NO_COLOR` and its like are heeded. */
export function styled(stream: Stream, style: Style, text: string): string {
  return stream.isTTY ? styleText(style, text, { stream }) : text;
}

/** How wide text may be. */
export function widthOf(stream: Stream): number {
  return stream.columns !== undefined && stream.columns > 0 ? stream.columns : WIDTH_WITHOUT_TERMINAL;
}

/** A column: its heading and how much of the room that is left it takes; 0 means just what it needs. */
export interface Column {
  readonly heading: string;
  readonly share: number;
}

const GAP = 2;
const MIN_WIDTH = 3;

/** A table that fits the terminal: long cells are cut with an ellipsis. Control characters never reach the terminal. */
export function table(stream: Stream, columns: readonly Column[], rows: readonly string[][]): string {
  const clean = rows.map((row) => row.map(printable));
  const needed = columns.map(({ heading }, index) =>
    Math.max(stringWidth(heading), ...clean.map((row) => stringWidth(row[index] ?? ''))),
  );
  const fixed = columns.reduce((sum, { share }, index) => sum + GAP + (share === 0 ? (needed[index] ?? 0) : 0), 0);
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const room = Math.max(shares * MIN_WIDTH, widthOf(stream) - fixed);
  const widths = columns.map(({ share }, index) =>
    Math.min(needed[index] ?? 0, share === 0 ? Number.POSITIVE_INFINITY : Math.floor((room * share) / shares)),
  );
  const line = (cells: readonly string[]) =>
    widths
      .map((width, index) => {
        const cell = cliTruncate(cells[index] ?? '', width);
        return cell + ' '.repeat(width - stringWidth(cell) + GAP);
      })
      .join('')
      .trimEnd();
  return [styled(stream, 'bold', line(columns.map(({ heading }) => heading))), ...clean.map(line)].join('\n');
}

/** What colors and progress bars are made of. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const OWN_SEQUENCE = /(\u001b\[(?:[\d;]*m|\d*[A-HJK]|\?(?:7|25)[hl]))/;

/**
 * The same stream, where it is a terminal without what terminals take for commands, apart from colors and the cursor moves
 * of progress bars. The last line of defense: text of strangers goes through {@link printable} first.
 */
export function guardedTerminal<S extends Stream>(stream: S): S {
  if (!stream.isTTY) return stream;
  const write = (text: unknown, ...rest: []) => {
    if (typeof text !== 'string') return stream.write(text as never, ...rest);
    const parts = text.split(OWN_SEQUENCE);
    return stream.write(parts.map((part, index) => (index % 2 === 0 ? printableLines(part) : part)).join(''), ...rest);
  };
  return new Proxy(stream, {
    get(target, name) {
      if (name === 'write') return write;
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
  if (!stream.isTTY || total === 0) return undefined;
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
