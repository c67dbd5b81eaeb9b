import * as z from 'zod/mini';
import { isOutdated } from '../coaching/call-score.js';
import type { SensitiveDataFinder } from '../formats/result-format.js';
import { decodeUtf8, encodeUtf8, parseJson } from '../input/json-text.js';
import { type CallHash, EpochMs } from '../model/call.js';
import { PARTICIPANTS_VERSION } from '../model/participant.js';
import { Natural } from '../model/primitives.js';
import type { CallOverview, CallRecord } from '../model/record.js';
import { isRedacted } from '../model/redacted.js';
import type { ObjectUri } from '../model/uri.js';
import type { Derivation, Derived, DerivedChanges } from '../ports/derivation.js';
import type { ResultStore } from '../ports/result-store.js';
import { CALL_FORMATS } from '../wire/call-formats.js';
import { toAnalyticsItem } from '../wire/to-analytics-item.js';
import { redactedRecord } from './redacted-record.js';
import { withDerived } from './with-derived.js';

export interface FilesDerivationDeps {
  readonly store: ResultStore;
  /** Below it, each call has a folder named after its hash. Ends in `/`. */
  readonly folder: ObjectUri;
  /** Looks for personal data, for the redacted copies. @defaultValue what the result marks is all, and without marks there are none */
  readonly findSensitiveData?: SensitiveDataFinder | undefined;
}

/** Raise it with every change of what is written of the same record. */
const FILES_VERSION = 4;

/** Of the rules by which files follow from a record. */
const Versions = z.object({ version: Natural, participants: Natural });
const VERSIONS = { version: FILES_VERSION, participants: PARTICIPANTS_VERSION };

/** Says from which state of the record a call's files follow. */
const Manifest = z.object({
  ...Versions.shape,
  recordCreatedAtMs: EpochMs,
  revision: Natural,
  /** While it isn't, the files are being written. */
  isComplete: z.boolean(),
});
type Manifest = z.infer<typeof Manifest>;
const MANIFEST = 'files.json';

type Origin = Pick<Manifest, 'recordCreatedAtMs' | 'revision'>;

const FORMATS = Object.values(CALL_FORMATS);
const NAMES = FORMATS.flatMap(({ name, extension }) => [`${name}.${extension}`, `${name}.redacted.${extension}`]);

const NO_CHANGES: DerivedChanges = { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };

/**
 * Writes each call as files: `summary.json`, `summary.md`, `transcript.vtt`, `transcript.srt` and `transcript.txt`, and a redacted copy of each, such as
 * `summary.redacted.md`. A call of which only redacted copies are kept has only those.
 */
export class FilesDerivation implements Derivation {
  readonly name = 'files';
  readonly #deps: FilesDerivationDeps;

  constructor(deps: FilesDerivationDeps) {
    this.#deps = deps;
  }

  /**
   * Compares the files with what is there, whatever the manifest says: a writer with an older record may have been paused between
   * its look at the manifest and its last write. `DeriveCall` makes it derive from the latest record before it is done.
   */
  async derive(record: CallRecord): Promise<Derived> {
    const { store } = this.#deps;
    const { hash } = record;
    const origin = originOf(record);
    const kept = await this.#manifestOf(hash);
    if (kept !== undefined && isOutdated(origin, kept)) return derived(NO_CHANGES);
    const files = await this.#filesOf(record);
    if (files.size === 0) {
      return derived({ ...NO_CHANGES, withdrawn: kept === undefined ? 0 : await this.forget(hash) });
    }
    const compared = await Promise.all(NAMES.map((name) => this.#compare(this.#uriOf(hash, name), files.get(name))));
    const different = compared.filter(({ change }) => change !== undefined && change !== 'unchanged');
    if (different.length > 0) {
      await this.#writeManifest(hash, { ...origin, isComplete: false });
      await Promise.all(different.map(({ uri, bytes }) => (bytes ? store.put(uri, bytes) : store.delete(uri))));
      const now = await this.#manifestOf(hash);
      if (now !== undefined && isOutdated(origin, now)) return derived(NO_CHANGES);
    }
    if (different.length > 0 || !isComplete(kept, origin)) {
      await this.#writeManifest(hash, { ...origin, isComplete: true });
    }
    const count = (change: keyof DerivedChanges) => compared.filter((one) => one.change === change).length;
    return derived({
      added: count('added'),
      changed: count('changed'),
      withdrawn: count('withdrawn'),
      unchanged: count('unchanged'),
    });
  }

  async isCurrent(call: Pick<CallOverview, 'hash' | 'revision' | 'createdAtMs'>): Promise<boolean> {
    return isComplete(await this.#manifestOf(call.hash), originOf(call));
  }

  async forget(hash: CallHash): Promise<number> {
    return (await this.remove(hash)).length;
  }

  /** Does what {@link forget} does. @returns the files that were removed */
  async remove(hash: CallHash): Promise<readonly ObjectUri[]> {
    const { store } = this.#deps;
    const found: ObjectUri[] = [];
    let next: string | undefined;
    do {
      const page = await store.list(this.#uriOf(hash, ''), next);
      found.push(...page.uris);
      next = page.next;
    } while (next !== undefined);
    const manifest = this.#uriOf(hash, MANIFEST);
    const files = found.filter((uri) => uri !== manifest);
    const removed = await Promise.all(files.map((uri) => store.delete(uri)));
    // Last: another process that derives the call when it has no result removes what the manifest lists.
    if (found.includes(manifest)) await store.delete(manifest);
    return files.filter((_, at) => removed[at]);
  }

  async #filesOf(stored: CallRecord): Promise<ReadonlyMap<string, Uint8Array>> {
    if (stored.analysis === undefined) return new Map();
    const record = await withDerived(stored);
    const copies = [
      { infix: '', copy: isRedacted(record) ? undefined : record },
      { infix: '.redacted', copy: await redactedRecord(record, this.#deps.findSensitiveData) },
    ];
    const files = copies.flatMap(({ infix, copy }) => {
      const call = copy && toAnalyticsItem(copy);
      if (call === undefined) return [];
      return FORMATS.map(
        ({ name, extension, write }) => [`${name}${infix}.${extension}`, encodeUtf8(write(call))] as const,
      );
    });
    return new Map(files);
  }

  async #compare(uri: ObjectUri, bytes: Uint8Array | undefined) {
    const stored = await this.#deps.store.get(uri);
    return { uri, bytes, change: changeBetween(stored, bytes) };
  }

  async #manifestOf(hash: CallHash): Promise<Manifest | undefined> {
    const bytes = await this.#deps.store.get(this.#uriOf(hash, MANIFEST));
    if (bytes === undefined) return undefined;
    try {
      return Manifest.safeParse(parseJson(decodeUtf8(bytes))).data;
    } catch {
      return undefined;
    }
  }

  async #writeManifest(hash: CallHash, manifest: Origin & Pick<Manifest, 'isComplete'>): Promise<void> {
    const text = JSON.stringify({ ...VERSIONS, ...manifest } satisfies Manifest);
    await this.#deps.store.put(this.#uriOf(hash, MANIFEST), encodeUtf8(text));
  }

  #uriOf(hash: CallHash, name: string): ObjectUri {
    return `${this.#deps.folder}${hash}/${name}` as ObjectUri;
  }
}

function derived(changes: DerivedChanges): Derived {
  return { notices: [], changes };
}

function originOf({ createdAtMs, revision }: Pick<CallOverview, 'createdAtMs' | 'revision'>): Origin {
  return { recordCreatedAtMs: createdAtMs, revision };
}

function isComplete(kept: Manifest | undefined, { recordCreatedAtMs, revision }: Origin): boolean {
  if (kept?.version !== VERSIONS.version || kept.participants !== VERSIONS.participants) return false;
  return kept.isComplete && kept.recordCreatedAtMs === recordCreatedAtMs && kept.revision === revision;
}

/** `undefined` when there neither was nor is a file. */
function changeBetween(
  stored: Uint8Array | undefined,
  wanted: Uint8Array | undefined,
): keyof DerivedChanges | undefined {
  if (stored === undefined) return wanted && 'added';
  if (wanted === undefined) return 'withdrawn';
  const isSame = stored.length === wanted.length && wanted.every((byte, at) => stored[at] === byte);
  return isSame ? 'unchanged' : 'changed';
}
