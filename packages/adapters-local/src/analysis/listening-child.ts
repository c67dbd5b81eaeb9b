/* The process that listens: it gets one recording at a time, and tells how far it is and what it heard. */
import { constants, setPriority } from 'node:os';
import { isEarshotError } from '@earshot/core';
import { understand } from '@earshot/language';
import { Listener, openRecording } from '@earshot/speech';
import type { Heard, ListeningNews, ListenRequest } from './listening.js';

const TELL_EVERY_MS = 200;

// Whoever asks for calls meanwhile comes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
process.on('disconnect', () => process.exit());

let listener: Promise<Listener> | undefined;

process.on('message', (request: ListenRequest) => {
  void hear(request).then(
    (heard) => tell({ type: 'heard', heard }),
    (error: unknown) => {
      // A model that could not be loaded may be there the next time.
      listener = undefined;
      if (!isEarshotError(error)) throw error;
      const { code, message, retryable, details } = error;
      tell({ type: 'failed', error: { code, message, retryable, details } });
    },
  );
});

async function hear({ path, settings }: ListenRequest): Promise<Heard> {
  const recording = await openRecording(path, { ffmpeg: settings.ffmpeg });
  listener ??= Listener.open(settings);
  const opened = await listener;
  let toldMs = 0;
  const transcription = await opened.transcribe(recording, {
    onProgress(doneMs, durationMs) {
      if (performance.now() - toldMs < TELL_EVERY_MS) return;
      toldMs = performance.now();
      tell({ type: 'progress', stage: 'listening', doneMs, durationMs });
    },
  });
  const { segments, durationMs } = transcription;
  tell({ type: 'progress', stage: 'understanding', doneMs: durationMs, durationMs });
  const understanding = await understand(segments);
  const warnings = await recording.warnings(durationMs);
  return { facts: recording.facts, warnings, transcription, understanding, model: opened.model };
}

function tell(news: ListeningNews): void {
  process.send?.(news);
}
