import { type ChildProcess, fork } from 'node:child_process';
import { EarshotError } from '@earshot/core';
import type {
  TranscribedCall,
  TranscribeRequest,
  TranscriptionReport,
  TranscriptionSettings,
} from './transcription-messages.js';

export interface TranscriptionProcessOptions extends TranscriptionSettings {
  /** How long the process stays, with its models loaded, when there is nothing to do. @defaultValue 30,000 */
  readonly idleMs?: number;
  /** What the process runs. @defaultValue transcription-child.js next to this file */
  readonly program?: URL;
}

/** The process ended by itself in the middle of a recording. */
export class TranscriptionCrashed extends Error {
  override readonly name = 'TranscriptionCrashed';
}

/**
 * Transcribes in a child process, so that neither its load nor its crash affects this one. The child starts with the first
 * recording and is stopped when it is idle.
 */
export class TranscriptionProcess {
  readonly #options: TranscriptionProcessOptions;
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: TranscriptionProcessOptions) {
    this.#options = options;
  }

  /**
   * Transcribes and understands one recording; call it again when that has ended. An abort kills the process.
   * @param language - what is spoken in this recording
   * @throws EarshotError as `openRecording` and `Transcriber` do
   * @throws TranscriptionCrashed when the process ended in the middle
   */
  transcribe(
    path: string,
    onProgress: (report: Extract<TranscriptionReport, { type: 'progress' }>) => void,
    signal: AbortSignal,
    language = this.#options.language,
  ): Promise<TranscribedCall> {
    clearTimeout(this.#idle);
    this.#child ??= this.#begin();
    const child = this.#child;
    return new Promise<TranscribedCall>((resolve, reject) => {
      const onMessage = (report: TranscriptionReport) => {
        if (report.type === 'progress') return onProgress(report);
        end();
        this.#idle = setTimeout(() => this.close(), this.#options.idleMs ?? 30_000);
        if (report.type === 'transcribed') resolve(report.call);
        else reject(new EarshotError(report.error.code, report.error.message, report.error));
      };
      const onExit = (code: number | null, ended: NodeJS.Signals | null) => {
        end();
        this.#forget(child);
        const how = ended === null ? `with exit code ${code}` : `by ${ended}`;
        reject(signal.aborted ? signal.reason : new TranscriptionCrashed(`the transcription process ended ${how}`));
      };
      const onAbort = () => child.kill('SIGKILL');
      const end = () => {
        child.off('message', onMessage).off('exit', onExit).off('error', onError);
        signal.removeEventListener('abort', onAbort);
      };
      const onError = (error: Error) => {
        end();
        this.#forget(child);
        reject(error);
      };
      child.on('message', onMessage).on('exit', onExit).on('error', onError);
      signal.addEventListener('abort', onAbort, { once: true });
      const { model, modelsFolder, cacheFolder, ffmpeg } = this.#options;
      const request: TranscribeRequest = { path, settings: { model, language, modelsFolder, cacheFolder, ffmpeg } };
      if (signal.aborted) onAbort();
      else child.send(request, (error) => error && onError(error));
    });
  }

  /** Ends the process. Call it when nothing is under way. Idempotent. */
  close(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #begin(): ChildProcess {
    const program = this.#options.program ?? new URL('./transcription-child.js', import.meta.url);
    return fork(program, {
      serialization: 'advanced',
      // What the models print is for their makers.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // Sound is garbage as soon as it is recognized, and the models ask for memory in sizes that leave gaps: kept small and in
      // one place, neither grows with the recording.
      execArgv: [...process.execArgv, '--max-semi-space-size=1'],
      env: { ...process.env, MALLOC_ARENA_MAX: '1' },
    });
  }

  #forget(child: ChildProcess): void {
    if (this.#child === child) this.#child = undefined;
  }
}
