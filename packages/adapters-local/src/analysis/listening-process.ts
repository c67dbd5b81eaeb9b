import { type ChildProcess, fork } from 'node:child_process';
import { EarshotError } from '@earshot/core';
import type { Heard, ListeningNews, ListeningSettings, ListenRequest } from './listening.js';

/** How to set up a {@link ListeningProcess}. */
export interface ListeningProcessOptions extends ListeningSettings {
  /** How long the process stays, with its models loaded, when there is nothing to do. @defaultValue 30,000 */
  readonly idleMs?: number;
  /** What the process runs. @defaultValue listening-child.js beside this file */
  readonly program?: URL;
}

/** The process ended by itself in the middle of a recording. */
export class ListeningCrashed extends Error {
  override readonly name = 'ListeningCrashed';
}

/**
 * Listens in a process of its own, so that neither its load nor its end is anyone else's. The process comes with the first
 * recording and goes when there are no more.
 */
export class ListeningProcess {
  readonly #options: ListeningProcessOptions;
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: ListeningProcessOptions) {
    this.#options = options;
  }

  /**
   * Listens to one recording; call it again when that has ended. When aborted, the process is ended at once.
   * @throws EarshotError as the parts that listen do
   * @throws ListeningCrashed when the process ended in the middle
   */
  listen(
    path: string,
    onProgress: (news: Extract<ListeningNews, { type: 'progress' }>) => void,
    signal: AbortSignal,
  ): Promise<Heard> {
    clearTimeout(this.#idle);
    this.#child ??= this.#begin();
    const child = this.#child;
    return new Promise<Heard>((resolve, reject) => {
      const onMessage = (news: ListeningNews) => {
        if (news.type === 'progress') return onProgress(news);
        end();
        this.#idle = setTimeout(() => this.close(), this.#options.idleMs ?? 30_000);
        if (news.type === 'heard') resolve(news.heard);
        else reject(new EarshotError(news.error.code, news.error.message, news.error));
      };
      const onExit = (code: number | null, ended: NodeJS.Signals | null) => {
        end();
        this.#forget(child);
        const how = ended === null ? `with exit code ${code}` : `by ${ended}`;
        reject(signal.aborted ? signal.reason : new ListeningCrashed(`the process that listens ended ${how}`));
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
      const request: ListenRequest = { path, settings: { model, modelsFolder, cacheFolder, ffmpeg } };
      if (signal.aborted) onAbort();
      else child.send(request, (error) => error && onError(error));
    });
  }

  /** Ends the process. Call it when nothing is under way. May be called twice. */
  close(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #begin(): ChildProcess {
    const program = this.#options.program ?? new URL('./listening-child.js', import.meta.url);
    return fork(program, {
      serialization: 'advanced',
      // What the models print is for their makers.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // Sound is garbage as soon as it is heard, and the models ask for memory in sizes that leave gaps: kept small and in
      // one place, neither grows with the recording.
      execArgv: [...process.execArgv, '--max-semi-space-size=1'],
      env: { ...process.env, MALLOC_ARENA_MAX: '1' },
    });
  }

  #forget(child: ChildProcess): void {
    if (this.#child === child) this.#child = undefined;
  }
}
