import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { StartReceipt, UploadItem } from '@earshot/adapters-http';
import { EarshotError, fileFault, isEarshotError } from '@earshot/core';
import { sendPart } from './send-part.js';
import type { UploadClient } from './upload-client.js';
import { UploadState } from './upload-state.js';

/** What is said of a recording besides its name and size. */
export interface UploadFacts {
  readonly call_id?: string | undefined;
  readonly recorded_at?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly kind?: 'audio' | 'video' | undefined;
}

/** How files are uploaded. */
export interface UploadOptions {
  readonly client: UploadClient;
  readonly server: string;
  /** Keeps what an interrupted upload needs to continue. */
  readonly dataFolder: string;
  /** Parts that are sent at the same time. */
  readonly parallel: number;
  /** Gives up once the server has been silent, or has refused everything, for so long. */
  readonly patienceMs: number;
  /** Aborted when a person stops the command. */
  readonly signal: AbortSignal;
  readonly facts: UploadFacts;
}

/** Watches one file. */
export interface UploadWatching {
  /** @param receivedParts that are there already, of an upload that is continued */
  onBegun?(about: { readonly sizeBytes: number; readonly parts: number; readonly receivedParts: number }): void;
  /** How many bytes are there, or on their way. May go back, when a connection breaks. */
  onProgress?(sentBytes: number): void;
  /** The server can't be reached, or refuses parts for now; another try follows. */
  onRetry?(error: EarshotError): void;
}

/** A file, as it is and has to stay. */
interface File {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Uploads a file in parts, and makes a call of it. Continues what an earlier run of the same command began, and goes on when
 * connections break or the server restarts. Only the parts that the server lacks are sent.
 * @param path absolute
 * @throws EarshotError what the server answers; `EARSHOT_UNAVAILABLE` when it was silent for too long, or the upload was stopped: the
 *   same again then continues it; `EARSHOT_CONFLICT` when the file changes meanwhile: then the upload is cancelled
 */
export async function uploadFile(
  path: string,
  options: UploadOptions,
  watching: UploadWatching = {},
): Promise<StartReceipt> {
  const { server, dataFolder, facts } = options;
  const file = await fileAt(path);
  const { sizeBytes, modifiedMs } = file;
  const state = new UploadState(dataFolder, { server, file: path, sizeBytes, modifiedMs, facts });
  const upload = new FileUpload(file, state, options, watching);
  const receipt = await upload.run();
  await state.remove();
  return receipt;
}

class FileUpload {
  readonly #file: File;
  readonly #state: UploadState;
  readonly #options: UploadOptions;
  readonly #watching: UploadWatching;
  /** Bytes of parts that are there, by number. */
  readonly #arrived = new Map<number, number>();
  #inFlightBytes = 0;
  #isBegun = false;

  constructor(file: File, state: UploadState, options: UploadOptions, watching: UploadWatching) {
    this.#file = file;
    this.#state = state;
    this.#options = options;
    this.#watching = watching;
  }

  async run(): Promise<StartReceipt> {
    const { patienceMs } = this.#options;
    let failingSinceMs: number | undefined;
    let pauseMs = FIRST_PAUSE_MS;
    while (true) {
      const before = this.#arrived.size;
      try {
        const receipt = await this.#advance();
        if (receipt !== undefined) return receipt;
      } catch (error) {
        if (this.#options.signal.aborted) throw stopped();
        // A server that never answered is the wrong one, rather than one that restarts.
        if (!isEarshotError(error) || !error.retryable || !this.#isBegun) throw error;
        if (this.#arrived.size > before) [failingSinceMs, pauseMs] = [undefined, FIRST_PAUSE_MS];
        failingSinceMs ??= Date.now();
        if (Date.now() - failingSinceMs >= patienceMs) throw error;
        this.#watching.onRetry?.(error);
        await wait(pauseMs, undefined, { signal: this.#options.signal }).catch(() => {
          throw stopped();
        });
        pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
      }
    }
  }

  /** Sends what is missing, and completes the upload if nothing is; `undefined` when it is to be looked at again. */
  async #advance(): Promise<StartReceipt | undefined> {
    const { client } = this.#options;
    const item = await this.#current();
    this.#begin(item);
    if (item.state !== 'waiting') {
      await this.#checkFile(item.upload_id);
      return client.complete(item.upload_id);
    }
    const faults = await this.#send(item.parts, item.part_size_bytes ?? 0);
    const passing = faults.find(({ retryable }) => retryable);
    if (passing !== undefined) throw passing;
    const [lasting] = faults;
    // The part may have arrived before, and only its answer been lost.
    if (lasting !== undefined && (await client.read(item.upload_id))?.state === 'waiting') throw lasting;
    return undefined;
  }

  /** The upload that an earlier run began, if it can be continued, or a new one. */
  async #current(): Promise<UploadItem> {
    const { client, facts } = this.#options;
    const { path, sizeBytes } = this.#file;
    const id = await this.#state.read();
    const known = id === undefined ? undefined : await client.read(id);
    if (known !== undefined && known.state !== 'expired' && known.state !== 'cancelled') return known;
    const item = await client.open({ file_name: basename(path), size_bytes: sizeBytes, ...facts });
    await this.#state.write(item.upload_id, item.expires_at);
    return item;
  }

  #begin({ parts, received }: UploadItem): void {
    this.#arrived.clear();
    for (const { number, size_bytes } of received) this.#arrived.set(number, size_bytes);
    if (!this.#isBegun) {
      const total = parts.length + received.length;
      this.#watching.onBegun?.({ sizeBytes: this.#file.sizeBytes, parts: total, receivedParts: received.length });
    }
    this.#isBegun = true;
    this.#tell();
  }

  /** @returns why parts were not sent */
  async #send(parts: UploadItem['parts'], partSizeBytes: number): Promise<readonly EarshotError[]> {
    const { server, parallel, signal } = this.#options;
    const left = [...parts];
    const faults: EarshotError[] = [];
    const sendNext = async () => {
      for (let part = left.shift(); part !== undefined; part = left.shift()) {
        const { number, size_bytes: sizeBytes, url, headers } = part;
        let sent = 0;
        const onSent = (bytes: number) => {
          sent += bytes;
          this.#inFlightBytes += bytes;
          this.#tell();
        };
        const place = { offset: (number - 1) * partSizeBytes, url: new URL(url, server).href };
        try {
          await sendPart({ path: this.#file.path, sizeBytes, headers, ...place }, onSent, signal);
          this.#arrived.set(number, sizeBytes);
        } catch (error) {
          if (!isEarshotError(error)) throw error;
          faults.push(error);
          // Others would meet the same.
          left.length = 0;
        } finally {
          this.#inFlightBytes -= sent;
          this.#tell();
        }
      }
    };
    await Promise.all(Array.from({ length: parallel }, sendNext));
    return faults;
  }

  /** @throws EarshotError `EARSHOT_CONFLICT` when it isn't the file that was sent */
  async #checkFile(uploadId: string): Promise<void> {
    const { path, sizeBytes, modifiedMs } = this.#file;
    const now = await fileAt(path);
    if (now.sizeBytes === sizeBytes && now.modifiedMs === modifiedMs) return;
    await this.#options.client.cancel(uploadId).catch(() => {});
    await this.#state.remove();
    const message = `${path} changed while it was uploaded: upload it again when it is complete`;
    throw new EarshotError('EARSHOT_CONFLICT', message, { retryable: false, details: { path } });
  }

  #tell(): void {
    const arrived = [...this.#arrived.values()].reduce((sum, bytes) => sum + bytes, 0);
    this.#watching.onProgress?.(Math.min(this.#file.sizeBytes, arrived + this.#inFlightBytes));
  }
}

async function fileAt(path: string): Promise<File> {
  try {
    const stats = await stat(path);
    if (stats.isFile()) return { path, sizeBytes: stats.size, modifiedMs: stats.mtimeMs };
  } catch (cause) {
    const found = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    const { code, problem } = fileFault(found);
    throw new EarshotError(code, `${path}: ${problem} (${found})`, { cause, retryable: false, details: { path } });
  }
  throw new EarshotError('EARSHOT_INVALID_INPUT', `${path} isn't a file: name recordings`, { details: { path } });
}

function stopped(): EarshotError {
  return new EarshotError('EARSHOT_UNAVAILABLE', 'stopped: run the same command again to continue', {
    retryable: false,
  });
}
