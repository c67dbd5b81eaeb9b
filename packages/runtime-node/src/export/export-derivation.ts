import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CALL_FORMAT_NAMES,
  CALL_FORMATS,
  type CallHash,
  type CallOverview,
  type CallRecord,
  type Derivation,
  type Derived,
  type DerivedChanges,
  EarshotError,
  isOutdated,
  PARTICIPANTS_VERSION,
  type SharedState,
  toAnalyticsItem,
  withDerived,
} from '@earshot/core';
import { z } from 'zod';
import { ExportedFiles } from './exported-files.js';
import { fileStem } from './name-pattern.js';

/** Where calls are exported to, and how. */
const Target = z.object({
  /** Absolute. */
  folder: z.string(),
  formats: z.array(z.enum(CALL_FORMAT_NAMES)),
  /** The pattern of names. */
  name: z.string(),
});
export type ExportTarget = z.infer<typeof Target>;

/** A folder that calls were exported to. */
const KnownTarget = Target.extend({
  /** Epoch ms. Until then, every process exports calls there that it finishes; afterwards, only changes of those that are there. */
  activeUntilMs: z.number(),
});
const Targets = z.object({ targets: z.array(KnownTarget).default([]) });

/** What is in a folder of a call. Files may be there whose names are listed, and no others. */
const Entry = z.object({
  rules: z.string(),
  recordCreatedAtMs: z.number(),
  revision: z.number(),
  isComplete: z.boolean(),
  stems: z.array(z.string()),
  extensions: z.array(z.string()),
});
type Entry = z.infer<typeof Entry>;

/** Raise it with every change of what is written of the same record. */
const EXPORT_VERSION = 1;
const TRIES = 8;
const FIRST_WAIT_MS = 20;
/** Long enough for the files of a call. After a process has died, others wait for so long. */
const LOCKED_MS = 30_000;
const NO_CHANGES: DerivedChanges = { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };
const TARGETS = 'exports';

export interface ExportDerivationDeps {
  /** Keeps which files belong to which call, so that every process that shares it can update and remove them. */
  readonly state: SharedState;
  readonly now: () => Date;
}

/**
 * Writes calls into folders of the user. A file that Earshot didn't write is never replaced: the call gets another name. The names
 * are kept in the shared state before a file is written, so nothing is left behind by a process that dies.
 */
export class ExportDerivation implements Derivation {
  readonly name = 'exports';
  readonly #deps: ExportDerivationDeps;

  constructor(deps: ExportDerivationDeps) {
    this.#deps = deps;
  }

  /** Whether calls were ever exported. */
  async isUsed(): Promise<boolean> {
    return (await this.#targets()).targets.length > 0;
  }

  /** Exports calls to a folder until a time, in every process that shares the state. Call it again to go on. */
  async activate(target: ExportTarget, untilMs: number): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      const { targets, version } = await this.#targets();
      const others = targets.filter(({ folder }) => folder !== target.folder);
      const value = { targets: [...others, { ...target, activeUntilMs: untilMs }] };
      if (await this.#deps.state.write(TARGETS, value, version)) return;
    }
    throw conflict('the list of export folders');
  }

  async derive(record: CallRecord): Promise<Derived> {
    let changes = NO_CHANGES;
    for (const target of (await this.#targets()).targets) changes = sum(changes, await this.#export(target, record));
    return { notices: [], changes };
  }

  async isCurrent(call: Pick<CallOverview, 'hash' | 'revision' | 'createdAtMs'>): Promise<boolean> {
    for (const target of (await this.#targets()).targets) {
      const { entry } = await this.#entryOf(target, call.hash);
      if (entry === undefined ? this.#isActive(target) : !isCurrent(entry, target, call)) return false;
    }
    return true;
  }

  async forget(hash: CallHash): Promise<number> {
    return (await this.remove(hash)).length;
  }

  /** Does what {@link forget} does. @returns the paths of the removed files */
  async remove(hash: CallHash): Promise<readonly string[]> {
    const removed: string[] = [];
    for (const target of (await this.#targets()).targets) {
      if ((await this.#entryOf(target, hash)).entry === undefined) continue;
      removed.push(...(await this.#alone(target, hash, () => this.#removeFrom(target, hash))));
    }
    return removed;
  }

  async #removeFrom(target: ExportTarget, hash: CallHash): Promise<readonly string[]> {
    const { entry, version } = await this.#entryOf(target, hash);
    if (entry === undefined) return [];
    const removed = await this.#clear(target, hash, entry, entry.stems);
    await new ExportedFiles(target.folder, hash).removeDrafts();
    if (!(await this.#forgetState(keyOf(target, hash), version))) throw conflict(hash);
    return removed;
  }

  async #export(target: z.infer<typeof KnownTarget>, record: CallRecord): Promise<DerivedChanges> {
    const { entry } = await this.#entryOf(target, record.hash);
    const isNew = this.#isActive(target) && record.analysis !== undefined;
    if (entry === undefined && !isNew) return NO_CHANGES;
    return this.#alone(target, record.hash, () => this.#exportTo(target, record));
  }

  /** Compares the files with what is there, even if they should be current: somebody may have changed or removed them. */
  async #exportTo(target: ExportTarget, record: CallRecord): Promise<DerivedChanges> {
    const { hash } = record;
    const { entry: kept, version } = await this.#entryOf(target, hash);
    const origin = { recordCreatedAtMs: record.createdAtMs, revision: record.revision };
    if (kept !== undefined && isOutdated(origin, kept)) return NO_CHANGES;
    if (record.analysis === undefined) {
      return { ...NO_CHANGES, withdrawn: (await this.#removeFrom(target, hash)).length };
    }
    const call = toAnalyticsItem(await withDerived(record));
    const files = new ExportedFiles(target.folder, hash);
    if (kept?.isComplete === false) await files.removeDrafts();
    const extensions: string[] = target.formats.map((format) => CALL_FORMATS[format].extension);
    const next = { rules: rulesOf(target), ...origin };
    const stems = candidates(fileStem(target.name, call), hash);
    const started: Entry = {
      ...next,
      isComplete: false,
      stems: union(kept?.stems ?? [], stems),
      extensions: union(kept?.extensions ?? [], extensions),
    };
    const isDone = kept !== undefined && isCurrent(kept, target, record);
    let at = version;
    if (!isDone) {
      if (!(await this.#deps.state.write(keyOf(target, hash), started, version))) throw conflict(hash);
      at++;
    }
    const stem = isDone ? kept.stems[0] : await this.#claimFirst(target, files, hash, stems);
    if (stem === undefined) throw conflict(hash);
    // First: where case doesn't count, an old name may be the new one.
    const others = started.stems.filter((one) => one !== stem);
    const moved = await this.#clear(target, hash, started, others, stem);
    let changes = NO_CHANGES;
    for (const format of target.formats) {
      const { extension, write } = CALL_FORMATS[format];
      const bytes = Buffer.from(write(call));
      const stored = await files.read(`${stem}.${extension}`);
      const change = stored === undefined ? 'added' : bytes.equals(stored) ? 'unchanged' : 'changed';
      if (change !== 'unchanged') await files.write(`${stem}.${extension}`, bytes);
      changes = { ...changes, [change]: changes[change] + 1 };
    }
    const unwanted = started.extensions.filter((extension) => !extensions.includes(extension));
    for (const extension of unwanted) if (await files.remove(`${stem}.${extension}`)) moved.push(stem);
    const complete: Entry = { ...next, isComplete: true, stems: [stem], extensions };
    if (!isDone && !(await this.#deps.state.write(keyOf(target, hash), complete, at))) throw conflict(hash);
    return { ...changes, withdrawn: moved.length };
  }

  /** Works on the files of a call in a folder while no other process does. */
  async #alone<T>(target: ExportTarget, hash: CallHash, work: () => Promise<T>): Promise<T> {
    const { state, now } = this.#deps;
    const key = `export-lock#${idOf(target.folder)}#${hash}`;
    for (let tries = 0; tries < TRIES; tries++) {
      const lock = await state.read(key);
      const untilMs = now().getTime() + LOCKED_MS;
      const isFree = lock === undefined || !(Number(lock.value['untilMs']) > now().getTime());
      const version = lock?.version ?? 0;
      if (isFree && (await state.write(key, { untilMs }, version, { expiresAtMs: untilMs }))) {
        return work().finally(() => state.write(key, {}, version + 1, { expiresAtMs: now().getTime() }));
      }
      await wait(Math.random() * FIRST_WAIT_MS * 2 ** tries);
    }
    throw conflict(hash);
  }

  async #claimFirst(
    target: ExportTarget,
    files: ExportedFiles,
    hash: CallHash,
    stems: readonly string[],
  ): Promise<string | undefined> {
    for (const stem of stems) {
      const owner = await this.#ownerOf(target, stem);
      if (owner === hash) return stem;
      const names = Object.values(CALL_FORMATS).map(({ extension }) => `${stem}.${extension}`);
      const taken = owner !== undefined || (await Promise.all(names.map((name) => files.exists(name)))).includes(true);
      if (!taken && (await this.#claim(target, hash, stem))) return stem;
    }
    return undefined;
  }

  /** @returns whether the name is this call's */
  async #claim(target: ExportTarget, hash: CallHash, stem: string): Promise<boolean> {
    const key = nameKeyOf(target, stem);
    for (let tries = 0; tries < TRIES; tries++) {
      const stored = await this.#deps.state.read(key);
      const owner = stored?.value['hash'];
      if (owner !== undefined) return owner === hash;
      if (await this.#deps.state.write(key, { hash }, stored?.version ?? 0)) return true;
    }
    return false;
  }

  async #ownerOf(target: ExportTarget, stem: string): Promise<unknown> {
    return (await this.#deps.state.read(nameKeyOf(target, stem)))?.value['hash'];
  }

  /** Removes the files of these names that are the call's, and then gives the names up, except one. */
  async #clear(
    target: ExportTarget,
    hash: CallHash,
    { extensions }: Pick<Entry, 'extensions'>,
    stems: readonly string[],
    kept?: string,
  ): Promise<string[]> {
    const files = new ExportedFiles(target.folder, hash);
    const removed: string[] = [];
    /** Names that differ only in case have one owner: it is asked before any of them is given up. */
    const owned = new Map<string, number>();
    for (const stem of stems) {
      const key = nameKeyOf(target, stem);
      const stored = await this.#deps.state.read(key);
      if (stored?.value['hash'] !== hash) continue;
      owned.set(key, stored.version);
      for (const name of extensions.map((extension) => `${stem}.${extension}`)) {
        if (await files.remove(name)) removed.push(join(target.folder, name));
      }
    }
    if (kept !== undefined) owned.delete(nameKeyOf(target, kept));
    for (const [key, version] of owned) await this.#forgetState(key, version);
    return removed;
  }

  /** Names hold ids of calls and names of people: nothing of them is kept. */
  #forgetState(key: string, version: number): Promise<boolean> {
    return this.#deps.state.write(key, {}, version, { expiresAtMs: this.#deps.now().getTime() });
  }

  async #entryOf(target: ExportTarget, hash: CallHash): Promise<{ entry: Entry | undefined; version: number }> {
    const stored = await this.#deps.state.read(keyOf(target, hash));
    return { entry: Entry.safeParse(stored?.value).data, version: stored?.version ?? 0 };
  }

  async #targets() {
    const stored = await this.#deps.state.read(TARGETS);
    return { ...Targets.parse(stored?.value ?? {}), version: stored?.version ?? 0 };
  }

  #isActive({ activeUntilMs }: z.infer<typeof KnownTarget>): boolean {
    return activeUntilMs > this.#deps.now().getTime();
  }
}

/** The names that a call may have, by preference. */
function candidates(stem: string, hash: CallHash): readonly string[] {
  return [...new Set([stem, `${stem}_${hash.slice(0, 8)}`, `${stem}_${hash}`])];
}

function isCurrent(
  entry: Entry,
  target: ExportTarget,
  { revision, createdAtMs }: Pick<CallOverview, 'revision' | 'createdAtMs'>,
): boolean {
  const isOf = entry.revision === revision && entry.recordCreatedAtMs === createdAtMs;
  return entry.isComplete && isOf && entry.rules === rulesOf(target);
}

function rulesOf({ formats, name }: ExportTarget): string {
  return JSON.stringify([EXPORT_VERSION, PARTICIPANTS_VERSION, formats, name]);
}

function keyOf(target: ExportTarget, hash: CallHash): string {
  return `export#${idOf(target.folder)}#${hash}`;
}

/** Names that differ only in case, or in form, are the same on some file systems. */
function nameKeyOf(target: ExportTarget, stem: string): string {
  return `export-name#${idOf(target.folder)}#${idOf(stem.normalize('NFKC').toLowerCase())}`;
}

function idOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function union(some: readonly string[], others: readonly string[]): string[] {
  return [...new Set([...some, ...others])].sort();
}

function sum(a: DerivedChanges, b: DerivedChanges): DerivedChanges {
  return {
    added: a.added + b.added,
    changed: a.changed + b.changed,
    withdrawn: a.withdrawn + b.withdrawn,
    unchanged: a.unchanged + b.unchanged,
  };
}

function conflict(what: string): EarshotError {
  return new EarshotError('EARSHOT_CONFLICT', `${what} is being exported by another process`, {
    retryable: true,
  });
}
