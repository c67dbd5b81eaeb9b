/* The transcription process: it gets one recording at a time, and reports its progress and the result. */
import { constants, setPriority } from 'node:os';
import { isEarshotError, peaksFile } from '@earshot/core';
import { understand } from '@earshot/language';
import { findModels, openRecording, spokenLanguage, Transcriber, withPeaks } from '@earshot/speech';
import { OneTranscriber } from './one-transcriber.js';
import type {
  TranscribedCall,
  TranscribeRequest,
  TranscriptionReport,
  TranscriptionSettings,
} from './transcription-messages.js';
import { whatIsKnown } from './what-is-known.js';

const REPORT_EVERY_MS = 200;

// Requests for calls take precedence over transcribing.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
process.on('disconnect', () => process.exit());

const transcribers = new OneTranscriber<Transcriber>();

process.on('message', (request: TranscribeRequest) => {
  void transcribe(request).then(
    (call) => report({ type: 'transcribed', call }),
    (error: unknown) => {
      if (!isEarshotError(error)) throw error;
      const { code, message, retryable, details } = error;
      report({ type: 'failed', error: { code, message, retryable, details } });
    },
  );
});

async function transcribe({ path, settings }: TranscribeRequest): Promise<TranscribedCall> {
  const recording = withPeaks(await openRecording(path, { ffmpeg: settings.ffmpeg }));
  const opened = await transcriberOf(settings, recording.language);
  let reportedMs = 0;
  const transcription = await opened.transcribe(recording, {
    onProgress(doneMs, durationMs) {
      if (performance.now() - reportedMs < REPORT_EVERY_MS) return;
      reportedMs = performance.now();
      report({ type: 'progress', stage: 'transcribing', doneMs, durationMs });
    },
  });
  const { segments, durationMs } = transcription;
  report({ type: 'progress', stage: 'understanding', doneMs: durationMs, durationMs });
  const understanding = await understand(segments, whatIsKnown(transcription));
  const warnings = await recording.warnings(durationMs);
  const peaks = peaksFile(recording.peaks());
  return { facts: recording.facts, warnings, transcription, understanding, peaks, model: opened.model };
}

/** The transcriber of a recording's language. */
async function transcriberOf(settings: TranscriptionSettings, named: string | undefined): Promise<Transcriber> {
  const language = spokenLanguage(findModels({ folder: settings.modelsFolder }), settings.language, named);
  return transcribers.of(language, () => Transcriber.open({ ...settings, language }));
}

function report(message: TranscriptionReport): void {
  process.send?.(message);
}
