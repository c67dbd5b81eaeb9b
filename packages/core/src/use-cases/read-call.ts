import { EarshotError, type ErrorCode, isEarshotError } from '../errors.js';
import { findJob } from '../formats/find-format.js';
import { FORMATS } from '../formats/formats.js';
import { DEFAULT_BOUNDS } from '../formats/read-bounds.js';
import type { ReadOptions, ResultFormat } from '../formats/result-format.js';
import type { Analysis, Transcript } from '../model/analysis.js';
import type { CallHash, CallId } from '../model/call.js';
import { onlyUnderstood } from '../model/only-understood.js';
import type { CallRecord } from '../model/record.js';
import type { ObjectUri } from '../model/uri.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { ResultStore } from '../ports/result-store.js';
import { withDerived } from './with-derived.js';

const MISSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['EARSHOT_UNAVAILABLE', 'EARSHOT_NOT_REDACTED']);

export interface ReadCallDeps {
  readonly repository: RecordRepository;
  readonly store: ResultStore;
  /** Supported formats of results. @defaultValue the built-in ones */
  readonly formats?: readonly ResultFormat[] | undefined;
}

/**
 * Reads one call, whole. Words and moderation scores, the bulk of every result, are not kept on the record: they are read
 * from the result documents when asked for. All the rest is the record's; who takes part, as the present rules tell it.
 */
export class ReadCall {
  readonly #deps: ReadCallDeps;

  constructor(deps: ReadCallDeps) {
    this.#deps = deps;
  }

  /**
   * @returns the record; `undefined` when there is no such call
   * @throws EarshotError if words or moderation are asked for: `EARSHOT_NOT_FOUND` when the documents are gone,
   * `EARSHOT_NOT_REDACTED` when there are no redacted copies of them: documents of other systems are masked as they are read;
   * `EARSHOT_NOT_SUPPORTED` when they are in none of the formats; what the ports throw
   */
  async execute(hash: CallHash, include: ReadOptions = {}): Promise<CallRecord | undefined> {
    const kept = await this.#deps.repository.get(hash);
    const record = kept && (await withDerived(kept));
    if (record?.analysis === undefined || !(include.words || include.moderation)) return record;
    return { ...record, analysis: await this.#read(record.analysis, include) };
  }

  /** The hash of a call that has this name besides its id; `undefined` when none has. */
  async hashOfAlias(alias: CallId): Promise<CallHash | undefined> {
    return (await this.#deps.repository.findByAlias(alias))?.hash;
  }

  /** An analysis is made of the documents of one job. */
  async #read(analysis: Analysis, include: ReadOptions): Promise<Analysis> {
    const { sources } = analysis;
    const [source] = sources;
    if (source === undefined) return analysis;
    const { store, formats = FORMATS } = this.#deps;
    const copies = source.redacted ? 'redacted' : 'original';
    const own = formats.find(({ name, documentSuffixes }) => name === source.kind && documentSuffixes !== undefined);
    try {
      const { format, resultUri, store: documents } = await findJob(formats, source.uri, store, own?.name);
      const reading = await format.read(resultUri, {
        store: documents,
        copies,
        bounds: DEFAULT_BOUNDS,
        sources,
        ...include,
      });
      return 'analysis' in reading ? withBulk(analysis, onlyUnderstood(reading.analysis), include) : analysis;
    } catch (cause) {
      if (!isEarshotError(cause) || !MISSING.has(cause.code) || !('uri' in cause.details)) throw cause;
      const { uri } = cause.details;
      if ((await store.get(uri as ObjectUri)) !== undefined) throw cause;
      if (source.redacted && own !== undefined && own.isRedacted === undefined) {
        const message = `${uri} was masked as it was read, and isn't kept: only redacted copies are`;
        throw new EarshotError('EARSHOT_NOT_REDACTED', message, { cause, retryable: false, details: { uri } });
      }
      throw new EarshotError('EARSHOT_NOT_FOUND', `the result document ${uri} is no longer there`, {
        cause,
        details: { uri },
      });
    }
  }
}

function withBulk(analysis: Analysis, documents: Analysis, { words, moderation }: ReadOptions): Analysis {
  const transcript = words ? withWords(analysis.transcript, documents.transcript) : analysis.transcript;
  return {
    ...analysis,
    ...(moderation && { moderation: documents.moderation }),
    ...(transcript && { transcript }),
  };
}

/** Words belong to their segments: where the documents have other ones by now, their transcript counts. */
function withWords(kept: Transcript | undefined, read: Transcript | undefined): Transcript | undefined {
  if (kept === undefined || read === undefined) return read ?? kept;
  const fits =
    kept.segments.length === read.segments.length &&
    kept.segments.every(({ text }, index) => read.segments[index]?.text === text);
  if (!fits) return read;
  const segments = kept.segments.map((segment, index) => {
    const words = read.segments[index]?.words;
    return words === undefined ? segment : { ...segment, words };
  });
  return { ...kept, segments };
}
