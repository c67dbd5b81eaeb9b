import { EarshotError } from '../errors.js';
import { mergeParts, partOf, readPart } from '../formats/bda/read-parts.js';
import type { ReadOptions } from '../formats/bda/result.js';
import { readCustomOutput, readResultDocument } from '../formats/bda/result-document.js';
import { DEFAULT_BOUNDS, mapBounded } from '../formats/read-bounds.js';
import type { AnalysisSource } from '../model/analysis.js';
import type { CallHash, CallId } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { ResultStore } from '../ports/result-store.js';

/**
 * Reads one call, whole. Words and moderation scores, the bulk of every result, are not kept on the record: they are read
 * from the result documents when asked for.
 */
export class ReadCall {
  readonly #repository: RecordRepository;
  readonly #store: ResultStore;

  constructor(deps: { repository: RecordRepository; store: ResultStore }) {
    this.#repository = deps.repository;
    this.#store = deps.store;
  }

  /**
   * @returns the record; `undefined` when there is no such call
   * @throws EarshotError `EARSHOT_NOT_FOUND` when words or moderation are asked for and the documents are gone; what the ports throw
   */
  async execute(hash: CallHash, include: ReadOptions = {}): Promise<CallRecord | undefined> {
    const record = await this.#repository.get(hash);
    if (record?.analysis === undefined || !(include.words || include.moderation)) return record;
    const parts = await mapBounded(record.analysis.sources, DEFAULT_BOUNDS.concurrency, async (source) => {
      const document = await this.#document(source, include);
      return partOf(source, document.kind === 'standard' || document.kind === 'custom' ? document.analysis : {});
    });
    return { ...record, analysis: mergeParts(parts) };
  }

  /** The hash of a call that has this name besides its id; `undefined` when none has. */
  async hashOfAlias(alias: CallId): Promise<CallHash | undefined> {
    return (await this.#repository.findByAlias(alias))?.hash;
  }

  async #document({ uri, kind }: AnalysisSource, include: ReadOptions) {
    const read = kind === 'custom' ? readCustomOutput : readResultDocument;
    try {
      return await readPart(this.#store, uri, (bytes) => read(bytes, include));
    } catch (cause) {
      if ((await this.#store.get(uri)) !== undefined) throw cause;
      throw new EarshotError('EARSHOT_NOT_FOUND', `the result document ${uri} is no longer there`, {
        cause,
        details: { uri },
      });
    }
  }
}
