import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EarshotError, fileFault } from '@earshot/core';
import { z } from 'zod';
import type { Position } from './backfill.js';

const Kept = z.object({
  source: z.string(),
  /** Of a manifest: changes with the file. */
  version: z.string().optional(),
  position: z.object({ after: z.string().optional(), beyond: z.array(z.string()) }),
  finishedAt: z.iso.datetime().optional(),
});
type Kept = z.infer<typeof Kept>;

export interface BackfillIdentity {
  readonly source: string;
  readonly queueUrl: string;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

/** Keeps how far a backfill is, in a file of its own, so that another run goes on from there. Holds no secrets. */
export class BackfillFile {
  readonly path: string;
  readonly #folder: string;
  readonly #fixed: Pick<Kept, 'source' | 'version'>;

  /** @param version of the source, where another version of it can't be continued */
  constructor(dataFolder: string, identity: BackfillIdentity, version?: string) {
    const { source, queueUrl, fromMs, toMs } = identity;
    const name = createHash('sha256')
      .update(JSON.stringify([source, queueUrl, fromMs, toMs]))
      .digest('hex');
    this.#folder = join(dataFolder, 'backfill');
    this.path = join(this.#folder, `${name.slice(0, 16)}.json`);
    this.#fixed = { source, ...(version !== undefined && { version }) };
  }

  /**
   * Where an earlier run stopped, and when it finished if it did; `undefined` when there was none.
   * @throws EarshotError `EARSHOT_CONFLICT` when the source was another version then, `EARSHOT_UNREADABLE` when the file is
   * damaged
   */
  async read(): Promise<Pick<Kept, 'position' | 'finishedAt'> | undefined> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw refused(this.path, error);
    });
    if (text === undefined) return undefined;
    const kept = parsed(text);
    if (kept === undefined) {
      const hint = '--again starts over';
      throw new EarshotError('EARSHOT_UNREADABLE', `${this.path} doesn't say how far the backfill is: ${hint}`, {
        details: { path: this.path },
      });
    }
    if (kept.version !== this.#fixed.version) {
      throw new EarshotError(
        'EARSHOT_CONFLICT',
        `${this.#fixed.source} has changed since its backfill began: --again starts over`,
        { retryable: false, details: { field: 'source', expected: kept.version, found: this.#fixed.version } },
      );
    }
    return kept;
  }

  /** Keeps a position; a run that is killed meanwhile leaves the one before. */
  async keep(position: Position, finishedAt?: string): Promise<void> {
    const { after, beyond } = position;
    const kept = { ...this.#fixed, position: { after, beyond }, finishedAt };
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(`${this.path}.new`, JSON.stringify(kept), { mode: 0o600 });
      await rename(`${this.path}.new`, this.path);
    } catch (error) {
      throw refused(this.path, error as NodeJS.ErrnoException);
    }
  }

  /** Keeps that everything is enqueued. */
  async finish(at: Date): Promise<void> {
    await this.keep({ beyond: [] }, at.toISOString());
  }
}

function parsed(text: string): Kept | undefined {
  try {
    return Kept.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function refused(path: string, error: NodeJS.ErrnoException): EarshotError {
  const found = error.code ?? 'unknown';
  const { code, problem } = fileFault(found);
  return new EarshotError(code, `${path}: ${problem} (${found})`, { cause: error, details: { uri: path, found } });
}
