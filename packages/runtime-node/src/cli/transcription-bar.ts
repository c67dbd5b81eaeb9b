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
    format: '{what} {bar} {percentage}%  {far}  {name}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    stream,
  });
  let begun = false;
  return {
    show({ ended, total, callId, stage, doneMs = 0, durationMs }) {
      if (ended === total) return;
      const what = stage === 'understanding' ? 'Understanding' : 'Transcribing';
      const far = durationMs === undefined ? clockTime(doneMs) : `${clockTime(doneMs)} of ${clockTime(durationMs)}`;
      const name = `${ended + 1} of ${total}: ${printable(callId ?? 'getting ready')}`;
      if (!begun) bar.start(1, 0, { what, far, name });
      begun = true;
      bar.update(durationMs === undefined ? 0 : Math.min(1, doneMs / durationMs), { what, far, name });
    },
    stop() {
      if (begun) bar.stop();
      begun = false;
    },
  };
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
