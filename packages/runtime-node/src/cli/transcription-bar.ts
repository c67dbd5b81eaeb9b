import { clockTime, printable } from '@earshot/core';
import { SingleBar } from 'cli-progress';
import type { TranscriptionProgress } from '../local/ingest-local.js';
import type { Stream } from './terminal.js';

/** Shows how far transcription is. */
export interface TranscriptionBar {
  show(progress: TranscriptionProgress): void;
  stop(): void;
}

/** A progress bar over the recording that is being transcribed; without a terminal, a line for each recording that is done. */
export function transcriptionBar(stream: Stream): TranscriptionBar {
  if (stream.quiet) return { show: () => {}, stop: () => {} };
  return stream.isTTY ? barOn(stream) : linesOn(stream);
}

function barOn(stream: Stream): TranscriptionBar {
  const bar = new SingleBar({
    format: '{what} {bar} {percentage}%  {far}{left}  {name}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    stream,
  });
  let begun = false;
  const begunMs = Date.now();
  return {
    show({ ended, total, callId, stage, doneMs = 0, durationMs }) {
      if (ended === total) return;
      const what = stage === 'understanding' ? 'Understanding' : 'Transcribing';
      const far = durationMs === undefined ? clockTime(doneMs) : `${clockTime(doneMs)} of ${clockTime(durationMs)}`;
      const name = `${ended + 1} of ${total}: ${printable(callId ?? 'getting ready')}`;
      const part = durationMs === undefined ? 0 : Math.min(1, doneMs / durationMs);
      const left = leftText(Date.now() - begunMs, (ended + part) / total);
      if (!begun) bar.start(1, 0, { what, far, left, name });
      begun = true;
      bar.update(part, { what, far, left, name });
    },
    stop() {
      if (begun) bar.stop();
      begun = false;
    },
  };
}

/** Sooner, an estimate is worth nothing. */
const ESTIMATE_FROM_MS = 5_000;

/** How long the rest takes, as if all recordings were of the same length. */
export function leftText(elapsedMs: number, part: number): string {
  if (elapsedMs < ESTIMATE_FROM_MS || part <= 0) return '';
  return `  about ${clockTime((elapsedMs * (1 - part)) / part)} left`;
}

function linesOn(stream: Stream): TranscriptionBar {
  let shown = 0;
  return {
    show({ ended, total }) {
      if (ended > shown) stream.write(`transcribed ${ended} of ${total} recordings\n`);
      shown = ended;
    },
    stop: () => {},
  };
}
