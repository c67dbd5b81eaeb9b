import { clockTime, printable } from '@earshot/core';
import { SingleBar } from 'cli-progress';
import type { UploadWatching } from '../upload/upload-file.js';
import type { Stream } from './terminal.js';

/** Shows how far the upload of one file is. */
export interface UploadBar extends Required<UploadWatching> {
  stop(): void;
}

/** The rate counts what was sent within this time, so that it follows the connection. */
const RATE_OVER_MS = 10_000;
const LINE_EVERY = 0.1;

/** A progress bar with the rate and the time that is left; where no terminal is, a line for each tenth. */
export function uploadBar(stream: Stream, name: string): UploadBar {
  if (stream.quiet) return { onBegun() {}, onProgress() {}, onRetry() {}, stop() {} };
  return stream.isTTY ? barOn(stream, printable(name)) : linesOn(stream, printable(name));
}

function barOn(stream: Stream, name: string): UploadBar {
  const bar = new SingleBar({
    format: '{name} {bar} {percentage}%  {rate}  {left}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    stream,
  });
  let sizeBytes = 0;
  let isBegun = false;
  const speed = new Speed();
  return {
    onBegun(about) {
      sizeBytes = about.sizeBytes;
      bar.start(sizeBytes, 0, { name, rate: '', left: '' });
      isBegun = true;
    },
    onProgress(sentBytes) {
      const rate = speed.at(Date.now(), sentBytes);
      const left = rate === undefined ? '' : `${clockTime(((sizeBytes - sentBytes) / rate) * 1_000)} left`;
      bar.update(sentBytes, { rate: rate === undefined ? '' : `${sizeText(rate)}/s`, left });
    },
    onRetry: ({ message }) => bar.update({ rate: '', left: `waiting: ${printable(message)}` }),
    stop() {
      if (isBegun) bar.stop();
    },
  };
}

function linesOn(stream: Stream, name: string): UploadBar {
  let sizeBytes = 0;
  let told = 0;
  let reason = '';
  return {
    onBegun({ parts, receivedParts, ...about }) {
      sizeBytes = about.sizeBytes;
      const again = receivedParts === 0 ? '' : `, continued: ${receivedParts} of ${parts} parts are there`;
      stream.write(`uploading ${name} (${sizeText(sizeBytes)}${again})\n`);
    },
    onProgress(sentBytes) {
      const tenths = Math.floor(sentBytes / sizeBytes / LINE_EVERY);
      if (tenths > told && tenths < 10) stream.write(`${name}: ${tenths * 10} %\n`);
      told = Math.max(told, tenths);
    },
    onRetry({ message }) {
      if (message !== reason) stream.write(`${name}: trying again: ${printable(message)}\n`);
      reason = message;
    },
    stop: () => {},
  };
}

/** How fast something grows, lately. */
export class Speed {
  readonly #seen: { readonly atMs: number; readonly done: number }[] = [];

  /** Per second, since up to ten seconds ago; `undefined` while nothing says how fast it is. */
  at(nowMs: number, done: number): number | undefined {
    this.#seen.push({ atMs: nowMs, done });
    while (this.#seen.length > 2 && (this.#seen[1]?.atMs ?? nowMs) < nowMs - RATE_OVER_MS) this.#seen.shift();
    const [first] = this.#seen;
    const elapsedMs = nowMs - (first?.atMs ?? nowMs);
    const grown = done - (first?.done ?? done);
    return elapsedMs < 500 || grown <= 0 ? undefined : (grown / elapsedMs) * 1_000;
  }
}

/** Bytes, for people: `812 kB`, `1.4 GB`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1_000;
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
