import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { refusal } from './refusal.js';

/** How much of what ffmpeg complains of is kept. */
const MAX_COMPLAINT = 16_384;
const STALLED_MS = 60_000;

export interface FfmpegProcessOptions {
  /** The path of ffmpeg. */
  readonly program: string;
  /** The path of the file that it reads. */
  readonly path: string;
  /** The name that ffmpeg has for the file's form. */
  readonly demuxer: string;
  /** What it is to make of the file. @defaultValue nothing: it reports what the file holds, and fails */
  readonly output?: readonly string[];
  /** So long it may be silent: what takes longer has gone astray. @defaultValue one minute */
  readonly stalledMs?: number;
}

/** One run of ffmpeg over a file. */
export class FfmpegProcess {
  readonly #path: string;
  readonly #stalledMs: number;
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #ended: Promise<unknown>;
  #complaint = '';

  /**
   * Starts ffmpeg, without a shell. It reads nothing but the file, and takes that for nothing but `demuxer`'s form: there
   * are forms, such as lists of files, that would lead it elsewhere.
   */
  constructor({ program, path, demuxer, output = [], stalledMs = STALLED_MS }: FfmpegProcessOptions) {
    const input = ['-protocol_whitelist', 'file,pipe', '-f', demuxer, '-i', `file:${path}`];
    this.#path = path;
    this.#stalledMs = stalledMs;
    this.#child = spawn(program, ['-nostdin', '-hide_banner', ...input, ...output], {
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#ended = once(this.#child, 'close');
    this.#ended.catch(() => {});
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (this.#complaint.length < MAX_COMPLAINT) this.#complaint += text;
    });
  }

  /** What it wrote for people. */
  get complaint(): string {
    return this.#complaint;
  }

  /** What it writes, as it is asked for. */
  async *output(): AsyncGenerator<Buffer> {
    const chunks: AsyncIterator<Buffer> = this.#child.stdout[Symbol.asyncIterator]();
    for (;;) {
      const { value, done } = await this.#unlessStalled(chunks.next());
      if (done) return;
      yield value;
    }
  }

  /**
   * Waits for the end.
   * @returns whether it did what it was asked to
   * @throws EarshotError `EARSHOT_UNAVAILABLE` when it couldn't be started
   */
  async end(): Promise<boolean> {
    try {
      await this.#unlessStalled(this.#ended);
    } catch (cause) {
      const path = this.#path;
      throw refusal('EARSHOT_UNAVAILABLE', { path, found: 'an ffmpeg that fails', expected: 'one that runs', cause });
    }
    return this.#child.exitCode === 0;
  }

  /** Ends it at once, if it is still running. */
  kill(): void {
    this.#child.stdout.destroy();
    this.#child.kill('SIGKILL');
  }

  async #unlessStalled<T>(step: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const stalled = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('ffmpeg stalled')), this.#stalledMs);
    });
    try {
      return await Promise.race([step, stalled]);
    } finally {
      clearTimeout(timer);
    }
  }
}
