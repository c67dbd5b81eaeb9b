import { setMaxListeners } from 'node:events';
import { lstat, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isEarshotError } from '@earshot/core';
import { type FSWatcher, watch } from 'chokidar';
import { asEarshotError } from './file-errors.js';
import { stampOf } from './recording-file.js';
import type { IngestOutcome, RecordingIntake } from './recording-intake.js';
import type { IngestedSidecar } from './sidecar-intake.js';
import { WatchedFolders } from './watched-folders.js';

export interface FolderWatcherOptions {
  /** Watched with all that is in them, except links. */
  readonly folders: readonly string[];
  readonly intake: Pick<RecordingIntake, 'isSeen' | 'isFirstReport'> & {
    ingest(path: string, options: { readonly folder: string }): Promise<IngestOutcome | IngestedSidecar>;
  };
  /** Where Earshot keeps its own files: what is in there is passed over. */
  readonly dataFolder?: string;
  /** A file has arrived when it stayed as it is for so long. @defaultValue 10,000 */
  readonly settleMs?: number;
  /** Whether all is there that a file's header promises. One of which more is to come waits. @defaultValue always */
  readonly isWhole?: (path: string) => Promise<boolean>;
  /** A file that isn't whole, but stayed as it is for so long, is taken as it is. @defaultValue ten times `settleMs` */
  readonly patienceMs?: number;
  /** Whether a file may be a recording, as its name says. Others are passed over. @defaultValue all may */
  readonly isRecordingName?: (path: string) => boolean;
  /** How many files are read at a time. @defaultValue 2 */
  readonly parallel?: number;
  /** How soon a file is tried again that met a transient error, such as a full disk. @defaultValue 30,000 */
  readonly retryMs?: number;
  /** Looks this often, for network drives, which report no changes. @defaultValue waits for the system's reports */
  readonly pollMs?: number;
  readonly onIngested?: (path: string, outcome: IngestOutcome | IngestedSidecar) => void;
  /** Called once with each file or folder that can't be ingested, also after a restart, and again when it has changed since. */
  readonly onProblem?: (path: string, error: unknown) => void;
}

/** A file that changed, until it is ingested or gone. */
interface WatchedFile {
  readonly path: string;
  /** The watched one that it is in. */
  readonly folder: string;
  /** Whether it changed again since it was last checked. */
  hasChanged: boolean;
  /** The code of the problem that was told last. */
  told?: string;
}

/**
 * Gives each recording and sidecar in some folders to the intake once it has arrived: those that are there, and those that come. Let
 * `intake.resume()` be done first.
 */
export class FolderWatcher {
  readonly #options: Required<Omit<FolderWatcherOptions, 'dataFolder' | 'pollMs'>> &
    Pick<FolderWatcherOptions, 'dataFolder' | 'pollMs'>;
  readonly #watched = new Map<string, WatchedFile>();
  /** The stamps of files that are not to be ingested as they are. */
  readonly #refused = new Map<string, string>();
  readonly #work = new Set<Promise<void>>();
  readonly #waiting: (() => void)[] = [];
  readonly #ignored = new Set<string>();
  readonly #closing = new AbortController();
  #reading = 0;
  #watcher: FSWatcher | undefined;

  constructor(options: FolderWatcherOptions) {
    const { settleMs = 10_000 } = options;
    this.#options = {
      settleMs,
      isWhole: async () => true,
      patienceMs: 10 * settleMs,
      isRecordingName: () => true,
      parallel: 2,
      retryMs: 30_000,
      onIngested: () => {},
      onProblem: () => {},
      ...options,
    };
    // Each file that settles waits for the end as well.
    setMaxListeners(0, this.#closing.signal);
  }

  /** How many files and folders were passed over, as no recordings. */
  get ignoredCount(): number {
    return this.#ignored.size;
  }

  /**
   * Resolves when every folder is watched, and what is in them has been noticed.
   * @throws EarshotError `EARSHOT_NOT_FOUND` when a folder isn't there, `EARSHOT_INVALID_INPUT` when it is none or is in
   *   the data folder, `EARSHOT_DENIED` when it may not be read
   */
  async start(): Promise<void> {
    const { dataFolder, pollMs } = this.#options;
    const folders = await WatchedFolders.of(this.#options.folders, dataFolder);
    if (this.#closing.signal.aborted) return;
    const watcher = watch([...folders.roots], {
      ignored: (path) => {
        const found = resolve(path);
        if (folders.isIgnored(found)) this.#ignored.add(found);
        return folders.isOwn(found) || folders.isIgnored(found);
      },
      followSymlinks: false,
      ...(pollMs !== undefined && { backend: 'polling', pollingInterval: pollMs, pollingBinaryInterval: pollMs }),
    });
    this.#watcher = watcher;
    const hear = async (path: string) => {
      if (this.#options.isRecordingName(path) || (await isLinkToFolder(path))) this.#hear(path, folders.rootOf(path));
      else this.#ignored.add(path);
    };
    watcher.on('add', hear);
    watcher.on('change', hear);
    watcher.on('error', (error) => {
      const path = error instanceof Error && 'path' in error ? String(error.path) : folders.roots.join(', ');
      this.#options.onProblem(path, asEarshotError(error, path));
    });
    await new Promise<void>((ready) => {
      watcher.once('ready', ready);
      this.#closing.signal.addEventListener('abort', () => ready());
    });
  }

  /** Resolves when the files that were being read are ingested. Others wait for the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#watcher?.close();
    await Promise.all(this.#work);
  }

  #hear(path: string, folder: string): void {
    const watched = this.#watched.get(path);
    if (watched !== undefined) {
      watched.hasChanged = true;
      return;
    }
    const file: WatchedFile = { path, folder, hasChanged: true };
    this.#watched.set(path, file);
    const work = this.#follow(file).finally(() => this.#work.delete(work));
    this.#work.add(work);
  }

  async #follow(file: WatchedFile): Promise<void> {
    while (file.hasChanged && !this.#closing.signal.aborted) {
      file.hasChanged = false;
      let stamp: string | undefined;
      try {
        const settled = await this.#settled(file.path);
        stamp = settled;
        if (settled !== undefined) await this.#inTurn(() => this.#ingest(file, settled));
      } catch (error) {
        await this.#fail(file, error, stamp);
      }
    }
    this.#watched.delete(file.path);
  }

  /** The stamp of a file that has stayed as it is; `undefined` when it need not be ingested, or is gone. */
  async #settled(path: string): Promise<string | undefined> {
    const { intake, settleMs, patienceMs, isWhole } = this.#options;
    let before: string | undefined;
    for (let quietMs = 0; ; quietMs += settleMs) {
      const stamp = await stampOf(path);
      if (stamp === undefined || this.#refused.get(path) === stamp) return undefined;
      if (intake.isSeen(path, stamp)) return undefined;
      if (stamp !== before) quietMs = 0;
      else if (quietMs >= patienceMs || (await isWhole(path))) return stamp;
      before = stamp;
      if (!(await this.#pause(settleMs))) return undefined;
    }
  }

  async #ingest(file: WatchedFile, stamp: string): Promise<void> {
    const { path, folder } = file;
    const outcome = await this.#options.intake.ingest(path, { folder });
    // It may have changed since it was read, which isn't always told.
    file.hasChanged = true;
    // Nothing of it was noted. A sidecar that waits is looked at with its recording.
    if (!('callId' in outcome)) this.#refused.set(path, stamp);
    this.#options.onIngested(path, outcome);
  }

  async #fail(file: WatchedFile, error: unknown, stamp: string | undefined): Promise<void> {
    const { path } = file;
    if (stamp !== undefined && (await stampOf(path).catch(() => undefined)) !== stamp) {
      // Somebody wrote to it after all, or took it away.
      file.hasChanged = true;
      return;
    }
    const code = isEarshotError(error) ? error.code : 'none';
    const mayPass = isEarshotError(error) && error.retryable;
    const hasChanged = mayPass || this.#isFirstReport(path, stamp ?? '', code);
    if (file.told !== code && hasChanged) this.#options.onProblem(path, error);
    file.told = code;
    if (mayPass) file.hasChanged = await this.#pause(this.#options.retryMs);
    else if (stamp !== undefined) this.#refused.set(path, stamp);
  }

  #isFirstReport(path: string, stamp: string, code: string): boolean {
    try {
      return this.#options.intake.isFirstReport(path, stamp, code);
    } catch {
      // Better twice than never.
      return true;
    }
  }

  /** Runs work when fewer than the most are at it, unless that is after the end. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    while (this.#reading >= this.#options.parallel) await new Promise<void>((next) => this.#waiting.push(next));
    this.#reading++;
    try {
      if (!this.#closing.signal.aborted) await work();
    } finally {
      this.#reading--;
      this.#waiting.shift()?.();
    }
  }

  /** Returns whether it waited; not when the end came first. */
  async #pause(ms: number): Promise<boolean> {
    try {
      await delay(ms, undefined, { signal: this.#closing.signal });
      return true;
    } catch (error) {
      if (this.#closing.signal.aborted) return false;
      throw error;
    }
  }
}

/** Folders behind links are not watched, which a person should know. */
async function isLinkToFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink() && (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
