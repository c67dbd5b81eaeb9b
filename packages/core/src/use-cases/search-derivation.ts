import type { CallHash } from '../model/call.js';
import type { CallOverview, CallRecord } from '../model/record.js';
import type { Derivation, Derived, DeriveOptions } from '../ports/derivation.js';
import type { Embedder } from '../ports/embedder.js';
import type { IndexedRevision, MomentIndex } from '../ports/moment-index.js';
import type { Moment, MomentVectors } from '../search/moment.js';
import { MOMENT_RULES, momentsOf } from '../search/moments-of.js';
import { wordsIn } from '../search/words.js';

export interface SearchDerivationDeps {
  readonly index: Pick<MomentIndex, 'put' | 'revisionOf' | 'delete'>;
  /** @defaultValue none: calls are found by words only */
  readonly embedder?: Embedder | undefined;
}

/** Fewer words, such as `Yes, of course.`, mean too little to be near anything but each other. */
const MIN_EMBEDDED_WORDS = 4;

const NO_CHANGES = { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };

/**
 * Indexes the moments of each call. While the embedder is unavailable, calls are indexed by words, and derived again until they
 * are embedded. A deployment without an embedder leaves those alone that another one embedded.
 */
export class SearchDerivation implements Derivation {
  readonly name = 'search';
  readonly #deps: SearchDerivationDeps;

  constructor(deps: SearchDerivationDeps) {
    this.#deps = deps;
  }

  /** @throws EarshotError also if the call is indexed by words, but couldn't be embedded */
  async derive(record: CallRecord, { isForced = false }: DeriveOptions = {}): Promise<Derived> {
    const { index } = this.#deps;
    const kept = await index.revisionOf(record.hash);
    // A call without a result is not indexed, unless something is kept that must go.
    const isNothingKept = record.analysis === undefined && kept === undefined;
    // Reports of the same result are repeated, and embedding is what costs most.
    const isCurrent = this.#isCurrent(kept, record);
    if (isNothingKept || (isCurrent && !isForced)) return { notices: [], changes: NO_CHANGES };
    const call = momentsOf(record);
    const embedded = await this.#embed(call.moments);
    if ('error' in embedded) {
      if (followsFrom(kept, record) || (await index.put(call)) === 'indexed') throw embedded.error;
      return { notices: [], changes: NO_CHANGES };
    }
    const isIndexed = (await index.put({ ...call, ...embedded })) === 'indexed';
    const count = isIndexed ? call.moments.length : 0;
    return { notices: [], changes: { ...NO_CHANGES, [kept === undefined ? 'added' : 'changed']: count } };
  }

  forget(hash: CallHash): Promise<number> {
    return this.#deps.index.delete(hash);
  }

  async isCurrent(call: Pick<CallOverview, 'hash' | 'revision' | 'createdAtMs'>): Promise<boolean> {
    return this.#isCurrent(await this.#deps.index.revisionOf(call.hash), call);
  }

  #isCurrent(kept: IndexedRevision | undefined, call: Pick<CallOverview, 'revision' | 'createdAtMs'>): boolean {
    const { embedder } = this.#deps;
    return followsFrom(kept, call) && (embedder === undefined || kept?.model === embedder.model);
  }

  async #embed(
    moments: readonly Moment[],
  ): Promise<{ readonly vectors?: MomentVectors } | { readonly error: unknown }> {
    const { embedder } = this.#deps;
    if (embedder === undefined) return {};
    const { model } = embedder;
    const chosen = moments.filter((moment) => isEmbedded(moment, embedder));
    try {
      const made =
        chosen.length === 0
          ? []
          : await embedder.embed(
              chosen.map(({ text }) => text),
              'document',
            );
      const vectorOf = new Map(chosen.map(({ index }, at) => [index, made[at]]));
      return { vectors: { model, vectors: moments.map(({ index }) => vectorOf.get(index)) } };
    } catch (error) {
      return { error };
    }
  }
}

/** Whether what is kept follows from a record by the present rules, whatever its vectors. */
function followsFrom(
  kept: IndexedRevision | undefined,
  { revision, createdAtMs }: Pick<CallOverview, 'revision' | 'createdAtMs'>,
): boolean {
  return kept?.recordCreatedAtMs === createdAtMs && kept.revision === revision && kept.rules === MOMENT_RULES;
}

function isEmbedded({ text, language }: Moment, embedder: Embedder): boolean {
  return understands(embedder, language) && wordsIn(text).length >= MIN_EMBEDDED_WORDS;
}

/** Whether an embedder supports a language. A language that nothing states counts as supported. */
export function understands({ languages }: Pick<Embedder, 'languages'>, language: string | undefined): boolean {
  return languages === undefined || language === undefined || languages.includes(language);
}
