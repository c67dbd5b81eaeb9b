import * as z from 'zod/mini';
import { EarshotError, type ErrorCode, isEarshotError } from '../errors.js';
import { placeOfDocument } from '../formats/find-format.js';
import { FORMATS } from '../formats/formats.js';
import { type JobLocation, jobOfObject } from '../intake/job-location.js';
import type { Layout } from '../intake/layout.js';
import { looseJobName } from '../intake/loose-job.js';
import { CallId, type Digests } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import { locationOf, ObjectUri } from '../model/uri.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { ResultStore } from '../ports/result-store.js';
import type { Finisher } from './finish-call.js';
import { PersistResult, type PersistResultDeps } from './persist-result.js';

/** A document of another system, sent as it is. */
export interface SentDocument {
  readonly bytes: Uint8Array;
  /** The name of its file, without folders: 1-200 characters. Names the call if the document has no id of its own. */
  readonly fileName?: string | undefined;
}

/** The outcome of a document. */
export type ImportOutcome =
  /** `duplicate`: the call has this document already, or a better one. */
  | { readonly status: 'stored' | 'duplicate'; readonly record: CallRecord }
  /** `EARSHOT_NOT_SUPPORTED`: in no known format. `EARSHOT_UNREADABLE`, `EARSHOT_NOT_REDACTED`: nothing of it was kept. */
  | { readonly status: 'refused'; readonly error: EarshotError };

export interface ImportDocumentDeps extends PersistResultDeps {
  readonly store: ResultStore;
  readonly digests: Digests;
  readonly layout: Pick<Layout, 'outputsPrefix'>;
  /** Where results go, ending in `/`. */
  readonly outputs: ObjectUri;
  /** Finishes calls. @defaultValue nothing is derived */
  readonly finishCall?: Pick<Finisher, 'whileSaving'> | undefined;
}

/**
 * Imports a document of another system that somebody sends. It becomes the job that it is when it is found in a folder: the
 * document is put in the folder of that job, unless only redacted copies are kept, and its result is persisted. May be called any
 * number of times for one document, concurrently and after a crash: there is one call.
 */
export class ImportDocument {
  readonly #deps: ImportDocumentDeps;

  constructor(deps: ImportDocumentDeps) {
    this.#deps = deps;
  }

  /**
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when `fileName` can't be a file's name; `EARSHOT_CONFLICT` (not retryable) when other
   * calls have every name that the call could have; what the ports throw
   */
  async execute(sent: SentDocument): Promise<ImportOutcome> {
    const { repository, store, copies, now, finishCall } = this.#deps;
    const found = this.#recognize(sent);
    if (isEarshotError(found)) return { status: 'refused', error: found };
    const { resultUri: uri, jobId } = found;
    const isKept = copies !== 'redacted';
    // Before the record: erasing the call has to find the document.
    if (isKept) await store.put(uri, sent.bytes);
    let record: CallRecord | undefined;
    try {
      const get = async (asked: ObjectUri) => (asked === uri ? sent.bytes : store.get(asked));
      const mention = { ...found, sentAtMs: now().getTime() };
      const persist = (repository: RecordRepository) =>
        new PersistResult({ ...this.#deps, repository, store: { get } }).execute(mention);
      // A sender that gets no answer may not send it again.
      const outcome = await (finishCall === undefined
        ? persist(repository)
        : finishCall.whileSaving(repository, persist));
      if (outcome.status === 'ignored') return { status: 'refused', error: notSupported(outcome.reason) };
      record = outcome.record;
      const status = outcome.status === 'duplicate' ? outcome.status : 'stored';
      return { status, record };
    } catch (error) {
      if (!isEarshotError(error) || !REFUSALS.has(error.code) || error.details['uri'] !== uri) throw error;
      return { status: 'refused', error };
    } finally {
      if (isKept) await this.#removeUnlessOf(record ?? (await this.#deps.repository.findByJob(jobId)), uri);
    }
  }

  /** Where the document belongs, as the job that it is; or why it can't be one. */
  #recognize({ bytes, fileName }: SentDocument): JobLocation | EarshotError {
    const { digests, layout, outputs, formats = FORMATS } = this.#deps;
    const name = fileName === undefined ? 'transcript' : FileName.safeParse(fileName).data;
    if (name === undefined) throw badName(fileName);
    const possible = formats.filter(({ documentSuffixes }) => documentSuffixes !== undefined);
    let place: string | undefined;
    try {
      place = placeOfDocument(possible, bytes, name);
    } catch (error) {
      if (isEarshotError(error)) return error;
      throw error;
    }
    if (place === undefined) {
      return notSupported(`expected a transcript in one of the formats ${possible.map(({ name }) => name).join(', ')}`);
    }
    const digest = digests.sha256Hex(bytes);
    const stem = name.replace(/(?<=.)\.[^.]*$/s, '');
    // A name that says nothing but what a file is would be shared by calls.
    const call = fileName === undefined || NAMELESS.test(stem) ? `import-${digest.slice(0, 16)}` : stem;
    const job = looseJobName(call, [{ place, digest }], digests);
    const location = jobOfObject(locationOf(ObjectUri.parse(`${outputs}${call}/${job}/${place}`)), layout, possible);
    if (location === undefined) throw new TypeError(`a format gave ${place} for a document, and finds no job there`);
    return location;
  }

  /** Erasing a call only finds what the call names. */
  async #removeUnlessOf(record: CallRecord | undefined, uri: ObjectUri): Promise<void> {
    const isNamed = record?.jobs.some(({ outputUri }) => outputUri !== undefined && uri.startsWith(outputUri));
    if (!isNamed) await this.#deps.store.delete(uri);
  }
}

const REFUSALS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['EARSHOT_UNREADABLE', 'EARSHOT_NOT_REDACTED']);

/** Of what a call may be called, what is the name of a file in any store. */
const FileName = CallId.check(z.maxLength(200), z.regex(/^(?!\.{1,2}$)[^/\\]+$/));

const NAMELESS = /^(?:\.{1,2}|results?)$/i;

function notSupported(message: string): EarshotError {
  return new EarshotError('EARSHOT_NOT_SUPPORTED', message, { retryable: false, details: { field: 'body' } });
}

function badName(found: string | undefined): EarshotError {
  const expected = 'the name of a file, without folders: 1-200 characters, no control characters';
  const message = `fileName must be ${expected} (got ${JSON.stringify(found)})`;
  return new EarshotError('EARSHOT_INVALID_INPUT', message, { details: { field: 'fileName', expected, found } });
}
