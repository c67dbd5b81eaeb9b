import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EarshotError, fileFault } from '@earshot/core';
import { z } from 'zod';

const Kept = z.object({ file: z.string(), server: z.string(), uploadId: z.string(), expiresAt: z.iso.datetime() });
type Kept = z.infer<typeof Kept>;

/** What tells one upload from another: the same file, unchanged, with the same facts, to the same server. */
export interface UploadIdentity {
  readonly server: string;
  /** Absolute. */
  readonly file: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** What is said of the recording. */
  readonly facts: object;
}

/**
 * Keeps the id of an unfinished upload in a file of its own, so that another run continues it. Only its owner can read it: with an
 * id and a token, anybody can continue or cancel the upload.
 */
export class UploadState {
  readonly #folder: string;
  readonly #path: string;
  readonly #identity: UploadIdentity;

  constructor(dataFolder: string, identity: UploadIdentity) {
    const { server, file, sizeBytes, modifiedMs, facts } = identity;
    const name = createHash('sha256')
      .update(JSON.stringify([server, file, sizeBytes, modifiedMs, facts]))
      .digest('hex');
    this.#folder = join(dataFolder, 'uploads');
    this.#path = join(this.#folder, `${name.slice(0, 32)}.json`);
    this.#identity = identity;
  }

  /** The upload that an earlier run began; `undefined` when there is none. What can't be read counts as none. */
  async read(): Promise<string | undefined> {
    return (await keptAt(this.#path))?.uploadId;
  }

  /** @param expiresAt ISO 8601: afterwards the upload can't be continued */
  async write(uploadId: string, expiresAt: string): Promise<void> {
    const { file, server } = this.#identity;
    const draft = `${this.#path}.${process.pid}.tmp`;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(draft, JSON.stringify({ file, server, uploadId, expiresAt } satisfies Kept), { mode: 0o600 });
      await rename(draft, this.#path);
    } catch (cause) {
      const found = (cause as NodeJS.ErrnoException).code ?? 'unknown';
      const { code, problem } = fileFault(found);
      throw new EarshotError(code, `${this.#path}: ${problem} (${found})`, { cause, details: { path: this.#path } });
    }
  }

  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

/** Removes what is kept of uploads that have expired. */
export async function removeExpired(dataFolder: string, nowMs: number): Promise<void> {
  const folder = join(dataFolder, 'uploads');
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    const kept = name.endsWith('.json') ? await keptAt(path) : undefined;
    if (kept !== undefined && Date.parse(kept.expiresAt) < nowMs) await rm(path, { force: true });
  }
}

async function keptAt(path: string): Promise<Kept | undefined> {
  try {
    return Kept.safeParse(JSON.parse(await readFile(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
